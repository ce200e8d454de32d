"""Forms made for one class: with answers filled in, or a field for each trainee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import create_model

from hstk import Shown
from hstk.plugins import Form
from hstk.plugins.training.book import Trainee, bare


def beginning(form: type[Form], **answers: Any) -> type[Form]:
    """The same form with some answers filled in.

    Args:
        answers: what the fields begin with.
    """
    fields: dict[str, Any] = {}
    for name, answer in answers.items():
        field: Any = form.model_fields[name]
        fields[name] = (Annotated[field.annotation, *field.metadata], answer)
    made: type[Form] = create_model(form.__name__, __base__=form, **fields)
    return made


def of_trainees(
    title: str, trainees: Iterable[Trainee], field: Any, begins: Mapping[UUID, Any]
) -> type[Form]:
    """A form with a field for each trainee.

    Args:
        title: of the class.
        field: the type of each.
        begins: what each begins with, by participation.
    """
    fields: dict[str, Any] = {}
    for name, trainee in field_names(trainees).items():
        label = f"{trainee.name} ({trainee.unit})" if trainee.unit else trainee.name
        fields[name] = (Annotated[field, Shown(label, label)], begins[trainee.part.id])
    made: type[Form] = create_model(title, __base__=Form, **fields)
    return made


def field_names(trainees: Iterable[Trainee]) -> dict[str, Trainee]:
    """A field of a form for each trainee: the name without marks, numbered when it repeats."""
    found: dict[str, Trainee] = {}
    for trainee in trainees:
        name = bare(trainee.name).replace(" ", "_")
        if not name.isidentifier() or hasattr(Form, name) or name.startswith("model_"):
            name = f"hv_{name}"
        number, free = 1, name
        while free in found:
            number += 1
            free = f"{name}_{number}"
        found[free] = trainee
    return found
