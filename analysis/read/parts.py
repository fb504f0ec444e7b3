"""Inside an article: paragraphs, fracciones, subsections, definitions and closing words, from its blocks of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from analysis.model import Clause
from analysis.read import depth, markers
from analysis.read.drafting import Drafting, is_title
from analysis.read.lines import CAPTION

EID_NAMES = {
    "article": "art",
    "section": "sec",
    "chapter": "chp",
    "subchapter": "subchp",
    "subsection": "subsec",
    "paragraph": "para",
    "subparagraph": "subpara",
    "clause": "cl",
    "subclause": "subcl",
    "division": "dvs",
}
"""Akoma Ntoso Naming Convention 1.0, table of eId prefixes; a kind that is not here is its own prefix."""

_KINDS = {
    "commonwealth": {
        "digit": "subsection",
        "letter": "paragraph",
        "roman": "subparagraph",
        "upper-letter": "clause",
        "upper-roman": "subclause",
    },
    "us": {
        "letter": "subsection",
        "digit": "paragraph",
        "upper-letter": "subparagraph",
        "roman": "clause",
        "upper-roman": "subclause",
    },
}
_DEFINITION = re.compile(
    r"(?!(?:by|through) [^“\"'‘]{0,40}?means of\b)[“\"'‘]?(?P<term>[\w’'/ \-]{2,70}?)[”\"'’]?(?:,? in relation to [^,]{2,60})?,?(?<!\bby)(?<!\bthrough)(?<!\bany)\s(?:means|includes"
    r"|has the (?:same )?meaning|have the (?:same )?meaning)\b"
)
_DEFINITION_ROOM = 200
"""The verb of a definition stands before this character."""

_RUN_IN = re.compile(
    r"(?P<before>[—–:]|[;,.](?:\s(?:and|or|y|o|u|e))?)\s?(?P<label>\([a-zA-Z\d]{1,4}\)|(?<= )[a-zñ\d]{1,2}\))\s?(?=\S)"
)
_DEEPEST = 6
_WORDS_OF_NAME = 5
_LABEL_ROOM = 40
"""No label with its bullet is longer: "- (VIII-12 Quaterdecies)"."""

_Ways: TypeAlias = tuple[tuple[tuple[str, str], int], ...]
"""Family and punctuation of a label, each with the place that the label has there."""

_ENDS_SENTENCE = (".", ".”", '."', ".)", ";", "]")


@dataclass(slots=True)
class Node:
    """A clause while it grows. ``level`` is the heading level the format gave it, 0 for none."""

    kind: str
    eid: str
    number: str = ""
    heading: str = ""
    text: str = ""
    source: str = ""
    level: int = 0
    children: list[Node] = field(default_factory=list)

    def frozen(self) -> Clause:
        """The clause that has grown."""
        return Clause(
            self.eid,
            self.kind,
            self.number,
            self.heading,
            self.text,
            self.source,
            tuple([c.frozen() for c in self.children]) if self.children else (),
        )

    def more(self, text: str) -> None:
        """Adds a block to the clause's own text."""
        self.text = f"{self.text}\n{text}" if self.text else text


class Block(NamedTuple):
    """A paragraph, put together from its lines: with the labels it starts with, its heading, the term it defines."""

    text: str
    source: str
    level: int = 0
    labels: tuple[str, ...] = ()
    heading: str = ""
    term: str = ""


