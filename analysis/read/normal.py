"""The one place where a law's characters are changed: every reader passes its text through :func:`normal`.

Offsets of annotations are counted in the text that comes out of here, so nothing later may alter it.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BLANKS = (
    "\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_REPLACED = {**_LIGATURES, **dict.fromkeys(_INVISIBLE, ""), **dict.fromkeys(_BLANKS, " ")}
_ODD = re.compile(f"[{''.join(_REPLACED)}]")
_BLANK_RUN = re.compile("  +")
_SHORT = 1000
"""Characters up to which one look at all of them is quicker than a search for each odd one."""


def normal(text: str) -> str:
    """`text` in NFC, ligatures spelt out, soft hyphens and invisible characters dropped, every run of blanks one space.

    Line feeds stay; so do typographic quotes and dashes, which are the law's own. Idempotent.

    >>> normal("ﬁnes\\u00a0 de  explota\\u00adción")
    'fines de explotación'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for odd in _ODD.findall(text) if len(text) < _SHORT else _REPLACED:
        if odd in text:
            text = text.replace(odd, _REPLACED[odd])
    if "  " in text:
        text = _BLANK_RUN.sub(" ", text)
    return unicodedata.normalize("NFC", text)
