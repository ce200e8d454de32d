from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hstk.core.text import (
    TONES,
    VIETNAMESE_LETTERS,
    canonical_tones,
    clean,
    clean_lines,
    closest,
    control_characters,
    digits,
    fold,
    given_name,
    nfc,
    split_name,
    words,
)


def nfd(s: str) -> str:
    return unicodedata.normalize("NFD", s)


vietnamese = st.text(st.sampled_from(VIETNAMESE_LETTERS + "abcdeghiklmnopqrstuvxyABC -."))
# Everything cleaning deals with, close together.
dirt = st.text(
    st.sampled_from(
        "aơấĐÐð \t\n\r\v\x85\u00a0\u00ad\u200b\u2028\u3000\ufeffＡ（\x1c\x00" + TONES + "\u0302"
    )
)


# ---- NFC ----------------------------------------------------------------------------------------


def test_vietnamese_has_134_letters_that_ascii_lacks() -> None:
    assert len(VIETNAMESE_LETTERS) == len(set(VIETNAMESE_LETTERS)) == 134
    assert not any(c.isascii() for c in VIETNAMESE_LETTERS)
    assert all(nfc(c) == c for c in VIETNAMESE_LETTERS)
    assert sum(c.islower() for c in VIETNAMESE_LETTERS) == 67


@given(st.text())
def test_nfc_is_the_composed_form(s: str) -> None:
    assert nfc(s) == unicodedata.normalize("NFC", s)


# ---- Cleaning one line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Nguyễn Thị An", "Nguyễn Thị An"),
        ("", ""),
        ("   ", ""),
        ("  Nguyễn   Thị  An ", "Nguyễn Thị An"),
        ("Nguyễn\u00a0Thị\u3000An", "Nguyễn Thị An"),
        ("Nguyễn\tThị\r\nAn", "Nguyễn Thị An"),
        ("Nguyễn\vThị\x85An\u2028", "Nguyễn Thị An"),
        ("Ngu\u00adyễn Thị\u200b An\ufeff", "Nguyễn Thị An"),
        ("An \u200b Bình", "An Bình"),
        ("ＯＣＯＰ　２０２３（３＊）", "OCOP 2023(3*)"),
        ("e\u200b\u0302\u0301", "ế"),
        ("tỏi [/x] [bold]đen[/bold] \\[", "tỏi [/x] [bold]đen[/bold] \\["),
        ("R\u0323au ca\u0309i – “sạch”", "Ṛau cải – “sạch”"),
    ],
)
def test_clean(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize("word", ["Nguyễn", "Đặng Đức Ước", "thị trấn Lý Sơn"])
def test_clean_composes(word: str) -> None:
    assert clean(nfd(word)) == word


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ðặng Thị Ðào", "Đặng Thị Đào"),
        ("Ðinh Van", "Đinh Van"),
        ("ðặc khu", "đặc khu"),
        ("123/QÐ-UBND", "123/QĐ-UBND"),
        ("NÐ-CP, HÐND, BÐS", "NĐ-CP, HĐND, BĐS"),
        ("NguyễnÐình", "NguyễnĐình"),
        ("Ð", "Đ"),
    ],
)
def test_the_icelandic_letter_that_looks_like_d_with_stroke_is_mended(
    typed: str, stored: str
) -> None:
    assert clean(typed) == stored
    assert clean(nfd(typed)) == stored
    assert clean_lines(typed) == stored


@pytest.mark.parametrize("name", ["Sigurður Guðmundsson", "GUÐRÚN", "Garðar", "Friðrik"])
def test_icelanders_keep_their_letter(name: str) -> None:
    assert clean(name) == name


@given(st.text() | dirt | vietnamese)
def test_cleaning_twice_changes_nothing_more(s: str) -> None:
    once = clean(s)
    assert clean(once) == once
    assert nfc(once) == once
    assert "  " not in once
    assert once == once.strip(" ")
    assert not set(once) & set("\t\n\r\v\f\u00a0\u00ad\u200b\u2028\u3000\ufeff")


