"""The one place where a law's characters are changed: every reader passes its text through :func:`normal`.

Offsets of annotations are counted in the text that comes out of here, so nothing later may alter it.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_TABLE = str.maketrans(_LIGATURES) | _INVISIBLE
_SPACES = re.compile(r"[^\S\n ][^\S\n]*|  [^\S\n]*| (?=[^\S\n ])[^\S\n]*")
_ODD = re.compile(f"[{''.join(map(chr, _TABLE))}]")


def normal(text: str) -> str:
    """`text` in NFC, ligatures spelt out, soft hyphens and invisible characters dropped, every run of blanks one space.

    Line feeds stay; so do typographic quotes and dashes, which are the law's own. Idempotent.

    >>> normal("ﬁnes\\u00a0 de  explota\\u00adción")
    'fines de explotación'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_TABLE) if _ODD.search(text) else text)
    if text.isprintable() and "  " not in text:
        return text
    return _SPACES.sub(" ", text)
