"""A field with a few choices, all of them in sight while it has the focus."""

from __future__ import annotations

from typing import Any, cast

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from hstk.core.entity import FieldSpec, FieldType
from hstk.core.language import say
from hstk.tui.screens.form_rows import NARROW_LABEL, WIDE_LABEL, FieldRow
from hstk.tui.viewmodel.editing import State
from hstk.tui.viewmodel.form import FormModel
from hstk.tui.widgets.options import Options

FEW = 12
"""Choices that are shown all at once."""


def choices_of(field: FieldSpec) -> list[tuple[Any, str]]:
    """What a field of one choice can hold, and how it is called."""
    if field.type is FieldType.BOOLEAN:
        return [(True, say("Có", "Yes")), (False, say("Không", "No"))]
    return [(one, one.label) for one in field.choices or ()]


class OptionRow(FieldRow):
    """A field of one choice, answered by a digit."""

    label_beside = False

    def __init__(self, field: FieldSpec, model: FormModel, *, beside: bool = True) -> None:
        """Make a row.

        Args:
            field, model: as for every row.
            beside: whether the answer may stand beside the label.
        """
        super().__init__(field, model)
        self._beside = (NARROW_LABEL, WIDE_LABEL) if beside else (0, 0)

    def compose(self) -> ComposeResult:
        """The question has its label in itself."""
        yield self.make_editor()

    def make_editor(self) -> Widget:
        """The choices."""
        self.choices = choices_of(self.field)
        return Options(
            self.field.label,
            [label for _, label in self.choices],
            self._place(),
            required=self.field.required,
            beside=self._beside,
        )

    @property
    def editor(self) -> Widget:
        """The choices."""
        return self.children[0]

    def _place(self) -> int | None:
        state = self.model.state(self.field.name)
        places = [place for place, (one, _) in enumerate(self.choices) if one == state]
        return places[0] if places else None

    @on(Options.Chosen)
    def _chosen(self, message: Options.Chosen) -> None:
        message.stop()
        place = message.place
        self.take(None if place is None else cast("State", self.choices[place][0]))

    def load(self) -> None:
        """Show the choice."""
        editor, place = cast("Options", self.editor), self._place()
        if editor.chosen != place:
            editor.put(place)
