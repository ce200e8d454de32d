"""How the tables came to be what they are.

Version 0.1 kept what was written in the old notebooks: an area as text ("5 sào", "2.500 m2"), a
place in one line ("Thôn 2, xã Quế Thượng"), certificates by Vietnamese code words. Version 0.2 adds
areas up in hectares and counts by commune. Values are rewritten text by text, not record by record,
so that one statement does for all records that say the same, in all spaces of a database.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, Double, text

from hstk import Migrations

migrations = Migrations("tra_bong")

_AREA = re.compile(r"(?P<number>[\d.,]+)\s*(?P<unit>ha|héc ta|m2|m²|sào|mẫu)\.?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
_DECIMAL = re.compile(r"\d+([.,]\d+)?")
_IN_A_HECTARE = {"ha": 1, "héc ta": 1, "m2": 10_000, "m²": 10_000, "sào": 20, "mẫu": 2}
"""How many make a hectare: a sào of central Việt Nam is taken as 500 m² and ten of them a mẫu."""
_CERTIFICATES = {"khong": "none", "huu_co": "organic", "rung": "forest"}


@migrations.step(1)
def areas_in_hectares(connection: Connection) -> None:
    """``area``, as people wrote it, becomes ``hectares``; what cannot be read goes to the notes."""
    number = Double().compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE tra_bong_plot ADD COLUMN hectares {number}"))
    for area in connection.scalars(text("SELECT DISTINCT area FROM tra_bong_plot")).all():
        if (hectares := read_hectares(area)) is not None:
            connection.execute(
                text("UPDATE tra_bong_plot SET hectares = :hectares WHERE area = :area"),
                {"hectares": hectares, "area": area},
            )
        elif area:
            connection.execute(
                text(
                    "UPDATE tra_bong_plot SET notes = CASE WHEN notes = '' THEN :note "
                    "ELSE notes || :line || :note END WHERE area = :area"
                ),
                {"note": f"Diện tích ghi trước đây: {area}", "line": "\n", "area": area},
            )
    _settle(connection)
    connection.execute(text("ALTER TABLE tra_bong_plot DROP COLUMN area"))


@migrations.step(2)
def places_split(connection: Connection) -> None:
    """``place`` becomes ``hamlet`` and ``commune``."""
    connection.execute(text("ALTER TABLE tra_bong_plot RENAME COLUMN place TO commune"))
    connection.execute(text("ALTER TABLE tra_bong_plot ADD COLUMN hamlet TEXT DEFAULT '' NOT NULL"))
    for place in connection.scalars(text("SELECT DISTINCT commune FROM tra_bong_plot")).all():
        hamlet, commune = split_place(place)
        connection.execute(
            text(
                "UPDATE tra_bong_plot SET hamlet = :hamlet, commune = :commune "
                "WHERE commune = :place AND hamlet = ''"
            ),
            {"hamlet": hamlet, "commune": commune, "place": place},
        )
    _settle(connection)


@migrations.step(3)
def certificates_renamed(connection: Connection) -> None:
    """The pick list goes by the words that the rest of hstk uses."""
    for old, new in _CERTIFICATES.items():
        connection.execute(
            text("UPDATE tra_bong_plot SET certificate = :new WHERE certificate = :old"),
            {"new": new, "old": old},
        )
    _settle(connection)


def _settle(connection: Connection) -> None:
    """Lets what follows alter the table: PostgreSQL first wants its references checked."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def read_hectares(area: str) -> float | None:
    """An area as people write it, in hectares; None when it can be read in two ways or in none."""
    found = _AREA.fullmatch(area.strip())
    if found is None:  # "nửa vườn"; and without a unit, 5 may be sào or hectares
        return None
    number, unit = found["number"], found["unit"].lower()
    if _GROUPED.fullmatch(number):
        if unit not in ("m2", "m²"):  # 1.500 ha: one and a half, or far too many
            return None
        number = re.sub("[.,]", "", number)
    elif not _DECIMAL.fullmatch(number):
        return None
    hectares = round(float(number.replace(",", ".")) / _IN_A_HECTARE[unit], 4)
    return hectares if 0 < hectares <= 1000 else None


def split_place(place: str) -> tuple[str, str]:
    """Hamlet and commune: what stands behind the last comma is the commune."""
    hamlet, comma, commune = place.rpartition(",")
    if comma:
        return hamlet.strip(), commune.strip()
    if re.match(r"(xã|thị trấn|phường)\b", place, re.IGNORECASE):
        return "", place
    return place, ""
