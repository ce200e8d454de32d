"""Answers that somebody is asked for: fields like those of a record, but never stored."""

from __future__ import annotations

from typing import Any

from hstk.core.entity import Entity
from hstk.core.fields import KindSpec


class Form(Entity):
    """What an action, a view or a paper asks for before it can be done.

    A subclass declares fields as a kind of record does, and gets the same form on the screen, the
    same options on the command line, and the same checks::

        class Meeting(Form):
            on: Annotated[Day, Shown("Ngày họp", "Held on")]

    A default is what the form begins with.

    Raises:
        TypeError: at class creation, when a field has no label or a type that has no form.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **config: Any) -> None:
        super().__pydantic_init_subclass__(**config)
        name = cls.__name__.lower()
        cls._take_fields(name)
        cls.spec = KindSpec(name, name, name, "", ("id",), False, (), "", "")
