"""A text field for Vietnamese, which tells when typing has come to rest."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.message import Message
from textual.suggester import Suggester
from textual.timer import Timer
from textual.validation import Validator
from textual.widgets import Input

REST = 0.06
"""Seconds without a change after which a value counts as settled."""


class VInput(Input):
    """An Input whose value survives being focused, and which never refuses a key.

    An input method sends a backspace for every letter it thinks it wrote, so a refused letter
    would cost the one before it: lengths and forms are validated, not restricted.
    """

    class Settled(Message):
        """The value has not changed for :data:`REST` seconds: time to search.

        Attributes:
            input: the field.
            value: what it holds, in NFC.
        """

        def __init__(self, input: VInput, value: str) -> None:  # noqa: A002 - as Input.Changed
            super().__init__()
            self.input = input
            self.value = value

        @property
        def control(self) -> VInput:
            """The field, for ``@on(..., selector)``."""
            return self.input

    def __init__(
        self,
        value: str | None = None,
        placeholder: str = "",
        *,
        password: bool = False,
        suggester: Suggester | None = None,
        validators: Validator | Iterable[Validator] | None = None,
        compact: bool = False,
        disabled: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a field; the arguments are those of Input.

        Values are validated on blur and on submit only: between two keys of an input method
        they pass through states that are wrong.
        """
        super().__init__(
            value,
            placeholder,
            password=password,
            suggester=suggester,
            validators=validators,
            validate_on=["blur", "submitted"],
            select_on_focus=False,
            compact=compact,
            disabled=disabled,
            id=id,
            classes=classes,
        )
        self._rest: Timer | None = None

    def on_input_changed(self) -> None:
        """Wait again until the value rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._settle)

    def _settle(self) -> None:
        self.post_message(self.Settled(self, self.value))

    def on_paste(self, event: events.Paste) -> None:
        """Put pasted lines one after the other; Input would keep the first and lose the rest."""
        event.prevent_default()
        event.stop()
        lines = event.text.splitlines()
        if len(lines) > 1:
            lines = [line.strip() for line in lines if line.strip()]
        self.replace(" ".join(lines), *self.selection)
