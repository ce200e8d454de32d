"""Says which record already holds a value that must be unique."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from hstk.core.entity import Entity, FieldType, Unique, pair
from hstk.core.errors import HstkError, Problem, Rejected
from hstk.core.language import say
from hstk.core.showing import shown
from hstk.store.binding import Bound


def explain_unique(bound: Bound, records: Sequence[Entity], error: IntegrityError) -> HstkError:
    """The problems behind a refused write, naming the rule and the values."""
    rules = [*_alone(bound), *bound.kind.spec.uniques]
    problems = []
    for rule in rules:
        if not _is_broken(bound, rule, error):
            continue
        values = {
            name: shown(bound.fields[name], getattr(records[0], name))
            for name in rule.fields
            if len(records) == 1 and bound.fields[name].type is not FieldType.REF
        }
        labels = ", ".join(bound.fields[name].label for name in rule.fields)
        given = ", ".join(value for value in values.values() if value)
        message = pair(rule.message) or say(
            f"«{given or labels}» đã có ở một bản ghi khác; {labels} không được trùng",
            f"“{given or labels}” is held by another record; {labels} must be unique",
        )
        problems.append(Problem(rule.fields[-1], message, given))
    if not problems:
        problems.append(Problem("", say("trùng với bản ghi đã có", "the record already exists")))
    return Rejected(problems)


def _is_broken(bound: Bound, rule: Unique, error: IntegrityError) -> bool:
    """Whether the driver means this rule: PostgreSQL names the index, SQLite the columns."""
    if (report := getattr(error.orig, "diag", None)) is not None:
        alone = f"{bound.name}_{rule.fields[0]}_idx"
        together = "_".join((bound.name, *rule.fields, "key"))
        return bool(report.constraint_name == (alone if rule in _alone(bound) else together))
    columns = ", ".join(f"{bound.name}.{name}" for name in rule.fields)
    return str(error.orig).endswith(f": {columns}")


def _alone(bound: Bound) -> list[Unique]:
    """The fields that are unique by themselves, as rules."""
    return [Unique((field.name,)) for field in bound.fields.values() if field.stored.unique]
