"""What every plugin must prove, with files that version 0.1 made."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from hstk import Entity, Ref, Shown, hookimpl
from hstk.kinds import Choice, Day, Line, Name, Organization, Person, Text, in_order
from hstk.testing import PluginSuite, opened
from hstk_tra_bong.kinds import Certificate, Plot
from hstk_tra_bong.steps import read_hectares, split_place


class FirstCertificate(Choice):
    """The pick list of version 0.1."""

    NONE = "khong", "Chưa có", "None"
    ORGANIC = "huu_co", "Hữu cơ", "Organic"
    FOREST = "rung", "Quản lý rừng bền vững", "Sustainable forest management"


class FirstPlot(Entity, kind="tra_bong_plot", label="Vườn quế", label_en="Cinnamon plot"):
    """A plot as version 0.1 kept it: text, as it stood in the notebooks."""

    name: Annotated[Name, Shown("Tên vườn", "Name")]
    owner: Annotated[Ref[Person | Organization], Shown("Chủ vườn", "Owner")]
    place: Annotated[Line, Shown("Địa chỉ", "Place")] = ""
    area: Annotated[Line, Shown("Diện tích", "Area")] = ""
    planted_in: Annotated[
        Annotated[int, Field(ge=1900, le=2100)] | None, Shown("Năm trồng", "Planted in")
    ] = None
    certificate: Annotated[FirstCertificate, Shown("Chứng nhận", "Certificate")] = (
        FirstCertificate.NONE
    )
    certified_on: Annotated[Day | None, Shown("Từ ngày", "Since")] = None
    certified_until: Annotated[Day | None, Shown("Đến ngày", "Until")] = None
    notes: Annotated[Text, Shown("Ghi chú", "Notes")] = ""

    _days = in_order("certified_on", "certified_until")


def first_version() -> ModuleType:
    """The plugin as version 0.1 had it."""

    @hookimpl
    def hstk_entities() -> tuple[type[Entity], ...]:
        return (FirstPlot,)

    module = ModuleType("hstk_tra_bong_0_1")
    vars(module)["hstk_entities"] = hstk_entities
    return module


class TestTraBong(PluginSuite):
    plugin = "tra_bong"
    first: ClassVar = (FirstPlot,)

    def test_a_file_of_the_first_version_is_brought_up_to_now(self, tmp_path: Path) -> None:
        where = tmp_path / "que.hstk"
        with opened(where, [], {"tra_bong": first_version()}) as then:
            keeper = then.add(Person(name="Hồ Thị Mẫu"))
            several: dict[str, dict[str, Any]] = {
                "A": {"area": "5 sào", "place": "Thôn 2, xã Quế Thượng"},
                "B": {"area": "5 sào", "place": "xã Quế Hạ"},
                "C": {"area": "2.500 m2", "place": "Thôn 3", "notes": "Sát suối"},
                "D": {"area": "chừng nửa quả đồi", "notes": "Cần đo lại"},
                "E": {},
            }
            written = [FirstPlot(name=n, owner=keeper.id, **v) for n, v in several.items()]
            written.append(
                FirstPlot(
                    name="F",
                    owner=keeper.id,
                    area="1,2 ha",
                    certificate=FirstCertificate.ORGANIC,
                    certified_on=date(2024, 5, 1),
                )
            )
            then.add_many(written)

        with self.open(str(where)) as now:
            plots = {plot.name: plot for plot in now.find(Plot)}
            assert {name: plot.hectares for name, plot in plots.items()} == {
                "A": 0.25,
                "B": 0.25,
                "C": 0.25,
                "D": None,
                "E": None,
                "F": 1.2,
            }
            assert [(plots[n].hamlet, plots[n].commune) for n in "ABC"] == [
                ("Thôn 2", "xã Quế Thượng"),
                ("", "xã Quế Hạ"),
                ("Thôn 3", ""),
            ]
            assert plots["C"].notes == "Sát suối"
            assert plots["D"].notes == "Cần đo lại\nDiện tích ghi trước đây: chừng nửa quả đồi"
            assert plots["E"].certificate is Certificate.NONE
            assert plots["F"].certificate is Certificate.ORGANIC
            assert {plot.id for plot in plots.values()} == {plot.id for plot in written}
            assert now.evidence("tra_bong.hectares_certified", 2024).value == 1.2
            assert [f.message for f in now.doctor() if f.severity == "error"] == []

        (backup,) = tmp_path.glob("que.hstk.*.bak")
        before = backup.rename(tmp_path / "before.hstk")
        with opened(before, [], {"tra_bong": first_version()}) as then:
            assert {plot.area for plot in then.find(FirstPlot)} == {one.area for one in written}

    def test_a_migrated_record_can_be_edited_and_undone(self, tmp_path: Path) -> None:
        where = tmp_path / "que.hstk"
        with opened(where, [], {"tra_bong": first_version()}) as then:
            keeper = then.add(Person(name="Hồ Thị Mẫu"))
            then.add(FirstPlot(name="A", owner=keeper.id, area="2 mẫu"))
        with self.open(str(where)) as now:
            (plot,) = now.find(Plot)
            now.update(plot, hectares=1.5)
            now.undo()
            assert now.get(Plot, plot.id) == plot
            assert plot.hectares == 1.0


@pytest.mark.parametrize(
    ("area", "hectares"),
    [
        ("2,5 ha", 2.5),
        ("2.5ha", 2.5),
        ("0,75 Ha.", 0.75),
        ("5 sào", 0.25),
        ("1 mẫu", 0.5),
        ("2.500 m2", 0.25),
        ("12.500 m²", 1.25),
        ("800 m2", 0.08),
        ("", None),
        ("5", None),
        ("1.500 ha", None),
        ("1.2.3 ha", None),
        ("0 ha", None),
        ("5000 ha", None),
        (". m2", None),
        ("nửa vườn", None),
    ],
)
def test_an_area_is_read_only_where_it_says_one_thing(area: str, hectares: float | None) -> None:
    assert read_hectares(area) == hectares


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("Thôn 2, xã Quế Thượng", ("Thôn 2", "xã Quế Thượng")),
        ("Tổ 1, thôn 2, xã Quế Thượng", ("Tổ 1, thôn 2", "xã Quế Thượng")),
        ("xã Quế Hạ", ("", "xã Quế Hạ")),
        ("Thị trấn Mẫu", ("", "Thị trấn Mẫu")),
        ("Thôn 3", ("Thôn 3", "")),
        ("", ("", "")),
    ],
)
def test_a_place_is_split_at_the_commune(place: str, parts: tuple[str, str]) -> None:
    assert split_place(place) == parts
