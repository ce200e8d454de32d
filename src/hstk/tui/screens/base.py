"""What the screens share: the bars above and below, questions to the file, reading again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from uuid import UUID

from textual import on
from textual.actions import parse
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from hstk.core.language import say
from hstk.tui.commands import MAIN_KINDS, commands_at
from hstk.tui.data import Superseded
from hstk.tui.viewmodel.lines import weekday
from hstk.tui.widgets.actionbar import ActionBar, Item
from hstk.tui.widgets.panel import LineList
from hstk.tui.widgets.vtable import VTable

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.tui.app import HstkApp

R = TypeVar("R")
T = TypeVar("T")


class HstkScreen(Screen[R]):
    """A whole screen of the app.

    Attributes:
        place: its name in the table of commands.
        editing: whether undo belongs to its editors rather than to the file.
    """

    place: ClassVar[str] = ""
    editing: ClassVar[bool] = False

    _version = -1

    @property
    def hstk(self) -> HstkApp:
        """The app, as what it is."""
        return cast("HstkApp", self.app)

    @property
    def record_here(self) -> UUID | None:
        """The record that things are done with, or None."""
        return None

    @property
    def wide(self) -> bool:
        """Whether there is room for two panes."""
        return self.size.width >= 100

    # -- the bars

    def compose(self) -> ComposeResult:
        """The tabs, what the screen is about, the keys."""
        yield ActionBar(id="tabs")
        yield from self.compose_body()
        yield ActionBar(id="keys")

    def compose_body(self) -> Iterable[Widget]:
        """What the screen is about."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill the bars."""
        self.offer()

    @property
    def tab(self) -> str:
        """The tab that is on screen: the id of its command, or ""."""
        return self.place

    def offer(self) -> None:
        """Offer what can be done now."""
        tabs = [("1", ("Hôm nay", "Today"), "today", "app.show('today')")]
        tabs += [
            (main.key, main.label, main.kind, f"app.show_kind('{main.kind}')")
            for main in MAIN_KINDS
        ]
        tabs.append(("0", ("Lịch sử", "History"), "history", "app.show('history')"))
        items = [
            Item(
                key,
                say(*label),
                action,
                weight=20 if name == self.tab else 1,
                current=name == self.tab,
            )
            for key, label, name, action in tabs
        ]
        self.query_one("#tabs", ActionBar).offer(items, weekday(self.hstk.today()))
        self.query_one("#keys", ActionBar).offer(
            Item(command.key, command.word, command.action, command.weight)
            for command in commands_at(self.place)
            if command.word and self.can(command.action)
        )

    def can(self, action: str) -> bool:
        """Whether an action, as the table of commands has it, means something now."""
        name, given = action, cast("tuple[object, ...]", ())
        if "(" in action:
            given = parse(action)[2]
            name = action.partition("(")[0]
        if name.startswith("app."):
            return self.app.check_action(name.removeprefix("app."), given) is True
        if name == "open" and isinstance(self.focused, LineList) and not self.focused.current:
            return False
        return self.check_action(name, given) is True

    def on_descendant_focus(self) -> None:
        """Some keys mean something only in a list."""
        self.offer()

    @on(LineList.LineHighlighted)
    def _line_is_current(self) -> None:
        """A line that can be opened is there now."""
        self.offer()

    # -- questions

    def ask(
        self,
        channel: str,
        question: Callable[[Ecosystem], T],
        then: Callable[[T], Any],
        failed: Callable[[Exception], Any] | None = None,
        *,
        aside: bool = False,
    ) -> None:
        """Ask the file, and go on with the answer unless a newer question was asked.

        Args:
            channel: what the answer is for.
            question: runs on a thread.
            then: takes the answer, here.
            failed: takes what went wrong; the user is told when it is left out.
            aside: it runs what a plugin brought and may be slow.
        """

        async def answer() -> None:
            try:
                found = await self.hstk.data.ask((id(self), channel), question, aside=aside)
            except Superseded:
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, the app goes on and tells
                self.call_next(failed or self.hstk.tell_error, error)
            else:
                self.call_next(then, found)

        self.run_worker(answer(), group=channel, exit_on_error=False)

    def on_screen_resume(self) -> None:
        """Read again if something was changed while another screen was in front."""
        self.read_again()

    def read_again(self, *, anyway: bool = False) -> None:
        """Read what is shown, if it may have changed.

        Args:
            anyway: even if nothing is known to have changed.
        """
        if anyway or self._version != self.hstk.version:
            self._version = self.hstk.version
            self.reload()

    def reload(self) -> None:
        """Read what is shown."""

    # -- what every screen can do

    async def action_open(self) -> None:
        """Open the current line of the list that has the focus, for clicks on the footer."""
        if isinstance(self.focused, (VTable, LineList)):
            self.focused.action_select()

    async def action_back(self) -> None:
        """Leave the screen."""
        self.dismiss()

    def action_offers(self) -> None:
        """Show what can be done with the record that is here."""
        from hstk.tui.screens.offering import offer_for

        if self.record_here is not None:
            offer_for(self, self.record_here)

    def action_other_pane(self) -> None:
        """Go on to the next pane."""
        self.focus_next()

    def action_add(self) -> None:
        """Add a record of a kind yet to be chosen."""
        self.hstk.choose_kind_to_add()

    @on(VTable.LoadFailed)
    def _tell_failure(self, message: VTable.LoadFailed) -> None:
        self.hstk.tell(message.reason, severity="error")
