"""Manifests -> Law: which laws of which country are at hand, and which of them count on a given day.

A corpus is a folder of country folders, each with a `laws.yaml`. What is wrong with one law, one file or one manifest
is a Problem of that country; the others go on.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from analysis import cache
from analysis.errors import ManifestError, UsageError
from analysis.model import LANGUAGES, Law, Party, Problem

ROOT = Path(__file__).parents[1]
EMBEDDED = ROOT / "corpus"
ANNOTATIONS = ROOT / "annotations"
MANIFEST = "laws.yaml"
HOME = "HOMOLOGA_HOME"
"""The environment variable that names the folder of what a reader adds."""
NATIONAL = "national"
"""The level of a law that holds in the whole State."""
TREATIES = "INTL"
"""The folder of treaties stands among the countries and is none."""

TAGGED_LANGUAGES = ("es", "en")
"""Languages that have phrases; of two texts of a work that are otherwise equal, one of these is read."""

_FORMS = {"official": 0, "consolidated": 0, "excerpt": 1, "digest": 2}
_COUNTRY = re.compile(r"[a-z]{2}|intl")
_SETTLED = 2.0
"""Seconds after which a file's time of change tells its content: within that, it may have been written twice at one
time.
"""


@dataclass(frozen=True, slots=True)
class Country:
    """What is at hand for one country.

    `has_no` maps a kind of law that it does not have to the source that says so; `party_to` are the treaties that bind it. Where only the laws of
    one day are meant, `behind` are the other texts of those laws that are valid on it, the fullest first.
    """

    code: str
    laws: tuple[Law, ...] = ()
    has_no: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    party_to: tuple[Party, ...] = ()
    behind: tuple[Law, ...] = ()


Corpus = Mapping[str, Country]
"""Countries by their ISO 3166 code in upper case, in alphabetical order."""


def own() -> Path:
    """The reader's own corpus: the folder `corpus` in `HOMOLOGA_HOME`, or in the user's data folder; it need not exist."""
    if named := os.environ.get(HOME):
        return Path(named).expanduser() / "corpus"
    import platformdirs

    return Path(platformdirs.user_data_dir("homologa", appauthor=False)) / "corpus"


def corpus(folders: Sequence[Path] = (), *, with_embedded: bool = False) -> Corpus:
    """The countries under `folders`, or the embedded corpus with the reader's own where none is given; `with_embedded`
    adds both.

    A text of a folder takes the place of an embedded one of the same expression. Raises UsageError for a folder that
    does not exist.
    """
    found: dict[str, list[Country]] = defaultdict(list)
    roots = dict.fromkeys(_existing(folder) for folder in folders)
    with_embedded = with_embedded or not roots
    if with_embedded and own().is_dir():
        roots[own()] = None
    with _Hashes() as hashes:
        for root in roots:
            for country in _countries(root, hashes):
                found[country.code].append(country)
        if with_embedded:
            for country in _countries(EMBEDDED, hashes):
                found[country.code].append(_beside(country, found[country.code]))
    return {code: _distinct(_united(code, found[code])) for code in sorted(found)}


def in_force(country: Country, day: date) -> Country:
    """`country` with the laws that count on `day`: of each work the fullest form of text, in its newest version of
    that day or before.

    A work whose every text is later than `day` is a problem; one that was not yet law, or no longer, is simply left
    out.
    """
    works: dict[str, list[Law]] = defaultdict(list)
    problems = list(country.problems)
    for law in country.laws:
        works[law.work].append(law)
    chosen: list[Law] = []
    behind: list[Law] = []
    for texts in works.values():
        valid = [law for law in texts if _is_law(law, day)]
        known = [law for law in valid if law.version is None or law.version <= day]
        if known:
            best, *others = sorted(known, key=_preference)
            chosen.append(best)
            behind.extend(others)
        elif valid:
            problems.append(_too_late(country.code, min(valid, key=lambda law: law.version or date.max), day))
    return replace(country, laws=tuple(chosen), problems=tuple(problems), behind=tuple(behind))


def judged(country: Country, day: date) -> Country:
    """`country` as :func:`in_force` gives it, without the law of a part of the State, which does not answer for the whole: a problem."""
    known = in_force(country, day)
    parts = [_of_a_part(country.code, law) for law in known.laws if law.level != NATIONAL]
    laws, behind = (tuple(law for law in texts if law.level == NATIONAL) for texts in (known.laws, known.behind))
    return replace(known, laws=laws, behind=behind, problems=(*known.problems, *parts))


def codes(corpus: Corpus, countries: Sequence[str]) -> list[str]:
    """The countries of `corpus` that are named (ISO 3166), in upper case; all where none is. Raises UsageError for one that it does not have."""
    known = [code for code in corpus if code not in ("", TREATIES)]
    wanted = list(dict.fromkeys(code.upper() for code in countries))
    if strange := [code for code in wanted if code not in known]:
        raise UsageError(f"the corpus has no country {strange[0]}", do=f"It has: {', '.join(known) or 'none'}")
    return wanted or known


def listed(file: Path) -> Law | None:
    """The Law of `file` where the manifest in its folder, or in one above it, lists it; else None. Raises
    ManifestError.
    """
    file = file.absolute()
    for folder in list(file.parents)[:3]:
        if (folder / MANIFEST).is_file():
            name = file.relative_to(folder).as_posix()
            entries = _manifest(folder / MANIFEST)["laws"]
            return next((_law(entry, folder) for entry in entries if entry["file"] == name), None)
    return None


def sha256(file: Path) -> str:
    """The SHA-256 of the file's content, in hexadecimal. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# ---- folders -------------------------------------------------------------------------------------------------------


