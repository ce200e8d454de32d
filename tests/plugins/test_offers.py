"""Whatever a plugin's function returns or raises, the plugin is named and nothing is kept of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from types import ModuleType
from typing import Any

import pytest

from hstk import Ecosystem, hookimpl
from hstk.core.contributions import Asked
from hstk.core.documents import Annex, Document, Sheet, Workbook
from hstk.core.indicators import Period
from hstk.errors import BadFile, NotFound, PluginTrouble, Problem, Rejected
from hstk.kinds import Person
from hstk.plugins import (
    Action,
    Column,
    Done,
    Form,
    Paper,
    Paragraph,
    ReportSection,
    Row,
    Table,
    View,
    offers,
    trial,
)
from hstk.testing import ecosystem

_numbers = count(1)
COLUMNS = (Column("a", "A"),)


@contextmanager
def offering(*given: object) -> Iterator[Ecosystem]:
    """An empty ecosystem with the plugin «tea», which offers this."""
    module = ModuleType(f"offering_{next(_numbers)}")
    sys.modules[module.__name__] = module
    for name, kind in (
        ("hstk_views", View),
        ("hstk_actions", Action),
        ("hstk_papers", Paper),
        ("hstk_report_sections", ReportSection),
    ):
        vars(module)[name] = _hook(name, [one for one in given if isinstance(one, kind)])
    with ecosystem(tea=module) as eco:
        yield eco


def _hook(name: str, given: list[Any]) -> Callable[[], list[Any]]:
    def hook() -> list[Any]:
        return given

    hook.__name__ = name
    return hookimpl(hook)


def returning(value: Any) -> Callable[..., Any]:
    """A function that returns this, whatever it is given."""
    return lambda *_: value


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that raises this, whatever it is given."""

    def fails(*_: object) -> Any:
        raise error

    return fails


def of_rows(*rows: Any) -> Table:
    return Table(COLUMNS, tuple(rows))


ODD_PARTS = [
    (None, "trả về None"),
    (Paragraph(None), "trả về None (Paragraph.text)"),  # type: ignore[arg-type]
    (Paragraph("a", record="x"), "'x' (Paragraph.record)"),  # type: ignore[arg-type]
    (of_rows(Row(({1},))), "{1} (Row.cells)"),  # type: ignore[arg-type]
    (of_rows(Row(("a",), record=5)), "5 (Row.record)"),  # type: ignore[arg-type]
    (of_rows(Row(("a",), mark=None)), "None (Row.mark)"),  # type: ignore[arg-type]
    (Table(COLUMNS, (), total=Row((b"x",))), "b'x' (Row.cells)"),  # type: ignore[arg-type]
    (Table(COLUMNS, (), title=None), "None (Table.title)"),  # type: ignore[arg-type]
    (Table((Column("a", None),), ()), "None (Column.label)"),  # type: ignore[arg-type]
    (Table(("a",), ()), "'a' (Table.columns)"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("part", "said"), ODD_PARTS)
def test_what_cannot_be_shown_is_the_plugins_trouble(part: Any, said: str) -> None:
    view = View("tea.seen", "Xem", "See", show=returning([Paragraph("tốt"), part]))
    section = ReportSection("tea.year", "Năm", "Year", returning([part]))
    paper = Paper(
        "tea.written",
        "Giấy",
        "Paper",
        make=returning(Document("A", (), annexes=(Annex("B", (part,)),))),
        ending="docx",
    )

    with offering(view, section, paper) as eco:
        for asked in (
            lambda: offers.parts(eco, view, Asked()),
            lambda: offers.written(eco, section, Period.year(2023)),
            lambda: offers.made(eco, paper, Asked()),
        ):
            with pytest.raises(PluginTrouble, match="«tea»") as refused:
                asked()
            assert said in refused.value.message


def test_every_sort_of_cell_can_be_shown() -> None:
    cells = ("a", 1, 1.5, True, date(2023, 11, 20), None)
    table = Table(tuple(Column(f"c{n}", "C") for n in range(6)), (Row(cells),))
    view = View("tea.seen", "Xem", "See", show=returning([table]))

    with offering(view) as eco:
        assert offers.parts(eco, view, Asked()) == (table,)


@pytest.mark.parametrize(
    ("ending", "made", "said"),
    [
        ("docx", Workbook(()), "Workbook"),
        ("docx", Document(None, ()), "None (Document.title)"),  # type: ignore[arg-type]
        ("docx", Document("A", (), number=5), "5 (Document.number)"),  # type: ignore[arg-type]
        ("xlsx", Workbook((Sheet("A", (({1},),)),)), "{1} (Sheet.rows)"),  # type: ignore[arg-type]
        ("xlsx", Workbook((Sheet(None, ()),)), "None (Sheet.name)"),  # type: ignore[arg-type]
        ("xlsx", Workbook(("A",)), "'A' (Workbook.sheets)"),  # type: ignore[arg-type]
    ],
)
def test_a_paper_that_cannot_be_written_is_the_plugins_trouble(
    ending: str, made: Any, said: str
) -> None:
    paper = Paper("tea.written", "Giấy", "Paper", make=returning(made), ending=ending)

    with offering(paper) as eco, pytest.raises(PluginTrouble, match="«tea»") as refused:
        offers.made(eco, paper, Asked())
    assert said in refused.value.message


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (None, "trả về None"),
        (Done(None), "None (Done.message)"),  # type: ignore[arg-type]
        (Done("Xong", "x"), "'x' (Done.record)"),  # type: ignore[arg-type]
    ],
)
def test_an_action_that_does_not_say_what_it_did_has_done_nothing(done: Any, said: str) -> None:
    def do(eco: Ecosystem, _: Asked) -> Any:
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        return done

    action = Action("tea.pick", "Hái", "Pick", do=do)
    with offering(action) as eco:
        with pytest.raises(PluginTrouble, match="«tea»") as refused:
            offers.perform(eco, action, Asked())
        assert said in refused.value.message
        assert eco.count(Person) == 0


