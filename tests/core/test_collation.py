from __future__ import annotations

import random
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.core import collation
from hstk.core.collation import person_sort_key, sort_key
from hstk.core.text import VIETNAMESE_LETTERS

vietnamese = st.text(st.sampled_from(VIETNAMESE_LETTERS + "abcdeghiklmnopqrstuvxyAB 019-.,"))


def in_order(texts: list[str]) -> list[str]:
    """The texts as sorted, from a start that is surely not sorted already."""
    shuffled = list(texts)
    random.Random(20230101).shuffle(shuffled)
    assert shuffled != texts
    return sorted(shuffled, key=sort_key)


# Each list is in the order that the CLDR rules for Vietnamese give:
#   &a<ă<<<Ă<â<<<Â  &d<đ<<<Đ  &e<ê<<<Ê  &o<ô<<<Ô<ơ<<<Ơ  &u<ư<<<Ư
#   tones as secondary differences: huyền << hỏi << ngã << sắc << nặng
#   root order for the rest: spaces, punctuation, symbols, digits, letters; small before capital.
ORDERS = {
    "alphabet": list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
    "tones": ["ma", "mà", "mả", "mã", "má", "mạ"],
    "every a": list("aAàÀảẢãÃáÁạẠăĂằẰẳẲẵẴắẮặẶâÂầẦẩẨẫẪấẤậẬ"),
    "every e": list("eEèÈẻẺẽẼéÉẹẸêÊềỀểỂễỄếẾệỆ"),
    "every i": list("iIìÌỉỈĩĨíÍịỊ"),
    "every o": list("oOòÒỏỎõÕóÓọỌôÔồỒổỔỗỖốỐộỘơƠờỜởỞỡỠớỚợỢ"),
    "every u": list("uUùÙủỦũŨúÚụỤưƯừỪửỬữỮứỨựỰ"),
    "every y": list("yYỳỲỷỶỹỸýÝỵỴ"),
    "d and đ": ["d", "D", "da", "dy", "đ", "Đ", "đa", "e"],
    "letters of the whole before any tone": ["ba a", "bà b", "bà x", "ba y"],
    "an early tone weighs more than a late one": ["hoa hoa", "hoa hòa", "hòa hoa", "hòa hòa"],
    "tones of the whole before capitals": ["an", "aN", "An", "AN", "àn", "Àn", "án"],
    "a shorter text first": ["", "a", "an", "anh", "ảnh", "anh em"],
    "a space before every letter": ["Ly An", "Lý An", "Ly Sơn", "Lý Sơn", "Lya", "Lyá"],
    "spaces, signs, digits, letters": [
        " a", "_a", "-a", ",a", ".a", "(a", "/a", "+a", "0a", "9a", "aa",
    ],
    "dashes": ["a b", "a-b", "a–b", "a—b", "a, b", "a. b", "a' b", 'a" b', "a(b)", "a/b", "ab"],
    "digits one by one": ["1", "10", "100", "2", "20", "A1"],
    "codes": ["HS-1", "HS-10", "HS-2", "HS1", "HSA"],
    "places": [
        "An Hải", "An Vĩnh", "Ba Tơ", "Bình Sơn", "Đức Phổ", "Lý Sơn", "Mộ Đức", "Nghĩa Hành",
        "Quảng Ngãi", "Sơn Hà", "Sơn Tây", "Sơn Tịnh", "Trà Bồng", "Tư Nghĩa",
    ],
    "foreign marks": ["cafe", "cafè", "café", "Cafê", "muller", "müller", "mun"],
    "other scripts last": ["zz", "Ωmega", "東京"],
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_texts_sort_as_cldr_has_them(name: str) -> None:
    assert in_order(ORDERS[name]) == ORDERS[name]


@pytest.mark.parametrize("name", ORDERS)
def test_sqlite_sorts_the_keys_as_python_does(name: str) -> None:
    keys = [sort_key(text) for text in ORDERS[name]]
    db = sqlite3.connect(":memory:")
    db.execute("create table t (key text)")
    db.executemany("insert into t values (?)", [(key,) for key in reversed(keys)])
    assert [key for (key,) in db.execute("select key from t order by key")] == keys
    db.close()


def test_sorting_without_keys_is_wrong() -> None:
    assert sorted(ORDERS["places"]) != ORDERS["places"]


@given(vietnamese)
def test_keys_of_vietnamese_text_are_printable_ascii(s: str) -> None:
    assert sort_key(s).isascii()
    assert sort_key(s).isprintable()
    assert person_sort_key(s).isascii()


@given(st.text())
def test_both_unicode_forms_have_one_key(s: str) -> None:
    nfd = unicodedata.normalize("NFD", s)
    assert sort_key(nfd) == sort_key(s)
    assert person_sort_key(nfd) == person_sort_key(s)


@given(vietnamese, vietnamese)
def test_different_texts_have_different_keys(a: str, b: str) -> None:
    assert (sort_key(a) == sort_key(b)) == (a == b)


@given(vietnamese, vietnamese, vietnamese)
def test_a_text_sorts_before_what_continues_it(a: str, b: str, c: str) -> None:
    assert sort_key(a) <= sort_key(a + b)
    if b:
        assert sort_key(a) < sort_key(a + b)
    assert (sort_key(b) < sort_key(c)) == (sort_key(f"x {b}") < sort_key(f"x {c}"))


@given(st.text(), st.text())
def test_keys_order_alike_as_bytes(a: str, b: str) -> None:
    key_a, key_b = sort_key(a), sort_key(b)
    assert (key_a < key_b) == (key_a.encode() < key_b.encode())


# ---- People -------------------------------------------------------------------------------------

# Fictional people.
PEOPLE = [
    "An",
    "Bùi An",
    "Nguyễn An",
    "Nguyễn Bảo An",
    "Nguyễn Thị An",
    "Trần Thị An",
    "Lê Văn Ân",
    "Đinh Bình",
    "Lê Văn Bình",
    "Lê Vân Bình",
    "Trần Đào",
    "Dương Đạt",
    "Đặng Đạt",
    "Phạm Thu Hà",
    "Võ Hà",
    "Nguyễn Hạ",
    "Lê Hoa",
    "Lê Hòa",
    "Trương Thị Hoàng Yến",
]


def test_people_sort_by_given_then_family_then_middle_name() -> None:
    shuffled = list(PEOPLE)
    random.Random(20230101).shuffle(shuffled)
    assert shuffled != PEOPLE
    assert sorted(shuffled, key=person_sort_key) == PEOPLE


def test_a_name_in_capitals_stands_beside_the_same_name() -> None:
    people = ["NGUYỄN VĂN AN", "LÊ VĂN AN", "Nguyễn Văn An", "Lê Văn An"]
    assert sorted(people, key=person_sort_key) == [
        "Lê Văn An",
        "LÊ VĂN AN",
        "Nguyễn Văn An",
        "NGUYỄN VĂN AN",
    ]


@given(
    st.lists(st.text(st.sampled_from("aàáăâbđAĐ"), min_size=1, max_size=3), min_size=4, max_size=4)
)
def test_the_given_name_outweighs_everything_before_it(words: list[str]) -> None:
    family_1, family_2, given_1, given_2 = (word.lower() for word in words)
    if given_1 != given_2:
        in_order_of_given = sort_key(given_1) < sort_key(given_2)
        keys = person_sort_key(f"{family_1} {given_1}"), person_sort_key(f"{family_2} {given_2}")
        assert (keys[0] < keys[1]) == in_order_of_given


# ---- Memory -------------------------------------------------------------------------------------


def test_the_memory_of_words_is_bounded() -> None:
    for number in range(60_000):
        sort_key(f"HS{number}")
    assert 0 < len(collation._WORDS) <= 20_000
    assert sort_key("HS7") < sort_key("HS8")


def test_the_memory_of_characters_is_bounded() -> None:
    for code in range(0x4E00, 0x4E00 + 10_000):
        sort_key(chr(code))
    assert 0 < len(collation._CHARACTERS) <= 4_096
