"""Which papers a dossier holds, by decision, cause and the star that is asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict

from hstk import NotFound, say
from hstk.plugins.ocop.rubric import Rubric

Cause = Literal["first", "upgrade", "again"]
Preparer = Literal["applicant", "commune", "district", "province"]

_SHEETS_OF = {"1489": "148"}  # Quyết định 1489/QĐ-TTg changed who recognizes, not the papers
WITH_DISTRICTS = ("1048", "148")
"""Decisions under which districts have a council; 1489/QĐ-TTg ended that on 6/7/2025."""
_CODES_OF = 10  # evidence names the criteria of this set's sheet


class Paper(BaseModel):
    """One paper of the dossier.

    Args:
        code: stable short name.
        mandatory: without it the dossier is not complete; the others are evidence.
        by: who prepares it.
        criteria: what it is evidence for, as coded on the sheet of set 10.
        causes: when it is asked for; empty: always.
        stars: for which stars; empty: for all.
        except_sets: sets that do without it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    mandatory: bool = False
    by: Preparer = "applicant"
    criteria: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    stars: tuple[int, ...] = ()
    except_sets: tuple[int, ...] = ()


class PaperList(BaseModel):
    """The papers of one decision; ``note`` says what of it is uncertain."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    papers: tuple[Paper, ...]
    note: str = ""


@cache
def paper_lists() -> Mapping[str, PaperList]:
    """The lists of papers, by the decision's short name.

    Quyết định 1048/QĐ-TTg (5 mandatory, 13 supplementary); 148/QĐ-TTg; 26/2026/QĐ-TTg, Điều 6 and
    Phụ lục III.
    """
    text = (files(__package__) / "dossier_papers.toml").read_text(encoding="utf-8")
    lists = (PaperList.model_validate(each) for each in tomllib.loads(text)["lists"])
    return MappingProxyType({each.version: each for each in lists})


def papers(rubric: Rubric, cause: Cause = "first", star: int = 3) -> tuple[Paper, ...]:
    """The papers that a dossier needs.

    Args:
        rubric: by which it is evaluated. Codes of criteria are given for set 10 alone.
        star: the rank it asks for.

    Raises:
        NotFound: no list is known for the rubric's decision.
    """
    version = _SHEETS_OF.get(rubric.version, rubric.version)
    if version not in paper_lists():
        raise NotFound(
            say(
                f"Chưa có danh mục hồ sơ của {rubric.decision}",
                f"No list of papers is known for {rubric.decision}",
            ),
            key=version,
        )
    return tuple(
        paper if rubric.set_number == _CODES_OF else paper.model_copy(update={"criteria": ()})
        for paper in paper_lists()[version].papers
        if (not paper.causes or cause in paper.causes)
        and (not paper.stars or star in paper.stars)
        and rubric.set_number not in paper.except_sets
        and not (paper.by == "district" and rubric.version not in WITH_DISTRICTS)
    )


def missing_papers(needed: Iterable[Paper], there: Iterable[str]) -> tuple[Paper, ...]:
    """The mandatory papers whose codes are not there."""
    held = set(there)
    return tuple(paper for paper in needed if paper.mandatory and paper.code not in held)