@pytest.mark.parametrize("form", [5, int, None, Person])
def test_what_is_no_form_cannot_be_asked(form: Any) -> None:
    action = Action("tea.pick", "Hái", "Pick", asks=returning(form), do=returning(Done("Xong")))

    with offering(action) as eco, pytest.raises(PluginTrouble, match="«tea»"):
        offers.form_of(eco, action)


def test_what_an_action_tells_is_text() -> None:
    action = Action("tea.pick", "Hái", "Pick", do=returning(Done("Xong")), tells=returning(5))

    with offering(action) as eco, pytest.raises(PluginTrouble, match="5 \\(tells\\)"):
        offers.told(eco, action, Asked())


@pytest.mark.parametrize(
    "fits",
    [
        returning(False),
        raising(NotFound("không có")),
        raising(Rejected([Problem("x", "sai")])),
        raising(SystemExit(0)),
    ],
    ids=["no words", "not found", "rejected", "exit"],
)
def test_whoever_cannot_tell_whether_an_offer_fits_is_named(fits: Any) -> None:
    view = View("tea.seen", "Xem", "See", show=returning(()), of=Person, fits=fits)

    with offering(view) as eco:
        person = eco.add(Person(name="Nguyễn Thị Mẫu"))
        for ask in (
            lambda: offers.why_not(eco, view, person),
            lambda: offers.parts(eco, view, Asked(person)),
        ):
            with pytest.raises(PluginTrouble, match="«tea»"):
                ask()


def test_trouble_with_the_file_is_not_laid_on_the_plugin() -> None:
    fits = raising(BadFile("tệp đang khoá"))
    view = View("tea.seen", "Xem", "See", show=returning(()), of=Person, fits=fits)

    with offering(view) as eco, pytest.raises(BadFile):
        offers.why_not(eco, view, eco.add(Person(name="Nguyễn Thị Mẫu")))


@pytest.mark.parametrize("error", [SystemExit(0), RuntimeError("sâu")])
def test_whatever_is_raised_half_way_names_the_plugin_and_keeps_nothing(
    error: BaseException,
) -> None:
    def show(*_: object) -> Iterator[Paragraph]:
        yield Paragraph("a")
        raise error

    def do(eco: Ecosystem, _: Asked) -> Done:
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        raise error

    view = View("tea.seen", "Xem", "See", show=show)
    action = Action("tea.pick", "Hái", "Pick", do=do)
    with offering(view, action) as eco:
        with pytest.raises(PluginTrouble, match="«tea»"):
            offers.parts(eco, view, Asked())
        with pytest.raises(PluginTrouble, match="«tea»"):
            offers.perform(eco, action, Asked())
        assert eco.count(Person) == 0


# -- tried out


class Asking(Form):
    """A form that asks nothing."""


@pytest.mark.parametrize("error", [Rejected((), message="hỏng"), NotFound("hỏng", key="x")])
def test_a_view_that_refuses_what_it_is_offered_for_is_told(error: Exception) -> None:
    views = [
        View("tea.late", "Xem", "See", show=raising(error)),
        View("tea.of", "Xem", "See", show=raising(error), of=Person),
        View("tea.unfit", "Xem", "See", show=raising(error), of=Person, fits=returning("thôi")),
        View("tea.asking", "Xem", "See", show=raising(error), asks=Asking),
    ]

    with offering(*views) as eco:
        assert [found.partition(":")[0] for found in trial.views(eco, "tea")] == ["tea.late"]
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        found = trial.views(eco, "tea")
    assert [one.partition(":")[0] for one in found] == ["tea.late", "tea.of"]
    assert all("hỏng" in one for one in found)
