"""Lists of records as rows of text."""

from __future__ import annotations

import pytest

from hstk import Ecosystem, NotFound
from hstk.core.entity import FieldType
from hstk.core.language import speaking
from hstk.kinds import Person, Plan, Product, Startup
from hstk.store import listing as store_listing
from hstk.tui.viewmodel import listing as listing_view
from hstk.tui.viewmodel.listing import (
    Wanted,
    columns_of,
    list_view,
    shown_fields,
    sort_key,
    whole_list,
)


def names(eco: Ecosystem, wanted: Wanted) -> list[str]:
    found = list_view(eco, wanted)
    return [cells[0] for _, cells in found.rows.page(0, 100)]


def test_people_stand_in_the_order_of_their_given_names(island: Ecosystem) -> None:
    assert names(island, Wanted("person")) == [
        "Trần Văn Đảo",
        "Mai Văn [/x] Được",
        "Nguyễn Thị Mỹ Hạnh",
        "Bùi Đức Hữu",
        "Võ Thị Ái Liên",
        "Lê Thuý Ngọc",
        "Phạm Ước",
        "Đặng Thị Yến",
    ]


def test_references_are_shown_by_their_titles(island: Ecosystem) -> None:
    found = list_view(island, Wanted("startup", "toi den"))
    cells = dict(zip((c.title for c in found.columns), found.rows.page(0, 1)[0][1], strict=True))

    assert cells["Tên dự án"] == "Tỏi đen Cù Lao Ré"
    assert cells["Chủ thể"] == "Mai Văn [/x] Được"


def test_searching_needs_no_marks_and_ranks_the_exact_first(island: Ecosystem) -> None:
    assert names(island, Wanted("startup", "toi den"))[0] == "Tỏi đen Cù Lao Ré"
    assert names(island, Wanted("startup", "RONG BIỂN")) == ["Rong biển sấy An Hải"]
    assert names(island, Wanted("startup", "khongcogi")) == []


def test_an_empty_list_says_how_to_go_on(island: Ecosystem) -> None:
    assert list_view(island, Wanted("club")).empty == (
        "Chưa có câu lạc bộ nào.\nNhấn Ctrl+N để thêm."
    )
    searched = list_view(island, Wanted("startup", " zzzz "))
    assert searched.empty.startswith("Không tìm thấy dự án khởi nghiệp nào có «zzzz».")
    with speaking("en"):
        assert "Press Ctrl+N" in list_view(island, Wanted("club")).empty


def test_a_wide_search_gives_its_best_matches_at_once_and_then_the_rest(
    island: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    island.add_many(Person(name=f"Nguyễn Văn Thử {n:02}") for n in range(30))
    island.add(Person(name="Zz Thử"))
    monkeypatch.setattr(listing_view, "MOST_AT_ONCE", 10)

    first = list_view(island, Wanted("person", "thu"))
    assert first.more
    assert first.count == "hơn 10"
    assert first.rows.count() == 10

    whole = whole_list(island, first)
    assert not whole.more
    assert whole.status.startswith("32 kết quả · ")  # «Thuý» begins so too
    rows = [row for start in range(0, 40, 7) for row in whole.rows.page(start, 7)]
    assert rows[:10] == list(first.rows.page(0, 10))
    assert len(rows) == len({row for row, _ in rows}) == 32


def test_the_count_is_capped(island: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    island.add_many(Person(name=f"Nguyễn Văn Thử {n}") for n in range(30))
    monkeypatch.setattr(listing_view, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(store_listing, "MOST_FILTERED", 20)

    assert list_view(island, Wanted("person")).status == "38 bản ghi"
    found = whole_list(island, list_view(island, Wanted("person", "thu")))
    assert found.count == "hơn 20"
    assert found.status.startswith("hơn 20 kết quả · ")


def test_a_search_without_words_lists_everything(island: Ecosystem) -> None:
    assert list_view(island, Wanted("person", " ?! ")).rows.count() == 8


def test_a_sorted_search_has_everything_at_once(island: Ecosystem) -> None:
    assert names(island, Wanted("person", "van", "-title"))[:2] == [
        "Mai Văn [/x] Được",
        "Trần Văn Đảo",
    ]


def test_the_cursor_finds_the_record_it_shall_stand_on(island: Ecosystem) -> None:
    new = island.add(Person(name="Lê Thị Liễu"))

    found = list_view(island, Wanted("person"), new.id)

    assert found.rows.page(found.cursor, 1)[0][0] == str(new.id)
    elsewhere = island.find(Startup)[0].id
    assert list_view(island, Wanted("person"), elsewhere).cursor == 0


def test_an_unknown_kind_is_not_found(island: Ecosystem) -> None:
    with pytest.raises(NotFound):
        list_view(island, Wanted("startups"))


def test_what_names_a_record_comes_first_and_stays_longest() -> None:
    columns = columns_of(Plan)

    assert [field.name for field in shown_fields(Plan)][:2] == ["number", "title"]
    assert [column.title for column in columns][:2] == ["Số, ký hiệu", "Trích yếu"]
    assert columns[0].priority == max(column.priority for column in columns)
    names = {"number", "issuer"}  # a name or the name of another record takes the room there is
    grow = [field.name in names for field in shown_fields(Plan)]
    assert [column.grow for column in columns] == grow
    assert all(column.width >= 1 for column in columns)


def test_only_columns_that_the_store_can_sort_by_can_be_chosen(island: Ecosystem) -> None:
    for kind in island.kinds.values():
        for column in columns_of(kind):
            if column.key:
                for sort in (column.key, f"-{column.key}"):
                    list_view(island, Wanted(kind.spec.kind, sort=sort)).rows.page(0, 3)


def test_a_list_of_names_is_sorted_by_its_title() -> None:
    assert sort_key(Person, Person.fields["name"]) == "title"
    assert sort_key(Person, Person.fields["job"]) == ""
    assert sort_key(Product, Product.fields["owner"]) == "owner"


def test_amounts_stand_to_the_right(island: Ecosystem) -> None:
    for kind in island.kinds.values():
        for field, column in zip(shown_fields(kind), columns_of(kind), strict=True):
            right = field.type in (FieldType.MONEY, FieldType.INTEGER, FieldType.NUMBER)
            assert (column.align == "right") == right


def test_a_row_is_copied_under_its_headings(island: Ecosystem) -> None:
    found = list_view(island, Wanted("person"))

    text = found.as_tsv(found.rows.page(0, 1)[0][1])

    assert text.splitlines()[0].startswith("Họ và tên\tGiới tính\t")
    assert text.splitlines()[1].startswith("Trần Văn Đảo\t")
