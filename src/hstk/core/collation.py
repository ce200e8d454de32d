"""Vietnamese order as plain strings: ``sorted(names, key=sort_key)`` reads as a printed list does.

A sort key of Vietnamese text is ASCII, so SQLite's BINARY, PostgreSQL's ``"C"`` and Python order it
alike, and an index on the stored key gives any page of a list without sorting.

**The rules** are those of Unicode CLDR for ``vi`` (ICU, PostgreSQL's ``vi-x-icu``): first the
letters of the whole text, where ă â đ ê ô ơ ư are letters of their own behind a a d e o o u; then
its tones, in the order ngang, huyền, hỏi, ngã, sắc, nặng; then small before capital. Spaces and
punctuation sort before digits, digits before letters.

**The school.** Some dictionaries compare syllable by syllable, letters and tone of the first
syllable before anything of the second (ba a, ba y, bà b, bà x). CLDR compares the letters of the
whole text before any tone (ba a, bà b, bà x, ba y). CLDR's is taken, since PostgreSQL, browsers and
office programs follow it, and a list must not change its order with the program that shows it. A
space always sorts before every letter, so that "Ly An" stands before "Lya" and names that share
their first words stay together. The order of people, :func:`person_sort_key`, compares the given
name whole, tones included, before the family name.

The key has three levels, split by ``!``: a character for every letter, one for every tone, one for
every capital. Characters are chosen so that nothing inside a level sorts before the ``!``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final, TypeVar

from hstk.core.text import TONES, nfc

_K = TypeVar("_K")
_V = TypeVar("_V")


class _Memo(dict[_K, _V]):
    """A bounded memory of what a function gave.

    It forgets all when full: Vietnamese has some thousands of syllables, which come back at once;
    serial numbers would otherwise stay forever.
    """

    def __init__(self, function: Callable[[_K], _V], limit: int) -> None:
        super().__init__()
        self._function = function
        self._limit = limit

    def __missing__(self, key: _K) -> _V:
        if len(self) >= self._limit:
            self.clear()
        value = self[key] = self._function(key)
        return value


# ---- Weights of one character -------------------------------------------------------------------

_PART: Final = " "  # splits the parts of a person's key; below everything else in a key
_LEVEL: Final = "!"  # splits the levels; below every weight
_SPACE: Final = '"'
_SYMBOLS = "_-–—,;:!?.·'‘’\"“”«»()[]{}§@*/\\&#%•`^°+×<=>|~$₫€"  # in CLDR's order
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

# Primary weights: the ASCII characters from # to }, one for each symbol, digit and letter. What is
# not listed sorts behind its like: after a common weight, by code point.
_OTHER_SYMBOL: Final = chr(ord("#") + len(_SYMBOLS))
_OTHER_LETTER: Final = "~"
_PRIMARY = {c: chr(ord("#") + n) for n, c in enumerate(_SYMBOLS)} | {
    c: chr(ord(_OTHER_SYMBOL) + 1 + n) for n, c in enumerate("0123456789" + _ALPHABET)
}

# Secondary weights: 0 for a letter without a mark, then the tones, then foreign marks. A second
# mark on one letter weighs more than any first one, as it does in CLDR.
_NO_MARK: Final = "0"
_FOREIGN_MARKS = (
    "\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0335\u0338\u0327\u0326\u0328\u0304\u031b"
)
_MARK = {c: chr(ord("1") + n) for n, c in enumerate(TONES + _FOREIGN_MARKS)}
_OTHER_MARK: Final = chr(ord("1") + len(_MARK))
_SECOND_MARK_SHIFT: Final = 32

# Tertiary weights.
_SMALL: Final = "0"
_CAPITAL: Final = "1"

# What Unicode normalization leaves whole, but CLDR takes apart.
_APART = {
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ø": "o\u0338", "Ø": "O\u0338",
    "ł": "l\u0335", "Ł": "L\u0335", "ð": "d\u0335", "Ð": "D\u0335",
}  # fmt: skip


def _weights(char: str) -> tuple[str, str, str]:
    """The three weights of one character; empty where CLDR ignores it."""
    if char.isspace():
        return _SPACE, _NO_MARK, _SMALL
    if unicodedata.category(char) in ("Cc", "Cf"):
        return "", "", ""
    if unicodedata.combining(char):  # a mark whose letter is not before it in one character
        return "", _MARK.get(char, _OTHER_MARK), ""
    if char in _PRIMARY:
        return _PRIMARY[char], _NO_MARK, _SMALL
    letters: list[tuple[str, str]] = []  # each letter with its marks: ế is (e, ^'), æ two letters
    for c in unicodedata.normalize("NFKD", _APART.get(char, char)):
        if unicodedata.combining(c) and letters:
            letters[-1] = (letters[-1][0], letters[-1][1] + c)
        else:
            letters.append((c, ""))
    weights = [_letter_weights(letter, marks) for letter, marks in letters]
    primary, secondary, tertiary = ("".join(level) for level in zip(*weights, strict=True))
    return primary, secondary, tertiary


def _letter_weights(letter: str, marks: str) -> tuple[str, str, str]:
    small = letter.lower()
    for mark in marks:
        whole = nfc(small + mark)
        if whole in _PRIMARY:  # the circumflex of ê makes the letter, it is no mark on e
            small, marks = whole, marks.replace(mark, "", 1)
            break
    first, *others = [_MARK.get(mark, _OTHER_MARK) for mark in marks] or [_NO_MARK]
    return (
        _PRIMARY.get(small) or _other(letter) + small,
        first + "".join(chr(ord(other) + _SECOND_MARK_SHIFT) for other in others),
        _SMALL if letter == letter.lower() else _CAPITAL,
    )


def _other(char: str) -> str:
    return _OTHER_SYMBOL if unicodedata.category(char)[0] in "PS" else _OTHER_LETTER


# ---- Keys ---------------------------------------------------------------------------------------

_CHARACTERS: _Memo[int, tuple[str, str, str]] = _Memo(lambda code: _weights(chr(code)), 4_096)


def _word_weights(word: str) -> tuple[str, str, str]:
    weights = [_CHARACTERS[ord(char)] for char in word]
    return (
        "".join([w[0] for w in weights]),
        "".join([w[1] for w in weights]),
        "".join([w[2] for w in weights]),
    )


_WORDS: _Memo[str, tuple[str, str, str]] = _Memo(_word_weights, 20_000)


def sort_key(s: str) -> str:
    """A string that sorts, character by character, as the text does in a Vietnamese list.

    Args:
        s: cleaned text, in NFC or NFD.

    Source: Unicode CLDR, collation ``vi``; see the module for the school it belongs to.
    """
    weights = [_WORDS[word] for word in nfc(s).split(" ")]
    return (
        _SPACE.join([w[0] for w in weights])
        + _LEVEL
        + _NO_MARK.join([w[1] for w in weights]).rstrip(_NO_MARK)
        + _LEVEL
        + _SMALL.join([w[2] for w in weights]).rstrip(_SMALL)
    )


def person_sort_key(full_name: str, given: str = "") -> str:
    """A sort key by given name, then family name, then middle name, as lists of people have it.

    Each part is compared whole, letters then tones, before the next: every Hà stands before every
    Hạ, whatever the family name. Capitals only decide between names that are otherwise equal.

    Args:
        full_name: family, middle and given name in the Vietnamese order, cleaned.
        given: the given name, where it is not the last word of the full name.
    """
    names = nfc(full_name).split()
    called = nfc(given).split() if given else names[-1:]
    others = names[: -len(called)]
    if names[len(others) :] != called:
        others = [name for name in names if name not in called]
    part, capitals = _PARTS[" ".join(called)]
    if not others:
        return part + capitals.rstrip(_SMALL)
    family, family_capitals = _PARTS[others[0]]
    middle, middle_capitals = _PARTS[" ".join(others[1:])]
    capitals += family_capitals + middle_capitals
    return part + family + middle + capitals.rstrip(_SMALL)


def _part(names: str) -> tuple[str, str]:
    """The letters and tones of one part of a name, and its capitals."""
    weights = [_WORDS[word] for word in names.split()]
    return (
        _SPACE.join([w[0] for w in weights])
        + _LEVEL
        + _NO_MARK.join([w[1] for w in weights]).rstrip(_NO_MARK)
        + _PART,
        "".join([w[2] for w in weights]),
    )


_PARTS: _Memo[str, tuple[str, str]] = _Memo(_part, 20_000)