def _existing(folder: Path) -> Path:
    if not os.path.isdir(folder):  # noqa: PTH112 - says no to a name that is too long for any folder, where Path raises
        raise UsageError(
            "there is no such folder",
            where=folder,
            do="Give --corpus a folder of country folders, laid out like corpus/",
        )
    return folder.resolve()


def _countries(root: Path, hashes: _Hashes) -> Iterator[Country]:
    """The countries of one corpus folder; `root` may also be the folder of a single country."""
    if (root / MANIFEST).is_file():
        yield _country(root, hashes)
        return
    stray = []
    for entry in sorted(root.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and _COUNTRY.fullmatch(entry.name.lower()):
            yield _country(entry, hashes)
        else:
            stray.append(entry.name)
    if stray:
        yield Country(
            "",
            problems=(_skipped("", root, stray, "belong to no country", "Move them into the folder of their country"),),
        )


def _country(folder: Path, hashes: _Hashes) -> Country:
    code = folder.name.upper()
    manifest = folder / MANIFEST
    if not manifest.is_file():
        problem = Problem(
            code, "failed", str(folder), f"there is no {MANIFEST}", "Write one that lists the laws of this country"
        )
        return Country(code, problems=(problem,))
    try:
        content = _manifest(manifest)
    except ManifestError as fault:
        return Country(
            code, problems=(Problem(code, "failed", fault.where or str(manifest), fault.what, fault.do.rstrip(".")),)
        )
    laws = [_law(entry, folder) for entry in content["laws"]]
    problems = [Problem(code, "failed", str(manifest), what, do) for what, do in content["problems"]]
    problems.extend(_unlisted(code, folder, {law.file for law in laws}))
    checked = [_checked(law, hashes) for law in laws]
    problems.extend(law for law in checked if isinstance(law, Problem))
    kept = tuple(law for law in checked if isinstance(law, Law))
    has_no = {item["kind"]: item["source"] for item in content["has_no"]}
    return Country(code, kept, has_no, tuple(problems), tuple(map(_party, content["party_to"])))


def _party(item: Mapping[str, Any]) -> Party:
    return Party(
        item["treaty"],
        date.fromisoformat(item["since"]),
        item["source"],
        date.fromisoformat(item["deposited"]) if item["deposited"] else None,
        tuple((said["article"], said["says"]) for said in item["reservations"]),
    )


def _manifest(file: Path) -> dict[str, list[Any]]:
    """The checked content of a manifest, from the cache where this very content was checked before."""
    try:
        data = file.read_bytes()
        schema = (ROOT / "analysis" / "manifest.py").read_bytes()
    except OSError as fault:
        raise ManifestError(
            f"the manifest cannot be read ({fault.strerror or fault})", where=file, do="Check the file"
        ) from fault
    key = cache.key("manifest", hashlib.sha256(schema + data).hexdigest())
    content: dict[str, list[Any]] | None = cache.load("manifests", key)
    if content is None:
        from analysis.manifest import parse

        try:
            content = parse(data)
        except ManifestError as fault:
            raise ManifestError(fault.what, where=file, do=fault.do) from fault
        cache.save("manifests", key, content)
    return content


def _law(entry: Mapping[str, Any], folder: Path) -> Law:
    dates = {name: date.fromisoformat(day) for name, day in entry["in_force"].items() if day}
    return Law(
        entry["id"],
        folder.name.upper(),
        entry["title"],
        entry["short"] or entry["title"],
        entry["kind"],
        entry["language"],
        folder / entry["file"],
        entry["format"],
        entry["text"],
        entry["status"],
        date.fromisoformat(entry["version"]) if entry["version"] else None,
        dates.get("from"),
        dates.get("until"),
        entry["level"],
        tuple(entry["sources"]),
        entry["sha256"],
        tuple(entry["covers"]),
    )


def _checked(law: Law, hashes: _Hashes) -> Law | Problem:
    """`law` with the SHA-256 of its file, or what is wrong with that file."""
    try:
        found = hashes.of(law.file)
    except OSError as fault:
        what = (
            "the file is missing"
            if isinstance(fault, FileNotFoundError)
            else f"the file cannot be read ({fault.strerror})"
        )
        return Problem(
            law.country,
            "failed",
            str(law.file),
            f"{what} ({law.short})",
            "Put it there, or take its entry out of laws.yaml",
        )
    if law.sha256 and law.sha256 != found:
        what = f"the file is not the one the manifest was written for: its SHA-256 differs ({law.short})"
        return Problem(
            law.country, "failed", str(law.file), what, f"Restore the file, or write sha256: {found} into laws.yaml"
        )
    return replace(law, sha256=found)


def _unlisted(code: str, folder: Path, files: set[Path]) -> Iterator[Problem]:
    stray = [
        entry.relative_to(folder).as_posix()
        for entry in sorted(folder.rglob("*"))
        if entry.is_file() and entry not in files and entry.name != MANIFEST and not entry.name.startswith(".")
    ]
    if stray:
        yield _skipped(code, folder, stray, f"are not listed in {MANIFEST}", "List them to have them read")


def _skipped(code: str, folder: Path, names: list[str], why: str, do: str) -> Problem:
    return Problem(code, "skipped", str(folder), f"skipped, since they {why}: {', '.join(names)}", do)


# ---- countries from several folders --------------------------------------------------------------------------------


def _beside(embedded: Country, given: Iterable[Country]) -> Country:
    """The embedded country without the texts whose very expression a given folder has."""
    taken = {law.expression for country in given for law in country.laws}
    return replace(embedded, laws=tuple(law for law in embedded.laws if law.expression not in taken))


def _united(code: str, parts: Sequence[Country]) -> Country:
    laws = tuple(law for part in parts for law in part.laws)
    has_no = {kind: source for part in reversed(parts) for kind, source in part.has_no.items()}
    party_to = {party.treaty: party for part in reversed(parts) for party in part.party_to}
    problems = tuple(problem for part in parts for problem in part.problems)
    return Country(code, laws, has_no, problems, tuple(party_to.values()))


def _distinct(country: Country) -> Country:
    """`country` without the laws that claim one expression with different files: nobody can say which is meant."""
    claims: dict[tuple[str, int], list[Law]] = defaultdict(list)
    for law in country.laws:
        claims[law.expression, _FORMS[law.text]].append(law)
    rivals = [laws for laws in claims.values() if len(laws) > 1]
    problems = [
        Problem(
            country.code,
            "failed",
            " and ".join(str(law.file) for law in laws),
            f"these files have one expression, {laws[0].expression}",
            "Give each its own version or language in laws.yaml, or take one out",
        )
        for laws in rivals
    ]
    refused = {id(law) for laws in rivals for law in laws}
    return replace(
        country,
        laws=tuple(law for law in country.laws if id(law) not in refused),
        problems=(*country.problems, *problems),
    )


# ---- the day -------------------------------------------------------------------------------------------------------


def _is_law(law: Law, day: date) -> bool:
    """Did `law` answer on `day`? A superseded or repealed text does only before the day on which its entry says that it
    ended, a bill or a vetoed act only within the dates of its entry.
    """
    if law.status in ("superseded", "repealed") and law.in_force_until is None:
        return False
    if law.status in ("bill", "vetoed") and law.in_force_from is None and law.in_force_until is None:
        return False
    begun = law.in_force_from is None or law.in_force_from <= day
    return begun and (law.in_force_until is None or day < law.in_force_until)


def _preference(law: Law) -> tuple[int, bool, int, int]:
    languages = list(LANGUAGES)
    return (
        _FORMS[law.text],
        law.language not in TAGGED_LANGUAGES,
        -(law.version or date.min).toordinal(),
        languages.index(law.language) if law.language in languages else len(languages),
    )


def _of_a_part(code: str, law: Law) -> Problem:
    what = f"it is law of a part of the State ({law.level}: {law.short}), and does not answer for the whole"
    return Problem(code, "left out", law.expression, what, "Open it with align, diff or parse")


def _too_late(code: str, law: Law, day: date) -> Problem:
    what = f"the only text at hand is of {law.version}, later than {day} ({law.short})"
    return Problem(code, "left out", law.expression, what, "Add the text of that day, or ask for a later one")


# ---- hashes --------------------------------------------------------------------------------------------------------


class _Hashes:
    """SHA-256 of files, remembered by path, size and time of change, so that a large corpus is not read again to
    learn that it is the same.
    """

    def __enter__(self) -> _Hashes:
        self._known: dict[str, list[Any]] = cache.load("hashes", cache.key("hashes")) or {}
        self._new: dict[str, list[Any]] = {}
        return self

    def __exit__(self, *_: object) -> None:
        if self._new:
            cache.save("hashes", cache.key("hashes"), {**self._known, **self._new})

    def of(self, file: Path) -> str:
        status = file.stat()
        mark = [status.st_size, status.st_mtime_ns, status.st_ino]
        known = self._known.get(str(file))
        if known is not None and known[:3] == mark:
            return str(known[3])
        found = sha256(file)
        if time.time() - status.st_mtime > _SETTLED:
            self._new[str(file)] = [*mark, found]
        return found
