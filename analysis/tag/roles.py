"""What a sentence does with the words in it: forbid, aggravate, mitigate, exclude, define, or merely mention.

"Engaño" in the sentence that forbids is an element of the offence; after "la pena se aumentará" it is an aggravator; in "no será punible"
it belongs to an exclusion. An item of a list does what the words before the list say, unless its own words say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile
from typing import NamedTuple

from analysis.model import Role
from analysis.tag.finder import Hit

CUES: dict[str, Role] = {
    "cue-excludes": "exclusion", "cue-aggravates": "aggravator", "cue-mitigates": "mitigator", "cue-defines": "definition",
    "cue-punishes": "element", "cue-policy": "mention",
}  # fmt: skip
"""Cue concepts of `annotations/concepts/functions.yaml`, the strongest first: an exclusion outweighs whatever stands beside it."""

_SENTENCE_END = re.compile(
    r"[.;\n](?:(?<=\n)|(?=\s+[A-ZÁÉÍÓÚÑ¿“\"(]|\s*$)(?<![.][A-ZÁÉÍÓÚ].)(?<!\bart.)(?<!\bn[úu]m.)(?<!\binc.)(?<!\bNo.)(?<!\bs.))"
)

_CIRCUMSTANCES = re.compile(
    r"\b(?:cuando|si|siempre que|(?:circunstancias|casos|supuestos)(?: siguientes)?|if|where|when|circumstances)\s*[:—–-]*\s*$",
    re.IGNORECASE,
)
_OF_THE_VICTIM = re.compile(
    r"\W*(?:si|cuando) (?:la|las|el|los) (?:v[íi]ctimas?|ofendid[oa]s?|pasivos?|sujetos? pasivos?) |\W*(?:if|where|when) the (?:victims?|trafficked person|smuggled (?:person|migrant)) ",
    re.IGNORECASE,
)
"""A sentence that opens with who the victim is, and punishes: "Si la víctima fuere menor, aun cuando …, se impondrán las penas de …"."""
_RAISED = re.compile(
    r"(?<=[,;])\s+(?:y |pero |and |but )?(?:(?:l[ao]s?|el) (?:misma |cual(?:es)? |que )|las? penas? |que |cual(?:es)? |which |the penalty )"
    r"(?:(?:se|ser[áa]n?|shall|will|is|are|be) )*(?:aument|increment|elev|agrav|duplic|tripl|increas|enhanc|doubl|rais)\w+|;",
    re.IGNORECASE,
)
"""Where a sentence that has said its penalty goes on to raise it: ", la que se aumentará en un tercio si …"; what stands before is not raised."""
_LISTS = re.compile(r":\s*\(?(?:1|a|A|I)[.)º°]+[-–]?\s*$")
_SAME_ACT = re.compile(
    r"\b(?:the same|such an?|this|these) (?:acts?|deeds?|conduct)\b[^.;:]{0,80}\b(?:if|where|when)\b[^.;:]{0,80}[:,—–-]?\s*$"
    r"|\b(?:el mismo|los mismos|dichos?|tales) (?:hechos?|actos?)\b[^.;:]{0,80}\b(?:si|cuando)\b[^.;:]{0,80}[:,—–-]?\s*$",
    re.IGNORECASE,
)
"""Words before a list of circumstances in which an act that is punished already has a penalty of its own: "The same act, if committed: 1) …"."""
_THE_SAME = re.compile(r"\b(?:misma|mismas|igual|iguales|same|like)\b", re.IGNORECASE)

_CONDUCT = 3
"""Words that it takes to say what is forbidden."""
_PARTING = ",;:—–"
"""What ends a condition."""
_CONDITION = re.compile(rf"\b(?:if|where|when|cuando|si)\b[^{_PARTING}]*", re.IGNORECASE)
_DEPENDS = re.compile(r"\W*(?:if|where|when|cuando|si)\b[^,;:—–]*", re.IGNORECASE)
_DEPENDS_BEHIND = re.compile(r"\b(?:if|where|when) (?:they|the|he|it|death)\b[^,;:—–]*", re.IGNORECASE)
_ENGLISH = ("if ", "where ", "when ")
"""What a condition behind other words has: quicker than the pattern."""
_BEING = r"(?:(?:is|are|was|were|be|been|being|es|son|sean?|fuer[ae]n?|fuesen?|resulten?|sido)\s+)?"
_PROCEDURE = re.compile(
    rf"\w+\s+(?:[\w’']+\s+){{0,6}}?{_BEING}(?:convicted|found guilty|tried|prosecuted|proceeded against|(?:crown|prosecutor|prosecution) proceeds"
    r"|(?:an\s+)?individual|a natural person|condenad[oa]s?|(?:declarad|hallad)[oa]s? (?:culpable|responsable)s?|juzgad[oa]s?|procesad[oa]s?"
    r"|(?:una\s+)?personas? (?:natural(?:es)?|f[íi]sicas?|individual(?:es)?))"
    r"(?:\s+(?:on|upon|by|of|in|under|for|this|that|such|the|an?|way|summary|conviction|indictment|information|summarily|trial|offen[cs]e|section|subsection"
    r"|act|article|court|por|de|del|en|el|la|est[ea]|dicho|delito|art[íi]culo|juicio|sentencia|firme|\(?\w{1,4}\)?))*\W*",
    re.IGNORECASE,
)
"""A condition that says how the offence is tried, that the offender is convicted of it, or that he is a natural person, and no more."""
_MANNER = re.compile(
    r"(?:if|where|when)\s+(?:(?:such|the|this|that)(?:\s+an?)?\s+(?:act|deed|conduct)\s+|it\s+)?(?:is\s+|was\s+)?(?:committed|performed|done|carried out)"
    r"\s+(?:through|by|for|with|using|in return|in exchange)\b.*"
    r"|(?:cuando|si)\s+(?:(?:el|tal|dicho|este)\s+(?:hecho|acto)\s+|lo\s+|ello\s+)?(?:se\s+)?(?:comet|realiz|realic|ejecut|hicier|hace)\w*"
    r"\s+(?:mediante|por|a cambio|con)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""A condition that says how the act is done of which the sentence has just spoken, and so makes it an offence at all."""
