"""What is found, and in which order; the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk import Ecosystem
from hstk.core.kinds import Organization, Person, Plan
from hstk.core.text import fold
from hstk.store.search import asked, national, numbers_in, readings
from tests.store.world import kind_of, organization, person

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Lý"]
MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Bảo", "Gia"]
GIVEN = [
    *("An", "Ánh", "Bình", "Châu", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa"),
    *("Hùng", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Quân", "Sơn"),
    *("Tâm", "Thảo", "Thuở", "Trang", "Tuấn", "Uyên", "Việt", "Vy", "Yến"),
]
PHONES = [
    *("0905 123 456", "0905123456", "+84905123456", "+84 905 123 456", "84905123456"),
    *("0905.123.456", "0905-123-456", "(0905) 123 456", "anh 0905 123 456"),
    *("0905", "0905 1", "0905 12", "0905 123 4"),
]
CODES = [
    *("0100233488-001", "0100233488001", "0100233488 001", "0100233488", "010023"),
    *("0255 3812 345", "02553812345", "+84 255 3812 345"),
]


def found(store: Ecosystem, text: str) -> list[str]:
    """The titles that are found, best first."""
    return [hit.title for hit in store.search(text)]


@pytest.fixture
def island(store: Ecosystem) -> Ecosystem:
    """A few records that are easily mistaken for each other."""
    an = person(
        "Nguyễn Thị Ánh", phone="0905 123 456", job="trồng tỏi", notes="Quen chị Hoa ở An Vĩnh"
    )
    store.add_many(
        [
            an,
            person("Nguyễn Văn Anh"),
            person("Trần Ánh Nguyễn"),
            person("Hoàng Thị Hoà", email="hoa@vidu.vn"),
            person("Lê Đức Đạt", notes="nguyễn thị ánh giới thiệu"),
            organization(
                "Hợp tác xã Tỏi Lý Sơn",
                short_name="HTX Tỏi",
                tax_code="0100233488-001",
                aliases=["Tỏi đảo", "KT&HTNT"],
                phone="0255 3812 345",
            ),
            organization("Công ty Hành Lý", business="hành, tỏi"),
            kind_of("plan", number="175/KH-UBND", title="Xây dựng hệ sinh thái khởi nghiệp"),
            kind_of("startup", name="Tỏi đen Cù Lao Ré", owner=an),
            kind_of("event", name="Hội chợ ngày 15/11/2023"),
        ]
    )
    return store


# ---- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Ánh",
        "nguyen thi anh",
        "NGUYỄN THỊ ÁNH",
        "nguye\u0302\u0303n thi\u0323 a\u0301nh",
        "ánh thị nguyễn",
        "anh nguyen",
        "ngu thi a",
        "  nguyen   thi,  anh! ",
    ],
)
def test_marks_case_and_order_do_not_matter(island: Ecosystem, text: str) -> None:
    assert "Nguyễn Thị Ánh" in found(island, text)


def test_d_is_found_for_đ_and_a_mark_is_found_wherever_it_stands(island: Ecosystem) -> None:
    assert found(island, "le duc dat")[0] == "Lê Đức Đạt"
    assert found(island, "hoà")[0] == found(island, "hòa")[0] == "Hoàng Thị Hoà"


def test_what_is_spelt_exactly_so_comes_first(island: Ecosystem) -> None:
    island.add_many([person(name) for name in ("Lê Anh", "Lê Ánh", "Lê Ảnh", "Lê Ành")])
    for name in ("Lê Anh", "Lê Ánh", "Lê Ảnh", "Lê Ành"):
        assert found(island, name)[0] == name
        assert found(island, name.lower())[0] == name


def test_names_come_before_other_text(island: Ecosystem) -> None:
    titles = found(island, "nguyen thi anh")
    assert titles.index("Nguyễn Thị Ánh") < titles.index("Lê Đức Đạt")
    assert found(island, "toi")[-1] not in ("Hợp tác xã Tỏi Lý Sơn", "Tỏi đen Cù Lao Ré")


def test_every_word_of_the_query_is_wanted(island: Ecosystem) -> None:
    assert found(island, "toi ly son") == ["Hợp tác xã Tỏi Lý Sơn"]
    assert found(island, "khởi nghiệp sinh thái") == [
        "175/KH-UBND · Xây dựng hệ sinh thái khởi nghiệp"
    ]


def test_every_word_may_be_begun_only(island: Ecosystem) -> None:
    name = "Tỏi đen Cù Lao Ré"
    for length in range(2, len(name) + 1):
        assert name in found(island, name[:length]), name[:length]
        assert name in found(island, fold(name[:length])), name[:length]


def test_other_names_and_notes_are_searched(island: Ecosystem) -> None:
    assert found(island, "KT&HTNT") == ["Hợp tác xã Tỏi Lý Sơn"]
    assert found(island, "toi dao") == ["Hợp tác xã Tỏi Lý Sơn"]
    assert found(island, "htx toi") == ["Hợp tác xã Tỏi Lý Sơn"]
    assert found(island, "trong toi") == ["Nguyễn Thị Ánh"]


def test_one_kind_may_be_asked_for(island: Ecosystem) -> None:
    hits = island.search("toi", kind=Organization)
    assert {hit.kind for hit in hits} == {"organization"}
    assert len(hits) == 2
    assert len(island.search("toi", limit=1)) == 1


@pytest.mark.parametrize("text", ["", "   ", "!!!", "…", "🦀", "\x00", "\ud800", '"', "*", "()"])
def test_what_has_no_words_finds_nothing(island: Ecosystem, text: str) -> None:
    assert island.search(text) == []


@pytest.mark.parametrize(
    "text",
    ['tỏi" OR "x', "toi*", "NEAR(toi)", "name : toi", "toi & đen | x", "toi:*", "'; --", "toi\x00"],
)
def test_no_query_is_taken_for_a_command(island: Ecosystem, text: str) -> None:
    assert isinstance(island.search(text), list)
    assert isinstance(island.find(Person, text=text), list)


def test_a_pasted_page_is_no_trouble(island: Ecosystem) -> None:
    for text in ("tỏi " * 5_000, "x" * 50_000, "0905 " * 3_000, "a b " * 2_000):
        assert isinstance(island.search(text), list)
        assert island.count(Person, text=text) >= 0


# ---- Numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", PHONES)
def test_a_phone_is_found_however_it_is_written(island: Ecosystem, text: str) -> None:
    assert found(island, text) == ["Nguyễn Thị Ánh"]


@pytest.mark.parametrize("text", CODES)
def test_codes_are_found_with_and_without_separators(island: Ecosystem, text: str) -> None:
    assert found(island, text) == ["Hợp tác xã Tỏi Lý Sơn"]


@pytest.mark.parametrize("text", ["175/KH-UBND", "175 KH UBND", "175kh", "175", "kh-ubnd 175"])
def test_the_number_of_a_document_is_found(island: Ecosystem, text: str) -> None:
    (hit,) = island.search(text, kind=Plan)
    assert hit.title == "175/KH-UBND · Xây dựng hệ sinh thái khởi nghiệp"


@pytest.mark.parametrize("text", ["15/11/2023", "15 11 2023", "15-11", "hoi cho 15/11"])
def test_a_day_in_a_name_is_found(island: Ecosystem, text: str) -> None:
    assert found(island, text) == ["Hội chợ ngày 15/11/2023"]


def test_each_of_several_numbers_in_a_text_is_found(store: Ecosystem) -> None:
    store.add(person("Ba", notes="gọi 0905 123 456, không được thì 0914.555.666 (sau 18 giờ)"))
    assert found(store, "0905123456") == found(store, "0914555666") == ["Ba"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nguyen van an", [("nguyen", "van", "an")]),
        ("0905 123 456", [("0905123456",), ("0905", "123", "456")]),
        ("+84 905 123 456", [("0905123456",), ("84", "905", "123", "456")]),
        ("An 0905 123 456", [("an", "0905123456"), ("an", "0905", "123", "456")]),
        ("0905 1", [("0905", "1"), ("09051",)]),
        ("175/KH-UBND", [("175", "kh", "ubnd")]),
        ("15/11/2023", [("15112023",), ("15", "11", "2023")]),
        ("...", []),
    ],
)
def test_digits_with_separators_may_be_one_number(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert readings(text) == expected


def test_numbers_of_texts_are_words_of_the_index() -> None:
    texts = ["+84905123456", "0100233488", "0100233488-001", "ngày 15/11/2023", "năm 2023", "x"]
    assert numbers_in("\n".join(texts)) == ["0905123456", "0100233488001", "15112023"]
    assert numbers_in("2021\n2022") == []
    assert national("84905123456") == "0905123456"
    assert national("8490512") == "8490512"


@given(st.text())
def test_what_is_asked_is_printable_and_in_its_one_form(text: str) -> None:
    assert asked(text).isprintable()
    assert asked(asked(text)) == asked(text)
    assert all(all(reading) for reading in readings(asked(text)))


# ---- Slips --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "nguyen vna anh",
        "nguyn van anh",
        "ngyuen van anh",
        "nguyen van anhh",
        "nguyne vna anh",
        "nguyenvan anh",
        "ngu yen van anh",
        "nguyễn vawn anh",
        "nguyen vam anh",
        "nguyen bxn anh",
    ],
)
def test_a_slip_or_two_are_forgiven(island: Ecosystem, text: str) -> None:
    assert found(island, text)[0] == "Nguyễn Văn Anh"


def test_slips_are_forgiven_in_lists_too(island: Ecosystem) -> None:
    assert [p.name for p in island.find(Person, text="nguyen vna anh")] == ["Nguyễn Văn Anh"]
    assert island.count(Person, text="nguyen vna anh") == 1


def test_a_slip_is_forgiven_in_what_was_added_just_now(store: Ecosystem) -> None:
    store.add(person("Lê Văn Tám"))
    assert found(store, "le vna tam") == ["Lê Văn Tám"]
    store.add(person("Phạm Quỳnh"))
    assert found(store, "pham qunyh") == ["Phạm Quỳnh"]


@pytest.mark.parametrize("text", ["zzzzzz", "qwertyuiop asdfgh", "0999999999", "999/XX-YYYY"])
def test_what_is_like_nothing_finds_nothing(island: Ecosystem, text: str) -> None:
    assert found(island, text) == []


def test_two_letters_are_not_mistaken_for_another_name(store: Ecosystem) -> None:
    store.add(person("Lê Văn Lan"))
    assert found(store, "an") == []


def test_a_slip_that_makes_another_word_is_forgiven(store: Ecosystem) -> None:
    store.add_many([person("Lê Văn"), person("Vũ Vàm")])
    assert found(store, "le vam") == ["Lê Văn"]


def test_what_matches_as_it_stands_is_not_corrected(island: Ecosystem) -> None:
    island.add(person("Vũ Vàm"))
    assert found(island, "vam") == ["Vũ Vàm"]


# ---- The index keeps up -------------------------------------------------------------------------


def test_the_index_follows_changes_deletions_and_undo(store: Ecosystem) -> None:
    tam = store.add(person("Lê Văn Tám"))
    store.update(tam, name="Lê Văn Chín", notes="thợ mộc")
    assert found(store, "tam") == []
    assert found(store, "chin") == found(store, "tho moc") == ["Lê Văn Chín"]
    store.undo()
    assert found(store, "tam") == ["Lê Văn Tám"]
    assert found(store, "chin") == []
    store.delete(tam)
    assert found(store, "tam") == []
    store.restore(tam.id)
    assert found(store, "tam") == ["Lê Văn Tám"]


def test_what_is_not_searched_is_not_found(store: Ecosystem) -> None:
    store.add(person("Ba", citizen_id="051190001234"))
    assert found(store, "051190001234") == []


# ---- Snippets -----------------------------------------------------------------------------------


def test_a_snippet_shows_what_was_found_outside_the_title(island: Ecosystem) -> None:
    (hit,) = [hit for hit in island.search("gioi thieu") if hit.title == "Lê Đức Đạt"]
    assert hit.snippet == "nguyễn thị ánh giới thiệu"
    assert island.search("Lê Đức Đạt")[0].snippet == ""


def test_a_long_text_is_cut_around_what_was_found(store: Ecosystem) -> None:
    store.add(person("Ba", notes="đầu " * 50 + "\nkho báu\n" + "cuối " * 50))
    (hit,) = store.search("kho bau")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert " kho báu " in hit.snippet
    assert len(hit.snippet) < 70


def test_a_snippet_does_not_show_the_number_of_a_person(store: Ecosystem) -> None:
    store.add(organization("Hộ Ba", tax_code="051190001234", notes="bán tỏi"))
    assert found(store, "051190001234") == ["Hộ Ba"]
    for text in ("051190001234", "ban toi"):
        (hit,) = store.search(text)
        assert "051190001234" not in hit.snippet


# ---- Quality ------------------------------------------------------------------------------------


def slip(text: str, random: Random) -> str:
    """The text with one letter more, less, another or exchanged."""
    at, other = random.randrange(len(text) - 1), random.choice("abcdeghiklmnopqrstuvxy")
    return random.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + other + text[at:],
            text[:at] + other + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ]
    )


def test_the_wanted_one_of_a_thousand_is_among_the_first_twenty(store: Ecosystem) -> None:
    random = Random(20)
    people = [
        person(
            f"{random.choice(FAMILY)} {random.choice(MIDDLE)} {random.choice(MIDDLE)} "
            f"{random.choice(GIVEN)}"
        )
        for _ in range(1_000)
    ]
    store.add_many(people)

    def share(mangle: Callable[[str], str]) -> float:
        wanted = random.sample(people, 150)
        hits = sum(
            one.id in {hit.id for hit in store.search(mangle(one.name), kind=Person)}
            for one in wanted
        )
        return hits / len(wanted)

    assert share(lambda name: name) >= 0.99
    assert share(fold) >= 0.99
    assert share(lambda name: slip(fold(name), random)) >= 0.95
    assert share(lambda name: slip(slip(fold(name), random), random)) >= 0.90
