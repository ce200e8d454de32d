"""The terminal app: it knows the screens, and nobody else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar
from uuid import UUID

from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from hstk.core.errors import HstkError
from hstk.core.language import say
from hstk.tui.commands import MAIN_KINDS, bindings
from hstk.tui.data import Data
from hstk.tui.finder import Commands, Offered, Records
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.dialogs import ChooseScreen, MessageScreen, QuestionScreen
from hstk.tui.screens.today import TodayScreen
from hstk.tui.themes import DARK, LIGHT
from hstk.tui.unime import UnIme

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

T = TypeVar("T")
LONG = 100
"""Letters of a complaint beyond which it is shown in a window rather than for a moment."""

_OTHER_SCREENS = ("records", "record", "evidence", "form", "history", "help", "offering", "undoing")


def load_other_screens(_: Ecosystem) -> None:
    """Import what the first screen does not need, before somebody waits for it."""
    for name in _OTHER_SCREENS:
        import_module(f"hstk.tui.screens.{name}")


class HstkApp(UnIme[None]):
    """One open file in the terminal.

    Attributes:
        data: the file, asked on threads.
        version: goes up with every change made here; screens in the back read again by it.
        started: when this was; what was done before is not taken back unasked.
        folder: where a file was written last.
        failure: why the file could not be opened, for whoever started the app.

    Args:
        where: the path of a file, or ``postgresql://...``.
        today: tells the day of the reader.
    """

    TITLE = "hstk"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"today": TodayScreen}
    DEFAULT_MODE = "today"
    CSS_PATH = "screens/base.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012

    def __init__(self, where: str, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.data = Data(where)
        self.today = today
        self.version = 0
        self.started = datetime.now(UTC)
        self.folder: Path | None = None
        self.failure: Exception | None = None
        self._known_modes = {"today"}
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    # -- beginning and end

    def on_mount(self) -> None:
        """Open the file once something is on screen."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._open(), exit_on_error=False)

    async def _open(self) -> None:
        try:
            await self.data.open()
        except Exception as error:  # noqa: BLE001 - without its file the app cannot go on
            self.failure = error
            self.exit(return_code=1)
            return
        if isinstance(self.screen, HstkScreen):
            self.screen.offer()
        await self.data.ask("later", load_other_screens)

    def on_unmount(self) -> None:
        """Finish what is being written and close the file."""
        self.data.close()

    async def action_quit(self) -> None:
        """Leave; a form with changes asks first, and so do files that are being written."""
        from hstk.tui.screens.form import FormScreen

        form = next(
            (s for s in reversed(self.screen_stack) if isinstance(s, FormScreen) and s.dirty), None
        )
        if form is None and not self.data.exporting:
            self.exit()
            return
        if isinstance(self.screen, QuestionScreen):
            return

        def leave(answer: str | None) -> None:
            if answer == "leave":
                self.exit()
            elif answer == "save" and form is not None:
                form.action_save()

        self.push_screen(_still_exporting() if form is None else form.leaving_question(), leave)

    def action_help_quit(self) -> None:
        """What ctrl+c does when there is nothing to copy."""
        self.tell(say("Nhấn Ctrl+Q để thoát.", "Press Ctrl+Q to quit."))

    # -- writing

    def write(
        self,
        work: Callable[[Ecosystem], T],
        then: Callable[[T], Any],
        failed: Callable[[Exception], Any] | None = None,
    ) -> None:
        """Change the file, then read again what is shown.

        Args:
            work: runs on a thread.
            then: takes what it gives, here.
            failed: takes what went wrong; the user is told when it is left out.
        """

        async def written() -> None:
            try:
                result = await self.data.write(work)
            except Exception as error:  # noqa: BLE001 - whatever it is, the app goes on and tells
                self.call_next(failed or self.tell_error, error)
            else:
                self.version += 1
                self.call_next(then, result)
                self.call_next(self._read_again)

        self.run_worker(written(), exit_on_error=False)

    def _read_again(self) -> None:
        """Also behind a window, where it can be seen; what is further back reads as it returns."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, HstkScreen):
                screen.read_again()
                return

    def export(self, path: Path, work: Callable[[Ecosystem], object]) -> None:
        """Write another file and tell so, wherever one is by then.

        Args:
            path: of that file.
            work: writes it; runs on a thread.
        """

        async def written() -> None:
            try:
                await self.data.export(path, work)
            except Exception as error:  # noqa: BLE001 - whatever it is, the app goes on and tells
                what = say(f"Chưa ghi được {path}.", f"Not written: {path}.")
                self.call_next(self.tell_error, error, what)
            else:
                self.folder = path.parent
                self.call_next(self.tell, say(f"Đã ghi {path}", f"Written: {path}"))

        self.run_worker(written(), exit_on_error=False)

    def undo(self, number: int | None = None) -> None:
        """Take a change set back without asking, the newest if none is named."""
        from hstk.tui.viewmodel.history import undo

        self.write(lambda eco: undo(eco, number), partial(self._told_back, say("Ctrl+Y làm lại.",
                   "Ctrl+Y does it again.")))  # fmt: skip

    def _told_back(self, hint: str, what: str) -> None:
        self.tell(f"{what}. {hint}")

    def action_undo(self) -> None:
        """Take the newest change back."""
        from hstk.tui.screens.undoing import undo_newest

        undo_newest(self)

    def action_redo(self) -> None:
        """Take the newest undo back."""
        from hstk.tui.viewmodel.history import redo

        self.write(redo, partial(self._told_back, say("Ctrl+Z hoàn tác.", "Ctrl+Z takes it back.")))

    def delete(self, records: Sequence[UUID], then: Callable[[], Any] | None = None) -> None:
        """Delete records; more than one only after a question.

        Args:
            records: their ids.
            then: is called when they are gone.
        """

        def deleted(count: int) -> None:
            if then is not None:
                then()
            self.tell(
                say(
                    f"Đã xoá {count} bản ghi. Ctrl+Z để hoàn tác.",
                    f"{count} deleted. Ctrl+Z takes it back.",
                )
            )

        def go_on(answer: str | None) -> None:
            if answer == "delete":
                self.write(lambda eco: eco.delete(*records), deleted)

        if len(records) == 1:
            go_on("delete")
            return
        question = say(
            f"Xoá {len(records)} bản ghi đã đánh dấu?", f"Delete {len(records)} records?"
        )
        answers = [("delete", say("Xoá", "Delete")), ("", say("Thôi", "Leave them"))]
        self.push_screen(QuestionScreen(say("Xoá", "Delete"), question, answers), go_on)

    # -- going somewhere

    async def action_show(self, mode: str) -> None:
        """Turn to one of the main screens."""
        if mode == "history" and mode not in self._known_modes:
            from hstk.tui.screens.history import HistoryScreen

            self._add_mode(mode, HistoryScreen)
        await self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    async def action_show_kind(self, kind: str) -> None:
        """List the records of a kind."""
        from hstk.tui.screens.records import RecordsScreen

        if "records" not in self._known_modes:
            self._add_mode("records", partial(RecordsScreen, kind))
        await self.action_show("records")
        if isinstance(self.screen, RecordsScreen):
            self.screen.show_kind(kind)

    def _add_mode(self, mode: str, screen: Callable[[], Screen[Any]]) -> None:
        self._known_modes.add(mode)
        self.add_mode(mode, screen)

    def open_record(self, record: UUID) -> None:
        """Show one record on a screen of its own."""
        from hstk.tui.screens.record import RecordScreen

        self.push_screen(RecordScreen(record))

    def open_evidence(self, target: str, year: int) -> None:
        """Show the rows behind the number of a target."""
        from hstk.tui.screens.evidence import EvidenceScreen

        self.push_screen(EvidenceScreen(target, year))

    def open_history(self, record: UUID | None = None, stand_on: int | None = None) -> None:
        """Show what was done to a record, or to everything."""
        from hstk.tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen(record, stand_on))

    def open_form(
        self,
        kind: str,
        record: UUID | None = None,
        *,
        title: str = "",
        then: Callable[[UUID], Any] | None = None,
    ) -> None:
        """Add a record of a kind, or edit one.

        Args:
            kind: its stable name.
            record: which to edit; None adds one.
            title: what a new one is called.
            then: takes the id of what was saved.
        """
        from hstk.tui.screens.form import FormScreen

        def done(saved: UUID | None) -> None:
            if saved is not None and then is not None:
                then(saved)

        self.push_screen(FormScreen(kind, record, title), done)

    # -- what plugins offer

    def is_offered(self, kind: str) -> bool:
        """Whether plugins have anything to do with records of a kind."""
        if not self.data.is_open:
            return False
        from hstk.tui.viewmodel.offers import is_offered

        return is_offered(self.data.eco, kind)

    # -- choosing

    def choose(
        self, title: str, choices: Sequence[tuple[str, str, str]], then: Callable[[str], Any]
    ) -> None:
        """Let the user choose from a list.

        Args:
            title: of the window.
            choices: each an id ("" for a heading), its text and a note.
            then: takes the id that was chosen.
        """

        def chosen(choice: str | None) -> None:
            if choice:
                self.call_next(then, choice)

        self.push_screen(ChooseScreen(title, choices), chosen)

    def action_choose_kind(self) -> None:
        """Choose the kind of record to list."""
        self._choose_kind(
            say("Xem loại bản ghi nào?", "Which kind of record?"), self.action_show_kind
        )

    def choose_kind_to_add(self) -> None:
        """Choose the kind of record to add, then add one."""
        self._choose_kind(say("Thêm gì?", "Add what?"), self.open_form, to_add=True)

    def _choose_kind(self, title: str, then: Callable[[str], Any], *, to_add: bool = False) -> None:
        if self.data.is_open:
            from hstk.tui.viewmodel.kinds import kinds_by_subject

            most_used = [main.kind for main in MAIN_KINDS]
            kinds = kinds_by_subject(self.data.eco, most_used, to_add=to_add)
            self.choose(title, kinds, then)

    # -- telling

    def tell(
        self,
        message: str,
        severity: Literal["information", "warning", "error"] = "information",
    ) -> None:
        """Tell the user something; what went wrong and takes long to read waits in a window.

        Args:
            message: plain text, never markup.
            severity: how bad it is.
        """
        short = len(message) <= LONG and message.count("\n") <= 1
        if short or severity == "information":
            self.clear_notifications()  # the last word hides no more than it must
            self.notify(message, severity=severity, markup=False)
        else:
            title = say("Chưa làm được", "Not done")
            self.push_screen(MessageScreen(title, message, wrong=True))

    def tell_error(self, error: Exception, what: str = "") -> None:
        """Tell what went wrong: an error of the library in its own words.

        Args:
            error: it.
            what: was not done, a sentence, where the error does not tell.
        """
        kind, told = type(error).__name__, str(error)
        if not isinstance(error, HstkError):
            told = say(
                f"Lỗi ngoài dự kiến ({kind}): {error}", f"Unexpected error ({kind}): {error}"
            )
        self.tell(f"{what}\n{told}" if what else told, severity="error")

    def action_help(self) -> None:
        """Show what the keys do here."""
        from hstk.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self._place()))

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, CommandPalette):
            placeholder = say("Gõ lệnh hoặc tên, không dấu cũng được", "A command, or a name")
            self.push_screen(CommandPalette([Commands, Offered, Records], placeholder=placeholder))

    def action_refresh(self) -> None:
        """Read again what is shown."""
        if isinstance(self.screen, HstkScreen):
            self.screen.read_again(anyway=True)

    def action_turn_theme(self) -> None:
        """From dark to light, or back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def _place(self) -> str:
        return self.screen.place if isinstance(self.screen, HstkScreen) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a form and in a box, undo belongs to what is typed; a form is left by its own keys."""
        if action in ("undo", "redo"):
            return not self._editing and not self._typing
        if action in ("show", "show_kind", "choose_kind"):
            return not self._editing and (action == "show" or self.data.is_open)
        return True

    @property
    def _editing(self) -> bool:
        return isinstance(self.screen, HstkScreen) and self.screen.editing

    @property
    def _typing(self) -> bool:
        return self.focused is not None and self.focused.check_consume_key("a", "a")


def _still_exporting() -> QuestionScreen:
    return QuestionScreen(
        say("Chưa ghi xong", "Not written yet"),
        say("Còn tệp đang được ghi ra.", "A file is still being written."),
        [
            ("stay", say("Chờ ghi xong", "Wait for it")),
            ("leave", say("Thoát, bỏ tệp đó", "Quit without that file")),
        ],
    )
