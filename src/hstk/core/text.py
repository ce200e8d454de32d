"""Vietnamese text: one Unicode form, clean lines, folding for search, names, near spellings.

Text is kept in NFC everywhere. Old-font text (TCVN3, VNI) must be decoded *before* it is cleaned,
see :mod:`hstk.core.legacy_fonts`: its ``ư`` is a soft hyphen, which cleaning removes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

# In the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng.
TONES: Final = "\u0300\u0309\u0303\u0301\u0323"


def _vietnamese_letters() -> str:
    toned = (
        unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES
    )
    small = "".join(toned) + "ăâđêôơư"
    return small + small.upper()


# The 134 letters that Vietnamese has and ASCII lacks, small and capital.
VIETNAMESE_LETTERS: Final = _vietnamese_letters()


# ---- One form, no dirt --------------------------------------------------------------------------

_BREAKS = "\n\r\v\f\x85\u2028\u2029"  # Word writes its soft line break as \v
_SPACES = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_MENDED: dict[int, str | None] = {
    **{ord(c): " " for c in _SPACES},
    **dict.fromkeys(map(ord, _INVISIBLE)),
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},  # full-width ASCII
}
_MENDED_LINE = _MENDED | {ord(c): " " for c in _BREAKS}
_MENDED_LINES = _MENDED | {ord(c): "\n" for c in _BREAKS} | {ord("\t"): "\t"}

_PRINTABLE_DIRT = re.compile("[\uff01-\uff5eÐð]")
_SPACE_RUN = re.compile(" {2,}")
_INNER_SPACE_RUN = re.compile(r"(?<=\S) {2,}")
_SPACE_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_REFUSED_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_REFUSED_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_WORD_WITH_ETH = re.compile(r"[^\W\d_]*[Ðð][^\W\d_]*")
_ETH_TO_D = str.maketrans("Ðð", "Đđ")


def nfc(s: str) -> str:
    """The text in Unicode form NFC, the one form that is stored and compared."""
    return s if s.isascii() else unicodedata.normalize("NFC", s)


def clean(s: str) -> str:
    """One line of text as it is stored: NFC, ordinary spaces, nothing invisible.

    Line breaks and tabs become spaces, runs of spaces become one, full-width ASCII becomes ASCII,
    soft hyphens, zero-width and direction marks go, the Icelandic letter ð that old keyboards
    wrote for đ is mended. Other control characters stay, for :func:`control_characters` to find.
    """
    if s.isprintable():  # hence no space but " ", nothing invisible
        if not s.isascii():
            s = _mend(s, _MENDED_LINE) if _PRINTABLE_DIRT.search(s) else nfc(s)
    else:
        s = _mend(s, _MENDED_LINE)
    if "  " in s:
        s = _SPACE_RUN.sub(" ", s)
    return s.strip(" ")


def clean_lines(s: str) -> str:
    r"""Text of several lines as it is stored: like :func:`clean`, line breaks kept as ``\n``.

    Indentation, tabs and empty lines between paragraphs stay; spaces at the end of a line and
    empty lines around the whole go.
    """
    s = _mend(s.replace("\r\n", "\n"), _MENDED_LINES)
    s = _SPACE_AT_END.sub("", _INNER_SPACE_RUN.sub(" ", s))
    return s.strip("\n")


def control_characters(s: str, multiline: bool) -> list[tuple[int, int]]:
    """Where cleaned text has characters that no record may hold, as (position, code point).

    Args:
        s: text that went through :func:`clean` or :func:`clean_lines`.
        multiline: whether tabs and line breaks are in order.
    """
    refused = _REFUSED_IN_LINES if multiline else _REFUSED_IN_LINE
    return [(found.start(), ord(found[0])) for found in refused.finditer(s)]


def _mend(s: str, table: Mapping[int, str | None]) -> str:
    return _mend_eth(nfc(s.translate(table)))


def _mend_eth(s: str) -> str:
    return _WORD_WITH_ETH.sub(_mend_eth_in_word, s) if "Ð" in s or "ð" in s else s


def _mend_eth_in_word(found: re.Match[str]) -> str:
    """Đ for Ð where no Icelander would write it; Sigurður keeps his name.

    That is ahead of a word, in an abbreviation (QÐ, HÐND), beside a letter only Vietnamese has.
    """
    word = found[0]
    icelandic = (
        word[0] not in "Ðð"
        and any(c in "aeiouyæ" for c in fold(word))
        and not any(c > "\xff" and c in VIETNAMESE_LETTERS for c in word)
    )
    return word if icelandic else word.translate(_ETH_TO_D)


# ---- Folding for search -------------------------------------------------------------------------


class _Folding(dict[int, str]):
    """Table for ``str.translate``, filled as characters turn up: what each is in folded text."""

    def __missing__(self, code: int) -> str:
        folded, before = chr(code), ""
        while folded != before:  # some characters need two rounds, and folding twice must be safe
            before = folded
            folded = "".join(
                c.casefold()
                for c in unicodedata.normalize("NFKD", before)
                if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
            )
        folded = folded.replace("đ", "d")  # the one Vietnamese letter Unicode does not take apart
        self[code] = folded
        return folded


_FOLDING = _Folding({code: chr(code).lower() for code in range(128)})
_WORD = re.compile(r"[^\W_]+")


def fold(s: str) -> str:
    """The text as search sees it: no case, no marks, d for đ; NFC and NFD give the same.

    Tone placement is ignored with the tones (hoà, hòa and hoa are one). Every other letter, and
    punctuation, stays; ð is not đ here, :func:`clean` has mended it.
    """
    return s.lower() if s.isascii() else s.translate(_FOLDING)


def words(s: str) -> tuple[str, ...]:
    """The folded words of a text or a query, in order: its runs of letters and digits."""
    return tuple(_WORD.findall(fold(_mend_eth(nfc(s)))))


_NOT_DIGITS = re.compile("[^0-9]+")


def digits(s: str) -> str:
    """The decimal digits of a text, as ASCII: ``"+84 (0)55"`` gives ``"84055"``."""
    if s.isascii():
        return _NOT_DIGITS.sub("", s)
    return "".join(str(unicodedata.decimal(c)) for c in s if c.isdecimal())


# ---- Tone placement -----------------------------------------------------------------------------


def _old_placement() -> dict[str, str]:
    """hoà -> hòa: the tone moves from the last vowel of oa, oe, uy to the first."""
    return {
        nfc(first + second + tone): nfc(first + tone + second)
        for pair in ("oa", "oe", "uy")
        for first in (pair[0], pair[0].upper())
        for second in (pair[1], pair[1].upper())
        for tone in TONES
    }


_OLD_PLACEMENT = _old_placement()
# Open syllables only (hoàng keeps its tone), and after a Vietnamese initial only: the u of quý
# belongs to qu, and Chloé is no Vietnamese word.
_NEW_PLACEMENT = re.compile(
    r"(?<![^\W\d_])(?P<initial>(?:[bcdđghklmnprstvx]|ch|gh|kh|ng|nh|ph|th|tr)?)"
    rf"(?P<vowels>{'|'.join(_OLD_PLACEMENT)})(?![^\W\d_])",
    re.IGNORECASE,
)


def canonical_tones(s: str) -> str:
    """The text in NFC with one tone placement, the old one of official texts: hòa, khỏe, thủy.

    For comparing spellings; names are stored as their owners write them.
    """
    s = nfc(s)
    if s.isascii():
        return s
    return _NEW_PLACEMENT.sub(lambda m: m["initial"] + _OLD_PLACEMENT[m["vowels"]], s)


# ---- Names --------------------------------------------------------------------------------------


def split_name(full: str) -> tuple[str, str, str]:
    """A person's name as (family, middle, given): first word, those between, last word.

    A name of one word is a given name. ("Nguyễn Thị An" gives ("Nguyễn", "Thị", "An").)
    """
    parts = full.split()
    if len(parts) < 2:
        return "", "", "".join(parts)
    return parts[0], " ".join(parts[1:-1]), parts[-1]


def given_name(full: str) -> str:
    """The name a person is called and listed by: the last word."""
    return split_name(full)[2]


def closest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The candidates most like a mistyped word, best first; marks and case count little.

    Args:
        word: what was given.
        candidates: the names that exist.
        limit: how many to return at most; fewer, or none, when the rest is not alike.
    """
    from difflib import SequenceMatcher  # only a mistake needs it

    enough = 0.6  # difflib's own measure of "close"
    folded = SequenceMatcher(b=fold(word))
    exact = SequenceMatcher(b=nfc(word))
    found = []
    for candidate in dict.fromkeys(candidates):
        folded.set_seq1(fold(candidate))
        if folded.quick_ratio() >= enough and (likeness := folded.ratio()) >= enough:
            exact.set_seq1(nfc(candidate))
            found.append(((likeness, exact.ratio()), candidate))
    found.sort(key=lambda entry: entry[0], reverse=True)  # equals keep the order they came in
    return tuple(candidate for _, candidate in found[:limit])