@given(vietnamese)
def test_cleaning_does_not_depend_on_the_unicode_form(s: str) -> None:
    assert clean(nfd(s)) == clean(nfc(s))


# ---- Cleaning several lines ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("dòng một\r\ndòng hai\rdòng ba", "dòng một\ndòng hai\ndòng ba"),
        ("một\vhai\u2029ba", "một\nhai\nba"),
        ("một  \nhai\t\n", "một\nhai"),
        ("\n\n  - gạch   đầu dòng\n\n\tthụt vào\n \n", "  - gạch đầu dòng\n\n\tthụt vào"),
        ("ＯＣＯＰ\u00a0\u200bba sao", "OCOP ba sao"),
        ("", ""),
    ],
)
def test_clean_lines(typed: str, stored: str) -> None:
    assert clean_lines(typed) == stored
    assert clean_lines(nfd(typed)) == stored


@given(st.text() | dirt)
def test_cleaning_lines_twice_changes_nothing_more(s: str) -> None:
    once = clean_lines(s)
    assert clean_lines(once) == once
    assert nfc(once) == once
    assert "\r" not in once
    assert all(line == line.rstrip(" \t") for line in once.split("\n"))


# ---- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x1c", "\x7f", "\x9b", "\ud83d"])
@pytest.mark.parametrize("multiline", [False, True])
def test_controls_and_lone_surrogates_survive_cleaning_and_are_reported(
    bad: str, multiline: bool
) -> None:
    text = (clean_lines if multiline else clean)(f"Tỏi {bad}đen{bad}")
    assert control_characters(text, multiline) == [(4, ord(bad)), (8, ord(bad))]


def test_tabs_and_line_breaks_are_in_order_in_several_lines_only() -> None:
    assert control_characters("một\thai\nba", multiline=True) == []
    assert control_characters("một\thai\nba", multiline=False) == [(3, 9), (7, 10)]
    assert control_characters(clean("một\thai\nba"), multiline=False) == []


@given(vietnamese)
def test_vietnamese_text_is_never_refused(s: str) -> None:
    assert control_characters(clean(s), multiline=False) == []
    assert control_characters(clean_lines(s), multiline=True) == []


# ---- Folding ------------------------------------------------------------------------------------

PLAIN = {
    "a": "àảãáạăằẳẵắặâầẩẫấậ",
    "d": "đ",
    "e": "èẻẽéẹêềểễếệ",
    "i": "ìỉĩíị",
    "o": "òỏõóọôồổỗốộơờởỡớợ",
    "u": "ùủũúụưừửữứự",
    "y": "ỳỷỹýỵ",
}


def test_every_vietnamese_letter_folds_to_its_plain_letter() -> None:
    assert sum(map(len, PLAIN.values())) == 67
    for plain, letters in PLAIN.items():
        for letter in letters + letters.upper():
            assert fold(letter) == plain
            assert fold(nfd(letter)) == plain


@pytest.mark.parametrize("name", ["hoà", "hòa", "HOA", "Hoa", "hoạ", nfd("hoả")])
def test_tone_placement_case_and_marks_are_ignored(name: str) -> None:
    assert fold(name) == "hoa"


def test_folding_keeps_what_is_no_mark() -> None:
    assert fold("Tỏi-đen (3★), 0905.123.456") == "toi-den (3★), 0905.123.456"
    assert fold("東京 Ωmega") == "東京 ωmega"


@given(st.text())
def test_both_unicode_forms_fold_alike(s: str) -> None:
    assert fold(nfd(s)) == fold(nfc(s)) == fold(s)


@given(st.text())
def test_folding_twice_changes_nothing_more(s: str) -> None:
    assert fold(fold(s)) == fold(s)


@given(vietnamese)
def test_vietnamese_folds_to_small_ascii(s: str) -> None:
    assert fold(s).isascii()
    assert fold(s) == fold(s.upper()) == fold(s.lower())
    assert len(fold(s)) == len(nfc(s))


