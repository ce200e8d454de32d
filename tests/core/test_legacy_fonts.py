from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hstk.core.legacy_fonts import (
    Encoding,
    decode,
    decode_tcvn3,
    decode_vni,
    encode_tcvn3,
    encode_vni,
    guess,
    guess_font,
    is_capitals_font,
)
from hstk.core.text import VIETNAMESE_LETTERS, clean

# Fictional people.
NAMES = [
    "Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Hoàng Dũng", "Phạm Đức Đạt", "Huỳnh Ngọc Hương",
    "Võ Quốc Khánh", "Đặng Thị Lượm", "Bùi Xuân Nghĩa", "Đỗ Minh Phụng", "Trương Mỹ Quỳnh",
    "Dương Thế Sự", "Lý Thị Tuyết", "Ngô Hữu Ước", "Hồ Thị Vỹ",
]  # fmt: skip
FOREIGN = ["Café Müller", "Åsa Öberg", "José Muñoz", "Renée Chloé", "Zoë Citroën", "Þór Guðrún"]

SMALL = VIETNAMESE_LETTERS[:67]

vietnamese = st.text(st.sampled_from(VIETNAMESE_LETTERS + "abcdeghiklmnopqrstuvxyABCDEO 0-./"))


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam - §éc lËp",
            "Cộng hoà xã hội chủ nghĩa Việt Nam - Độc lập",
        ),
        ("NguyÔn ThÞ H\u00ad¬ng", "Nguyễn Thị Hương"),
        ("huyÖn Lý S¬n, tØnh Qu¶ng Ng·i", "huyện Lý Sơn, tỉnh Quảng Ngãi"),
        ("ph¸t triÓn hÖ sinh th¸i khëi nghiÖp", "phát triển hệ sinh thái khởi nghiệp"),
        ("§/c “Ph­¬ng” – 2023", "Đ/c “Phương” – 2023"),
    ],
)  # fmt: skip
def test_tcvn3_text_is_read(legacy: str, text: str) -> None:
    assert decode_tcvn3(legacy) == text
    assert encode_tcvn3(text) == legacy


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("Nguyeãn Thò Höông", "Nguyễn Thị Hương"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑAËNG ÑÖÙC QUYÙ", "ĐẶNG ĐỨC QUÝ"),
        ("huyeän Lyù Sôn, tænh Quaûng Ngaõi", "huyện Lý Sơn, tỉnh Quảng Ngãi"),
        ("thuôû nhoû, myõ ngheä, quî luïy", "thuở nhỏ, mỹ nghệ, quỵ lụy"),
    ],
)
def test_vni_text_is_read(legacy: str, text: str) -> None:
    assert decode_vni(legacy) == text
    assert encode_vni(text) == legacy


def test_a_small_mark_behind_a_vni_capital_is_read() -> None:
    assert decode_vni("Aùnh, Uùt, Ôû") == "Ánh, Út, Ở"


def test_a_toned_tcvn3_capital_is_read_as_converters_write_it() -> None:
    assert decode_tcvn3("A¸nh, ¢Ên, Uót, ¦íc") == "Ánh, Ấn, Út, Ước".replace(
        "Ước", "Ưíc".replace("í", "ớ")
    )


@pytest.mark.parametrize("letter", VIETNAMESE_LETTERS)
@pytest.mark.parametrize(
    ("encode", "decode_again"), [(encode_tcvn3, decode_tcvn3), (encode_vni, decode_vni)]
)
def test_every_letter_makes_the_round_trip(
    letter: str, encode: Callable[[str], str], decode_again: Callable[[str], str]
) -> None:
    code = encode(letter)
    assert code != letter or letter in "ìíÌÍý"
    assert max(code) <= "\xff"
    assert decode_again(code) == letter
    assert encode(unicodedata.normalize("NFD", letter)) == code


def test_no_two_letters_share_a_code() -> None:
    for encode in (encode_tcvn3, encode_vni):
        assert len({encode(letter) for letter in VIETNAMESE_LETTERS}) == 134


@given(vietnamese)
def test_any_vietnamese_text_makes_the_round_trip_through_vni(s: str) -> None:
    assert decode_vni(encode_vni(s)) == s


