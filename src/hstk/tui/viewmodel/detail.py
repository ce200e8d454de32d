"""One record to read: its fields by section, and the records that refer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from rich.cells import cell_len

from hstk.core.entity import Entity, FieldSpec, FieldType
from hstk.core.language import say
from hstk.tui.viewmodel.offers import titles_inside
from hstk.tui.viewmodel.satellites import belongs, satellite_kinds, satellites_of
from hstk.tui.viewmodel.values import Names
from hstk.tui.widgets.lines import cut, drawable, wrapped

if TYPE_CHECKING:
    from hstk.core.contributions import Satellite
    from hstk.store.ecosystem import Ecosystem

MOST_RELATED = 5
"""Records that refer to this one, of one kind, that are shown."""
_WIDEST_LABEL = 26


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of a record, or a heading.

    Args:
        label: of the field; text: its value, of several lines perhaps.
        target: id of the record it leads to, or "".
        heading: whether the label is a heading, without a value.
        related: whether it is about other records, which refer to this one.
    """

    label: str
    text: str = ""
    target: str = ""
    heading: bool = False
    related: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of the detail: a label and a text, or a heading alone.

    Args:
        label, text: plain text.
        target: id of the record that choosing the line leads to, or "".
        heading: whether it is a heading.
        link: whether the text leads somewhere, be it through an earlier line.
        related: as its piece.
    """

    label: str
    text: str
    target: str = ""
    heading: bool = False
    link: bool = False
    related: bool = False


@dataclass(frozen=True, slots=True)
class DetailView:
    """A record to read.

    Args:
        record: it.
        title: its name; kind: label of its kind.
        pieces: what there is to read, in order.
        inside: titles of what plugins show after its own values, before what refers to it.
    """

    record: Entity
    title: str
    kind: str
    pieces: tuple[Piece, ...]
    inside: tuple[str, ...] = ()

    def lines(self, width: int) -> list[DrawnLine]:
        """The pieces as lines of a width, long texts wrapped beside their labels.

        Args:
            width: cells of a line.
        """
        labels = [piece.label for piece in self.pieces if not piece.heading]
        longest = max((cell_len(drawable(label)) for label in labels), default=0)
        room = min(longest, _WIDEST_LABEL, max(8, width // 3))
        drawn = []
        for piece in self.pieces:
            if piece.heading:
                drawn.append(DrawnLine(piece.label, "", heading=True, related=piece.related))
                continue
            names = wrapped(piece.label, room)
            texts = wrapped(piece.text, max(8, width - room - 2))
            for place in range(max(len(names), len(texts))):
                name = names[place] if place < len(names) else ""
                text = texts[place] if place < len(texts) else ""
                target = piece.target if place == 0 else ""
                link = bool(piece.target)
                drawn.append(
                    DrawnLine(
                        cut(name, room) + "  ", text, target, link=link, related=piece.related
                    )
                )
        return drawn


def detail_view(eco: Ecosystem, record: UUID) -> DetailView:
    """A record with the names of what it refers to, and what refers to it.

    Raises:
        NotFound: it is gone.
    """
    found = eco.get(record)
    kind = type(found)
    satellites = _satellites(eco, found)
    names = Names.of(eco, [found, *(held for _, held in satellites)])
    title = eco.titles([found.id]).get(found.id, "")
    pieces = _fields(found, names)
    for satellite, held in satellites:
        pieces += _of_satellite(satellite, held, names)
    pieces += _related(eco, found, title)
    inside = tuple(titles_inside(eco, kind))
    return DetailView(found, title, kind.spec.label, tuple(pieces), inside)


def _satellites(eco: Ecosystem, record: Entity) -> list[tuple[Satellite, Entity]]:
    """What satellites hold for a record, in the order of their plugins."""
    found = [
        (one, eco.satellite(one.kind, record))
        for one in satellites_of(eco, type(record).spec.kind)
        if belongs(eco, one, record)
    ]
    return [(one, held) for one, held in found if held is not None]


def _of_satellite(satellite: Satellite, held: Entity, names: Names) -> list[Piece]:
    """Its fields under its label, but for the one that names the host."""
    pieces = _fields(held, names, but=satellite.by)
    pieces = [piece for piece in pieces if not piece.heading]
    return [Piece(satellite.kind.spec.label, heading=True), *pieces] if pieces else []


def _fields(record: Entity, names: Names, but: str = "") -> list[Piece]:
    pieces: list[Piece] = []
    section = ""
    for field in type(record).fields.values():
        value = getattr(record, field.name)
        if field.name == but or field.shown.hidden:
            continue
        if value in (None, "", (), False):  # a «no» is the usual case
            continue
        if field.section != section:
            section = field.section
            pieces.append(Piece(section or say("Khác", "Other"), heading=True))
        if field.type is FieldType.REFS:
            pieces += [Piece(field.label, names(id_), str(id_)) for id_ in value]
        else:
            target = str(value) if field.type is FieldType.REF else ""
            pieces.append(Piece(field.label, names.show(field, value), target))
    return pieces


def _related(eco: Ecosystem, record: Entity, title: str) -> list[Piece]:
    """The records that refer to this one through a field that is quick to look up."""
    pieces: list[Piece] = []
    own = type(record).spec.kind
    parts = satellite_kinds(eco)
    for kind in eco.kinds.values():
        if kind.spec.kind in parts:
            continue
        for field in kind.fields.values():
            if field.type is not FieldType.REF or not field.stored.index:
                continue
            if field.targets and own not in field.targets:
                continue
            pieces += _referring(eco, kind, field, record.id, title)
    if pieces:
        pieces.insert(0, Piece(say("Liên quan", "Related"), heading=True))
    return [replace(piece, related=True) for piece in pieces]


def _referring(
    eco: Ecosystem, kind: type[Entity], field: FieldSpec, record: UUID, title: str
) -> Sequence[Piece]:
    found = eco.find(kind, f"{field.name} = {record}", sort="-id", limit=MOST_RELATED + 1)
    if not found:
        return ()
    titles = eco.titles(one.id for one in found)
    pieces = [
        # a record that is named after this one need not repeat its name
        Piece(kind.spec.label, titles.get(one.id, "").removeprefix(f"{title} · "), str(one.id))
        for one in found[:MOST_RELATED]
    ]
    if len(found) > MOST_RELATED:
        pieces.append(Piece("", say("… còn nữa", "… and more")))
    return pieces
