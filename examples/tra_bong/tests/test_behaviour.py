"""What this plugin does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

import hstk
from hstk import Ecosystem, Period, Rejected
from hstk.kinds import (
    Organization,
    OrganizationKind,
    Person,
    Plan,
    Product,
    ProductGroup,
    Task,
)
from hstk.plugins import Asked, Document, Form, Table
from hstk.testing import ecosystem
from hstk_tra_bong.actions import ACTIONS
from hstk_tra_bong.kinds import CINNAMON, Certificate, Cinnamon, CinnamonForm, Harvest, Plot
from hstk_tra_bong.papers import PAPERS
from hstk_tra_bong.report import SECTIONS
from hstk_tra_bong.views import VIEWS, no_cinnamon

TODAY = date(2024, 12, 20)
PLAN = Path(__file__).parents[1] / "plan_2024.toml"
OFFERS: dict[str, Any] = {one.name: one for one in (*VIEWS, *ACTIONS, *PAPERS)}


@dataclass(frozen=True)
class District:
    """What the tests begin with: two plots, one of them certified, and oil made from both."""

    eco: Ecosystem
    upper: Plot
    lower: Plot
    oil: Product


@pytest.fixture
def eco() -> Iterator[Ecosystem]:
    with ecosystem("tra_bong") as opened:
        yield opened


@pytest.fixture
def district(eco: Ecosystem) -> District:
    keeper = eco.add(Person(name="Hồ Thị Mẫu"))
    maker = eco.add(Organization(name="Hợp tác xã Quế Mẫu", kind_of=OrganizationKind.COOPERATIVE))
    upper = eco.add(
        Plot(
            name="Vườn Trên",
            owner=keeper.id,
            hamlet="Thôn 1",
            commune="xã Quế Thượng",
            hectares=2.5,
            planted_in=2012,
            certificate=Certificate.ORGANIC,
            certificate_number="HC-01",
            certified_on=date(2024, 3, 1),
            certified_until=date(2025, 2, 28),
        )
    )
    lower = eco.add(Plot(name="Vườn Dưới", owner=maker.id, commune="xã Quế Hạ", hectares=4))
    oil = eco.add(Product(name="Tinh dầu quế Mẫu", owner=maker.id))
    eco.add(
        Cinnamon(
            product=oil.id,
            form=CinnamonForm.OIL,
            oil_percent=3.5,
            plots=(upper.id, lower.id),
        )
    )
    return District(eco, upper, lower, oil)


def asked(name: str, record: Any, answers: dict[str, Any]) -> Asked:
    form: type[Form] | None = OFFERS[name].asks
    return Asked(record, form(**answers) if form else None, TODAY)


def do(eco: Ecosystem, name: str, record: Any = None, **answers: Any) -> str:
    """Does it as the screens do: all or nothing, one undo."""
    with eco.changes(OFFERS[name].called):
        message: str = OFFERS[name].do(eco, asked(name, record, answers)).message
    return message


def show(eco: Ecosystem, name: str, record: Any = None, **answers: Any) -> list[Any]:
    return list(OFFERS[name].show(eco, asked(name, record, answers)))


# -- numbers


def test_hectares_count_while_the_certificate_is_in_force(district: District) -> None:
    eco = district.eco

    for day, value in {
        date(2024, 2, 29): 0,
        date(2024, 3, 1): 2.5,
        date(2024, 12, 31): 2.5,
        date(2025, 2, 28): 2.5,
        date(2025, 3, 1): 0,
    }.items():
        found = eco.evidence("tra_bong.hectares_certified", day.year, as_of=day)
        assert (found.value, day) == (value, day)


def test_what_nearly_counts_says_why(district: District) -> None:
    eco, upper, lower = district.eco, district.upper, district.lower
    eco.update(lower, certificate=Certificate.FOREST)
    several: dict[str, dict[str, Any]] = {
        "Không diện tích": {"certified_on": date(2024, 1, 1)},
        "Năm sau": {"certified_on": date(2025, 1, 1), "hectares": 1},
        "Hết hạn": {
            "certified_on": date(2021, 1, 1),
            "certified_until": date(2024, 6, 1),
            "hectares": 1,
        },
    }
    for name, values in several.items():
        eco.add(Plot(name=name, owner=upper.owner, certificate=Certificate.ORGANIC, **values))

    found = eco.evidence("tra_bong.hectares_certified", 2024)

    assert [row.title for row in found.counted] == ["Vườn Trên"]
    assert {row.title: row.reason for row in found.near} == {
        "Vườn Dưới": "chưa ghi ngày được chứng nhận",
        "Không diện tích": "có chứng nhận nhưng chưa ghi diện tích",
        "Năm sau": "được chứng nhận sau kỳ này",
        "Hết hạn": "chứng nhận hết hạn trong kỳ",
    }
    assert found.breakdowns["commune"] == {"xã Quế Thượng": 2.5}
    assert found.breakdowns["certificate"] == {"Hữu cơ": 2.5}


def test_a_product_is_traced_when_all_its_plots_are_certified(district: District) -> None:
    eco = district.eco
    before = eco.evidence("tra_bong.products_traced", 2024)
    assert (before.value, before.near[0].reason) == (
        0,
        "có vườn nguyên liệu chưa được chứng nhận hoặc đã hết hạn",
    )

    message = do(
        eco,
        "tra_bong.certify",
        plots=(district.lower.id,),
        certificate="forest",
        number="RV-02",
        on="1/6/2024",
    )

    assert message == "1 vườn, 4 ha."
    after = eco.evidence("tra_bong.products_traced", 2024)
    assert (after.value, after.near) == (1, ())
    assert after.breakdowns["form"] == {"Tinh dầu": 1}
    assert eco.evidence("tra_bong.hectares_certified", 2024).value == 6.5
    eco.undo()
    assert eco.evidence("tra_bong.products_traced", 2024).value == 0


def test_a_product_without_plots_is_a_near_miss(district: District) -> None:
    eco = district.eco
    bark = eco.add(Product(name="Vỏ quế Mẫu", owner=district.oil.owner))
    eco.add(Cinnamon(product=bark.id, form=CinnamonForm.BARK))

    near = {row.title: row.reason for row in eco.evidence("tra_bong.products_traced", 2024).near}

    assert near["Vỏ quế Mẫu"] == "chưa ghi vùng nguyên liệu"


# -- what is refused


def test_a_plot_must_make_sense(district: District) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"hectares": 0}, "hectares"),
        ({"hectares": 1001}, "hectares"),
        ({"planted_in": 2020, "certified_on": "1/3/2019"}, "certified_on"),
        ({"certified_on": "1/3/2024", "certified_until": "1/3/2023"}, "certified_until"),
        ({"certificate": "bio"}, "certificate"),
        ({"name": "Vườn Trên"}, "name"),
    ]
    for values, field in wrong:
        given = {"name": "Mới", "owner": str(district.upper.owner), **values}

        with pytest.raises(Rejected) as refused:
            district.eco.add_values(Plot, given)

        assert [problem.field for problem in refused.value.problems] == [field]


@pytest.mark.parametrize(
    "values",
    [
        {"form": CinnamonForm.HANDICRAFT, "oil_percent": 2},
        {"indication": True},
        {"oil_percent": 101},
    ],
)
def test_a_cinnamon_product_must_make_sense(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Cinnamon(product=uuid4(), **values)


def test_a_tour_is_no_cinnamon_product() -> None:
    oil, fits = Product(name="Tinh dầu quế Mẫu", owner=uuid4()), CINNAMON.fits
    assert fits is not None

    assert fits(oil)
    assert not fits(oil.evolve(group=ProductGroup.TOURISM))


def test_organic_bark_comes_from_a_plot_that_is_organic_that_day(district: District) -> None:
    eco, upper, lower = district.eco, district.upper, district.lower
    eco.add(Harvest(plot=upper.id, harvested_on=date(2024, 3, 1), bark_kg=100, organic=True))

    for plot, day in ((upper, date(2024, 2, 29)), (lower, date(2024, 4, 1))):
        with pytest.raises(Rejected) as refused:
            eco.add(Harvest(plot=plot.id, harvested_on=day, bark_kg=100, organic=True))
        assert [problem.field for problem in refused.value.problems] == ["organic"]

    assert eco.count(Harvest) == 1


def test_nothing_is_harvested_before_it_was_planted(district: District) -> None:
    with pytest.raises(Rejected, match="trồng năm 2012"):
        do(district.eco, "tra_bong.harvest", district.upper, bark_kg=10, on="1/1/2011")


def test_the_doctor_finds_harvests_whose_certificate_went(district: District) -> None:
    eco, upper = district.eco, district.upper
    do(eco, "tra_bong.harvest", upper, bark_kg=50, on="1/4/2024", organic=True)
    assert {f.code: f.severity for f in eco.doctor()}["tra_bong.certificates"] == "ok"

    upper = eco.update(eco.get(Plot, upper.id), certificate=Certificate.FOREST)
    eco.update(upper, certificate_number="")
    eco.update(district.lower, certificate=Certificate.ORGANIC)

    found = [f.message for f in eco.doctor() if f.code == "tra_bong.certificates"]
    assert len(found) == 3
    assert any("chưa ghi ngày" in message for message in found)
    assert any("chưa ghi số chứng nhận" in message for message in found)
    assert any("bán là hữu cơ ngày 01/04/2024" in message for message in found)


def test_a_certificate_needs_plots_and_a_kind(district: District) -> None:
    with pytest.raises(Rejected) as refused:
        do(district.eco, "tra_bong.certify", plots=(), certificate="none", on="1/6/2024")

    assert [p.field for p in refused.value.problems] == ["plots", "certificate"]


# -- what is shown and written


def test_a_harvest_tells_what_it_is_worth(district: District) -> None:
    eco, upper = district.eco, district.upper

    assert do(eco, "tra_bong.harvest", upper, bark_kg="120,5", price="60000") == (
        "Vườn Trên: 120,5 kg vỏ quế, 7.230.000 đ."
    )
    assert do(eco, "tra_bong.harvest", upper, bark_kg=80) == "Vườn Trên: 80 kg vỏ quế."

    (table,) = show(eco, "tra_bong.harvests", upper)
    assert [row.cells[0] for row in table.rows] == [TODAY, TODAY]
    assert table.total_cells()[1] == 200.5


def test_an_empty_form_tells_nothing_wrong(district: District) -> None:
    for action in ACTIONS:
        form: Any = action.asks
        empty = form.trusted(dict.fromkeys(form.fields))
        assert action.tells is not None
        told = action.tells(district.eco, Asked(district.upper, empty, TODAY))

        assert told in ("", "0 vườn, 0 ha.")


def test_plots_are_listed_with_their_sum(district: District) -> None:
    eco = district.eco

    (every,) = show(eco, "tra_bong.plots")
    (upper,) = show(eco, "tra_bong.plots", words="que thuong")
    (certified,) = show(eco, "tra_bong.plots", certified=True)

    assert [row.cells[0] for row in every.rows] == ["Vườn Dưới", "Vườn Trên"]
    assert every.total_cells()[2] == 6.5
    assert [row.cells for row in upper.rows] == [
        (
            "Vườn Trên",
            "Hồ Thị Mẫu",
            2.5,
            "Hữu cơ",
            date(2025, 2, 28),
            "Thôn 1, xã Quế Thượng",
            12,
        )
    ]
    assert [(row.cells[0], row.mark) for row in certified.rows] == [("Vườn Trên", "=")]


def test_a_product_shows_its_plots_and_which_lack_a_certificate(district: District) -> None:
    eco, oil = district.eco, district.oil
    warning, table = show(eco, "tra_bong.origin", oil)

    assert "Vườn Dưới" in warning.text
    assert [row.record for row in table.rows] == [district.upper.id, district.lower.id]
    assert no_cinnamon(eco, oil) is None


def test_other_products_show_nothing_of_cinnamon(district: District) -> None:
    eco = district.eco
    other = eco.add(Product(name="Mật ong Mẫu", owner=district.oil.owner))

    assert no_cinnamon(eco, other) == "chưa ghi đây là sản phẩm quế"


def test_the_first_screen_tells_of_certificates_about_to_end(district: District) -> None:
    (line,) = show(district.eco, "tra_bong.ending")

    assert line.record == district.upper.id
    assert line.text == "Vườn Trên (2,5 ha): chứng nhận hữu cơ còn 70 ngày, đến 28/02/2025"


def test_the_list_of_plots_can_be_signed(district: District) -> None:
    (paper,) = PAPERS
    document = paper.make(district.eco, Asked(district.oil, today=TODAY))

    assert isinstance(document, Document)
    texts = [part.text for part in document.body if not isinstance(part, Table)]
    assert texts == [
        "Tên sản phẩm: Tinh dầu quế Mẫu",
        "Chủ thể: Hợp tác xã Quế Mẫu",
        "Loại: Tinh dầu",
        "Hàm lượng tinh dầu: 3,5 %",
    ]
    table = document.body[-1]
    assert isinstance(table, Table)
    assert [row.cells[0] for row in table.rows] == ["Vườn Trên", "Vườn Dưới"]
    assert document.signatures[-1].name == "Hợp tác xã Quế Mẫu"


def test_the_report_tells_of_the_year_with_its_plots_in_the_annex(district: District) -> None:
    eco = district.eco
    do(eco, "tra_bong.harvest", district.upper, bark_kg=1500, on="1/8/2024")
    do(eco, "tra_bong.harvest", district.upper, bark_kg=10, on="1/1/2023")
    (section,) = SECTIONS
    assert section.annex is not None

    text = section.write(eco, Period.year(2024))
    (table,) = section.annex(eco, Period.year(2024))

    assert [part.text for part in text if not isinstance(part, Table)] == [
        "Đến cuối kỳ có 1 vườn quế được chứng nhận, diện tích 2,5 ha.",
        "Khai thác 1 lần, được 1,5 tấn vỏ quế khô.",
    ]
    assert [row.cells[0] for row in table.rows] == ["Vườn Trên"]


# -- the plan


def command_line(where: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "hstk", *words],
        env={**os.environ, "HSTK_DB": str(where), "HSTK_LANG": "vi", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_plan_loads_and_its_targets_are_counted(tmp_path: Path) -> None:
    where = tmp_path / "tra-bong.hstk"
    hstk.open(where).close()
    command_line(where, "plugins", "enable", "tra_bong")
    command_line(where, "plan", "load", str(PLAN))
    assert "Chưa có vườn quế nào." in command_line(where, "tra_bong", "plots")

    with hstk.open(where) as eco:
        assert "giả định" in eco.find(Plan)[0].number
        assert eco.find(Plan)[0].report_due_month == 12
        assert all(task.lead is not None and task.partners for task in eco.find(Task))
        keeper = eco.add(Person(name="Hồ Thị Mẫu"))
        eco.add(
            Plot(
                name="Vườn Trên",
                owner=keeper.id,
                hectares=2.5,
                certificate=Certificate.ORGANIC,
                certified_on=date(2024, 3, 1),
            )
        )
        status = {one.code: one for one in eco.plan_status(2024, as_of=TODAY)}
    assert [one.code for one in status.values() if one.reason] == []
    assert (status["que-1"].actual, status["que-1"].planned) == (2.5, 40)
    assert (status["que-2"].actual, status["que-2"].planned) == (0, 3)
    assert (status["que-3"].actual, status["que-4"].actual) == (0, 0)
    assert (status["que-5"].actual, status["que-5"].planned) == (0, 4)
