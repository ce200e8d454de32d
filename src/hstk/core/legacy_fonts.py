"""Text from the fonts before Unicode: TCVN3 (fonts ".Vn...", also called ABC) and VNI for Windows.

In old Word and Excel files the characters are Western ones and only the font makes them
Vietnamese: ``NguyÔn`` in .VnTime and ``Nguyeãn`` in VNI-Times both show as Nguyễn. Decode such text
as it was read, before :func:`hstk.core.text.clean`: the ``ư`` of TCVN3 is U+00AD, a soft hyphen.

Sources: TCVN 5712:1993 (the small letters agree with iconv's ``TCVN5712-1``); the tables of the
UniKey input method for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from hstk.core.text import TONES, VIETNAMESE_LETTERS, nfc

Encoding = Literal["unicode", "tcvn3", "vni"]

# ---- The two tables, as letter -> code ----------------------------------------------------------

# Codes of a vowel under huyền, hỏi, ngã, sắc, nặng, in this order.
_TCVN3_TONED = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ",
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
_TCVN3_PLAIN = dict(zip("ăâđêôơưĂÂĐÊÔƠƯ", "¨©®ª«¬\u00ad¡¢§£¤¥¦", strict=True))

# VNI puts a tone behind the vowel, and one character for tone and hat together behind a, e, o.
_VNI_TONE = "øûõùï"
_VNI_TONE_ON_HAT = "àåãáä"  # on â, ê, ô
_VNI_TONE_ON_BREVE = "èúüéë"  # on ă
_VNI_VOWELS = {
    "a": ("a", _VNI_TONE), "ă": ("a", _VNI_TONE_ON_BREVE), "â": ("a", _VNI_TONE_ON_HAT),
    "e": ("e", _VNI_TONE), "ê": ("e", _VNI_TONE_ON_HAT),
    "o": ("o", _VNI_TONE), "ô": ("o", _VNI_TONE_ON_HAT), "ơ": ("ô", _VNI_TONE),
    "u": ("u", _VNI_TONE), "ư": ("ö", _VNI_TONE), "y": ("y", _VNI_TONE),
}  # fmt: skip
_VNI_PLAIN = {
    "ă": "aê", "â": "aâ", "đ": "ñ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö",
    "ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î",
}  # fmt: skip


def _tcvn3_codes() -> dict[str, str]:
    codes = dict(_TCVN3_PLAIN)
    for vowel, toned in _TCVN3_TONED.items():
        for tone, code in zip(TONES, toned, strict=True):
            small = nfc(vowel + tone)
            codes[small] = code
            # The fonts have no toned capitals. People set the small letter in a capitals font;
            # programs write the bare capital ahead of it: Aá for Á.
            capital = vowel.upper()
            codes[small.upper()] = _TCVN3_PLAIN.get(capital, capital) + code
    return codes


def _vni_codes() -> dict[str, str]:
    codes = {
        nfc(vowel + tone): base + mark
        for vowel, (base, marks) in _VNI_VOWELS.items()
        for tone, mark in zip(TONES, marks, strict=True)
    }
    codes |= _VNI_PLAIN
    return codes | {letter.upper(): code.upper() for letter, code in codes.items()}


def _with_small_marks(codes: Mapping[str, str]) -> dict[str, str]:
    """VNI's code -> letter, a mark being read in either case: the letter before it decides."""
    return {
        code[0] + mark: letter
        for letter, code in codes.items()
        for mark in {code[1:], code[1:].lower(), code[1:].upper()}
    }


class _Table:
    """One encoding in both directions."""

    def __init__(
        self, name: str, codes: Mapping[str, str], letters: Mapping[str, str] | None = None
    ) -> None:
        self._name = name
        self._codes = codes
        self._letters = letters or {code: letter for letter, code in codes.items()}
        # One pass and the longest code first; chained replacements would read their own output.
        longest_first = sorted(self._letters, key=len, reverse=True)
        self._code = re.compile("|".join(map(re.escape, longest_first)))
        self._taken = frozenset("".join(codes.values())) - frozenset(map(chr, range(128)))

    def decode(self, s: str) -> str:
        return self._code.sub(lambda found: self._letters[found[0]], s)

    def encode(self, s: str) -> str:
        s = nfc(s)
        for position, char in enumerate(s):
            if char in self._taken and char not in self._codes:
                reason = "the character would be read as a Vietnamese letter"
                raise UnicodeEncodeError(self._name, s, position, position + 1, reason)
        return "".join([self._codes.get(char, char) for char in s])


_TCVN3: Final = _Table("tcvn3", _tcvn3_codes())
_VNI_CODES = _vni_codes()
_VNI: Final = _Table("vni", _VNI_CODES, _with_small_marks(_VNI_CODES))


def decode_tcvn3(s: str) -> str:
    """Unicode text from TCVN3 text read as Western characters (cp1252 or Latin-1)."""
    return _TCVN3.decode(s)


def decode_vni(s: str) -> str:
    """Unicode text from VNI-Windows text read as Western characters (cp1252 or Latin-1)."""
    return _VNI.decode(s)


