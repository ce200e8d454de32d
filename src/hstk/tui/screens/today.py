"""The first screen: the targets of the plan, what is due, what expires, what changed last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.fitted import FittedList, Lines
from hstk.tui.screens.told import told_lines
from hstk.tui.viewmodel import today as view
from hstk.tui.viewmodel.history import ToldSet, tell_sets
from hstk.tui.viewmodel.lines import spread
from hstk.tui.widgets.bars import target_lines, today_line
from hstk.tui.widgets.lines import wrapped
from hstk.tui.widgets.panel import Line, LineList

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.tui.viewmodel.offers import Shown

T = TypeVar("T")
MOST_CHANGES = 20
_BAR = re.compile("[█▏▎▍▌▋▊▉]+")


class TodayScreen(HstkScreen[None]):
    """What needs somebody today."""

    place = "today"
    CSS_PATH = "today.tcss"
    AUTO_FOCUS = "#targets"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("today")]

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        self._plan: view.PlanView | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The four panels, which fill as their answers come."""
        waiting = ["…"]
        with VerticalScroll(id="body", can_focus=False):
            for name, title in (
                ("targets", say("Chỉ tiêu kế hoạch", "Targets of the plan")),
                ("due", say("Việc đến hạn", "Follow-ups due")),
                ("expiring", say("Công nhận sắp hết hạn", "Recognitions about to end")),
                ("changes", say("Thay đổi gần đây", "Changed last")),
            ):
                yield FittedList(title, waiting, id=name)

    def _panel(self, name: str) -> FittedList:
        return self.query_one(f"#{name}", FittedList)

    def reload(self) -> None:
        """Ask for all four panels."""
        today = self.hstk.today()
        self._ask_plan()
        self.ask("panels", _panels, self._ask_panels)
        self._ask("due", lambda eco: view.follow_ups(eco, today), self._show_due)
        self._ask("expiring", lambda eco: view.expiring(eco, today), self._show_expiring)
        self._ask(
            "changes", lambda eco: tell_sets(eco, today, limit=MOST_CHANGES), self._show_changes
        )

    def _ask_plan(self) -> None:
        year, today = self._year, self.hstk.today()
        self._ask("targets", lambda eco: view.plan_view(eco, year, today), self._show_plan)

    def _ask(
        self, panel: str, question: Callable[[Ecosystem], T], then: Callable[[T], None]
    ) -> None:
        """Ask for one panel, which tells by itself what went wrong."""
        self.ask(panel, question, then, lambda error: self._show_fault(panel, error))

    def _show_fault(self, panel: str, error: Exception) -> None:
        text = say(f"✕ Không tính được: {error}", f"✕ Could not be worked out: {error}")
        self._panel(panel).fill(
            lambda width: [Content(line).stylize("$text-error") for line in wrapped(text, width)]
        )

    # -- the targets

    def _show_plan(self, plan: view.PlanView) -> None:
        self._plan, self._year = plan, plan.year
        panel = self._panel("targets")
        panel.entitle(_plan_title(plan))
        panel.fill(lambda width: _target_lines(plan, width, roomy=self.has_class("-tall")))
        self._tell_target()
        self.offer()

    @on(LineList.LineHighlighted, "#targets")
    def _tell_target(self) -> None:
        """What the current target is called in full, where its line is too narrow for that."""
        panel = self._panel("targets")
        target = self._plan.target(panel.current) if self._plan else None
        if target is not None and self._plan is not None:
            whole = any(target.label in str(line.text) for line in panel.lines)
            panel.entitle(_plan_title(self._plan), "" if whole else target.label)

    # -- the other panels

    def _show_due(self, found: view.DatedList) -> None:
        panel = self._panel("due")
        panel.entitle(view.due_title(found))
        none = say("Không có việc nào đến hạn.", "Nothing is due.")
        panel.fill(lambda width: _dated_lines(found, none, width))

    def _show_expiring(self, found: view.DatedList) -> None:
        panel = self._panel("expiring")
        panel.entitle(view.expiring_title(found))
        none = say("Không có công nhận nào sắp hết hạn.", "No recognition is about to end.")
        panel.fill(lambda width: _dated_lines(found, none, width))

    def _show_changes(self, found: list[ToldSet]) -> None:
        self._panel("changes").fill(lambda width: told_lines(found, width))

    # -- the panels of plugins

    def _ask_panels(self, names: Sequence[str]) -> None:
        """Ask every view for its panel, apart from the others."""
        today = self.hstk.today()
        for name in names:

            def question(eco: Ecosystem, name: str = name) -> Any:
                from hstk.tui.viewmodel.offers import Subject, shown

                return shown(eco, Subject(name, None, today))

            self.ask(f"view {name}", question, partial(self._show_view, name), aside=True)

    async def _show_view(self, name: str, found: Shown) -> None:
        """A panel is there as long as it has something to show."""
        from hstk.tui.screens.part_rows import shown_lines

        id_ = f"view-{name.replace('.', '-')}"
        panels = list(self.query(f"#{id_}").results(FittedList))
        if not found.worth_showing:
            for panel in panels:
                await panel.remove()
        else:
            if not panels:
                panels = [FittedList(id=id_, classes="view")]
                await self.query_one("#body").mount(panels[0], before="#changes")
            panels[0].entitle(found.title)
            panels[0].fill(lambda width: shown_lines(found, width))
        self.query_one("#body").set_class(bool(self.query(".view")), "-views")

    # -- doing

    @property
    def record_here(self) -> UUID | None:
        """The record that the current line leads to."""
        focused = self.focused
        if (
            isinstance(focused, LineList)
            and focused.current
            and (focused.id in ("due", "expiring") or focused.has_class("view"))
        ):
            return UUID(focused.current.rpartition(":")[2])
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A year can be turned to where there is one."""
        if action == "year":
            step = parameters[0] if parameters else 0
            return (
                self._plan is not None
                and isinstance(step, int)
                and (self._plan.beside(step) is not None)
            )
        return True

    def action_year(self, step: int) -> None:
        """Turn to the year before or after."""
        year = self._plan.beside(step) if self._plan else None
        if year is not None:
            self._year = year
            self._ask_plan()

    @on(LineList.LineSelected, "#targets")
    def _open_target(self, message: LineList.LineSelected) -> None:
        if self._plan is not None and self._plan.year is not None:
            self.hstk.open_evidence(message.line_id, self._plan.year)

    @on(LineList.LineSelected, "#due, #expiring")
    def _open_record(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(message.line_id))

    @on(LineList.LineSelected, ".view")
    def _open_row(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(message.line_id.rpartition(":")[2]))

    @on(LineList.LineSelected, "#changes")
    def _open_change(self, message: LineList.LineSelected) -> None:
        self.hstk.open_history(stand_on=int(message.line_id))


def _panels(eco: Ecosystem) -> Sequence[str]:
    """Names of the views of plugins that have a panel here."""
    from hstk.tui.viewmodel.offers import on_today  # pydantic comes with it

    return on_today(eco)


def _plan_title(plan: view.PlanView) -> str:
    if plan.year is None:
        return say("Chỉ tiêu kế hoạch", "Targets of the plan")
    title = say(f"Chỉ tiêu năm {plan.year}", f"Targets of {plan.year}")
    beside = [
        f"{key} {year}"
        for key, year in (("[", plan.beside(-1)), ("]", plan.beside(1)))
        if year is not None
    ]
    return " · ".join([title, plan.title, *beside])


def _target_lines(plan: view.PlanView, width: int, *, roomy: bool) -> Lines:
    """A line a target; two where there is room and a label would be cut."""
    if plan.year is None:
        yield say("Chưa có kế hoạch nào.", "There is no plan yet.")
        yield say(
            "Nạp một kế hoạch bằng lệnh: hstk plan load TỆP.toml",
            "Load one with: hstk plan load FILE.toml",
        )
        return
    if not plan.targets:
        yield say("Kế hoạch chưa có chỉ tiêu.", "The plan has no targets yet.")
        return
    texts = target_lines(plan.targets, plan.elapsed, width)
    cut = any(one.label not in text for one, text in zip(plan.targets, texts, strict=True))
    if roomy and cut:
        bare = [replace(target, label="") for target in plan.targets]
        bars = target_lines(bare, plan.elapsed, width - 1)
        for text, target in zip(bars, plan.targets, strict=True):
            yield Line(target.label, target.target)
            yield _coloured(f" {text}", target)
    else:
        for text, target in zip(texts, plan.targets, strict=True):
            yield Line(_coloured(text, target), target.target)
    if plan.elapsed is not None:
        yield Content(today_line(plan.elapsed, width)).stylize("$text-muted")


def _coloured(text: str, target: view.Standing) -> Content:
    """Colour on top of the words, which alone say enough."""
    line = Content(text)
    colour = {"!": "$warning", "=": "$success"}.get(target.sign, "$primary")
    for found in _BAR.finditer(text):
        line = line.stylize(colour, *found.span())
    start = text.rfind(target.word)
    if start < 0 or target.sign == "":
        return line
    return line.stylize(colour, start, start + len(target.word))


def _dated_lines(found: view.DatedList, none: str, width: int) -> Lines:
    if not found.rows:
        yield Content(none).stylize("$text-muted")
    for row in found.rows:
        line = Content(spread(f"{row.mark} {row.day}  {row.text}", row.word, width))
        style = "$text-error" if row.late else "$text-warning" if row.now else ""
        yield Line(line.stylize(style, 0, 1) if style else line, row.record)
    if found.total > len(found.rows):
        more = found.total - len(found.rows)
        yield say(f"… và {more} nữa", f"… and {more} more")
