"""Akoma Ntoso, USLM and Justice Canada XML: each provision once, in order, under its heading; no word lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import Clause, Document, Law
from analysis.read import akn, lims, uslm, xml
from analysis.read.normal import normal

SHARED = Path(__file__).parents[1].parent / "shared"
CANADA = sorted((SHARED / "laws" / "ca").glob("*.xml"))
REAL = [*CANADA, *sorted((SHARED / "laws" / "mx").glob("mx-fed-*.xml")), *sorted((SHARED / "samples").glob("*/*.xml"))]
real_file = pytest.mark.parametrize("path", REAL or [None], ids=lambda path: path.name if path else "none")
SECTION = "<Section><Label>1</Label><Text>Words.</Text></Section>"
USLM_1, USLM_2 = "http://xml.house.gov/schemas/uslm/1.0", "http://schemas.gpo.gov/xml/uslm"
AKN_2, AKN_3 = "http://www.akomantoso.org/2.0", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def law(file: Path = Path("law.xml")) -> Law:
    return Law("/akn/zz/act/2001/1", "ZZ", "An Act", "Act", "other", "en", file)


def reader_of(data: bytes) -> ModuleType:
    return next(reader for reader in (akn, uslm, lims) if reader.recognises(data, "x.xml"))


def read(data: str) -> Document:
    found: Document = reader_of(data.encode()).read(data.encode(), law())
    return found


def read_file(path: Path | None) -> Document:
    if path is None:
        pytest.skip(f"no real laws under {SHARED}")
    data = path.read_bytes()
    found: Document = reader_of(data).read(data, law(path))
    return found


def statute(body: str, before: str = "") -> Document:
    return read(f"<Statute>{before}<Body>{body}</Body></Statute>")


def code(main: str, root: str = "uscDoc", namespace: str = USLM_2, after: str = "") -> Document:
    return read(f'<{root} xmlns="{namespace}"><meta/><main>{main}</main>{after}</{root}>')


def act(body: str, namespace: str = AKN_3, before: str = "", after: str = "") -> Document:
    return read(f'<akomaNtoso xmlns="{namespace}"><act><meta/>{before}<body>{body}</body>{after}</act></akomaNtoso>')


def outline(document: Document) -> list[tuple[str, str, str, str]]:
    return [(clause.eid, clause.number, clause.heading, clause.text) for clause in document.walk()]


def one(document: Document, eid: str) -> Clause:
    found = [clause for clause in document.walk() if clause.eid == eid]
    assert len(found) == 1, [clause.eid for clause in document.walk()]
    return found[0]


# ---- Justice Canada


def test_lims_marginal_notes_are_headings_and_numbers_stay_as_printed() -> None:
    found = statute(
        "<Section><MarginalNote>Trafficking</MarginalNote><Label>279.011</Label>"
        "<Subsection><Label>(4.11)</Label><Text>Every person who</Text>"
        "<Paragraph><Label>(<Emphasis>a</Emphasis>)</Label><Text>recruits; or</Text>"
        "<Subparagraph><Label>(xlvii.1)</Label><Text>holds</Text></Subparagraph></Paragraph></Subsection>"
        "<Subsection><MarginalNote>Consent</MarginalNote><Label>(5)</Label><Text>None.</Text></Subsection></Section>"
    )
    assert outline(found) == [
        ("sec_279-011", "279.011", "Trafficking", ""),
        ("sec_279-011__subsec_4-11", "(4.11)", "", "Every person who"),
        ("sec_279-011__subsec_4-11__para_a", "(a)", "", "recruits; or"),
        ("sec_279-011__subsec_4-11__para_a__subpara_xlvii-1", "(xlvii.1)", "", "holds"),
        ("sec_279-011__subsec_5", "(5)", "Consent", "None."),
    ]


@pytest.mark.parametrize(
    ("end", "kind"),
    [("ContinuedSectionSubsection", "wrapUp"), ("ContinuedParagraph", "wrapUp"), ("Oath", "wrapUp")],
)
def test_lims_words_after_a_list_close_it(end: str, kind: str) -> None:
    found = statute(
        f"<Section><Label>1</Label><Text>If</Text><Paragraph><Label>(a)</Label><Text>one</Text></Paragraph>"
        f"<{end}><Text>then so.</Text></{end}></Section>"
    )
    closing = found.clauses[0].children[-1]
    assert (closing.kind, closing.eid, closing.text) == (kind, "sec_1__wrapup", "then so.")


def test_lims_words_between_two_lists_do_not_close_the_section() -> None:
    item = "<Paragraph><Label>({0})</Label><Text>{0}</Text></Paragraph>"
    found = statute(
        f"<Section><Label>1</Label>{item.format('a')}<ContinuedSectionSubsection><Text>and if</Text>"
        f"</ContinuedSectionSubsection>{item.format('b')}</Section>"
    )
    assert [(c.kind, c.eid) for c in found.clauses[0].children] == [
        ("paragraph", "sec_1__para_a"), ("alinea", "sec_1__al_1"), ("paragraph", "sec_1__para_b")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "heading", "text"),
    [
        ("<Text><DefinedTermEn>Board</DefinedTermEn> means it.</Text>", "Board", "Board means it."),
        (
            "<MarginalNote><DefinedTermEn>Board</DefinedTermEn></MarginalNote>"
            "<MarginalNote><DefinedTermFr>Commission</DefinedTermFr></MarginalNote>"
            "<Text><DefinedTermEn>Board</DefinedTermEn> means it.</Text>",
            "Board; Commission",
            "Board means it.",
        ),
    ],
)
def test_lims_definition_is_headed_by_its_term(inner: str, heading: str, text: str) -> None:
    found = statute(f"<Section><Label>2</Label><Text>In this Act,</Text><Definition>{inner}</Definition></Section>")
    definition = found.clauses[0].children[0]
    assert (definition.kind, definition.eid) == ("point", "sec_2__point_1")
    assert (definition.heading, definition.text) == (heading, text)


@pytest.mark.parametrize(
    ("printed", "kind", "eid", "number"),
    [
        ("PART 4.1", "part", "part_4-1", "4.1"),
        ("PARTIE 2", "part", "part_2", "2"),
        ("DIVISION 0.01", "division", "dvs_0-01", "0.01"),
        ("SECTION 3", "division", "dvs_3", "3"),
        ("", "hcontainer", "hcontainer_1", ""),
    ],
)
def test_lims_headings_hold_what_follows(printed: str, kind: str, eid: str, number: str) -> None:
    found = statute(f'<Heading level="1"><Label>{printed}</Label><TitleText>Of it</TitleText></Heading>{SECTION}')
    assert [(c.kind, c.eid, c.number, c.heading) for c in found.clauses] == [(kind, eid, number, "Of it")]
    assert [c.eid for c in found.clauses[0].children] == ["sec_1"]


def test_lims_heading_levels_nest() -> None:
    heading = '<Heading level="{}"><TitleText>{}</TitleText></Heading>'
    parts = [heading.format(1, "A"), heading.format(2, "B"), heading.format(3, "C"), SECTION, heading.format(2, "D")]
    found = statute("".join(parts) + heading.format(1, "E"))
    assert [(c.eid, c.heading) for c in found.walk() if c.heading] == [
        ("hcontainer_1", "A"), ("hcontainer_1__hcontainer_1", "B"), ("hcontainer_1__hcontainer_1__hcontainer_1", "C"),
        ("hcontainer_1__hcontainer_2", "D"), ("hcontainer_2", "E"),
    ]  # fmt: skip


def test_lims_quoted_amendments_stay_apart() -> None:
    found = statute(
        "<Section><Label>3.</Label><Text>The Act is amended by adding:</Text>"
        "<AmendedText><Section><Label>279.01</Label><Text>New.</Text></Section></AmendedText></Section><Section><Label>279.01</Label><Text>Own.</Text></Section>"
    )
    assert outline(found) == [
        ("sec_3", "3", "", "The Act is amended by adding:"),
        ("sec_3__qstr_1", "", "", ""),
        ("sec_3__qstr_1__sec_279-01", "279.01", "", "New."),
        ("sec_279-01", "279.01", "", "Own."),
    ]
    assert not found.warnings


def test_lims_schedules_number_for_themselves() -> None:
    face = "<ScheduleFormHeading><Label>SCHEDULE</Label><TitleText>Treaty</TitleText></ScheduleFormHeading>"
    found = read(f"<Statute><Body>{SECTION}</Body><Schedule>{face}{SECTION}</Schedule></Statute>")
    assert [c.eid for c in found.walk()] == ["sec_1", "hcontainer_1", "hcontainer_1__sec_1"]
    assert (found.clauses[1].number, found.clauses[1].heading) == ("SCHEDULE", "Treaty")


def test_lims_says_which_schedule_is_not_in_force() -> None:
    found = read(f'<Statute><Body>{SECTION}</Body><Schedule id="NifProvs">{SECTION}</Schedule></Statute>')
    assert "hcontainer_1 holds amendments that are not in force" in found.warnings


def test_lims_notes_and_marks_leave_the_words() -> None:
    found = statute(
        "<Section><Label><FootnoteRef>*</FootnoteRef>9</Label><Text>Under the Act<FootnoteRef>a</FootnoteRef>.</Text>"
        "<Footnote><Label>a</Label><Text>S.C. 2001</Text></Footnote><HistoricalNote><HistoricalNoteSubItem>2001, s. 9"
        "</HistoricalNoteSubItem></HistoricalNote></Section>"
    )
    assert outline(found) == [("sec_9", "9", "", "Under the Act.")]
    assert [(note.eid, note.text) for note in found.notes] == [("sec_9", "a S.C. 2001"), ("sec_9", "2001, s. 9")]
    assert sorted(found.furniture) == ["*", "a"]


@pytest.mark.parametrize("label", ["5", "(1) and (2)"])
def test_lims_repealed_provisions_stay(label: str) -> None:
    found = statute(f"<Section><Label>{label}</Label><Text><Repealed>[Repealed, 2012]</Repealed></Text></Section>")
    assert [(c.number, c.text) for c in found.clauses] == [(label, "[Repealed, 2012]")]


def test_lims_preamble_holds_title_recitals_and_enactment() -> None:
    say = "<Provision><Text>{}</Text></Provision>"
    found = statute(
        SECTION,
        before="<Identification><LongTitle>An Act respecting it</LongTitle><BillNumber>C-9</BillNumber>"
        "</Identification>"
        f"<Introduction><Preamble>{say.format('Whereas so;')}</Preamble>"
        f"<Enacts>{say.format('Enacts:')}</Enacts></Introduction>",
    )
    assert found.preamble == "An Act respecting it\nWhereas so;\nEnacts:"
    assert found.furniture == ("C-9",)


def test_lims_table_keeps_its_words() -> None:
    row = "<row><entry>{}</entry><entry>{}</entry></row>"
    found = statute(
        "<Section><Label>1</Label><Text>As follows:</Text><TableGroup><Caption>Fees</Caption><table><tgroup><tbody>"
        f"{row.format('Visa', '$100')}{row.format('Permit', '$155')}</tbody></tgroup></table></TableGroup></Section>"
    )
    assert found.clauses[0].children[0].heading == "Fees"
    assert found.clauses[0].children[0].text == "Visa $100\nPermit $155"


# ---- USLM


@pytest.mark.parametrize("namespace", [USLM_1, USLM_2, f"{USLM_2}/2.0"])
def test_uslm_section_with_all_its_parts(namespace: str) -> None:
    found = code(
        '<title><num value="18">TITLE 18—</num><heading>CRIMES</heading><chapter><num value="77">CHAPTER 77—</num>'
        '<heading>PEONAGE</heading><section><num value="1595A">§\u202f1595A. </num><heading>Civil remedy</heading>'
        '<chapeau>Whoever—</chapeau><paragraph><num value="1">(1) </num><content>recruits; or</content></paragraph>'
        '<paragraph><num value="2">(2) </num><content>benefits,</content></paragraph>'
        "<continuation>shall be fined.</continuation>"
        "<sourceCredit>(Added Pub. L. 106)</sourceCredit>"
        "<notes><note><heading>Amendments</heading><p>2015—So.</p></note></notes>"
        "</section></chapter></title>",
        namespace=namespace,
    )
    assert outline(found) == [
        ("title_18", "18", "CRIMES", ""),
        ("title_18__chp_77", "77", "PEONAGE", ""),
        ("sec_1595-a", "1595A", "Civil remedy", "Whoever—"),
        ("sec_1595-a__para_1", "(1)", "", "recruits; or"),
        ("sec_1595-a__para_2", "(2)", "", "benefits,"),
        ("sec_1595-a__wrapup", "", "", "shall be fined."),
    ]
    assert [(n.eid, n.text) for n in found.notes] == [
        ("sec_1595-a", "(Added Pub. L. 106)"), ("sec_1595-a", "Amendments\n2015—So.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "eid", "number", "heading"),
    [
        ("§ 106a. ", "sec_106-a", "106a", "Of it"),
        ("[§ 1582. ", "sec_1582", "1582", "[Of it"),
        ("“SEC. 3. ", "sec_3", "3", "“Of it"),
        ("SECTION 1.", "sec_1", "1", "Of it"),
        ("§§ 3, 4. ", "sec_3-4", "3, 4", "Of it"),
        ("§ 2000e–5. ", "sec_2000-e-5", "2000e–5", "Of it"),
    ],
)
def test_uslm_numbers(printed: str, eid: str, number: str, heading: str) -> None:
    found = code(f"<section><num>{printed}</num><heading>Of it</heading><content>Words.</content></section>")
    assert outline(found) == [(eid, number, heading, "Words.")]


def test_uslm_public_law_with_quoted_provisions() -> None:
    found = code(
        "<longTitle><docTitle>An Act</docTitle><officialTitle>To amend title 18.</officialTitle>"
        "<sidenote><p>Mar. 27, 2017</p></sidenote></longTitle><enactingFormula>Be it enacted,</enactingFormula>"
        '<section><num value="2">SEC. 2. </num><heading>AMENDMENT.</heading><content>Chapter 77 is amended by adding:'
        '<quotedContent><section><num value="1598">“§ 1598. </num><heading>New crime</heading><content>Whoever.”'
        '</content></section></quotedContent><inline role="after-quoted-block">.</inline></content>'
        "<page>131 STAT. 76</page>"
        "</section><action><actionDescription>Approved March 27, 2017.</actionDescription></action>",
        root="pLaw",
        after="<legislativeHistory><heading>HISTORY</heading><note><p>Feb. 2</p></note></legislativeHistory>",
    )
    assert outline(found) == [
        ("sec_2", "2", "AMENDMENT.", "Chapter 77 is amended by adding:"),
        ("sec_2__qstr_1", "", "", ""),
        ("sec_2__qstr_1__sec_1598", "1598", "“New crime", "Whoever.”"),
        ("sec_2__wrapup", "", "", "."),
    ]
    assert found.preamble == "An Act\nTo amend title 18.\nBe it enacted,"
    assert found.signatures == "Approved March 27, 2017."
    assert [note.text for note in found.notes] == ["Mar. 27, 2017", "HISTORY", "Feb. 2"]
    assert found.furniture == ("131 STAT. 76",)


def test_uslm_quoted_words_stay_in_their_sentence() -> None:
    found = code(
        "<section><num>1.</num><content>by striking <quotedContent>“may”</quotedContent> twice</content></section>"
    )
    assert found.clauses[0].text == "by striking “may” twice"


def test_uslm_statute_compilation_with_list_and_footnote() -> None:
    found = code(
        '<title><num>TITLE I—</num><heading>SHORT TITLE</heading><section><num value="101">SEC. 101. </num>'
        "<content><p>Lists—</p><list><listItem><listContent>one;</listContent></listItem></list>"
        'so<ref class="footnoteRef">1'
        "</ref><footnote><num><sup>1</sup></num> So in law.</footnote> it is.</content></section></title>",
        root="statuteCompilation",
    )
    assert one(found, "sec_101").text == "Lists—\none;\nso it is."
    assert [note.text for note in found.notes] == ["1 So in law."]


def test_uslm_section_without_number_is_counted() -> None:
    assert outline(code("<section><content>That Congress disapproves.</content></section>", root="pLaw")) == [
        ("sec_1", "", "", "That Congress disapproves.")
    ]


# ---- Akoma Ntoso


def test_akn_keeps_the_eids_of_the_file() -> None:
    found = act(
        '<chapter eId="chp_I"><num>I</num><section eId="chp_I__sec_4"><num>4</num>'
        "<content><p>W</p></content></section></chapter>"
    )
    assert [c.eid for c in found.walk()] == ["chp_I", "chp_I__sec_4"]


@pytest.mark.parametrize("mark", ['id="art-1o"', 'eId="article-1"', ""])
def test_akn_without_eids_gets_them(mark: str) -> None:
    found = act(
        f'<title id="t1"><num>TÍTULO I</num><heading>De todo</heading><article {mark}><num>Artículo 1o.</num>'
        "<paragraph><num>a)</num><content><p>uno</p></content></paragraph></article></title>",
        namespace=AKN_2,
    )
    assert outline(found) == [
        ("title_I", "I", "De todo", ""), ("art_1", "1o", "", ""), ("art_1__para_a", "a)", "", "uno")
    ]  # fmt: skip


def test_akn_container_whose_number_holds_its_heading() -> None:
    found = act("<book><num>LIBRO PRIMERO DE LO SUSTANTIVO</num></book>")
    assert outline(found) == [("book_primero", "PRIMERO", "DE LO SUSTANTIVO", "")]


def test_akn_repeated_article_is_kept_and_named() -> None:
    article = "<article><num>Artículo 5</num><content><p>{}</p></content></article>\n"
    found = act(article.format("uno") + article.format("dos"))
    assert [(c.eid, c.text) for c in found.clauses] == [("art_5", "uno"), ("art_5-2", "dos")]
    assert "art_5 stands twice: at l. 1 and at l. 2" in found.warnings


def test_akn_article_of_several_blocks_has_paragraphs() -> None:
    found = act(
        "<article><num>5</num><content><p>uno</p><p>dos:</p><blockList><item><num>a)</num><p>tres</p></item></blockList></content></article>"
    )
    assert outline(found) == [
        ("art_5", "5", "", ""), ("art_5__para_1", "", "", "uno"), ("art_5__para_2", "", "", "dos:"),
        ("art_5__para_2__item_a", "a)", "", "tres"),
    ]  # fmt: skip


def test_akn_section_of_several_blocks_keeps_lines() -> None:
    assert (
        act("<section><num>5</num><content><p>one<br/>two</p><p>three</p></content></section>").clauses[0].text
        == "one\ntwo\nthree"
    )


def test_akn_spanish_section_is_a_container() -> None:
    found = act(
        "<chapter><num>CAPÍTULO II</num><section><num>SECCIÓN PRIMERA</num><article><num>Artículo 9</num>"
        "<content><p>nueve</p></content></article></section></chapter>"
    )
    assert [c.eid for c in found.walk()] == ["chp_II", "chp_II__sec_primera", "art_9"]


def test_akn_transitional_articles_carry_its_prefix() -> None:
    found = act(
        "<article><num>Artículo Primero</num><content><p>a</p></content></article>"
        "<transitional><heading>TRANSITORIOS</heading>"
        "<article><num>Artículo Primero</num><content><p>b</p></content></article></transitional>"
    )
    assert [c.eid for c in found.walk()] == ["art_primero", "transitional_1", "transitional_1__art_primero"]


def test_akn_front_notes_and_signatures() -> None:
    found = act(
        '<article><num>1</num><content><p>Trata<authorialNote marker="*"><p>Fuente: X</p></authorialNote> de</p>'
        "</content></article>",
        before="<preface><p>LEY</p></preface><preamble><formula><p>Decreta:</p></formula></preamble>",
        after="<conclusions><p>Dado en</p><p>El Presidente</p></conclusions>",
    )
    assert (found.preamble, found.signatures) == ("LEY\nDecreta:", "Dado en\nEl Presidente")
    assert [(note.eid, note.text) for note in found.notes] == [("art_1", "Fuente: X")]
    assert found.clauses[0].text == "Trata de"


def test_akn_deleted_words_are_furniture() -> None:
    found = act("<section><num>1</num><content><p>shall <del>not</del> pay</p></content></section>")
    assert (found.clauses[0].text, found.furniture) == ("shall pay", ("not",))
    assert any("deleted" in warning for warning in found.warnings)


def test_akn_oddities_are_named() -> None:
    article = "<article><num>Artículo {0}</num><content><p>Artículo {0}. texto</p></content></article>"
    chapters = "<chapter><num>CAPÍTULO I</num></chapter><chapter><num>CAPÍTULO II</num>{}</chapter>"
    numbers = [*range(1, 25), 27, 3]
    warnings = "\n".join(act(chapters.format("".join(article.format(n) for n in numbers))).warnings)
    for said in (
        "2 numbers are missing: 25, 26",
        "numbers run backwards 1 times",
        "1 of 2 headings",
        "26 of 26 units stand under chp_II",
        "repeat their number",
    ):
        assert said in warnings


# ---- safety


BOMBS = {
    "internal entity": b'<!DOCTYPE akomaNtoso [<!ENTITY a "b">]><akomaNtoso><p>&a;</p></akomaNtoso>',
    "billion laughs": b'<!DOCTYPE Statute [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><Statute id="&b;"/>',
    "outside file": b'<!DOCTYPE Bill [<!ENTITY a SYSTEM "file:///etc/passwd">]><Bill>&a;</Bill>',
    "parameter entity": b'<!DOCTYPE Bill [<!ENTITY % a SYSTEM "http://localhost/x.dtd"> %a;]><Bill/>',
    "UTF-16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE Bill [<!ENTITY a "b">]><Bill>&a;</Bill>'.encode(
        "utf-16"
    ),
    "UTF-7": b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE Bill []><Bill/>',
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("reader", [akn, uslm, lims])
def test_declared_entities_are_refused(reader: ModuleType, name: str) -> None:
    with pytest.raises(UnsafeFileError, match=r"law\.xml"):
        reader.read(BOMBS[name], law())


@pytest.mark.parametrize("reader", [akn, uslm, lims])
@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<Statute><Body>", ReadError),
        (b"", ReadError),
        (b"\x89PNG\r\n", ReadError),
        (b"<Statute><Body>\0</Body></Statute>", ReadError),
        (b"<html><p>x</p></html>", ReadError),
        (f'<akomaNtoso xmlns="{AKN_3}"><act><meta/><body/></act></akomaNtoso>'.encode(), ReadError),
        (b"<Statute><Body/></Statute>", ReadError),
    ],
)
def test_faults_are_one_clear_line(reader: ModuleType, data: bytes, fault: type[Exception]) -> None:
    with pytest.raises(fault) as raised:
        reader.read(data, law())
    assert "\n" not in str(raised.value)
    assert "law.xml" in str(raised.value)


def test_empty_body_is_no_text() -> None:
    with pytest.raises(NoTextError):
        statute("")


def test_plain_doctype_and_its_named_characters_are_read() -> None:
    body = SECTION.replace("Words", "N&eacute;")
    found = read(f'<!DOCTYPE Statute PUBLIC "-//JC//DTD" "x.dtd"><Statute><Body>{body}</Body></Statute>')
    assert found.clauses[0].text == "Né."


@pytest.mark.parametrize("depth", [400, 1500])
def test_deep_nesting_is_refused(depth: int) -> None:
    with pytest.raises(ReadError):
        statute("<Section>" * depth + "</Section>" * depth)


# ---- real files


@real_file
def test_real_files_are_recognised_by_one_reader(path: Path | None) -> None:
    if path is None:
        pytest.skip(f"no real laws under {SHARED}")
    data = path.read_bytes()
    readers = [import_module(f"analysis.read.{name}") for name in ("akn", "uslm", "lims")]
    assert sum(reader.recognises(data, path.name) for reader in readers) == 1


@real_file
def test_no_word_of_real_files_is_lost(path: Path | None) -> None:
    """Each run of characters of the mark-up (numbers apart, they lose § and Artículo) is found in the reading."""
    document = read_file(path)
    assert path is not None
    said = [document.preamble, document.signatures, *document.furniture, *(note.text for note in document.notes)]
    said += [part for clause in document.walk() for part in (clause.number, clause.heading, clause.text)]
    reading = "".join("".join(said).split())
    runs = ["".join(normal(run).split()) for run in _runs(xml.parse(path.read_bytes(), law(path)))]
    lost = [run for run in runs if run not in reading]
    assert lost == []
    assert document.quality.coverage > 0.999


def _runs(node: etree._Element) -> list[str]:
    if node.tag.rpartition("}")[2] == "meta":
        return []
    own = [node.text] if node.text and node.tag.rpartition("}")[2] not in ("num", "Label") else []
    return [run for run in own if run] + [run for child in node for run in (*_runs(child), child.tail or "") if run]


@real_file
def test_real_trees_hold_together(path: Path | None) -> None:
    document = read_file(path)
    eids = [clause.eid for clause in document.walk()]
    assert len(eids) == len(set(eids))
    for clause in document.walk():
        assert not any(child.kind == "wrapUp" for child in clause.children[:-1])
        assert clause.text == normal(clause.text).strip()
        assert clause.heading == normal(clause.heading).strip()
    known = {*eids, ""}
    assert {note.eid for note in document.notes} <= known


@pytest.mark.parametrize("path", CANADA or [None], ids=lambda path: path.name if path else "none")
def test_each_canadian_provision_comes_once_in_order(path: Path | None) -> None:
    document = read_file(path)
    assert path is not None
    kinds = {"Section": "section", "Subsection": "subsection", "Paragraph": "paragraph", "Subparagraph": "subparagraph"}
    root = xml.parse(path.read_bytes(), law(path))
    labels = [(kinds[node.tag], _label(node)) for node in root.iter(*kinds)]
    labels = [(kind, label) for kind, label in labels if label]
    read = [
        (clause.kind, clause.number) for clause in document.walk() if clause.kind in kinds.values() and clause.number
    ]
    assert read == labels


def _label(node: etree._Element) -> str:
    label = node.find("Label")
    if label is None:
        return ""
    marks = [xml.text_of(mark) for mark in label.iter("FootnoteRef")]
    text = xml.text_of(label)
    for mark in marks:
        text = text.replace(mark, "", 1)
    return " ".join(text.split()).lstrip("“").rstrip(".")


def test_immigration_act_stands_under_its_headings() -> None:
    document = read_file(next((path for path in CANADA if path.name == "I-2.5_eng.xml"), None))
    part = one(document, "part_3")
    assert one(document, "sec_117") in [clause for top in part.children for clause in top.walk()]
    assert one(document, "sec_117__subsec_1").text.startswith("No person shall organize")


def test_speed_on_canadian_files() -> None:
    """At most five times a bare parse with its text on a quiet machine; ten here, for a busy one."""
    if not CANADA:
        pytest.skip(f"no real laws under {SHARED}")
    files = [(path.read_bytes(), law(path)) for path in CANADA]
    bare = min(_seconds(lambda: [_bare(data) for data, _ in files]) for _ in range(5))
    ours = min(_seconds(lambda: [lims.read(data, about) for data, about in files]) for _ in range(5))
    assert ours < 10 * bare


def _bare(data: bytes) -> str:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return "".join(str(part) for part in etree.fromstring(data, parser).itertext())


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
