"""Text that a file of Word or Excel can hold."""

from __future__ import annotations

import re

from hstk.core.text import nfc

# XML 1.0 has no way to write these, nor half a pair of surrogates.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\v\f\u2028\u2029]")


def legible(text: str) -> str:
    r"""The text in NFC, line breaks as ``\n``, without the control characters XML refuses."""
    if text.isprintable():
        return nfc(text)
    return nfc(_REFUSED.sub("", _BREAKS.sub("\n", text)))
