"""One field of a form: its label, its editor, what is wrong with it, what could be picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from hstk.core.entity import FieldSpec, FieldType
from hstk.core.language import say
from hstk.tui.viewmodel.editing import Pick, Picks, State, editor_of, holds_several
from hstk.tui.viewmodel.form import FormModel
from hstk.tui.viewmodel.references import Suggestion, among
from hstk.tui.widgets.lines import drawable, wrapped
from hstk.tui.widgets.panel import Line, LineList
from hstk.tui.widgets.vinput import VInput

NARROW_LABEL, WIDE_LABEL = 22, 28
"""Cells of a label with the space after it, on narrow and wide screens, as in form.tcss."""
MOST_LABEL = 5
"""Lines of the longest label that is shown whole."""


class PickInput(VInput):
    """A field in which what is typed is looked for, and found things are picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False, id="pick.down"),
        Binding("up", "step(-1)", show=False, id="pick.up"),
        Binding("enter", "pick", show=False, id="pick.take"),
        Binding("escape", "close", show=False, id="pick.close"),
        Binding("backspace", "erase", show=False, id="pick.erase"),
    ]

    @property
    def row(self) -> PicksRow:
        """The field it belongs to."""
        return cast("PicksRow", self.parent)

    def action_step(self, step: int) -> None:
        """Move among the suggestions; ask for some when there are none."""
        self.row.step(step)

    def action_pick(self) -> None:
        """Take the current suggestion, else go on to the next field."""
        if not self.row.pick_current():
            self.screen.focus_next()

    def action_close(self) -> None:
        """Put the suggestions away."""
        self.row.offer(())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without suggestions, escape is the form's own."""
        return self.row.suggestions != () if action == "close" else True

    def action_erase(self) -> None:
        """Erase a letter; in an empty field that holds several things, the last of them."""
        if self.value or not self.row.drop_last():
            self.action_delete_left()