class Eids:
    """The eids given so far, each with the place in the source that has it."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.times: Counter[str] = Counter()
        self.warnings: list[str] = []

    def __contains__(self, eid: str) -> bool:
        return eid in self.places

    def count(self, key: str) -> int:
        """How often `key` has been counted, this time included."""
        self.times[key] += 1
        return self.times[key]

    def unique(self, eid: str, source: str) -> str:
        """`eid`, or `eid-2` and so on where it is taken, with a warning that names both places."""
        if eid not in self.places:
            self.places[eid] = source
            return eid
        number = max(2, self.times[eid])
        while f"{eid}-{number}" in self.places:
            number += 1
        self.times[eid] = number
        self.warnings.append(f"{eid} stands twice: at {self.places[eid]} and at {source}")
        self.places[f"{eid}-{number}"] = source
        return f"{eid}-{number}"


class Parts:
    """Builds the parts of one article or section; `cut` is told which labels and marks were cut off."""

    def __init__(self, drafting: Drafting, eids: Eids, cut: Callable[..., None]) -> None:
        self.eids, self.cut = eids, cut
        self.section = drafting.unit_kind == "section"
        self.kinds = _KINDS["us" if drafting.us_items else "commonwealth"]

    def build(self, unit: Node, blocks: list[Block]) -> None:
        """Hangs what `blocks` say under `unit`."""
        if not blocks:
            return
        labelled = self._with_first([self._labelled(block) for block in blocks])
        goes_on = bool(unit.text or unit.children)
        if len(labelled) == 1 and self._is_bare(labelled[0]) and not goes_on:
            unit.text = labelled[0].text
            return
        cut = self._expanded(labelled)
        if self.section or any(block.level for block in cut):
            cut = self._titled(self._without_repeats(cut))
        if self._is_plain(cut):
            for block in cut:
                self._unnumbered(unit, "paragraph", block)
            return
        for intro, members in self._lists(cut):
            self._list(unit, unit if intro is None else self._opening(unit, intro), members)

    # -- blocks

    def _labelled(self, block: Block) -> Block:
        """The block with its labels cut off: "(a)(1) Whoever" -> labels (a), (1)."""
        if block.level == CAPTION:
            return block
        labels: list[str] = []
        rest = block.text
        while found := markers.ITEM.match(rest):
            label = found["label"]
            runs_on = not labels or (label[-1] == ")" and not label[0].isdigit())
            if not runs_on or not depth.readings(label):
                break
            labels.append(label)
            if bullet := found.start("label"):
                self.cut(rest[:bullet])
            rest = rest[found.end() :]
            if label[-1] != ")" or ")" not in rest[:_LABEL_ROOM]:
                break
        return Block(rest, block.source, block.level, tuple(labels), block.heading, block.term) if labels else block

    def _with_first(self, blocks: list[Block]) -> list[Block]:
        """A first paragraph whose mark was lost in print: "1 The …" before "2." is "1."."""
        for at, block in enumerate(blocks[:-1]):
            if block.text[:2] == "1 " and not block.labels and blocks[at + 1].labels[:1] == ("2.",):
                self.cut(".", -1)
                blocks[at] = block._replace(text=block.text[2:], labels=("1.",))
        return blocks

    def _expanded(self, blocks: list[Block]) -> list[Block]:
        """Blocks that hold a whole list in one line, taken apart."""
        if not any(")" in block.text for block in blocks):
            return blocks
        known = {label for block in blocks for label in block.labels}
        out: list[Block] = []
        opened: dict[tuple[str, str], int] = {}
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            for label in block.labels:
                opened.update(_ways(label))
            if ")" in block.text:
                out.extend(self._run_in(block, _run_in_places(block.text, opened, known, following)))
            else:
                out.append(block)
        return out

    def _run_in(self, block: Block, places: list[int]) -> Iterator[Block]:
        """The block, cut before "(a) …; (b) …" at `places`, where labels that count on follow punctuation."""
        if not places:
            yield block
            return
        yield block._replace(text=block.text[: places[0]].rstrip())
        for start, end in zip(places, [*places[1:], len(block.text)], strict=True):
            yield self._labelled(Block(block.text[start:end].strip(), block.source))

    def _without_repeats(self, blocks: list[Block]) -> list[Block]:
        """A heading with its label that is printed again where the page or file goes on is no second item."""
        if not any(block.labels and block.level for block in blocks):
            return blocks
        seen: set[tuple[tuple[str, ...], str]] = set()
        kept = []
        for block in blocks:
            key = (block.labels, block.text)
            if block.labels and block.level and key in seen:
                self.cut("".join(block.labels) + block.text)
                continue
            seen.add(key)
            kept.append(block)
        return kept

    def _titled(self, blocks: list[Block]) -> list[Block]:
        """Captions in bold before an item, and a short title on the item's own line, become its heading."""
        defines = any(block.term for block in blocks)
        out: list[Block] = []
        at = 0
        while at < len(blocks):
            block = blocks[at]
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            at += 1
            if block.level == CAPTION and following is not None:
                block, taken = self._captioned(block, following, defines)
                at += taken
            elif self.section and block.labels and not block.heading and self._has_own_title(block, following):
                goes_on = following is not None and not following.labels and following.level != CAPTION
                text = following.text if following is not None and goes_on else ""
                block = block._replace(heading=self._bare(block.text), text=text)
                at += goes_on
            out.append(block)
        return out

    def _captioned(self, caption: Block, following: Block, defines: bool) -> tuple[Block, bool]:
        """What a caption and the block behind it are together, and whether the block is taken by it."""
        first = following.labels[:1]
        if defines and first and any(r.value == 1 and r.family == "letter" for r in depth.readings(first[0])):
            return caption._replace(level=0, term=caption.text), False
        if following.labels or self._is_definition(following):
            return following._replace(heading=self._bare(caption.text)), True
        return caption, False

    def _has_own_title(self, block: Block, following: Block | None) -> bool:
        if not is_title(block.text) or block.text[0].isdigit():
            return False
        if following is None or following.level == CAPTION:
            return bool(block.level)
        if following.labels:
            return bool(block.level) or _is_below(following.labels[0], block.labels[-1])
        return _is_name(block.text) and (following.text[0].isupper() or following.text[0] in '“"')

    def _bare(self, text: str) -> str:
        bare = text.rstrip(" .")
        self.cut(text[len(bare) :])
        return bare

    def _is_definition(self, block: Block) -> bool:
        return self.section and not block.labels and bool(block.term or _defines(block.text))

    def _is_bare(self, block: Block) -> bool:
        """Words and nothing else: no label, no list run on, no definition."""
        return not (
            block.labels or ")" in block.text or self._is_definition(block)
        ) and not markers.NAMED_PARAGRAPH.match(block.text)

    def _is_plain(self, blocks: list[Block]) -> bool:
        """Several paragraphs, no list and no definition."""
        return len(blocks) > 1 and not any(
            block.labels or self._is_definition(block) or markers.NAMED_PARAGRAPH.match(block.text) for block in blocks
        )

    # -- lists

    def _lists(self, blocks: list[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
        """Cuts the blocks where an unnumbered one starts a list of its own: its words, and what belongs to it."""
        if all(block.labels for block in blocks[1:]):
            yield (None, blocks) if blocks[0].labels else (blocks[0], blocks[1:])
            return
        members: list[Block] = []
        intro: Block | None = None
        opened: dict[tuple[str, str], int] = {}
        outer: dict[tuple[str, str], int] = {}
        for at, block in enumerate(blocks):
            defined = intro is not None and self._is_definition(intro)
            if (
                defined
                and block.labels
                and _counts_on(outer, _ways(block.labels[0]))
                and not _counts_on(opened, _ways(block.labels[0]))
            ):
                yield intro, members
                intro, members, opened = None, [block], dict(_ways(block.labels[0]))
                continue
            if not block.labels and (at == 0 or self._starts_anew(block, opened, blocks, at)):
                if intro is not None or members:
                    yield intro, members
                outer = outer if defined else _outermost(members, opened)
                intro, members, opened = block, [], {}
                continue
            members.append(block)
            for label in block.labels:
                opened.update(_ways(label))
        if intro is not None or members:
            yield intro, members

    def _starts_anew(self, block: Block, opened: dict[tuple[str, str], int], blocks: list[Block], at: int) -> bool:
        if self._is_definition(block) or markers.NAMED_PARAGRAPH.match(block.text):
            return True
        return _starts_list(opened, blocks, at + 1)

    def _opening(self, unit: Node, block: Block) -> Node:
        """The node for an unnumbered block: the article itself for its first words, else a paragraph of its own."""
        if found := markers.NAMED_PARAGRAPH.match(block.text):
            return self._named_paragraph(unit, block, found)
        if self._is_definition(block):
            return self._defined(unit, block)
        if not unit.children and not unit.text:
            unit.text = block.text
            return unit
        last = unit.children[-1] if unit.children else None
        owner = last if last is not None and last.kind in ("paragraph", "subsection") and last.number else unit
        return self._unnumbered(owner, "paragraph", block)

    def _defined(self, unit: Node, block: Block) -> Node:
        """A definition in an unnumbered list, its heading the defined term, which stands in its text as well."""
        definition = _defines(block.text)
        last = unit.children[-1] if unit.children else None
        node = self._unnumbered(last if last is not None and last.kind == "subsection" else unit, "point", block)
        node.heading = (block.term or (definition["term"] if definition else "")).strip(' ,“”"')
        return node

    def _named_paragraph(self, unit: Node, block: Block, found: re.Match[str]) -> Node:
        label = found["label"]
        self.cut(found[0][len(label) :])
        eid = self.eids.unique(f"{unit.eid}__para_{markers.slug(label)}", block.source)
        node = Node("paragraph", eid, label, text=block.text[found.end() :], source=block.source)
        unit.children.append(node)
        return node

    def _unnumbered(self, owner: Node, kind: str, block: Block) -> Node:
        """A new child without a number, counted among its kind; the owner's own words count as its first paragraph."""
        place = self.eids.count(f"{owner.eid}>{kind}") + (kind == "paragraph" and bool(owner.text))
        name = EID_NAMES.get(kind, kind)
        while (eid := f"{owner.eid}__{name}_{place}") in self.eids:
            place += 1
        node = Node(kind, self.eids.unique(eid, block.source), text=block.text, source=block.source)
        owner.children.append(node)
        return node

    def _list(self, unit: Node, base: Node, blocks: list[Block]) -> None:
        """Hangs one list under `base`, the words before it; what closes it in the civil law is a paragraph of `unit`
        again.
        """
        labels = tuple([label for block in blocks for label in block.labels])
        solved = depth.solve(labels) if labels else []
        path = [base]
        place = 0
        for at, block in enumerate(blocks):
            if not block.labels:
                following = solved[place] if place < len(solved) else None
                if following and _restarts(path, labels[place], following) and blocks[at + 1].labels:
                    path[following[0] :] = [self._unnumbered(path[following[0]], "paragraph", block)]
                elif following is None and not self.section and base is not unit and not base.number:
                    self._unnumbered(unit, "paragraph", block)
                else:
                    self._between(path, block, following[0] if following else None, _run_of_unlabelled(blocks, at))
                continue
            for label in block.labels:
                level, family = solved[place]
                place += 1
                del path[level + 1 :]
                path.append(self._item(path[-1], label, family, level, block))
            path[-1].text, path[-1].heading = block.text, block.heading

    def _item(self, parent: Node, label: str, family: str, level: int, block: Block) -> Node:
        kind = self._kind(parent, family, level)
        eid = f"{parent.eid}__{EID_NAMES.get(kind, kind)}_{markers.slug(label)}"
        node = Node(kind, self.eids.unique(eid, block.source), label, source=block.source)
        parent.children.append(node)
        return node

    def _kind(self, parent: Node, family: str, level: int) -> str:
        if self.section:
            kind = self.kinds.get(family, "item")
            return kind if kind != parent.kind else "item"
        if level or family != "digit":
            return "point"
        introduced = bool(parent.text) and not parent.text.endswith(".")
        mixed = bool(parent.children) and not parent.children[0].number
        return "point" if introduced or mixed else "paragraph"

    # -- words between and behind the items

    def _between(self, path: list[Node], block: Block, next_level: int | None, run: int) -> None:
        """Puts words without a number where they belong: the going-on of an item, or what closes a list."""
        owner = self._owner(path, block, next_level, run)
        opens_list = next_level is not None and owner is path[-1] and next_level == len(path) - 1
        if not owner.text and not owner.children or (opens_list and (self.section or len(path) > 1)):
            owner.more(block.text)
        elif (
            self.section
            and owner.children
            and (owner.children[-1].number or owner.children[-1].kind in ("wrapUp", "point"))
        ):
            self._wrap_up(owner, block)
        else:
            self._unnumbered(owner, "paragraph", block)

    def _wrap_up(self, owner: Node, block: Block) -> None:
        last = owner.children[-1]
        if last.kind == "wrapUp":
            last.more(block.text)
        else:
            eid = self.eids.unique(f"{owner.eid}__wrapup", block.source)
            owner.children.append(Node("wrapUp", eid, text=block.text, source=block.source))

    def _owner(self, path: list[Node], block: Block, next_level: int | None, run: int) -> Node:
        """Whose words are these? The item's before the one that comes next; behind the last item, the list's that they
        close.

        `run` is the number of unlabelled blocks from here on: each closes one list, the innermost first.
        """
        outermost = min(next_level + 1, len(path) - 1) if next_level is not None else 0
        innermost = max(len(path) - 2, outermost)
        if not self.section:
            numbered = next_level is None and len(path) > 2 and path[1].kind == "paragraph" and bool(path[1].number)
            return path[1] if numbered else path[outermost]
        if next_level is None and _ends_sentence(path[-1]) and not block.text[0].islower():
            return path[1] if len(path) > 2 else path[0]
        if next_level is None and run == 1:
            return path[innermost]
        return path[max(innermost - self._closed(path, innermost), outermost)] if run > 1 else path[outermost]

    def _closed(self, path: list[Node], innermost: int) -> int:
        """How many of the open lists, from the innermost, have had their closing words."""
        closed = 0
        while (
            closed < innermost
            and path[innermost - closed].children[-1:]
            and path[innermost - closed].children[-1].kind == "wrapUp"
        ):
            closed += 1
        return closed


def _is_name(text: str) -> bool:
    """Is `text` the name of an item, not a sentence? One that ends in a full stop is short, or in Capitals as Names Are."""
    words = text.split(" ")
    return text[-1] != "." or len(words) <= _WORDS_OF_NAME or sum(w[0].isupper() for w in words if w) * 2 >= len(words)


def _defines(text: str) -> re.Match[str] | None:
    """The term that `text` defines by its first words: "“offence” means …". A cheap look for the verb before the pattern."""
    start = text[:_DEFINITION_ROOM]
    return _DEFINITION.match(text) if "mean" in start or "includes" in start else None


def _is_below(label: str, above: str) -> bool:
    """Does `label` open a list under the item labelled `above`, not count on from it?"""
    shapes = {(r.family, r.shape): r.value for r in depth.readings(above)}
    ways = depth.readings(label)
    return any(r.value == 1 for r in ways) and not any(shapes.get((r.family, r.shape)) == r.value - 1 for r in ways)


def _restarts(path: list[Node], label: str, placed: tuple[int, str]) -> bool:
    """Does a list that stands open begin again with `label`, so that the words before it open a list of their own?"""
    level, family = placed
    if level + 1 >= len(path) or not path[level + 1].number:
        return False
    first = any(r.value == 1 and r.family == family and not r.suffixed for r in depth.readings(label))
    return first and any(r.family == family and r.value >= 1 for r in depth.readings(path[level + 1].number))


def _ends_sentence(node: Node) -> bool:
    while node.children:
        node = node.children[-1]
    return node.text.endswith(_ENDS_SENTENCE)


def _run_of_unlabelled(blocks: list[Block], at: int) -> int:
    end = at
    while end < len(blocks) and not blocks[end].labels:
        end += 1
    return end - at


def _starts_list(opened: dict[tuple[str, str], int], blocks: list[Block], at: int) -> bool:
    """Do the items from `at` on count from one, with no open list that goes on after them?"""
    if at >= len(blocks) or not blocks[at].labels:
        return False
    first = {(r.family, r.shape) for r in depth.readings(blocks[at].labels[0]) if r.value == 1 and not r.suffixed}
    if not first:
        return False
    for block in blocks[at:]:
        if not block.labels:
            return True
        for label in block.labels:
            for r in depth.readings(label):
                if (r.family, r.shape) not in first and opened.get((r.family, r.shape)) == r.value - 1:
                    return False
    return True


def _run_in_places(
    text: str, before_it: dict[tuple[str, str], int], known: set[str], following: Block | None
) -> list[int]:
    """Where items stand within `text`: labels that count on, each behind the punctuation that ends the one before.

    A list opens behind a dash or colon; one that stood open `before_it` goes on behind a full stop or semicolon. A
    lone first item needs its second as the label of the block `following`; `known` labels have blocks of their own.
    """
    found = list(_RUN_IN.finditer(text))
    if not found:
        return []
    outer = [{key: value} for key, value in before_it.items()]
    opened = list(outer)
    places: list[int] = []
    first = ""
    for match in found:
        label, before = match["label"], match["before"]
        ways = _ways(label)
        level = next((at for at in reversed(range(len(opened))) if _counts_on(opened[at], ways)), None)
        if level is not None and (level >= len(outer) or (label not in known and before[0] in ".;")):
            opened[level:] = [{key: value for key, value in ways if opened[level].get(key) == value - 1}]
        elif before in "—–:" and _is_first(ways) and label not in known and len(opened) < len(outer) + _DEEPEST:
            opened.append({key: value for key, value in ways if value == 1})
            first = first or label
        else:
            continue
        places.append(match.start("label"))
    return places if len(places) > 1 or (places and not first) or _is_second(following, first) else []


def _outermost(members: list[Block], opened: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Of the lists that stand `opened`, the one that the first item among `members` began."""
    first = next((block.labels[0] for block in members if block.labels), "")
    return {key: opened[key] for key, _ in _ways(first) if key in opened} if first else {}


@lru_cache(maxsize=4096)
def _ways(label: str) -> _Ways:
    """The places that `label` may have, by family and punctuation; inserted ones aside."""
    return tuple(((r.family, r.shape), r.value) for r in depth.readings(label) if not r.suffixed)


def _is_first(ways: _Ways) -> bool:
    return any(value == 1 for _, value in ways)


def _counts_on(opened: dict[tuple[str, str], int], ways: _Ways) -> bool:
    return any(opened.get(key) == value - 1 for key, value in ways)


def _is_second(following: Block | None, first: str) -> bool:
    """Is the block that follows the second of the list that `first` opens: "(2)" says that a "(1)" ran in before it."""
    if not first or following is None or not following.labels:
        return False
    ones = {(r.family, r.shape) for r in depth.readings(first) if r.value == 1}
    return any((r.family, r.shape) in ones and r.value == 2 for r in depth.readings(following.labels[0]))