_SPOKEN_OF = re.compile(
    r"\b(?:same|mism[oa]s?|offen[cs]es?|delitos?|penas?|penalt\w+|punish\w*|imprison\w*|prisi[oó]n|liable|(?:sub)?sections?|paragraphs?|art[íi]culos?|incisos?"
    r"|crimes?|felony)\b",
    re.IGNORECASE,
)
"""What a sentence names before its condition where it forbids nothing itself: another rule, an offence or a penalty."""

_ACTOR = re.compile(
    r"(?:if|si)\s+(?:an?|any|some|every|un[oa]?|alg[úu]n[oa]?|cualquier)\s?(?:person\w*|individual|one|body|man|foreigner|alien|carrier|employer|transporter|persona|"
    r"extranjer[oa]|alguien|transportista)\b(?!,?\s(?:who (?:is|has)|being|is|was|has|had|are|under|below|dies?|died|suffers?|sustains?|que (?:sea|tenga)|es|sea|fuer\w+|muer\w+|"
    r"sufr\w+|resulta\w*|haya|hubiere)\b)(?!.*\b(?:(?:said|such|this|that|the) (?:offen[cs]e|crime)|offen[cs]e (?:under|referred|specified|in)|sub-?section|paragraph|dich[oa] delito|"
    r"(?:el|del|este|ese) delito)\b).*",
    re.IGNORECASE | re.DOTALL,
)
"""A condition that says who does what, as the laws of South Asia and Israel forbid: "If a person sells another, he shall be punished"."""
_FOR_WANT_OF_OTHERS = re.compile(
    r"\w+ (?:no (?:other |express |heavier |specific )*(?:punishment|penalty|provision|sanction)|no (?:se (?:prev[ée]|establece|señala) )?otra pena|(?:the )?(?:offen[cs]e|crime|felony|conspiracy|attempt|act)"
    r"(?: \w+){0,3} is (?:punishable (?:with|by)|to commit a)|(?:el )?(?:delito|hecho)(?: \w+){0,3} (?:est[ée]|es|sea|fuere) (?:castigad|sancionad|penad|punible))\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""A condition on what other provisions say, or on how grave the offence is that is meant: "if no other punishment is provided"."""
_EARLIER = re.compile(
    r"\b(?:previous\w*|prior|second|subsequent\w*|again|another|already|anterior\w*|antes|reinciden\w*|nuevamente|segund[oa]|otr[oa])\b",
    re.IGNORECASE,
)
"""What makes a condition one of an earlier conviction."""


class Sentence(NamedTuple):
    """A stretch of a clause's text and the role that its cues give to what is said in it; None where there is no cue."""

    start: int
    end: int
    role: Role | None


def sentences(text: str, cues: Sequence[Hit]) -> list[Sentence]:
    """The sentences of `text`, each with the role of its strongest cue; together they are the text.

    One that punishes anew and ends in "cuando:", behind one that punishes, introduces what raises the penalty. One that runs on into a list
    ("Son agravantes: 1. …") lends its role to the items.
    """
    found: list[Sentence] = []
    listing: Role | None = None
    start = 0
    ends = [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    if raised := [*_raised(text, cues)] if len(cues) > 1 else []:
        ends = sorted({*ends, *raised})
    for end in ends:
        if end > start:
            inside = [hit for hit in cues if start <= _place(hit) < end]
            said = {hit.concept for hit in inside if not _only_of_procedure(hit, text, start, end)}
            role = _strongest(said) if said else None
            if role == "element" and any(one.role == "element" for one in found) and _introduces_more(text[start:end]):
                role = "aggravator"
            if role == "element" and _OF_THE_VICTIM.match(text, start, end):
                role = "aggravator"
            if role or listing:
                listing = role if _LISTS.search(text[start:end]) else listing if role is None else None
            found.append(Sentence(start, end, role or listing))
        start = end
    return found


def _place(cue: Hit) -> int:
    """Where a cue says what it says: words that raise a penalty may begin with the penalty that is raised."""
    return cue.end - 1 if cue.concept == "cue-aggravates" else cue.start


def _raised(text: str, cues: Sequence[Hit]) -> Iterator[int]:
    """Where a sentence that punishes goes on to raise what it has said."""
    changing = [_place(hit) for hit in cues if hit.concept in ("cue-aggravates", "cue-mitigates")]
    if not changing:
        return
    for match in _RAISED.finditer(text):
        begin = max((end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
        punished = any(hit.concept == "cue-punishes" and begin <= hit.start < match.start() for hit in cues)
        if punished and (match[0] != ";" or not any(begin <= place < match.start() for place in changing)):
            yield match.start()


def _strongest(cues: Set[str]) -> Role | None:
    return next((role for cue, role in CUES.items() if cue in cues), None)


def _introduces_more(sentence: str) -> bool:
    return bool(_CIRCUMSTANCES.search(sentence)) and not _THE_SAME.search(sentence)


def _only_of_procedure(cue: Hit, text: str, start: int, end: int) -> bool:
    """Does a cue for aggravation rest on nothing but a condition of procedure: "where convicted on indictment, the penalty is …"?"""
    if cue.concept != "cue-aggravates":
        return False
    segment = max(start, *(text.rfind(mark, start, cue.start) + 1 for mark in _PARTING))
    conditions = [
        found
        for found in takewhile(lambda found: found.start() < cue.end, _CONDITION.finditer(text, segment, end))
        if cue.start < found.end()
    ]
    return bool(conditions) and all(
        _of_procedure(found[0]) or _of_manner(found[0], text[start : found.start()]) for found in conditions
    )


def _of_manner(condition: str, before: str) -> bool:
    return len(before.split()) >= _CONDUCT and bool(_MANNER.match(condition)) and not _SPOKEN_OF.search(before)


def _of_procedure(condition: str) -> bool:
    if _ACTOR.fullmatch(condition) or _FOR_WANT_OF_OTHERS.fullmatch(condition):
        return True
    return bool(_PROCEDURE.fullmatch(condition)) and not _EARLIER.search(condition)


def conditional(words: str) -> bool:
    """Does a penalty in `words` depend on a circumstance, and not only on the way of trial or on who can be punished so?

    >>> (
    ...     conditional("if the victim dies, to imprisonment for life"),
    ...     conditional("where the person is tried summarily, to a fine"),
    ... )
    (True, False)
    """
    opening = _DEPENDS.match(words)
    if opening and not _of_procedure(opening[0]):
        return True
    lower = words.lower()
    if not any(word in lower for word in _ENGLISH):
        return False
    behind = _DEPENDS_BEHIND.finditer(words, opening.end() if opening else 0)
    return any(not _of_procedure(found[0]) for found in behind)


def role_of(sentence: Sentence, inherited: Role | None, punishes: bool) -> Role:
    """The role of a hit in `sentence`, where the words before the list give `inherited` and the article `punishes` or not."""
    own = sentence.role
    if own in ("exclusion", "aggravator", "mitigator"):
        return own
    if inherited in ("exclusion", "aggravator", "mitigator", "definition"):
        return inherited
    if own is not None:
        return own
    return inherited or ("element" if punishes else "mention")


def handed_down(text: str, found: Sequence[Sentence], inherited: Role | None, penalty: bool) -> Role | None:
    """The role that a clause's last words give to the items below it.

    Words that state a `penalty` and end in "cuando:", "si:" or "circunstancias siguientes:" introduce what raises it.
    """
    last = found[-1].role if found else None
    if inherited in ("exclusion", "aggravator", "mitigator", "definition") and last not in (
        "exclusion",
        "aggravator",
        "mitigator",
    ):
        return inherited
    if last in ("element", None) and (_CIRCUMSTANCES.search(text) if penalty else _SAME_ACT.search(text)):
        return "aggravator"
    return last or inherited