class FieldRow(Container):
    """A label beside an editor; below it, what is wrong.

    Args:
        field: what is edited.
        model: the form it belongs to.
    """

    label_beside: ClassVar[bool] = True

    class Edited(Message):
        """Something was typed or chosen in a field."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, field: FieldSpec, model: FormModel) -> None:
        super().__init__()
        self.field = field
        self.model = model
        self.edited = False
        if self.label_beside:
            self._make_room()

    def _make_room(self) -> None:
        """A label beside its editor does not make the row taller by itself: form.tcss does."""
        label = f"{self.field.label} *" if self.field.required else self.field.label
        for name, width in (("narrow", NARROW_LABEL), ("wide", WIDE_LABEL)):
            lines = min(len(wrapped(label, width - 1)), MOST_LABEL)
            self.set_class(lines > 1, f"-{name}-{lines}")

    def compose(self) -> ComposeResult:
        """The label and the editor."""
        label = Content(drawable(self.field.label))
        if self.field.required:
            label += Content(" *").stylize("bold $text-error")
        yield Static(label, classes="label")
        yield self.make_editor()

    def make_editor(self) -> Widget:
        """The editor, holding what the form holds."""
        raise NotImplementedError

    @property
    def editor(self) -> Widget:
        """The editor."""
        return self.children[1]

    def take(self, state: State) -> None:
        """Hand what the editor holds to the form."""
        if state != self.model.state(self.field.name):
            self.edited = True
            self.model.put(self.field.name, state)
            self.post_message(self.Edited(self))

    def load(self) -> None:
        """Show what the form holds."""
        raise NotImplementedError

    def finish(self) -> None:
        """Judge the field after somebody has left it, and show its value as it is understood."""
        if self.edited or self.field.name in self.model.errors:
            self.model.check(self.field.name)
            self.model.tidy(self.field.name)
            self.load()
            self.show_error()

    def show_error(self) -> None:
        """Show what is wrong, or that nothing is."""
        message = self.model.errors.get(self.field.name, "")
        found = self.query(".error")
        if not message:
            if found:
                found.remove()
            return
        text = Content(drawable(f"✕ {message}"))
        if found:
            found.first(Static).update(text)
        else:
            self.mount(Static(text, classes="error"))


class LineRow(FieldRow):
    """A field of one line."""

    def make_editor(self) -> Widget:
        """A line of text."""
        return VInput(str(self.model.state(self.field.name)), compact=True)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self.take(message.value)

    @on(Input.Submitted)
    def _on(self) -> None:
        self.screen.focus_next()

    def load(self) -> None:
        """Show the text."""
        editor, text = cast("VInput", self.editor), str(self.model.state(self.field.name))
        if editor.value != text:
            with self.prevent(Input.Changed):
                editor.value = text


class TextRow(FieldRow):
    """A field of several lines."""

    def make_editor(self) -> Widget:
        """Several lines of text."""
        return TextArea(str(self.model.state(self.field.name)), compact=True)

    @on(TextArea.Changed)
    def _typed(self, message: TextArea.Changed) -> None:
        self.take(message.text_area.text)

    def load(self) -> None:
        """Show the text."""
        editor, text = cast("TextArea", self.editor), str(self.model.state(self.field.name))
        if editor.text != text:
            editor.load_text(text)


class ChoiceRow(FieldRow):
    """A field with a pick list, yes and no among them."""

    def make_editor(self) -> Widget:
        """The pick list."""
        field = self.field
        choices: list[tuple[Text, Any]]
        if field.type is FieldType.BOOLEAN:
            choices = [(Text(say("Có", "Yes")), True), (Text(say("Không", "No")), False)]
        else:
            choices = [(Text(drawable(one.label)), one) for one in field.choices or ()]
        state = self.model.state(field.name)
        return Select(
            choices,
            prompt=say("chưa chọn", "not chosen"),
            allow_blank=field.optional or state is None,
            value=Select.NULL if state is None else state,
            compact=True,
        )

    @on(Select.Changed)
    def _chosen(self, message: Select.Changed) -> None:
        message.stop()
        self.take(None if message.value is Select.NULL else cast("State", message.value))

    def load(self) -> None:
        """Show the choice."""
        editor, state = cast("Select[Any]", self.editor), self.model.state(self.field.name)
        value = Select.NULL if state is None else state
        if editor.value != value:
            with self.prevent(Select.Changed):
                editor.value = value


class PicksRow(FieldRow):
    """A field that refers to records, or holds several choices: typed, looked for, picked."""

    class Wanted(Message):
        """Suggestions are wanted for what is typed."""

        def __init__(self, row: PicksRow, text: str) -> None:
            super().__init__()
            self.row = row
            self.text = text

    class AddWanted(Message):
        """A new record of a kind is wanted, to be picked then."""

        def __init__(self, row: PicksRow, kind: str, text: str) -> None:
            super().__init__()
            self.row = row
            self.kind = kind
            self.text = text

    def __init__(self, field: FieldSpec, model: FormModel) -> None:
        super().__init__(field, model)
        self.suggestions: tuple[Suggestion, ...] = ()
        self._entered = False  # whether ↓ went into the suggestions

    @property
    def picks(self) -> Picks:
        """What is picked and what is typed."""
        return cast("Picks", self.model.state(self.field.name))

    @property
    def box(self) -> PickInput:
        """Where to type."""
        return cast("PickInput", self.editor)

    def make_editor(self) -> Widget:
        """The box; a single pick stands in it as text."""
        return PickInput(
            self._text(), placeholder=say("gõ để tìm, ↓ để xem", "type to find, ↓ to see"),
            compact=True,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show what is picked already."""
        self._show_chosen()

    def _text(self) -> str:
        picks = self.picks
        if picks.text or holds_several(self.field) or not picks.chosen:
            return picks.text
        return picks.chosen[0].title

    def load(self) -> None:
        """Show the picks."""
        if self.box.value != self._text():
            with self.prevent(Input.Changed):
                self.box.value = self._text()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """The things a field of several holds, in a line below the box."""
        if not holds_several(self.field):
            return
        titles = " · ".join(pick.title for pick in self.picks.chosen)
        found = self.query(".chosen")
        if not titles:
            found.remove()
        elif found:
            found.first(Static).update(Content(drawable(f"✓ {titles}")))
        else:
            self.mount(Static(Content(drawable(f"✓ {titles}")), classes="chosen"), after=1)

    # -- typing

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value == self._text():
            return
        self._entered = False
        kept = self.picks.chosen if holds_several(self.field) else ()
        self.take(Picks(kept, message.value))

    @on(VInput.Settled)
    def _look(self, message: VInput.Settled) -> None:
        message.stop()
        if self.box.has_focus and self.picks.text.strip():
            self._want(self.picks.text)
        elif not self.picks.text.strip():
            self.offer(())

    def _want(self, text: str) -> None:
        if self.field.choices is not None:
            chosen = {pick.key for pick in self.picks.chosen}
            found = among(self.field.choices, text)
            self.offer([one for one in found if one.pick.key not in chosen])
        else:
            self.post_message(self.Wanted(self, text))

    # -- suggestions

    def offer(self, suggestions: Sequence[Suggestion]) -> None:
        """Show what could be picked; nothing puts the list away."""
        self.suggestions = tuple(suggestions) if self.box.has_focus else ()
        found = self.query(LineList)
        if not self.suggestions:
            found.remove()
            self._entered = False
            return
        lines = []
        for place, one in enumerate(self.suggestions):
            line = Content(drawable(one.pick.title))
            if one.note:
                line += Content(f"  {drawable(one.note)}").stylize("$text-muted")
            lines.append(Line(line, str(place)))
        offered = found.first(LineList) if found else LineList("", lines)
        if found:
            offered.set_lines(lines)
        else:
            offered.can_focus = False
            self.mount(offered)
            self.call_after_refresh(offered.scroll_visible, animate=False)
        if self._entered:
            self._stand_on_match(offered)

    def _stand_on_match(self, offered: LineList) -> None:
        """What was found comes before what would be added."""
        places = [place for place, one in enumerate(self.suggestions) if not one.add]
        if places:
            offered.cursor = places[0]

    def step(self, step: int) -> None:
        """Move among the suggestions; ask for some when there are none."""
        found = self.query(LineList)
        if found and step > 0 and not self._entered:
            self._entered = True
            self._stand_on_match(found.first(LineList))
        elif found:
            found.first(LineList).action_move(step)
        elif step > 0:
            self._entered = True
            self._want(self.picks.text)
        else:
            self.screen.focus_previous()

    def pick_current(self) -> bool:
        """Take the current suggestion; whether there was one."""
        found = self.query(LineList)
        if not self.suggestions or not found:
            return False
        self._choose(int(found.first(LineList).current or 0))
        return True

    @on(LineList.LineSelected)
    def _clicked(self, message: LineList.LineSelected) -> None:
        message.stop()
        self.screen.set_focus(self.box)
        self._choose(int(message.line_id))

    @on(LineList.LineHighlighted)
    def _moved(self, message: LineList.LineHighlighted) -> None:
        message.stop()

    def _choose(self, place: int) -> None:
        one = self.suggestions[place]
        self.offer(())
        if one.add:
            self.post_message(self.AddWanted(self, one.add, self.picks.text.strip()))
        else:
            self.pick(one.pick)
            self.go_on()

    def go_on(self) -> None:
        """To the next field, unless more can be picked here, or somebody is elsewhere by now."""
        if not holds_several(self.field) and self.screen.focused in (None, self.box):
            self.screen.set_focus(self.box)
            self.screen.focus_next()

    def pick(self, pick: Pick) -> None:
        """Pick something."""
        chosen = (*self.picks.chosen, pick) if holds_several(self.field) else (pick,)
        self.take(Picks(tuple(dict.fromkeys(chosen))))
        self.load()
        self.box.cursor_position = len(self.box.value)
        self.model.check(self.field.name)
        self.show_error()

    def drop_last(self) -> bool:
        """Take the last of several picks away; whether there was one."""
        chosen = self.picks.chosen
        if not chosen or not holds_several(self.field):
            return False
        self.take(Picks(chosen[:-1]))
        self._show_chosen()
        return True


def row_for(field: FieldSpec, model: FormModel) -> FieldRow:
    """The row that edits a field."""
    rows = {"line": LineRow, "text": TextRow, "choice": ChoiceRow, "picks": PicksRow}
    return rows[editor_of(field)](field, model)
