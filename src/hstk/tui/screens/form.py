"""Adding and editing a record of any kind, in a form made from its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hstk.core.entity import Entity, FieldSpec
from hstk.core.errors import Conflict, Rejected
from hstk.core.language import say
from hstk.tui.commands import bindings
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.conflict import ConflictScreen
from hstk.tui.screens.dialogs import QuestionScreen
from hstk.tui.screens.fields import Fields
from hstk.tui.screens.form_rows import FieldRow, PicksRow, row_for
from hstk.tui.viewmodel.editing import Pick
from hstk.tui.viewmodel.form import Clash, FormModel, clashes, form_model, rebased, save
from hstk.tui.viewmodel.references import Suggestion, exactly, suggest
from hstk.tui.widgets.lines import drawable

AT_ONCE = 6
"""Fields that are put on screen together; keys are heard between."""


class FormScreen(HstkScreen[UUID | None]):
    """A form; it ends with the id of what was saved, or None.

    Args:
        kind: of the record.
        record: its id, or None for a new one.
        title: what a new record is called.
    """

    place = "form"
    editing = True
    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("form"),
        Binding("down", "app.focus_next", show=False, id="form.down"),
        Binding("up", "app.focus_previous", show=False, id="form.up"),
    ]

    def __init__(self, kind: str, record: UUID | None = None, title: str = "") -> None:
        super().__init__()
        self._kind = kind
        self._record = record
        self._title = title
        self._model: FormModel | None = None
        self._saving = False

    def compose_body(self) -> Iterable[Widget]:
        """The fields, what is said of them, and help for the one that has the focus."""
        yield Fields(Static("…"), id="fields", can_focus=False)
        yield Static("", id="telling", markup=False)
        yield Static("", id="about", markup=False)

    @property
    def tab(self) -> str:
        """The tab of the kind."""
        return self._kind

    @property
    def dirty(self) -> bool:
        """Whether leaving would lose something."""
        return self._model is not None and bool(self._model.changed)

    @property
    def rows(self) -> list[FieldRow]:
        """The fields, in order."""
        return list(self.query(FieldRow))

    def reload(self) -> None:
        """Read the record, once: what was typed is not read over."""
        if self._model is None:
            kind, record, title = self._kind, self._record, self._title
            self.ask(
                "form", lambda eco: form_model(eco, kind, record, title), self.begin, self._cannot
            )

    def _cannot(self, error: Exception) -> None:
        self.hstk.tell_error(error)
        self.dismiss(None)

    async def begin(self, model: FormModel) -> None:
        """Put the fields on screen."""
        self._model = model
        fields = self.query_one("#fields", Fields)
        widgets = self._widgets(model)
        await fields.remove_children()
        for place in range(0, len(widgets), AT_ONCE):
            await fields.mount_all(widgets[place : place + AT_ONCE])
            if place == 0 and self.rows:
                self.rows[0].editor.focus()
        self.tell_state()

    def _widgets(self, model: FormModel, *, parts_alone: bool = False) -> list[Widget]:
        """Headings and fields; those of parts stand last and bear a class."""
        widgets: list[Widget] = []
        for section, specs in model.sections:
            is_part = model.is_of_part(specs[0].name)
            if parts_alone and not is_part:
                continue
            classes = "part" if is_part else ""
            if section or widgets:
                heading = section or say("Khác", "Other")
                widgets.append(Static(Content(drawable(heading)), classes=f"section {classes}"))
            for spec in specs:
                row = self.row_for(spec, model)
                row.set_class(is_part, "part")
                widgets.append(row)
        return widgets

    def row_for(self, field: FieldSpec, model: FormModel) -> FieldRow:
        """The row that edits a field."""
        return row_for(field, model)

    async def _refit(self) -> None:
        """Show the parts that the record has now, as it is typed."""
        if self._model is None or not self._model.refit():
            return
        fields = self.query_one("#fields", Fields)
        await fields.query(".part").remove()
        await fields.mount_all(self._widgets(self._model, parts_alone=True))

    def tell_state(self) -> None:
        """How the form stands, on its border."""
        fields, model = self.query_one("#fields", Fields), self._model
        if model is None:
            return
        errors = len(model.errors) + len(model.general)
        parts = [text for text in (self.standing(model),) if text]
        if errors:
            parts.append(say(f"{errors} lỗi", f"errors: {errors}"))
        if model.changed:
            parts.append(self.unsaved)
        fields.entitle(model.title, " · ".join(parts))
        fields.set_class(bool(errors), "-wrong")
        self.offer()

    @property
    def unsaved(self) -> str:
        """What is said while something would be lost."""
        return say("● chưa lưu", "● not saved")

    def standing(self, model: FormModel) -> str:
        """What else is told on the border, or ""."""
        return ""

    # -- typing

    @on(FieldRow.Edited)
    def _edited(self) -> None:
        self.tell_state()
        self.call_next(self._refit)

    def on_descendant_focus(self) -> None:
        """Explain the field that has the focus now."""
        row = self._row_of(self.focused)
        text = self.about(row.field) if row is not None else ""
        self.query_one("#about", Static).update(Content(drawable(text)), layout=False)

    def about(self, field: FieldSpec) -> str:
        """What helps to fill in a field."""
        return field.help

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Judge the field that was left, if it really was."""
        row = self._row_of(event.widget)
        if row is not None:
            self.call_later(self._left, row)

    def _left(self, row: FieldRow) -> None:
        if self._row_of(self.focused) is row or not row.is_attached or self._model is None:
            return
        if isinstance(row, PicksRow):
            row.offer(())
            if row.picks.text.strip() and row.field.choices is None:
                self._settle([row], lambda: self._judge(row))
                return
        self._judge(row)

    def _judge(self, row: FieldRow) -> None:
        row.finish()
        self.tell_state()

    def _row_of(self, widget: Widget | None) -> FieldRow | None:
        if widget is None:
            return None
        return next((w for w in widget.ancestors_with_self if isinstance(w, FieldRow)), None)

    # -- references

    @on(PicksRow.Wanted)
    def _suggest(self, message: PicksRow.Wanted) -> None:
        row, text, kinds = message.row, message.text, message.row.field.targets

        def offer(found: list[Suggestion]) -> None:
            if row.is_attached and row.picks.text == text:
                row.offer(found)

        self.ask("suggestions", lambda eco: suggest(eco, kinds, text), offer)

    @on(PicksRow.AddWanted)
    def _add(self, message: PicksRow.AddWanted) -> None:
        row, kind, text = message.row, message.kind, message.text

        def pick(record: UUID) -> None:
            def picked(title: str) -> None:
                if row.is_attached:
                    row.pick(Pick(record, title))
                    row.go_on()

            self.ask("added", lambda eco: eco.titles([record]).get(record, text), picked)

        self.hstk.open_form(kind, title=text, then=pick)

    def _settle(self, rows: list[PicksRow], then: Any) -> None:
        """Pick what has exactly the typed title, where something is typed and not picked."""
        wanted = {row.field.name: (row.field.targets, row.picks.text.strip()) for row in rows}

        def settle(found: dict[str, Pick | None]) -> None:
            for row in rows:
                pick = found[row.field.name]
                if pick is not None and row.is_attached:
                    row.pick(pick)
            then()

        self.ask(
            "exactly",
            lambda eco: {name: exactly(eco, *asked) for name, asked in wanted.items()},
            settle,
        )

    # -- saving

    def action_save(self) -> None:
        """Save, when everything is right; else go to the first error."""
        if self._model is None or self._saving:
            return
        loose = [
            row
            for row in self.rows
            if isinstance(row, PicksRow) and row.picks.text.strip() and row.field.choices is None
        ]
        if loose:
            self._settle(loose, self._save)
        else:
            self._save()

    def _save(self) -> None:
        model = self._model
        if model is None or self._saving:
            return
        record = model.record()
        self._show_errors()
        if record is None:
            return
        self._saving = True
        self.write(model, record)

    def write(self, model: FormModel, record: Entity) -> None:
        """Write what is right by itself; the store may still refuse it."""
        self.hstk.write(lambda eco: save(eco, model, record), self._saved, self.refused)

    def _show_errors(self) -> None:
        model = self._model
        if model is None:
            return
        for row in self.rows:
            row.show_error()
        self.tell_state()
        if model.general:
            self.hstk.tell("\n".join(model.general), severity="error")
        self.action_next_error(first=True)

    def action_next_error(self, *, first: bool = False) -> None:
        """Go to the next field that is wrong."""
        model = self._model
        wrong = [row for row in self.rows if model and row.field.name in model.errors]
        if not wrong:
            return
        current = self._row_of(self.focused)
        place = (wrong.index(current) + 1) % len(wrong) if current in wrong and not first else 0
        wrong[place].editor.focus()

    def _saved(self, record: Entity) -> None:
        added = self._record is None
        label = type(record).spec.label.lower()
        self.hstk.tell(
            say(
                f"Đã {'thêm' if added else 'lưu'} {label}. Ctrl+Z để hoàn tác.",
                f"{label.capitalize()} {'added' if added else 'saved'}. Ctrl+Z takes it back.",
            )
        )
        self.dismiss(record.id)

    def refused(self, error: Exception) -> None:
        """Keep what was typed, and show what is wrong with it."""
        self._saving = False
        model = self._model
        if isinstance(error, Conflict) and model is not None:
            differences, known = error.differences, model.fields
            self.ask("clash", lambda eco: clashes(eco, known, differences), self._settle_conflict)
        elif isinstance(error, Rejected) and error.problems and model is not None:
            model.take(error.problems)
            self._show_errors()
        else:
            self.hstk.tell_error(error)

    def _settle_conflict(self, found: list[Clash]) -> None:
        def settle(theirs: set[str] | None) -> None:
            model = self._model
            if theirs is not None and model is not None:
                self.ask("rebase", lambda eco: rebased(eco, model, theirs), self._go_on)

        self.app.push_screen(ConflictScreen(found), settle)

    async def _go_on(self, model: FormModel) -> None:
        """Go on from the record as the other left it, and save what remains to be saved."""
        await self.begin(model)
        self.action_save()

    # -- leaving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One can go to an error where there is one."""
        return (
            self._model is not None and bool(self._model.errors) if action == "next_error" else True
        )

    async def action_back(self) -> None:
        """Leave; ask first when something would be lost."""
        if not self.dirty:
            self.dismiss(None)
            return

        def leave(answer: str | None) -> None:
            if answer == "save":
                self.action_save()
            elif answer == "leave":
                self.dismiss(None)

        self.app.push_screen(self.leaving_question(), leave)

    def leaving_question(self) -> QuestionScreen:
        """Asks what becomes of a form with changes."""
        return QuestionScreen(
            say("Chưa lưu", "Not saved"),
            say("Những gì vừa gõ chưa được lưu.", "What you typed is not saved yet."),
            [
                ("save", say("Lưu", "Save")),
                ("leave", say("Bỏ, không lưu", "Leave without saving")),
                ("stay", say("Gõ tiếp", "Stay here")),
            ],
        )
