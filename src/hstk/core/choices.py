"""Pick lists: a stored value with a label in each language."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from hstk.core.language import say
from hstk.core.text import fold


class Choice(StrEnum):
    """Base of the pick lists; each member is ``NAME = "value", "nhãn", "label"``.

    The value is stored and exchanged, the labels are shown. Reading accepts the value and either
    label, with or without Vietnamese marks.
    """

    label_vi: str
    label_en: str

    def __new__(cls, value: str, label_vi: str, label_en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_vi = label_vi
        member.label_en = label_en
        return member

    @property
    def label(self) -> str:
        """The label in the current language."""
        return say(self.label_vi, self.label_en)

    @classmethod
    def read(cls, given: object) -> Self:
        """The member meant by a value or a label.

        Raises:
            ValueError: nothing of the list is meant; the message names what there is.
        """
        if isinstance(given, cls):
            return given
        member: Self | None = _spellings(cls).get(fold(str(given).strip()))
        if member is None:
            offered = ", ".join(f"{choice.label} ({choice.value})" for choice in cls)
            raise ValueError(
                say(
                    f"«{given}» không có trong danh sách; chọn một trong: {offered}",
                    f"“{given}” is not in the list; choose one of: {offered}",
                )
            )
        return member

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(cls.read, handler(source))


_SPELLINGS: dict[type[Choice], dict[str, Any]] = {}


def _spellings(choices: type[Any]) -> dict[str, Any]:
    known = _SPELLINGS.get(choices)
    if known is None:
        known = {}
        # values last: where a label of one member is the value of another, the value wins
        for spelling in ("label_en", "label_vi", "value"):
            for member in choices:
                known[fold(getattr(member, spelling))] = member
        _SPELLINGS[choices] = known
    return known
