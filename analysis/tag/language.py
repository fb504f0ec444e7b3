"""Legal Spanish and English: spaCy pipelines whose tokens carry folded forms, and the stem under which inflections meet.

`fold` keeps every character in its place: offsets in the folded text are offsets in the law's text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from analysis.tag.roots import root as verb_root

if TYPE_CHECKING:
    from spacy.language import Language

_SNOWBALL = {"es": "spanish", "en": "english", "fr": "french", "pt": "portuguese"}
_KEPT = {"ñ": "ñ"}
_NOISE = re.compile(
    r"[a-zñ][0134578|!$]+[a-zñ]|[a-zñ]{3}0(?!\d)|(?<![a-zñ0-9])[01|][a-zñ]{4}|(?<![a-zñ0-9])n0(?![a-zñ0-9])"
)
_NOISY_WORD = re.compile(rf"[a-zñ0-9|!$]*(?:{_NOISE.pattern})[a-zñ0-9|!$]*")
_READINGS = [str.maketrans("034578$1|!", f"oeastbs{letter * 3}") for letter in "il"]
"""What a scanner makes of letters: one figure or mark for each, the last three for an i or an l."""
_MOST_NOISE = 1 / 3
_FIGURES = re.compile(r"\s*\d")


class _Folding(dict[int, int]):
    """A `str.translate` table, filled as characters come: each to its lower-case base letter, one for one."""

    def __missing__(self, code: int) -> int:
        lower = chr(code).lower()
        base = unicodedata.normalize("NFD", lower)[0] if len(lower) == 1 and lower not in _KEPT else lower[:1]
        self[code] = ord(base)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` in lower case without accents, character for character; ñ is a letter of its own and stays.

    >>> fold("Captación de NIÑAS")
    'captacion de niñas'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def is_noisy(folded: str) -> bool:
    """Does a folded text have words as only poor scans have them, with figures or marks for letters: ``pers0na``, ``i|egal``?"""
    return bool(_NOISE.search(folded))


def mend(folded: str, known: Callable[[str], bool]) -> str:
    """A folded text with the letters that a scanner took for figures or marks, character for character.

    `known` tells which words matter; others stay as they are, and so do those of which more than a third is noise. No word is lost or added.

    >>> mend("per$0nas en s1tuacion i1egal, n0 5", {"no", "situacion", "ilegal"}.__contains__)
    'per$0nas en situacion ilegal, n0 5'
    """

    def read(found: re.Match[str]) -> str:
        word = found[0]
        noise = sum(not character.isalpha() for character in word)
        of_figures = word == "n0" and _FIGURES.match(folded, found.end())
        if of_figures or (word != "n0" and noise > len(word) * _MOST_NOISE):
            return word
        return next(filter(known, _letters(word)), word)

    return _NOISY_WORD.sub(read, folded)


def _letters(word: str) -> list[str]:
    """The ways to read a word, each noisy character as each of its letters."""
    return sorted(
        {"".join(letters) for letters in product(*({c.translate(table) for table in _READINGS} for c in word))}
    )


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_SNOWBALL.get(language, "english"))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """What the inflected forms of `word` share, whatever the spelling of their accents.

    Snowball leaves short verbal nouns and the future subjunctive of Spanish statutes alone, so those endings are cut first.

    >>> {stem(w, "es") for w in ("captar", "capte", "captare", "captación", "CAPTACION", "captó")}
    {'capt'}
    >>> {stem(w, "en") for w in ("harbour", "harbors", "harboring")}
    {'harbor'}
    """
    return stem_folded(fold(word), language)


def stem_folded(word: str, language: str) -> str:
    """As `stem`, for a word that is folded already."""
    if language == "es":
        return _spanish(word)
    root: str = _stemmer(language).stemWord(word)
    return _english(root) if language == "en" else root


def _spanish(folded: str) -> str:
    singular = _PLURAL.sub("", folded) if folded[-1:] == "s" and len(folded) > 3 else folded
    if known := verb_root(singular):
        return known
    adverb = singular.removesuffix("mente") if len(singular) > 8 else singular
    ending = _ending(adverb)
    root = adverb[: -len(ending)] if ending else _stemmer("es").stemWord(adverb)
    if ending and root.endswith(_GLIDES) and len(root) > 3:
        root = root[:-1]
    hard = root[-2:] if root[-2:] in _SOUNDS else root[-1:]
    return root[: -len(hard)] + _SOUNDS[hard] if hard in _SOUNDS else root


def _english(root: str) -> str:
    return re.sub(r"our(?=s?$)|ick$|ens$|is$", lambda found: _BRITISH[found[0]], root) if len(root) > 4 else root


_PLURAL = re.compile(r"(?<=...)eses$|(?<=[aeiou])(?<!ai)s$|(?<=[^aeious])es$")
_ENDINGS = frozenset(
    "aciones acion iciones icion amiento imiento ador edor idor adora edora idora andose iendose ando iendo arse erse irse"
    " arla arle arlo arsela arsele arselo erla erle erlo ersela ersele erselo irla irle irlo irsela irsele irselo"
    " aremo ieremo aren are ieren iere aran ara asen ase ieran iera iesen iese eran era iran ira arian aria erian eria irian iria"
    " yendose yendo yeren yere yeran yera yesen yese yeron aban aba aron ieron ado ada ido ida io ar er ir an en a e o".split(
        " "
    )
)


def _ending(word: str) -> str:
    """The longest ending of a verb or of its noun that leaves three letters of `word`; "" where none does."""
    if word[-1:] not in _LAST_LETTERS:
        return ""
    for at in range(max(3, len(word) - 7), len(word)):
        if word[at:] in _ENDINGS:
            return word[at:]
    return ""


_LAST_LETTERS = frozenset(ending[-1] for ending in _ENDINGS)
_GLIDES = ("ey", "uy")
_SOUNDS = {"z": "c", "qu": "c", "gu": "g", "j": "g"}
_BRITISH = {"our": "or", "ick": "ic", "ens": "enc", "is": "iz"}


_DASH_BEFORE_A_WORD = r"[—–](?=[^\W\d_])|(?<=[.,;:)])-+(?=[^\W\d_])"
"""Codes set a word right behind a dash: "Fifthly.—abuse of power", "Trata.-Quien capte"."""


@lru_cache(maxsize=8)
def pipeline(language: str) -> Language:
    """The blank spaCy pipeline of `language` (ISO 639-1), whose LOWER is folded; no trained model is needed."""
    from spacy.attrs import LOWER, NORM
    from spacy.util import get_lang_class

    base = get_lang_class(language if language in _SNOWBALL else "xx")

    getters = {**base.Defaults.lex_attr_getters, LOWER: fold, NORM: fold}
    infixes = [*(base.Defaults.infixes or ()), _DASH_BEFORE_A_WORD]
    added = {"lex_attr_getters": getters, "tokenizer_exceptions": {}, "infixes": infixes}
    defaults = type("Defaults", (base.Defaults,), added)
    return type("Legal", (base,), {"lang": base.lang, "Defaults": defaults})()  # type: ignore[no-any-return]
