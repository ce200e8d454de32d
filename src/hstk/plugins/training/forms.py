"""Forms made for one class: with answers filled in, or a field for each trainee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import create_model

from hstk import Shown, say
from hstk.plugins import Form
from hstk.plugins.training.book import Trainee, refuse


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
    title: str, trainees: Sequence[Trainee], field: Any, begins: Mapping[UUID, Any]
) -> type[Form]:
    """A form with a field for each trainee, named by the code and labelled with the name.

    Args:
        title: of the class.
        field: the type of each.
        begins: what each begins with, by participation.
    """
    labels = [f"{one.name} ({one.unit})" if one.unit else one.name for one in trainees]
    known = Counter(labels)
    fields: dict[str, Any] = {}
    for trainee, label in zip(trainees, labels, strict=True):
        told = label if known[label] == 1 else f"{label} {_mark_of(trainee)}"
        fields[trainee.code] = (Annotated[field, Shown(told, told)], begins[trainee.part.id])
    made: type[Form] = create_model(title, __base__=Form, **fields)
    return made


def _mark_of(trainee: Trainee) -> str:
    """What a label says beside a name that several trainees of one unit have."""
    person = trainee.person
    if person is None or not person.birth:
        return trainee.code
    year = str(person.birth)[:4]
    return say(f"sinh {year}, {trainee.code}", f"born {year}, {trainee.code}")


def refuse_stale(now: type[Form], answers: Form) -> None:
    """Refuses answers to a form that was made before the class changed.

    Args:
        now: the form as it would be made now.
        answers: what was given.

    Raises:
        Rejected: somebody was enrolled or left since, or results became points.
    """
    asked, given = (
        {name: field.type for name, field in form.fields.items()} for form in (now, answers)
    )
    if asked != given:
        raise refuse(
            "danh sách học viên hoặc cách ghi kết quả đã thay đổi từ khi mở biểu mẫu; "
            "hãy mở lại biểu mẫu",
            "the trainees, or how results are given, have changed since; open the form again",
        )