def test_words_are_the_folded_runs_of_letters_and_digits() -> None:
    assert words("Tỏi đen “Cù Lao Ré”, 3-sao_2023") == (
        "toi", "den", "cu", "lao", "re", "3", "sao", "2023",
    )  # fmt: skip
    assert words("Ðặng") == words("Đặng") == ("dang",)
    assert words(" -- ") == ()


@given(st.text())
def test_words_do_not_depend_on_the_unicode_form(s: str) -> None:
    assert words(nfd(s)) == words(nfc(s))


def test_digits_are_ascii_whatever_the_separators() -> None:
    assert digits("+84 (0)55.123-456") == "84055123456"
    assert digits("０９０５ m²") == "0905"
    assert digits("không") == ""


# ---- Tone placement -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Hoà-Bình", "Hòa-Bình"),
        ("khoẻ", "khỏe"),
        ("Thuý", "Thúy"),
        ("thuỷ sản", "thủy sản"),
        ("Uỷ ban", "Ủy ban"),
        ("oà", "òa"),
        ("ngoẹo, ngoạ, xoã", "ngoẹo, ngọa, xõa"),
        # the u belongs to qu, the i to gi; closed syllables and other vowels have one way only
        ("quý", "quý"),
        ("Quỳ", "Quỳ"),
        ("giữa", "giữa"),
        ("hoàng", "hoàng"),
        ("khoẻn", "khoẻn"),
        ("Huỳnh", "Huỳnh"),
        ("ngoại", "ngoại"),
        ("Nguyễn", "Nguyễn"),
        # no Vietnamese syllables
        ("Chloé", "Chloé"),
        ("Zoé", "Zoé"),
    ],
)
def test_one_tone_placement(typed: str, canonical: str) -> None:
    assert canonical_tones(typed) == canonical
    assert canonical_tones(nfd(typed)) == canonical


@given(st.text() | vietnamese)
def test_tone_placement_changes_no_letter(s: str) -> None:
    placed = canonical_tones(s)
    assert fold(placed) == fold(s)
    assert canonical_tones(placed) == placed


# ---- Names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Nguyễn Thị An", ("Nguyễn", "Thị", "An")),
        ("Lê Hoàng Minh Châu", ("Lê", "Hoàng Minh", "Châu")),
        ("Trần Bình", ("Trần", "", "Bình")),
        ("Siu", ("", "", "Siu")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_family_middle_given(full: str, parts: tuple[str, str, str]) -> None:
    assert split_name(full) == parts
    assert given_name(full) == parts[2]


@given(vietnamese)
def test_splitting_a_name_loses_nothing(full: str) -> None:
    assert " ".join(part for part in split_name(full) if part) == clean(full)


# ---- Near names ---------------------------------------------------------------------------------

FIELDS = ("name", "phone", "founded_on", "stage", "status", "địa chỉ", "Điện thoại")


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("nmae", "name"),
        ("fonded_on", "founded_on"),
        ("dia chi", "địa chỉ"),
        ("dien thoai", "Điện thoại"),
        (nfd("địa chỉ"), "địa chỉ"),
        ("PHONES", "phone"),
    ],
)
def test_the_nearest_name_comes_first(typed: str, best: str) -> None:
    assert closest(typed, FIELDS)[0] == best


def test_nothing_is_suggested_when_nothing_is_near() -> None:
    assert closest("xyz", FIELDS) == ()
    assert closest("name", ()) == ()


def test_as_many_are_suggested_as_asked_for() -> None:
    names = ("stages", "stag", "stage", "staged", "stage")
    assert closest("stage", names) == ("stage", "stages", "staged")
    assert len(closest("stage", ("stages", "stag", "stage"), limit=1)) == 1


def test_between_names_that_differ_in_marks_the_typed_marks_decide() -> None:
    assert closest("hòa", ("hoa", "hóa", "hòa"))[0] == "hòa"
    assert closest("hóa", ("hoa", "hóa", "hòa"))[0] == "hóa"
