"""Valid records of any kind, made up from what its fields say; plugins are tried out on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from hstk.core.dates import PartialDate
from hstk.core.entity import Entity
from hstk.core.errors import HstkError, NotFound, Rejected
from hstk.core.fields import FieldSpec, FieldType
from hstk.core.language import say
from hstk.core.validation import checked

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

E = TypeVar("E", bound=Entity)

SAMPLES: Mapping[FieldType, tuple[Any, ...]] = {
    FieldType.LINE: (
        "một dòng [/x] «chữ»",
        "Thử 1",
        "+84905123456",
        "ten@vidu.vn",
        "0100233488",
        "051190001234",
        "https://vidu.vn/a",
        "12/QĐ-UBND",
        "thu-1",
        "1.1",
        "0" * 64,
        '{"mt1": {"actual": 7}}',
        "2023",
        "A1",
        "a",
    ),
    FieldType.TEXT: ("dòng một\n\tdòng hai", "a", '{"mt1": {"actual": 7}}'),
    FieldType.INTEGER: (3, 2023, 2024, 2026, 2029, 2032, 1, 50, 12, 0, 100, -1),
    FieldType.NUMBER: (62.5, 5.0, 1.0, 0.5, 0.0, 100.0, -1.0),
    FieldType.MONEY: (1_500_000, 0),
    FieldType.BOOLEAN: (True, False),
    FieldType.DATE: (date(2026, 3, 15), date(2026, 12, 31), date(2023, 6, 1), date(2020, 1, 1)),
    FieldType.PARTIAL_DATE: (
        PartialDate("1990-03"),
        PartialDate("2026"),
        PartialDate("2023-06-01"),
    ),
    FieldType.MOMENT: (
        datetime(2026, 3, 15, 7, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 7, 30, tzinfo=UTC),
        datetime(2020, 1, 1, 7, 30, tzinfo=UTC),
    ),
    FieldType.LINES: (("một", "hai"), ("+84905123456",), ()),
}
"""Values that fields of a type mostly accept; where one is refused the next is tried."""

_TRIES = 200
_VARIED = 12


def values_for(field: FieldSpec) -> tuple[Any, ...]:
    """Values to try for a field that refers to nothing, the best first."""
    if field.choices is not None:
        members = tuple(field.choices)
        one = field.type is FieldType.CHOICE
        return members if one else (members, *((member,) for member in members), ())
    found = SAMPLES[field.type]
    if field.max_length is not None:
        return tuple(value for value in found if len(value) <= field.max_length)
    return found


def records_of(
    eco: Ecosystem, kind: type[E], given: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[E, E]:
    """Two new records of a kind: with the least it asks for, and with every field filled in.

    What they refer to is made up too. All of it is added to the ecosystem.

    Args:
        eco: where they go; what it and its guards refuse is tried otherwise.
        kind: the class.
        given: values by kind and field, where no made-up one will do.

    Raises:
        Rejected: nothing that was tried is accepted; the last refusal, with the kind's name.
    """
    maker = _Maker(eco, given or {})
    return maker.made(kind, full=False), maker.made(kind, full=True)


def answers_of(
    eco: Ecosystem, form: type[E], given: Mapping[str, Mapping[str, Any]] | None = None
) -> E:
    """A filled-in form; the records it refers to are added to the ecosystem.

    Raises:
        Rejected: as :func:`records_of`.
    """
    return _Maker(eco, given or {}).tried(form, {}, lambda record: record, full=True)


class _Maker:
    """Makes records, and those that they refer to."""

    def __init__(self, eco: Ecosystem, given: Mapping[str, Mapping[str, Any]]) -> None:
        self._eco = eco
        self._given = given
        self._making: list[str] = []

    def made(self, kind: type[E], fixed: Mapping[str, Any] | None = None, *, full: bool) -> E:
        """A record that was added; full where a rule refuses to leave that much empty."""
        self._making.append(kind.spec.kind)
        try:
            try:
                return self.tried(kind, fixed or {}, self._eco.add, full=full)
            except Rejected:
                if full:
                    raise
                return self.tried(kind, fixed or {}, self._eco.add, full=True)
        finally:
            self._making.pop()

    def tried(
        self, kind: type[E], fixed: Mapping[str, Any], keep: Callable[[E], E], *, full: bool
    ) -> E:
        """The first record that is accepted: a value that is refused gives way to the next.

        An optional field whose values are all refused is left out, also where a rule over
        several fields names none.
        """
        known = {**self._given.get(kind.spec.kind, {}), **fixed}
        fields = [
            f for n, f in kind.fields.items() if n not in ("id", *known) and (full or f.required)
        ]
        values = dict(known)
        options = {field.name: self._options(kind, field, values) for field in fields}
        for name in list(options):
            values[name] = next(options[name], None)
        refusal: Rejected | None = None
        for _ in range(_TRIES):
            try:
                return keep(checked(kind, values))
            except Rejected as refused:
                refusal = refused
                named = {problem.field for problem in refused.problems} & options.keys()
                stuck = [n for n in named if not self._moves_on(kind, values, options, n)]
                if (stuck or not named) and not self._leaves_out(kind, values, options):
                    break
        raise _none_accepted(kind, refusal)

    def _moves_on(
        self,
        kind: type[Entity],
        values: dict[str, Any],
        options: dict[str, Iterator[Any]],
        name: str,
    ) -> bool:
        """Takes the next value of a field; False when a field that is needed has no more."""
        field = kind.fields[name]
        try:
            values[name] = next(options[name])
        except StopIteration:
            if not field.required:
                del values[name], options[name]
                return True
            options[name] = self._options(
                kind, field, values
            )  # again, with less of what is optional
            values[name] = next(options[name], None)
            return False
        return True

    def _leaves_out(
        self, kind: type[Entity], values: dict[str, Any], options: dict[str, Iterator[Any]]
    ) -> bool:
        """Leaves out the last optional field; False when there is none."""
        for name in reversed(options):
            if not kind.fields[name].required:
                del values[name], options[name]
                return True
        return False

    def _options(
        self, kind: type[Entity], field: FieldSpec, values: Mapping[str, Any]
    ) -> Iterator[Any]:
        if field.type is FieldType.REF:
            return (record.id for record in self._referred(kind, field, values))
        if field.type is FieldType.REFS:
            return ((record.id,) for record in self._referred(kind, field, values))
        return self._unlike(kind, field)

    def _unlike(self, kind: type[Entity], field: FieldSpec) -> Iterator[Any]:
        """Values of a field, those first that the records that are there do not have."""
        count = self._eco.count(kind) if kind.spec.kind in self._eco.kinds else 0
        unique = field.stored.unique or any(field.name in u.fields for u in kind.spec.uniques)
        if count and unique:
            if field.type is FieldType.LINE:
                yield from (f"Thử {count + 1}", f"thu-{count + 1}")
            elif field.type is FieldType.INTEGER:
                yield from (count + 3, 2023 + count)
        yield from values_for(field)

    def _referred(
        self, kind: type[Entity], field: FieldSpec, values: Mapping[str, Any]
    ) -> Iterator[Entity]:
        """Records that a field may refer to: new ones first, the plainest first of all.

        Rules often ask that two references agree (an entry is of the contest whose round it is
        in), so next come records that share what the other fields lead to.
        """
        satellite = next((s for s in self._eco.declarations.satellites if s.kind is kind), None)
        fits = satellite.fits if satellite and satellite.by == field.name else None
        for name in field.targets or ("organization", "person"):
            target = self._eco.kind(name)
            if name in self._making:  # a reference within its own kind leads to one that is there
                yield from self._eco.find(target, limit=1)
                continue
            yield from self._fitting(target, ({},), fits)
            yield from self._fitting(target, ({},), fits, full=True)
            around = self._around(values, field.name)
            if name in around:
                yield around[name]
            shared = {
                f.name: around[wanted].id
                for f in target.fields.values()
                if f.type is FieldType.REF
                for wanted in f.targets[:1]
                if wanted in around
            }
            yield from self._fitting(target, ({**v, **shared} for v in _variations(target)), fits)

    def _fitting(
        self,
        target: type[Entity],
        variations: Iterable[Mapping[str, Any]],
        fits: Callable[[Any], bool] | None,
        *,
        full: bool = False,
    ) -> Iterator[Entity]:
        """New records of a kind that can be made and that a satellite goes with."""
        for fixed in variations:
            try:
                record = self.made(target, fixed, full=full)
            except Rejected:
                if not fixed and not full:
                    raise
                continue
            if fits is None or fits(record):
                yield record

    def _around(self, values: Mapping[str, Any], but: str) -> dict[str, Entity]:
        """What the values lead to, directly or through others: one record of each kind."""
        found: dict[str, Entity] = {}
        ids = [v for n, v in values.items() if n != but and isinstance(v, UUID)]
        while ids:
            try:
                record = self._eco.get(ids.pop(0))
            except NotFound:
                continue
            if record.spec.kind in found:
                continue
            found[record.spec.kind] = record
            refs = (f.name for f in record.fields.values() if f.type is FieldType.REF)
            ids += [id_ for name in refs if (id_ := getattr(record, name)) is not None]
        return found


def _variations(kind: type[Entity]) -> Iterator[dict[str, Any]]:
    """Nothing in particular, then each member of its pick lists in turn."""
    yield {}
    for name, field in kind.fields.items():
        if field.type is FieldType.CHOICE and field.choices is not None:
            for member in tuple(field.choices)[:_VARIED]:
                yield {name: member}


def _none_accepted(kind: type[Entity], refusal: HstkError | None) -> Rejected:
    name = kind.spec.kind
    why = refusal.message if refusal is not None else ""
    return Rejected(
        (),
        message=say(
            f"Không tự tạo được «{name}» hợp lệ: {why}",
            f"No valid “{name}” could be made up: {why}",
        ),
    )