@given(vietnamese)
def test_any_vietnamese_text_makes_the_round_trip_through_tcvn3(s: str) -> None:
    # A bare capital before the small toned letter of the same vowel stands for the toned capital;
    # no Vietnamese word has the two side by side.
    assume(not any(a in "AĂÂEÊIOÔƠUƯY" and b in SMALL for a, b in pairwise(s)))
    assert decode_tcvn3(encode_tcvn3(s)) == s


@pytest.mark.parametrize(
    ("encode", "char"), [(encode_tcvn3, "×"), (encode_tcvn3, "µ"), (encode_vni, "ü")]
)
def test_what_would_be_read_as_something_else_cannot_be_encoded(
    encode: Callable[[str], str], char: str
) -> None:
    with pytest.raises(UnicodeEncodeError) as raised:
        encode(f"đỏ {char}")
    assert raised.value.start == 3


def test_text_must_be_decoded_before_it_is_cleaned() -> None:
    legacy = encode_tcvn3("Phương")
    assert clean(decode(legacy, "tcvn3")) == "Phương"
    assert decode(clean(legacy), "tcvn3") != "Phương"


# ---- Decoding by encoding -----------------------------------------------------------------------


def test_decode_goes_by_the_encoding() -> None:
    assert decode(encode_tcvn3("Lý Sơn"), "tcvn3") == "Lý Sơn"
    assert decode(encode_vni("Lý Sơn"), "vni") == "Lý Sơn"
    assert decode(unicodedata.normalize("NFD", "Lý Sơn"), "unicode") == "Lý Sơn"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_cell_typed_later_in_unicode_stays(encoding: Encoding) -> None:
    for name in NAMES:
        assert decode(name, encoding) == name
        assert decode(unicodedata.normalize("NFD", name), encoding) == name


def test_a_capitals_font_shows_small_letters_as_capitals() -> None:
    assert decode(encode_tcvn3("Lý sơn"), "tcvn3", capitals=True) == "LÝ SƠN"
    assert decode("LYSON", "tcvn3", capitals=True) == "LYSON"
    assert decode("Lý Sơn", "tcvn3", capitals=True) == "Lý Sơn"


# ---- Which encoding -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".vnarialh", "tcvn3", True),
        (".VnArial Narrow", "tcvn3", False),
        (" .VnCentury SchoolbookH", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("VNI-Helve", "vni", False),
        ("vni-Avo", "vni", False),
        ("Times New Roman", None, False),
        ("Arial Unicode H", None, False),
        ("UVN Bach", None, False),
        ("", None, False),
    ],
)
def test_the_font_tells_the_encoding(font: str, encoding: Encoding | None, capitals: bool) -> None:
    assert guess_font(font) == encoding
    assert is_capitals_font(font) is capitals


def test_the_encoding_of_a_column_is_recognised() -> None:
    assert guess(map(encode_tcvn3, NAMES)) == "tcvn3"
    assert guess(map(encode_vni, NAMES)) == "vni"
    assert guess(NAMES) == "unicode"


@pytest.mark.parametrize("name", NAMES)
def test_unicode_names_are_never_mistaken_even_one_at_a_time(name: str) -> None:
    assert guess([name]) == "unicode"
    assert guess([unicodedata.normalize("NFD", name)]) == "unicode"


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["", "Nguyen Van A", "OCOP 2023"],
        FOREIGN,
        ["Hà", "Bá", "Hòa", "Tú", "Bình", "Trâm"],  # Vietnamese, yet all Latin-1
        ["Lý", "Hoá", "Hoà", "quí"],
        ["2 × 3", "© 2023", "25 °C ± 1", "100 m²", "« Tỏi »", "§ 3", "½"],
    ],
)
def test_what_is_not_surely_old_stays_unicode(texts: list[str]) -> None:
    assert guess(texts) == "unicode"


@pytest.mark.parametrize(("encode", "encoding"), [(encode_tcvn3, "tcvn3"), (encode_vni, "vni")])
def test_a_few_cells_of_another_kind_do_not_hide_an_old_column(
    encode: Callable[[str], str], encoding: Encoding
) -> None:
    column = [*map(encode, NAMES), "Nguyễn Thị Mới", "Café", "", "0905 123 456"]
    assert guess(column) == encoding
    assert [decode(text, encoding) for text in column[: len(NAMES) + 1]] == [
        *NAMES,
        "Nguyễn Thị Mới",
    ]


def test_a_long_column_is_judged_by_its_beginning() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield encode_vni("Nguyễn Thị Hương")

    assert guess(endless()) == "vni"
