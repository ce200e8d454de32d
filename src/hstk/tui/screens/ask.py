"""The form of an action, a view or a paper: answers that are not stored by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from hstk.core.contributions import Done
from hstk.core.entity import Entity, FieldSpec
from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.dialogs import QuestionScreen
from hstk.tui.screens.form import FormScreen
from hstk.tui.screens.form_rows import NARROW_LABEL, FieldRow
from hstk.tui.screens.option_row import FEW, OptionRow, choices_of
from hstk.tui.viewmodel.editing import editor_of
from hstk.tui.viewmodel.form import FormModel
from hstk.tui.viewmodel.offers import Subject, done, told
from hstk.tui.widgets.lines import drawable

TELL = 0.15
"""Seconds without a change after which an action is asked what it says of the answers."""
MANY = 8
"""Fields of which one wants to know how many are left."""


class AskScreen(FormScreen):
    """Answers; for an action it stays until that is done, else they are handed on.

    Args:
        subject: what asks, and for which record.
        model: the form.
        then: takes the answers; left out, an action is done with them.
        tells: whether the action has something to say of the answers.
    """

    place = "ask"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ask")]

    def __init__(
        self,
        subject: Subject,
        model: FormModel,
        then: Callable[[Entity], Any] | None = None,
        *,
        tells: bool = False,
    ) -> None:
        super().__init__("")
        self._subject = subject
        self._given = model
        self._then = then
        self._tells = tells
        self._resting: Timer | None = None
        self._told = ""
        self.done: Done | None = None

    def reload(self) -> None:
        """Begin, once: what was typed is not read over."""
        if self._model is None:
            self._model = self._given
            self.call_next(self.begin, self._given)
            self._ask_telling()

    def row_for(self, field: FieldSpec, model: FormModel) -> FieldRow:
        """A few choices are all in sight, to be answered by a digit."""
        if not _has_few(field):
            return super().row_for(field, model)
        labels = [one.label for one in model.fields.values() if _has_few(one)]
        return OptionRow(field, model, beside=max(map(cell_len, labels)) < NARROW_LABEL - 2)

    # -- telling

    @property
    def unsaved(self) -> str:
        """What is said while something would be lost."""
        return say("● chưa xong", "● not done")

    def about(self, field: FieldSpec) -> str:
        """The heading of a field, which may be far above it, and what helps to fill it in."""
        heading = field.section if len(self._given.fields) >= MANY else ""
        return ". ".join(text for text in (heading, field.help) if text)

    def standing(self, model: FormModel) -> str:
        """Which field one is at, and how many are empty."""
        total = len(model.fields)
        if total < MANY:
            return ""
        names = list(model.fields)
        row = self._row_of(self.focused)
        left = model.unanswered
        rest = say(f"còn {left} ô trống", f"{left} empty") if left else say("đã đủ", "all filled")
        at = names.index(row.field.name) + 1 if row is not None else 0
        return f"{at}/{total} · {rest}" if at else rest

    def on_descendant_focus(self) -> None:
        """Tell also which field this is."""
        super().on_descendant_focus()
        self.tell_state()

    @on(FieldRow.Edited)
    def _changed(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(TELL, self._ask_telling)

    def _ask_telling(self) -> None:
        """Ask the action what it says; an answer that is overtaken is dropped."""
        if not self._tells or self._model is None:
            return
        subject, answers = self._subject, self._model.so_far()
        self.ask("telling", lambda eco: told(eco, subject, answers), self._tell, aside=True)

    def _tell(self, text: str) -> None:
        telling = self.query_one("#telling", Static)
        if text == self._told:
            return
        room = telling.content_size.width
        short = all("\n" not in one and cell_len(one) <= room for one in (text, self._told))
        self._told = text
        told = Content("\n").join(Content(drawable(line)) for line in text.splitlines())
        telling.update(told, layout=not short)  # a line instead of another moves nothing
        telling.set_class(bool(text), "-says")
        telling.set_class(text.startswith("✕"), "-wrong")

    # -- done

    def write(self, model: FormModel, record: Entity) -> None:
        """Hand the answers on, or do the action."""
        if self._then is not None:
            self.dismiss(None)
            self._then(record)
            return
        subject = self._subject
        self.hstk.write(lambda eco: done(eco, subject, record), self._done, self.refused)

    def _done(self, result: Done) -> None:
        self.done = result
        self.dismiss(None)

    def leaving_question(self) -> QuestionScreen:
        """Asks what becomes of answers."""
        return QuestionScreen(
            say("Chưa xong", "Not done"),
            say("Những gì vừa điền chưa được dùng.", "What you filled in was not used yet."),
            [
                ("save", say("Xong, làm luôn", "Done, go ahead")),
                ("leave", say("Bỏ", "Leave it")),
                ("stay", say("Điền tiếp", "Stay here")),
            ],
        )


def _has_few(field: FieldSpec) -> bool:
    """Whether all that can be chosen fits on screen."""
    return editor_of(field) == "choice" and len(choices_of(field)) <= FEW