def encode_tcvn3(s: str) -> str:
    """TCVN3 text as Western characters.

    A toned capital becomes the bare capital and the small toned letter, as converters write it.

    Raises:
        UnicodeEncodeError: the text has a character whose place TCVN3 gives to another.
    """
    return _TCVN3.encode(s)


def encode_vni(s: str) -> str:
    """VNI-Windows text as Western characters.

    Raises:
        UnicodeEncodeError: the text has a character whose place VNI gives to another.
    """
    return _VNI.encode(s)


def decode(s: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Unicode text (NFC) from text of a known encoding.

    Text that holds a letter only Unicode has was typed later, in another font, and stays.

    Args:
        s: the text as read, not yet cleaned.
        encoding: what :func:`guess_font` or :func:`guess` found.
        capitals: whether the font shows small letters as capitals, see :func:`is_capitals_font`.
    """
    if encoding == "unicode" or _ONLY_UNICODE.search(s):
        return nfc(s)
    s = decode_tcvn3(s) if encoding == "tcvn3" else decode_vni(s)
    return nfc(s.upper() if capitals else s)


# ---- Which encoding is it? ----------------------------------------------------------------------


def guess_font(font_name: str) -> Encoding | None:
    """The encoding of a font by its name, or None where the name tells nothing."""
    name = font_name.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def is_capitals_font(font_name: str) -> bool:
    """Whether a font shows small letters as capitals: .VnTimeH beside .VnTime."""
    name = font_name.strip().lower()
    return name.startswith(".vn") and name.endswith("h")


_ONLY_UNICODE = re.compile(
    f"[{''.join(c for c in VIETNAMESE_LETTERS if ord(c) > 0xFF)}{TONES}\u0302\u0306\u031b]"
)
# TCVN3 uses signs as letters (® is đ), so words end only at what neither encoding uses.
_BETWEEN_WORDS = re.compile(r"[\s\x00-@\[-`{-\x9f‘’“”–—…•]+")
_ENOUGH_WORDS: Final = 2_000


def guess(texts: Iterable[str]) -> Encoding:
    """The encoding of a column of texts, by how many of its words each reading makes Vietnamese.

    One short name can be Vietnamese in two encodings, a column cannot. Unicode wins every tie, so
    that Vietnamese in Unicode, foreign names and signs stay as they are.

    Args:
        texts: the texts of one column, as read, not yet cleaned.
    """
    seen = as_unicode = as_tcvn3 = as_vni = 0
    for word in _telling_words(texts):
        seen += 1
        if _ONLY_UNICODE.search(word):
            as_unicode += 1
            continue
        as_unicode += _is_syllable(word)
        as_tcvn3 += _is_syllable(decode_tcvn3(word))
        as_vni += _is_syllable(decode_vni(word))
        if seen == _ENOUGH_WORDS:
            break
    best = max(as_tcvn3, as_vni)
    if best <= as_unicode or best * 2 <= seen:
        return "unicode"
    return "tcvn3" if as_tcvn3 == best else "vni"


def _telling_words(texts: Iterable[str]) -> Iterable[str]:
    """The words that differ between encodings; a sign alone (×, ©) is no word."""
    for text in texts:
        if not text.isascii():
            for word in _BETWEEN_WORDS.split(text):
                if len(word) > 1 and not word.isascii():
                    yield word


_SYLLABLE = re.compile(
    r"(?:[bcdđghklmnprstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?"
    r"(?:a(?:ch|ng|nh|[cimnoptuy])?|ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])"
    r"|e(?:ng|[cmnopt])?|ê(?:ch|ng|nh|[mnptu])?"
    r"|i(?:ch|nh|[amnptu])?|[iy]ê(?:ng|[cmnptu])|y(?:ch|nh|[mnptu])?"
    r"|oa(?:ch|ng|nh|[cimnopty])?|oă(?:ng|[cmnt])|oe(?:[not])?|oo(?:ng|c)"
    r"|o(?:ng|[cimnpt])?|ô(?:ng|[cimnpt])?|ơ[imnpt]?"
    r"|ua|uâ(?:ng|[nty])|uê(?:ch|nh)?|uơ|u(?:ng|[cimnpt])?|uô(?:ng|[cimnpt])"
    r"|uy(?:ch|nh|[aptu])?|uyê[nt]"
    r"|ưa|ư(?:ng|[cimntu])?|ươ(?:ng|[cimnptu]))"
)
_TONE = re.compile(f"[{TONES}]")
_STOPS = ("c", "ch", "p", "t")  # a syllable that ends in one bears sắc or nặng, and only those
_STOP_TONES = (TONES[3], TONES[4])


def _is_syllable(word: str) -> bool:
    """Whether a word is a possible Vietnamese syllable with its tone."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(apart)
    base = nfc(_TONE.sub("", apart))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(base):
        return False
    return not base.endswith(_STOPS) or (bool(tones) and tones[0] in _STOP_TONES)
