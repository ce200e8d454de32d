"""The first screen: the targets of the plan, what is due, what expires, what changed last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.viewmodel import today as view
from hstk.tui.viewmodel.history import ToldSet, tell_sets
from hstk.tui.viewmodel.lines import spread
from hstk.tui.widgets.bars import target_lines, today_line
from hstk.tui.widgets.panel import Line, LineList

MOST_CHANGES = 20


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
        self._due = view.DatedList()
        self._expiring = view.DatedList()
        self._changes: list[ToldSet] = []

    def compose_body(self) -> Iterable[Widget]:
        """The four panels, which fill as their answers come."""
        waiting = ["…"]
        with VerticalScroll(id="body", can_focus=False):
            yield LineList(say("Chỉ tiêu kế hoạch", "Targets of the plan"), waiting, id="targets")
            yield LineList(say("Việc đến hạn", "Follow-ups due"), waiting, id="due")
            yield LineList(
                say("Công nhận sắp hết hạn", "Recognitions about to end"), waiting, id="expiring"
            )
            yield LineList(say("Thay đổi gần đây", "Changed last"), waiting, id="changes")

    def _panel(self, name: str) -> LineList:
        return self.query_one(f"#{name}", LineList)

    def _room(self, name: str) -> int:
        return self._panel(name).scrollable_content_region.width

    def reload(self) -> None:
        """Ask for all four panels."""
        today = self.hstk.today()
        year = self._year
        self.ask("plan", lambda eco: view.plan_view(eco, year, today), self._show_plan)
        self.ask("due", lambda eco: view.follow_ups(eco, today), self._show_due)
        self.ask("expiring", lambda eco: view.expiring(eco, today), self._show_expiring)
        self.ask(
            "changes",
            lambda eco: tell_sets(eco, today, limit=MOST_CHANGES),
            self._show_changes,
        )

    # -- the panels

    def _show_plan(self, plan: view.PlanView) -> None:
        self._plan, self._year = plan, plan.year
        self._draw_plan()
        self.offer()

    def _draw_plan(self) -> None:
        plan, panel = self._plan, self._panel("targets")
        if plan is None:
            return
        if plan.year is None:
            panel.set_lines(
                [
                    say("Chưa có kế hoạch nào.", "There is no plan yet."),
                    say(
                        "Nạp một kế hoạch bằng lệnh: hstk plan load TỆP.toml",
                        "Load one with: hstk plan load FILE.toml",
                    ),
                ]
            )
            return
        width = self._room("targets")
        texts = target_lines(plan.targets, plan.elapsed, width) if plan.targets else []
        lines: list[str | Content | Line] = [
            Line(self._coloured(text, target), target.target)
            for text, target in zip(texts, plan.targets, strict=True)
        ]
        if not plan.targets:
            lines = [say("Kế hoạch chưa có chỉ tiêu.", "The plan has no targets yet.")]
        elif plan.elapsed is not None:
            lines.append(Content(today_line(plan.elapsed, width)).stylize("$text-muted"))
        panel.set_lines(lines)
        beside = [
            f"{key} {year}"
            for key, year in (("[", plan.beside(-1)), ("]", plan.beside(1)))
            if year is not None
        ]
        panel.entitle(
            say(f"Chỉ tiêu năm {plan.year} · {plan.title}", f"Targets {plan.year} · {plan.title}"),
            "   ".join(beside),
        )

    def _coloured(self, text: str, target: view.Standing) -> Content:
        """Colour on top of the words, which alone say enough."""
        line = Content(text)
        style = "$text-warning" if target.word.startswith("!") else "$text-success"
        start = text.rstrip().rfind(target.word)
        return line.stylize(style, start, start + len(target.word)) if start > 0 else line

    def _show_due(self, found: view.DatedList) -> None:
        self._due = found
        self._panel("due").entitle(view.due_title(found))
        self._draw_dated("due", found, say("Không có việc nào đến hạn.", "Nothing is due."))

    def _show_expiring(self, found: view.DatedList) -> None:
        self._expiring = found
        self._panel("expiring").entitle(view.expiring_title(found))
        none = say("Không có công nhận nào sắp hết hạn.", "No recognition is about to end.")
        self._draw_dated("expiring", found, none)

    def _draw_dated(self, name: str, found: view.DatedList, none: str) -> None:
        width = self._room(name)
        lines: list[Line | str | Content] = []
        for row in found.rows:
            left = f"{row.mark} {row.day}  {row.text}"
            line = Content(spread(left, row.word, width))
            style = "$text-error" if row.late else "$text-warning" if row.now else ""
            lines.append(Line(line.stylize(style, 0, 1) if style else line, row.record))
        if not found.rows:
            lines.append(Content(none).stylize("$text-muted"))
        if found.total > len(found.rows):
            more = found.total - len(found.rows)
            lines.append(say(f"… và {more} việc nữa", f"… and {more} more"))
        self._panel(name).set_lines(lines)

    def _show_changes(self, found: list[ToldSet]) -> None:
        self._changes = found
        self._draw_changes()

    def _draw_changes(self) -> None:
        width = self._room("changes")
        lines: list[Line | str | Content] = []
        for told in self._changes:
            text = spread(f"{told.when}  {told.what}", told.mark or told.actor, width)
            line = Content(text)
            lines.append(
                Line(line.stylize("$text-muted") if told.undone else line, str(told.number))
            )
        self._panel("changes").set_lines(
            lines or [say("Chưa có thay đổi nào.", "Nothing was changed yet.")]
        )

    def on_resize(self) -> None:
        """Lay the lines out for the new width, once the panels have theirs."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        self._draw_plan()
        if self._plan is not None:
            self._show_due(self._due)
            self._show_expiring(self._expiring)
            self._draw_changes()

    # -- doing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Years can be turned where there are others."""
        if action == "year":
            return self._plan is not None and len(self._plan.years) > 1
        return True

    def action_year(self, step: int) -> None:
        """Turn to the year before or after."""
        year = self._plan.beside(step) if self._plan else None
        if year is not None:
            self._year = year
            today = self.hstk.today()
            self.ask("plan", lambda eco: view.plan_view(eco, year, today), self._show_plan)

    @on(LineList.LineSelected, "#targets")
    def _open_target(self, message: LineList.LineSelected) -> None:
        if self._plan is not None and self._plan.year is not None:
            self.hstk.open_evidence(message.line_id, self._plan.year)

    @on(LineList.LineSelected, "#due, #expiring")
    def _open_record(self, message: LineList.LineSelected) -> None:
        self.hstk.open_record(UUID(message.line_id))

    @on(LineList.LineSelected, "#changes")
    def _open_change(self, message: LineList.LineSelected) -> None:
        self.hstk.open_history(stand_on=int(message.line_id))
