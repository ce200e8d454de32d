"""A record to read."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from hstk import Ecosystem, NotFound
from hstk.core.ids import new_id
from hstk.kinds import Person, Recognition, Startup
from hstk.tui.viewmodel.detail import MOST_RELATED, detail_view


def test_values_stand_under_their_headings_with_their_names(island: Ecosystem) -> None:
    startup = next(s for s in island.find(Startup) if s.founded_on)

    found = detail_view(island, startup.id)

    assert found.title == "Tỏi đen Cù Lao Ré"
    assert found.kind == "Dự án khởi nghiệp"
    values = {piece.label: piece for piece in found.pieces}
    assert values["Chủ thể"].text == "Mai Văn [/x] Được"
    assert values["Chủ thể"].target == str(startup.owner)
    assert values["Ngày thành lập"].text == "01/03/2022"
    assert values["Liên quan"].heading
    assert "Mô tả tóm tắt" not in values  # what is empty is left out


def test_what_refers_to_a_record_is_listed(island: Ecosystem) -> None:
    product = island.find(Recognition)[0].product

    related = [p for p in detail_view(island, product).pieces if p.label == "Công nhận sản phẩm"]

    assert [piece.text for piece in related] == [
        "Sản phẩm công nghiệp nông thôn tiêu biểu · Cấp huyện",
        "OCOP · Cấp tỉnh",
    ]
    assert all(piece.target for piece in related)


def test_many_that_refer_to_it_are_cut_short(island: Ecosystem) -> None:
    owner = next(p for p in island.find(Person) if "Được" in p.name)
    island.add_many(Startup(name=f"Dự án {n}", owner=owner.id) for n in range(9))

    pieces = detail_view(island, owner.id).pieces
    startups = [piece for piece in pieces if piece.label == "Dự án khởi nghiệp"]

    assert len(startups) == MOST_RELATED
    assert "… còn nữa" in [piece.text for piece in pieces]


def test_the_number_of_a_citizen_is_masked(island: Ecosystem) -> None:
    person = island.add(Person(name="Lê Thị Kín", citizen_id="051190001234"))

    texts = [piece.text for piece in detail_view(island, person.id).pieces]

    assert "051*******34" in texts
    assert not any("051190001234" in text for text in texts)


@pytest.mark.parametrize("width", [24, 40, 56, 118])
def test_lines_fit_their_width_and_lose_nothing(island: Ecosystem, width: int) -> None:
    person = island.add(
        Person(name="Nguyễn Thị An", notes="Một ghi chú dài " * 12 + "\nDòng thứ hai")
    )
    found = detail_view(island, person.id)

    lines = found.lines(width)

    assert all(cell_len(line.label + line.text) <= width for line in lines)
    text = " ".join(line.text for line in lines).split()
    assert text.count("dài") == 12
    assert "hai" in text


def test_only_the_first_line_of_a_long_name_is_a_link(island: Ecosystem) -> None:
    startup = next(s for s in island.find(Startup) if s.founded_on)

    links = [line for line in detail_view(island, startup.id).lines(24) if line.target]

    targets = [piece.target for piece in detail_view(island, startup.id).pieces if piece.target]
    assert [line.target for line in links] == targets


def test_a_record_that_is_gone_is_not_found(island: Ecosystem) -> None:
    with pytest.raises(NotFound):
        detail_view(island, new_id())
