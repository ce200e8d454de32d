"""Finding what a field shall refer to."""

from __future__ import annotations

from hstk import Ecosystem
from hstk.kinds import Person, PersonGroup
from hstk.tui.viewmodel.references import MOST, among, exactly, suggest


def titles(eco: Ecosystem, kinds: tuple[str, ...], text: str) -> list[str]:
    return [one.pick.title for one in suggest(eco, kinds, text)]


def test_records_are_found_without_marks(island: Ecosystem) -> None:
    assert titles(island, ("organization",), "hoi nong dan")[0] == "Hội Nông dân huyện"


def test_several_kinds_are_searched_at_once(island: Ecosystem) -> None:
    found = suggest(island, ("person", "organization"), "toi")

    assert found[0].pick.title == "Hợp tác xã Tỏi Cù Lao Ré"
    assert found[0].note.startswith("Tổ chức · ")


def test_any_kind_will_do_when_none_is_named(island: Ecosystem) -> None:
    found = suggest(island, (), "toi den")

    assert {"Tỏi đen một nhánh", "Tỏi đen Cù Lao Ré"} <= {one.pick.title for one in found}
    assert not any(one.add for one in found)


def test_namesakes_are_told_apart(island: Ecosystem) -> None:
    island.add(Person(name="Nguyễn Văn Trùng", job="Giáo viên"))
    island.add(Person(name="Nguyễn Văn Trùng", phone="0905999888"))

    found = suggest(island, ("person",), "nguyen van trung")

    assert [one.note for one in found] == ["0905 999 888", "Giáo viên"]


def test_nothing_typed_offers_the_newest(island: Ecosystem) -> None:
    new = island.add(Person(name="Vừa Thêm"))

    found = suggest(island, ("person",), "  ")

    assert found[0].pick.key == new.id
    assert len(found) == MOST
    assert not any(one.add for one in found)


def test_a_name_that_is_not_there_can_be_added(island: Ecosystem) -> None:
    (only,) = suggest(island, ("person",), "Qwxyz Đỗ")

    assert only.add == "person"
    assert only.pick.title == "+ Thêm người «Qwxyz Đỗ»"


def test_a_guess_stands_below_adding_what_was_typed(island: Ecosystem) -> None:
    found = suggest(island, ("person",), "Nguyễn Thị Mỹ Hạnh Nga")

    assert found[0].add == "person"
    typo = suggest(island, ("person",), "tran van dxo")
    assert typo[0].add == "person"
    assert [one.pick.title for one in typo[1:]] == ["Trần Văn Đảo"]


def test_a_record_is_found_by_its_number(island: Ecosystem) -> None:
    assert suggest(island, ("person",), "0905 123 451")[0].pick.title == "Trần Văn Đảo"


def test_a_name_that_is_there_is_not_offered_to_be_added(island: Ecosystem) -> None:
    assert not any(one.add for one in suggest(island, ("person",), "pham uoc"))


def test_a_title_typed_in_full_is_enough(island: Ecosystem) -> None:
    found = exactly(island, ("person",), "tran van dao")

    assert found is not None
    assert found.title == "Trần Văn Đảo"
    assert exactly(island, ("person",), "tran van") is None
    assert exactly(island, ("organization",), "tran van dao") is None


def test_a_title_that_two_have_is_not_enough(island: Ecosystem) -> None:
    island.add_many([Person(name="Lê Thị Đôi"), Person(name="Lê Thị Đôi")])

    assert exactly(island, ("person",), "Lê Thị Đôi") is None


def test_choices_are_narrowed_by_words() -> None:
    assert [one.pick.key for one in among(PersonGroup, "can bo")] == [
        PersonGroup.OFFICER,
        PersonGroup.UNION_OFFICER,
    ]
    assert len(among(PersonGroup, "")) == len(PersonGroup)
    assert among(PersonGroup, "zzz") == []
