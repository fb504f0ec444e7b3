"""Lines become trees: one small invented law for each habit of drafting, and the real laws where they are at hand.

A row of a tree is (eid, number, heading, text).
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from analysis.model import Clause, Document, Law
from analysis.read import outline, text
from analysis.read.outline import Line

LAWS = Path(__file__).parents[1].parent / "shared" / "laws"

CASES = {
    "bis and ter, Art. with ordinal and dash": (
        """\
ARTÍCULO 145 bis.- Será penado quien ofreciere a otro con fines de lucro.
ARTÍCULO 145 ter.- La pena será mayor cuando:
1. Mediare engaño.
2. La víctima fuere menor.
Art. 5º — El juez resolverá.
Art. 6º — Comuníquese.
""",
        [
            ("art_145-bis", "145 bis", "", "Será penado quien ofreciere a otro con fines de lucro."),
            ("art_145-ter", "145 ter", "", "La pena será mayor cuando:"),
            ("art_145-ter__point_1", "1.", "", "Mediare engaño."),
            ("art_145-ter__point_2", "2.", "", "La víctima fuere menor."),
            ("art_5", "5º", "", "El juez resolverá."),
            ("art_6", "6º", "", "Comuníquese."),
        ],
    ),
    "a second paragraph without a number": (
        """\
Artículo 411 bis.- El que facilite la entrada ilegal será sancionado.
La misma pena se impondrá al que lo intente.
Artículo 411 ter.- El que promueva la salida.
ARTICULO 1°.- Esta ley rige desde hoy.
ARTICULO 2°.- Deróganse las normas anteriores.
""",
        [
            ("art_411-bis", "411 bis", "", ""),
            ("art_411-bis__para_1", "", "", "El que facilite la entrada ilegal será sancionado."),
            ("art_411-bis__para_2", "", "", "La misma pena se impondrá al que lo intente."),
            ("art_411-ter", "411 ter", "", "El que promueva la salida."),
            ("art_1", "1°", "", "Esta ley rige desde hoy."),
            ("art_2", "2°", "", "Deróganse las normas anteriores."),
        ],
    ),
    "heading run in, parágrafos": (
        """\
ARTÍCULO 188-A. Trata de personas. El que capte a otro incurrirá en prisión.
Para efectos de este artículo se entiende por explotación el provecho.
PARÁGRAFO 1o. El consentimiento no exime de responsabilidad.
PARÁGRAFO 2o. La pena se aumentará:
a) Si la víctima es menor;
b) Si hay violencia.
ARTÍCULO 188-B. Circunstancias de agravación. Las penas se aumentarán cuando:
1. La víctima sea menor.
2. El autor sea pariente.
""",
        [
            ("art_188-a", "188-A", "Trata de personas", "El que capte a otro incurrirá en prisión."),
            ("art_188-a__para_2", "", "", "Para efectos de este artículo se entiende por explotación el provecho."),
            ("art_188-a__para_paragrafo-1", "PARÁGRAFO 1o", "", "El consentimiento no exime de responsabilidad."),
            ("art_188-a__para_paragrafo-2", "PARÁGRAFO 2o", "", "La pena se aumentará:"),
            ("art_188-a__para_paragrafo-2__point_a", "a)", "", "Si la víctima es menor;"),
            ("art_188-a__para_paragrafo-2__point_b", "b)", "", "Si hay violencia."),
            ("art_188-b", "188-B", "Circunstancias de agravación", "Las penas se aumentarán cuando:"),
            ("art_188-b__point_1", "1.", "", "La víctima sea menor."),
            ("art_188-b__point_2", "2.", "", "El autor sea pariente."),
        ],
    ),
    "párrafos with Roman numbers": (
        """\
Art. 3.- Se considera pasible del delito quien capte personas.
Párrafo I.- El consentimiento no importa.
Párrafo II.- La tentativa se castiga igual.
Art. 4.- Las penas son las que siguen.
""",
        [
            ("art_3", "3", "", "Se considera pasible del delito quien capte personas."),
            ("art_3__para_parrafo-i", "Párrafo I", "", "El consentimiento no importa."),
            ("art_3__para_parrafo-ii", "Párrafo II", "", "La tentativa se castiga igual."),
            ("art_4", "4", "", "Las penas son las que siguen."),
        ],
    ),
    "heading between dashes": (
        """\
Art. 91.- Trata de personas.- La captación de personas constituye delito.
Constituye explotación:
1. La extracción de órganos.
2. El trabajo forzoso.
Art. 92.- Sanción para el delito de trata de personas.- La trata será sancionada:
1. Con pena de trece años.
2. Con pena mayor si hay muerte.
""",
        [
            ("art_91", "91", "Trata de personas", "La captación de personas constituye delito."),
            ("art_91__para_2", "", "", "Constituye explotación:"),
            ("art_91__para_2__point_1", "1.", "", "La extracción de órganos."),
            ("art_91__para_2__point_2", "2.", "", "El trabajo forzoso."),
            ("art_92", "92", "Sanción para el delito de trata de personas", "La trata será sancionada:"),
            ("art_92__point_1", "1.", "", "Con pena de trece años."),
            ("art_92__point_2", "2.", "", "Con pena mayor si hay muerte."),
        ],
    ),
    "letter with tilde, heading on the number's line": (
        """\
Artículo 129-A.- Trata de personas
1. El que mediante violencia capta a otro será reprimido.
2. La captación de niños es trata.
Artículo 129-Ñ.- Esclavitud
El que obliga a otro a trabajar será reprimido.
Artículo 129-O.- Trabajo forzoso
El que somete a otro.
""",
        [
            ("art_129-a", "129-A", "Trata de personas", ""),
            ("art_129-a__para_1", "1.", "", "El que mediante violencia capta a otro será reprimido."),
            ("art_129-a__para_2", "2.", "", "La captación de niños es trata."),
            ("art_129-n", "129-Ñ", "Esclavitud", "El que obliga a otro a trabajar será reprimido."),
            ("art_129-o", "129-O", "Trabajo forzoso", "El que somete a otro."),
        ],
    ),
    "letters behind a dash, repealed": (
        """\
Artículo 456-A. Quien promueva la trata será sancionado con prisión.
Artículo 456-B. La sanción será mayor cuando:
1. La víctima sea utilizada.
2. La víctima sea menor.
Artículo 457. Derogado.
""",
        [
            ("art_456-a", "456-A", "", "Quien promueva la trata será sancionado con prisión."),
            ("art_456-b", "456-B", "", "La sanción será mayor cuando:"),
            ("art_456-b__point_1", "1.", "", "La víctima sea utilizada."),
            ("art_456-b__point_2", "2.", "", "La víctima sea menor."),
            ("art_457", "457", "", "Derogado."),
        ],
    ),
    "heading in brackets": (
        """\
Artículo 78. (Trata de personas).- El que favoreciere la entrada será castigado.
Artículo 79. (Circunstancias agravantes).- Se consideran agravantes las siguientes:
A) Cuando hubiere peligro.
B) Cuando la víctima fuere niño.
Artículo 80. (Vigencia).- Esta ley rige desde hoy.
""",
        [
            ("art_78", "78", "Trata de personas", "El que favoreciere la entrada será castigado."),
            ("art_79", "79", "Circunstancias agravantes", "Se consideran agravantes las siguientes:"),
            ("art_79__point_A", "A)", "", "Cuando hubiere peligro."),
            ("art_79__point_B", "B)", "", "Cuando la víctima fuere niño."),
            ("art_80", "80", "Vigencia", "Esta ley rige desde hoy."),
        ],
    ),
    "paragraph one glued to the number": (
        """\
ARTÍCULO 363.1. El que induzca a otro incurre en sanción.
2. La sanción es mayor si:
a) el autor es funcionario;
b) la víctima es menor.
ARTÍCULO 364.1. El que organice la salida.
2. El que colabore.
""",
        [
            ("art_363", "363", "", ""),
            ("art_363__para_1", "1.", "", "El que induzca a otro incurre en sanción."),
            ("art_363__para_2", "2.", "", "La sanción es mayor si:"),
            ("art_363__para_2__point_a", "a)", "", "el autor es funcionario;"),
            ("art_363__para_2__point_b", "b)", "", "la víctima es menor."),
            ("art_364", "364", "", ""),
            ("art_364__para_1", "1.", "", "El que organice la salida."),
            ("art_364__para_2", "2.", "", "El que colabore."),
        ],
    ),
    "parts, note run in, definitions, dash and bracket": (
        """\
PART I—PRELIMINARY
1. This Act may be cited as the Sample Act.
Interpretation. 2. In this Act—
“child” means a person under eighteen;
“exploitation” includes—
(a) forced labour; and
(b) slavery.
PART II—OFFENCES
3.—(1) A person who recruits another commits an offence.
(2) In this section—
(a) it is immaterial whether the victim agreed;
(b) the penalty is—
(i) on summary conviction, a fine; or
(ii) on conviction on indictment, prison.
4. (1) Subject to subsection (2), a court may order payment.
(2) No order shall be made against a child.
""",
        [
            ("part_I", "I", "PRELIMINARY", ""),
            ("sec_1", "1", "", "This Act may be cited as the Sample Act."),
            ("sec_2", "2", "Interpretation", "In this Act—"),
            ("sec_2__point_1", "", "child", "“child” means a person under eighteen;"),
            ("sec_2__point_2", "", "exploitation", "“exploitation” includes—"),
            ("sec_2__point_2__para_a", "(a)", "", "forced labour; and"),
            ("sec_2__point_2__para_b", "(b)", "", "slavery."),
            ("part_II", "II", "OFFENCES", ""),
            ("sec_3", "3", "", ""),
            ("sec_3__subsec_1", "(1)", "", "A person who recruits another commits an offence."),
            ("sec_3__subsec_2", "(2)", "", "In this section—"),
            ("sec_3__subsec_2__para_a", "(a)", "", "it is immaterial whether the victim agreed;"),
            ("sec_3__subsec_2__para_b", "(b)", "", "the penalty is—"),
            ("sec_3__subsec_2__para_b__subpara_i", "(i)", "", "on summary conviction, a fine; or"),
            ("sec_3__subsec_2__para_b__subpara_ii", "(ii)", "", "on conviction on indictment, prison."),
            ("sec_4", "4", "", ""),
            ("sec_4__subsec_1", "(1)", "", "Subject to subsection (2), a court may order payment."),
            ("sec_4__subsec_2", "(2)", "", "No order shall be made against a child."),
        ],
    ),
    "marginal notes on lines before, words that close a list": (
        """\
Short title.
1. This Act may be cited as the Sample Act.
Offence of trafficking.
2. (1) A person who—
(a) recruits; or
(b) transports,
another commits an offence.
(2) Consent is no defence.
Penalty.
3. A person guilty is liable to prison.
""",
        [
            ("sec_1", "1", "Short title", "This Act may be cited as the Sample Act."),
            ("sec_2", "2", "Offence of trafficking", ""),
            ("sec_2__subsec_1", "(1)", "", "A person who—"),
            ("sec_2__subsec_1__para_a", "(a)", "", "recruits; or"),
            ("sec_2__subsec_1__para_b", "(b)", "", "transports,"),
            ("sec_2__subsec_1__wrapup", "", "", "another commits an offence."),
            ("sec_2__subsec_2", "(2)", "", "Consent is no defence."),
            ("sec_3", "3", "Penalty", "A person guilty is liable to prison."),
        ],
    ),
    "number and title on a line, inserted section": (
        """\
1 Slavery and servitude
(1) A person commits an offence if—
(a) the person holds another in slavery, and
(b) the person knows it.
(2) Consent does not matter.
2 Human trafficking
(1) A person commits an offence if the person arranges travel.
(2) It is irrelevant whether the victim agrees.
2A Slavery reports
(1) A report must be made.
3 Meaning of exploitation
(1) For the purposes of section 2 a person is exploited if forced.
""",
        [
            ("sec_1", "1", "Slavery and servitude", ""),
            ("sec_1__subsec_1", "(1)", "", "A person commits an offence if—"),
            ("sec_1__subsec_1__para_a", "(a)", "", "the person holds another in slavery, and"),
            ("sec_1__subsec_1__para_b", "(b)", "", "the person knows it."),
            ("sec_1__subsec_2", "(2)", "", "Consent does not matter."),
            ("sec_2", "2", "Human trafficking", ""),
            ("sec_2__subsec_1", "(1)", "", "A person commits an offence if the person arranges travel."),
            ("sec_2__subsec_2", "(2)", "", "It is irrelevant whether the victim agrees."),
            ("sec_2-a", "2A", "Slavery reports", ""),
            ("sec_2-a__subsec_1", "(1)", "", "A report must be made."),
            ("sec_3", "3", "Meaning of exploitation", ""),
            ("sec_3__subsec_1", "(1)", "", "For the purposes of section 2 a person is exploited if forced."),
        ],
    ),
    "decimal numbers, penalty line, inserted subsection": (
        """\
Division 271—Trafficking
271.1 Definitions
In this Division, child means a person under 18.
271.2 Offence of trafficking in persons
(1) A person commits an offence if:
(a) the person organises the entry of another; and
(b) the person uses threats.
Penalty: Imprisonment for 12 years.
(1A) Strict liability applies to paragraph (1)(b).
(2) A person commits an offence if the person is reckless.
271.3 Aggravated offence
(1) A person commits an aggravated offence.
""",
        [
            ("dvs_271", "271", "Trafficking", ""),
            ("sec_271-1", "271.1", "Definitions", "In this Division, child means a person under 18."),
            ("sec_271-2", "271.2", "Offence of trafficking in persons", ""),
            ("sec_271-2__subsec_1", "(1)", "", "A person commits an offence if:"),
            ("sec_271-2__subsec_1__para_a", "(a)", "", "the person organises the entry of another; and"),
            ("sec_271-2__subsec_1__para_b", "(b)", "", "the person uses threats."),
            ("sec_271-2__subsec_1__wrapup", "", "", "Penalty: Imprisonment for 12 years."),
            ("sec_271-2__subsec_1-a", "(1A)", "", "Strict liability applies to paragraph (1)(b)."),
            ("sec_271-2__subsec_2", "(2)", "", "A person commits an offence if the person is reckless."),
            ("sec_271-3", "271.3", "Aggravated offence", ""),
            ("sec_271-3__subsec_1", "(1)", "", "A person commits an aggravated offence."),
        ],
    ),
    "Section and dash": (
        """\
Section 3 – Offence of trafficking in persons
(1) A person commits the offence when he recruits.
(2) The consent of a victim is not relevant.
Section 4 – Acts that promote child trafficking
(1) A person who adopts a child for trafficking commits an offence.
""",
        [
            ("sec_3", "3", "Offence of trafficking in persons", ""),
            ("sec_3__subsec_1", "(1)", "", "A person commits the offence when he recruits."),
            ("sec_3__subsec_2", "(2)", "", "The consent of a victim is not relevant."),
            ("sec_4", "4", "Acts that promote child trafficking", ""),
            ("sec_4__subsec_1", "(1)", "", "A person who adopts a child for trafficking commits an offence."),
        ],
    ),
    "SEC., heading and dash": (
        """\
SECTION 1. Title. – This Act shall be known as the Sample Act.
SEC. 2. Declaration of Policy. – It is declared that the State values dignity.
SEC. 3. Definition of Terms. – As used in this Act:
(a) Trafficking in Persons – refers to the recruitment of persons.
(b) Child – refers to a person below eighteen.
SEC. 4. Acts of Trafficking in Persons. – It shall be unlawful for any person:
(a) To recruit;
(b) To harbor.
""",
        [
            ("sec_1", "1", "Title", "This Act shall be known as the Sample Act."),
            ("sec_2", "2", "Declaration of Policy", "It is declared that the State values dignity."),
            ("sec_3", "3", "Definition of Terms", "As used in this Act:"),
            ("sec_3__para_a", "(a)", "", "Trafficking in Persons – refers to the recruitment of persons."),
            ("sec_3__para_b", "(b)", "", "Child – refers to a person below eighteen."),
            ("sec_4", "4", "Acts of Trafficking in Persons", "It shall be unlawful for any person:"),
            ("sec_4__para_a", "(a)", "", "To recruit;"),
            ("sec_4__para_b", "(b)", "", "To harbor."),
        ],
    ),
    "chapter letter in the number, inserted subsection": (
        """\
Sec. 20A.01. DEFINITIONS. In this chapter:
(1) "Child" means a person younger than 18.
(2) "Traffic" means to transport.
Sec. 20A.02. TRAFFICKING OF PERSONS. (a) A person commits an offense if the person knowingly:
(1) traffics another person; or
(2) receives a benefit.
(b) An offense under this section is a felony.
(b-1) It is no defense that the victim agreed.
Sec. 20A.03. CONTINUOUS TRAFFICKING. (a) A person commits an offense if twice.
""",
        [
            ("sec_20-a-01", "20A.01", "DEFINITIONS", "In this chapter:"),
            ("sec_20-a-01__para_1", "(1)", "", "\"Child\" means a person younger than 18."),
            ("sec_20-a-01__para_2", "(2)", "", "\"Traffic\" means to transport."),
            ("sec_20-a-02", "20A.02", "TRAFFICKING OF PERSONS", ""),
            ("sec_20-a-02__subsec_a", "(a)", "", "A person commits an offense if the person knowingly:"),
            ("sec_20-a-02__subsec_a__para_1", "(1)", "", "traffics another person; or"),
            ("sec_20-a-02__subsec_a__para_2", "(2)", "", "receives a benefit."),
            ("sec_20-a-02__subsec_b", "(b)", "", "An offense under this section is a felony."),
            ("sec_20-a-02__subsec_b-1", "(b-1)", "", "It is no defense that the victim agreed."),
            ("sec_20-a-03", "20A.03", "CONTINUOUS TRAFFICKING", ""),
            ("sec_20-a-03__subsec_a", "(a)", "", "A person commits an offense if twice."),
        ],
    ),
    "section sign, repealed": (
        """\
§ 787. Trafficking of an individual, forced labor and sexual servitude.
(a) For the purposes of this section:
(1) “Adult” has the meaning in the Code.
(2) “Coercion” means force.
(b) A person is guilty of trafficking.
§ 788. Repealed.
§ 789. Venue.
A prosecution may be commenced anywhere.
""",
        [
            ("sec_787", "787", "Trafficking of an individual, forced labor and sexual servitude", ""),
            ("sec_787__subsec_a", "(a)", "", "For the purposes of this section:"),
            ("sec_787__subsec_a__para_1", "(1)", "", "“Adult” has the meaning in the Code."),
            ("sec_787__subsec_a__para_2", "(2)", "", "“Coercion” means force."),
            ("sec_787__subsec_b", "(b)", "", "A person is guilty of trafficking."),
            ("sec_788", "788", "", "Repealed."),
            ("sec_789", "789", "Venue", "A prosecution may be commenced anywhere."),
        ],
    ),
    "bare numbers with decimals": (
        """\
236. False imprisonment is the unlawful violation of liberty.
236.1. (a) A person who deprives another is guilty.
(b) A person who acts with intent is guilty.
(c) A person who causes a minor:
(1) Five years.
(2) Fifteen years when force is used.
236.2. Law enforcement shall look for indicators.
""",
        [
            ("sec_236", "236", "", "False imprisonment is the unlawful violation of liberty."),
            ("sec_236-1", "236.1", "", ""),
            ("sec_236-1__subsec_a", "(a)", "", "A person who deprives another is guilty."),
            ("sec_236-1__subsec_b", "(b)", "", "A person who acts with intent is guilty."),
            ("sec_236-1__subsec_c", "(c)", "", "A person who causes a minor:"),
            ("sec_236-1__subsec_c__para_1", "(1)", "", "Five years."),
            ("sec_236-1__subsec_c__para_2", "(2)", "", "Fifteen years when force is used."),
            ("sec_236-2", "236.2", "", "Law enforcement shall look for indicators."),
        ],
    ),
    "note and dash run in, explanation": (
        """\
370. Trafficking of person.—(1) Whoever, for the purpose of exploitation, recruits a person commits the offence.
Explanation 1.—The expression exploitation shall include slavery.
(2) Whoever commits the offence shall be punished.
370A. Exploitation of a trafficked person.—(1) Whoever engages such minor shall be punished.
371. Habitual dealing in slaves.—Whoever habitually deals in slaves shall be punished.
""",
        [
            ("sec_370", "370", "Trafficking of person", ""),
            ("sec_370__subsec_1", "(1)", "", "Whoever, for the purpose of exploitation, recruits a person commits the offence."),
            ("sec_370__subsec_1__para_2", "", "", "Explanation 1.—The expression exploitation shall include slavery."),
            ("sec_370__subsec_2", "(2)", "", "Whoever commits the offence shall be punished."),
            ("sec_370-a", "370A", "Exploitation of a trafficked person", ""),
            ("sec_370-a__subsec_1", "(1)", "", "Whoever engages such minor shall be punished."),
            ("sec_371", "371", "Habitual dealing in slaves", "Whoever habitually deals in slaves shall be punished."),
        ],
    ),
    "lists run on in one line": (
        """\
4.—(1) A person commits the offence of trafficking where he— (a) recruits; (b) transports; or (c) receives another person. (2) The consent of the victim is immaterial.
5.—(1) A person who destroys a travel document commits an offence. (2) A body corporate is liable.
6. Where a child is concerned, no means are needed.
""",
        [
            ("sec_4", "4", "", ""),
            ("sec_4__subsec_1", "(1)", "", "A person commits the offence of trafficking where he—"),
            ("sec_4__subsec_1__para_a", "(a)", "", "recruits;"),
            ("sec_4__subsec_1__para_b", "(b)", "", "transports; or"),
            ("sec_4__subsec_1__para_c", "(c)", "", "receives another person."),
            ("sec_4__subsec_2", "(2)", "", "The consent of the victim is immaterial."),
            ("sec_5", "5", "", ""),
            ("sec_5__subsec_1", "(1)", "", "A person who destroys a travel document commits an offence."),
            ("sec_5__subsec_2", "(2)", "", "A body corporate is liable."),
            ("sec_6", "6", "", "Where a child is concerned, no means are needed."),
        ],
    ),
    "quoted articles between quotation marks": (
        """\
Artículo 1.- Se reforma el artículo 194 del Código Penal, el cual queda así:
“Artículo 194. Trata. Comete el delito quien capte.
La pena será mayor para el funcionario.”
Artículo 2.- Se adiciona el artículo 194 Bis, que queda así:
“Artículo 194 Bis. El producto será decomisado.”
Artículo 3.- La presente ley entra en vigor hoy.
""",
        [
            ("art_1", "1", "", "Se reforma el artículo 194 del Código Penal, el cual queda así:"),
            ("art_1__qstr_1", "", "", ""),
            ("art_1__qstr_1__art_194", "194", "Trata", ""),
            ("art_1__qstr_1__art_194__para_1", "", "", "Comete el delito quien capte."),
            ("art_1__qstr_1__art_194__para_2", "", "", "La pena será mayor para el funcionario.”"),
            ("art_2", "2", "", "Se adiciona el artículo 194 Bis, que queda así:"),
            ("art_2__qstr_1", "", "", ""),
            ("art_2__qstr_1__art_194-bis", "194 Bis", "", "El producto será decomisado.”"),
            ("art_3", "3", "", "La presente ley entra en vigor hoy."),
        ],
    ),
    "quoted articles without quotation marks": (
        """\
Artículo 1. El artículo 456 del Código Penal queda así:
Artículo 456. Quien promueva será sancionado.
La pena será mayor.
Artículo 2. Se adiciona el artículo 456-A, así:
Artículo 456-A. Quien destine a otro será sancionado.
Artículo 3. Esta ley rige desde su promulgación.
""",
        [
            ("art_1", "1", "", "El artículo 456 del Código Penal queda así:"),
            ("art_1__qstr_1", "", "", ""),
            ("art_1__qstr_1__art_456", "456", "", ""),
            ("art_1__qstr_1__art_456__para_1", "", "", "Quien promueva será sancionado."),
            ("art_1__qstr_1__art_456__para_2", "", "", "La pena será mayor."),
            ("art_2", "2", "", "Se adiciona el artículo 456-A, así:"),
            ("art_2__qstr_1", "", "", ""),
            ("art_2__qstr_1__art_456-a", "456-A", "", "Quien destine a otro será sancionado."),
            ("art_3", "3", "", "Esta ley rige desde su promulgación."),
        ],
    ),
    "headings on the next line, dispositions": (
        """\
TÍTULO I
De la trata
CAPÍTULO PRIMERO
Disposiciones generales
Artículo 177 bis.
1. Será castigado el que captare:
a) La imposición de trabajo.
b) La explotación sexual.
2. Se impondrá mayor pena.
Artículo 178.
El consentimiento no importa.
Disposición adicional primera. Remisión.
Se aplicará la ley.
Disposición transitoria única. Procedimientos.
Los procedimientos siguen.
Disposición final primera. Vigencia.
Entra en vigor hoy.
""",
        [
            ("title_I", "I", "De la trata", ""),
            ("title_I__chp_primero", "PRIMERO", "Disposiciones generales", ""),
            ("art_177-bis", "177 bis", "", ""),
            ("art_177-bis__para_1", "1.", "", "Será castigado el que captare:"),
            ("art_177-bis__para_1__point_a", "a)", "", "La imposición de trabajo."),
            ("art_177-bis__para_1__point_b", "b)", "", "La explotación sexual."),
            ("art_177-bis__para_2", "2.", "", "Se impondrá mayor pena."),
            ("art_178", "178", "", "El consentimiento no importa."),
            ("art_disposicion-adicional-primera", "Disposición adicional primera", "Remisión", "Se aplicará la ley."),
            ("transitional_disposicion-transitoria-unica", "Disposición transitoria única", "Procedimientos", "Los procedimientos siguen."),
            ("art_disposicion-final-primera", "Disposición final primera", "Vigencia", "Entra en vigor hoy."),
        ],
    ),
    "the same title number in two books": (
        """\
LIBRO PRIMERO
PARTE GENERAL
TÍTULO I
De la ley
Artículo 1.- Uno.
LIBRO SEGUNDO
PARTE ESPECIAL
TÍTULO I
De los delitos
CAPÍTULO I
Homicidio
Artículo 2.- Dos.
CAPÍTULO II
Lesiones
Artículo 3.- Tres.
""",
        [
            ("book_primero", "PRIMERO", "PARTE GENERAL", ""),
            ("book_primero__title_I", "I", "De la ley", ""),
            ("art_1", "1", "", "Uno."),
            ("book_segundo", "SEGUNDO", "PARTE ESPECIAL", ""),
            ("book_segundo__title_I", "I", "De los delitos", ""),
            ("book_segundo__title_I__chp_I", "I", "Homicidio", ""),
            ("art_2", "2", "", "Dos."),
            ("book_segundo__title_I__chp_II", "II", "Lesiones", ""),
            ("art_3", "3", "", "Tres."),
        ],
    ),
}  # fmt: skip

NARROW = sorted(
    CASES.keys()
    - {
        "a second paragraph without a number",
        "heading run in, parágrafos",
        "heading between dashes",
        "decimal numbers, penalty line, inserted subsection",
        "letter with tilde, heading on the number's line",
        "note and dash run in, explanation",
        "quoted articles between quotation marks",
    }
)
"""Those of which a broken line tells enough: where a sentence ends at a line's end, only a person knows if a paragraph does."""


def law(name: str, language: str = "es") -> Law:
    return Law("/akn/xx/act/2020/x", "XX", name, name, "other", language, Path(name))


def read(source: str) -> Document:
    return text.read(source.encode(), law("law.txt"))


def rows(document: Document) -> list[tuple[str, str, str, str]]:
    return [(c.eid, c.number, c.heading, c.text) for c in document.walk()]


def shared(path: str) -> Document:
    file = LAWS / path
    if not file.exists():
        pytest.skip(f"{file} is not at hand")
    return text.read(file.read_bytes(), law(path))


def find(document: Document, eid: str) -> Clause:
    return next(clause for clause in document.walk() if clause.eid == eid)


# ---- drafting styles ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_drafting_styles(case: str) -> None:
    source, expected = CASES[case]
    document = read(source)
    assert rows(document) == expected
    assert document.quality.coverage == 1.0


@pytest.mark.parametrize("case", NARROW)
def test_hard_wraps_change_nothing(case: str) -> None:
    source, _ = CASES[case]
    narrow = "\n".join(part for line in source.splitlines() for part in textwrap.wrap(line, 60))
    plain = [(*row[:3], " ".join(row[3].split())) for row in rows(read(source))]
    assert [(*row[:3], " ".join(row[3].split())) for row in rows(read(narrow))] == plain


@pytest.mark.parametrize("case", CASES)
def test_blank_lines_change_nothing(case: str) -> None:
    source, expected = CASES[case]
    assert rows(read(source.replace("\n", "\n\n"))) == expected


STYLES_OF_SECTIONS = {
    "bold number and title, a title that says who": (
        "## Part 1 Offences\n\n**1 Servitude**\n\n(1) No person may be held.\n\n**2 Defence for victims who commit an offence**\n\n(1) A person is spared.\n",
        [("1", "Servitude"), ("2", "Defence for victims who commit an offence")],
    ),
    "title with a full stop before the first subsection": (
        "24 Illegal entry and similar acts.\n(1) A person is guilty.\n(2) He may be fined.\n25 Helping another to enter\n(1) A person is guilty.\n",
        [("24", "Illegal entry and similar acts"), ("25", "Helping another to enter")],
    ),
    "title that ends in brackets or in etc.": (
        "7.1  Grave offence (danger of death etc.)\n (1) A person is guilty.\n7.2  Grave offence (at least 5 people)\n (1) A person is guilty.\n"
        "7.3  Use of threats, force, etc.\n (1) A person is guilty.\n",
        [("7.1", "Grave offence (danger of death etc.)"), ("7.2", "Grave offence (at least 5 people)"), ("7.3", "Use of threats, force, etc")],
    ),
    "caption with by means of": (
        "Trade in persons\n\n12.  Whoever trades in persons is guilty.\n\nTrade in persons by means of threat, force, etc.\n\n13.  Whoever does so is guilty.\n\nConsent\n\n14.  Consent is no defence.\n",
        [("12", "Trade in persons"), ("13", "Trade in persons by means of threat, force, etc"), ("14", "Consent")],
    ),
    "a heading that denies a noun": (
        "Art. 92.- Sanción.- La pena será grave.\nArt. 93.- Principio de no punibilidad de la víctima.- La víctima queda exenta.\n",
        [("92", "Sanción"), ("93", "Principio de no punibilidad de la víctima")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES_OF_SECTIONS)
def test_headings_of_units(style: str) -> None:
    source, expected = STYLES_OF_SECTIONS[style]
    document = read(source)
    assert [(c.number, c.heading) for c in document.walk() if c.kind in ("article", "section")] == expected
    assert document.quality.coverage > 0.99


def test_final_dispositions_count_in_words() -> None:
    document = read(
        "Artículo 1.- Objeto. La ley protege.\nArtículo 2.- Ámbito. La ley rige.\n\nDISPOSICIONES COMPLEMENTARIAS FINALES\n\n"
        "PRIMERA.- El reglamento se dictará pronto.\n\nSEGUNDA.- La víctima no será punible.\n\nDISPOSICIÓN DEROGATORIA\n\nÚNICA.- Se deroga la ley anterior.\n"
    )
    assert [(c.eid, c.kind) for c in document.walk() if c.kind not in ("paragraph",)][2:] == [
        ("hcontainer_1", "hcontainer"), ("art_primera", "article"), ("art_segunda", "article"), ("hcontainer_2", "hcontainer"), ("art_unica", "article"),
    ]  # fmt: skip
    assert find(document, "hcontainer_1").heading == "DISPOSICIONES COMPLEMENTARIAS FINALES"
    assert find(document, "art_segunda").text == "La víctima no será punible."


def test_remarks_in_angle_brackets_are_notes() -> None:
    document = read(
        "ARTICULO 1o. DE LA PENA. <Artículo modificado por el artículo 2 de la Ley 9. El nuevo texto es:> El que hurte será penado.\n"
        "1. <Numeral adicionado por la Ley 10 de 2001:> Si hay violencia.\nARTICULO 2o. <Artículo derogado por la Ley 11.>\n"
    )
    assert find(document, "art_1").heading == "DE LA PENA"
    assert [c.text for c in document.walk() if c.text] == [
        "El que hurte será penado.",
        "Si hay violencia.",
        "<Artículo derogado por la Ley 11.>",
    ]
    assert [note.eid for note in document.notes] == ["art_1", "art_1"]
    assert document.quality.coverage == 1.0


# ---- what stands around the articles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "text_left"),
    [
        ("Artículo reformado DOF 13-01-1984", "Nadie será penado."),
        ("(Así reformado por el artículo 1 de la ley N° 100 de 2 de enero de 2001)", "Nadie será penado."),
        ("Fe de erratas al artículo DOF 30-07-1932. Reformado DOF 08-02-1947", "Nadie será penado."),
        ("NOTA: Ver el artículo siguiente.", "Nadie será penado."),
        ("(Artículo sustituido por art. 25 de la Ley N° 26 B.O. 27/12/2012)", "Nadie será penado."),
        ("(Inciso incorporado por el Decreto N° 8, R.O. 12)", "Nadie será penado."),
    ],
)
def test_reform_notes_are_notes(note: str, text_left: str) -> None:
    document = read(f"Artículo 1.- Nadie será penado.\n{note}\nArtículo 2.- La ley rige.\n")
    assert [n.text for n in document.notes] == [note]
    assert document.notes[0].eid == "art_1"
    assert find(document, "art_1").text == text_left


@pytest.mark.parametrize(
    "words", ["(Derogado)", "Se deroga.", "(Derogado por el artículo 26 de la Ley N° 77)", "[Repealed, 2018, c. 21]"]
)
def test_repealed_articles_stay(words: str) -> None:
    document = read(f"Artículo 1.- Uno.\n\nArtículo 2.- {words}\n\nArtículo 3.-\n\n{words}\n\nArtículo 4.- Cuatro.\n")
    assert [(c.eid, c.text) for c in document.walk()] == [
        ("art_1", "Uno."),
        ("art_2", words),
        ("art_3", words),
        ("art_4", "Cuatro."),
    ]


def test_captions_in_capitals_belong_to_the_next_article() -> None:
    document = read(
        "ARTICULO 1. Nadie podrá ser penado por hechos que no estén\ncalificados como delitos por la ley.\nEXTRACTIVIDAD\n\n"
        "ARTICULO 2. Si la ley vigente fuere distinta de otra\nposterior, se aplicará aquélla.\nLEY EXCEPCIONAL\n\n"
        "ARTICULO 3. La ley excepcional se aplicará a los hechos\ncometidos bajo su vigencia.\nTITULO II\nDEL DELITO\nDE LA CAUSA\nCAUSALIDAD\n\n"
        "ARTICULO 4. Los hechos serán atribuidos al imputado cuando\nfueren consecuencia de su acción.\n"
    )
    heads = {c.eid: c.heading for c in document.walk()}
    assert heads == {
        "art_1": "", "art_2": "EXTRACTIVIDAD", "art_3": "LEY EXCEPCIONAL", "title_II": "DEL DELITO", "title_II__hcontainer_1": "DE LA CAUSA",
        "art_4": "CAUSALIDAD",
    }  # fmt: skip


def test_transitional_provisions_stand_apart() -> None:
    document = read(
        "Artículo 1.- Uno.\nArtículo 2.- Dos.\nTRANSITORIOS\nPRIMERO.- Rige desde hoy.\nSEGUNDO.- Se deroga lo demás.\n"
        "México, D.F., a 2 de enero de 2020.- Dip. Ana, Presidenta.- Rúbrica.\n"
        "DECRETO por el que se reforma la ley.\nARTÍCULO ÚNICO.- Se reforma el artículo 1.\nTRANSITORIO\nÚNICO.- Rige mañana.\n"
    )
    assert [(c.kind, c.eid) for c in document.walk()] == [
        ("article", "art_1"), ("article", "art_2"), ("transitional", "transitional_1"), ("article", "transitional_1__art_primero"),
        ("article", "transitional_1__art_segundo"), ("transitional", "transitional_2"), ("article", "transitional_2__art_unico"),
        ("transitional", "transitional_3"), ("article", "transitional_3__art_unico"),
    ]  # fmt: skip
    assert document.signatures.startswith("México, D.F.")


def test_page_headers_are_furniture() -> None:
    pages = "".join(
        f"Artículo {n}.- Uno de los delitos que castiga esta ley.\n{n} de 4\nCÁMARA DE DIPUTADOS\nSecretaría General\n"
        for n in range(1, 5)
    )
    document = read(pages)
    assert [c.text for c in document.walk()] == ["Uno de los delitos que castiga esta ley."] * 4
    assert {"1 de 4", "CÁMARA DE DIPUTADOS", "Secretaría General"} <= set(document.furniture)


def test_law_that_recurs_is_no_furniture() -> None:
    source = "".join(
        f"**Definitions**\n\n### {n} Title\n\nIn this Part,\n\n- (a) one; and\n\n- (b) two.\n\n" for n in range(1, 31)
    )
    document = text.read(source.encode(), law("law.md"))
    assert not document.furniture
    assert sum(c.text == "In this Part," for c in document.walk()) == 30


def test_a_law_without_articles_is_kept_as_preamble() -> None:
    assert read("Una frase sin artículos.\nOtra frase más.\n").preamble.startswith("Una frase")


def test_lines_of_any_reader() -> None:
    lines = [
        Line("Chapter 1", "p. 1", level=1), Line("Trafficking", "p. 1", level=1), Line("Section 1. Offence", "p. 1", level=2, block=True),
        Line("Whoever recruits is liable.", "p. 2", block=True), Line("Amended 2004.", "p. 2", block=True, note=True),
        Line("Section 2. Penalty", "p. 2", level=2, block=True), Line("Prison.", "p. 3", block=True),
    ]  # fmt: skip
    document = outline.document(lines, law("law.docx", "en"), ["Gazette"], ["scanned"])
    assert [(c.eid, c.heading, c.text, c.source) for c in document.walk()][1:] == [
        ("sec_1", "Offence", "Whoever recruits is liable.", "p. 1"),
        ("sec_2", "Penalty", "Prison.", "p. 2"),
    ]
    assert document.notes[0].text == "Amended 2004."
    assert document.furniture == ("Gazette",)
    assert document.warnings == ("scanned",)


# ---- coverage -------------------------------------------------------------------------------------------------------


def test_a_dropped_block_shows_as_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    place = outline._Outline._place

    def forgetful(self: outline._Outline, block: object) -> None:
        if "trabajo" not in block.text:  # type: ignore[attr-defined]
            place(self, block)  # type: ignore[arg-type]

    source = "Artículo 1.- Son delitos:\na) el robo;\nb) el trabajo forzoso.\nArtículo 2.- Rige hoy.\n"
    assert read(source).quality.coverage == 1.0
    monkeypatch.setattr(outline._Outline, "_place", forgetful)
    assert read(source).quality.coverage < 0.8


def test_a_block_twice_shows_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    place = outline._Outline._place

    def stuttering(self: outline._Outline, block: object) -> None:
        place(self, block)  # type: ignore[arg-type]
        place(self, block)  # type: ignore[arg-type]

    monkeypatch.setattr(outline._Outline, "_place", stuttering)
    assert read("Artículo 1.- Son delitos:\na) el robo;\nb) el fraude.\nArtículo 2.- Rige.\n").quality.coverage < 0.8


TEXTS = sorted(str(path.relative_to(LAWS)) for path in [*LAWS.glob("*/*.txt"), *LAWS.glob("*/*.md")]) or ["none"]


@pytest.mark.parametrize("path", TEXTS)
def test_every_character_of_the_real_laws_lands(path: str) -> None:
    document = shared(path)
    assert document.quality.coverage > 0.9999
    eids = [clause.eid for clause in document.walk()]
    assert len(eids) == len(set(eids))


# ---- the real laws --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "articles", "missing"),
    [
        ("cr/codigo-penal_lexai.txt", range(1, 414), set()),
        ("gt/codigo-penal-17-73_original.txt", range(1, 499), set()),
        ("mx/cpf_extracted.txt", range(1, 430), set()),
        ("mx/lmigra_extracted.txt", range(1, 163), set()),
        ("mx/lgpsedmtp_extracted.txt", range(1, 127), set()),
        ("es/BOE-A-1995-25444.md", range(1, 640), set()),
        ("py/ley-4788.txt", range(1, 54), {51}),
        ("intl/untoc_en.txt", range(1, 42), set()),
    ],
)
def test_each_article_once(path: str, articles: range, missing: set[int]) -> None:
    numbers = [
        c.eid.removeprefix("art_") for c in shared(path).walk() if c.kind == "article" and c.eid.startswith("art_")
    ]
    plain = [int(number) for number in numbers if number.isdigit()]
    assert plain == sorted(plain)
    assert plain == [number for number in articles if number not in missing]


@pytest.mark.parametrize("treaty", ["untoc", "trafficking-protocol", "smuggling-protocol"])
def test_treaties_are_one_tree_in_both_languages(treaty: str) -> None:
    def numbered(language: str) -> list[str]:
        return [c.eid for c in shared(f"intl/{treaty}_{language}.txt").walk() if c.number and c.kind != "hcontainer"]

    assert numbered("en") == numbered("es")


def test_articles_with_letters_do_not_collapse() -> None:
    document = read(
        "Artículo 16.- Uno.\nArtículo 16 A.- Dos.\nArtículo 16 B.- Tres.\nArtículo 16 bis.- Cuatro.\nArtículo 17.- Cinco.\n"
    )
    assert [c.eid for c in document.walk()] == ["art_16", "art_16-a", "art_16-b", "art_16-bis", "art_17"]


def test_us_code_nests_by_its_labels() -> None:
    document = shared("us/usc-title-08_2023.md")
    eids = [c.eid for c in document.walk() if c.eid.startswith("sec_1324__subsec_a__para_1__")]
    first, second = (f"sec_1324__subsec_a__para_1__subpara_{letter}" for letter in "AB")
    assert eids == [
        first, *(f"{first}__cl_{n}" for n in ("i", "ii", "iii", "iv", "v")), *(f"{first}__cl_v__subcl_{n}" for n in ("I", "II")),
        second, *(f"{second}__cl_{n}" for n in ("i", "ii", "iii", "iv")), "sec_1324__subsec_a__para_1__subpara_C",
    ]  # fmt: skip
    assert [c.eid for c in document.clauses[0].walk() if c.kind == "section"][:4] == [
        "sec_1323",
        "sec_1324",
        "sec_1324-a",
        "sec_1324-b",
    ]
    assert not [w for w in document.warnings if "sec_1324" in w]


def test_canadian_definitions_and_captions() -> None:
    document = shared("ca/C-46-criminal-code_en.md")
    act, general = find(document, "sec_2__point_1"), find(document, "sec_2__point_4")
    assert (act.heading, [c.number for c in act.children]) == ("Act", ["(a)", "(b)", "(c)", "(d)"])
    assert (general.heading, general.children[1].children[0].eid) == (
        "Attorney General",
        "sec_2__point_4__para_b__subpara_i",
    )
    assert find(document, "sec_7__subsec_1").children[-1].kind == "wrapUp"
    assert find(document, "sec_84__subsec_2").heading == "Barrel length"


def test_costa_rican_captions_are_the_articles_own() -> None:
    document = shared("cr/codigo-penal_lexai.txt")
    assert {number: find(document, f"art_{number}").heading for number in ("1", "111", "172", "189-bis")} == {
        "1": "Principio de legalidad", "111": "Homicidio simple", "172": "Trata de personas", "189-bis": "Trabajos o servicios forzados",
    }  # fmt: skip
    assert "Ficha articulo" in document.furniture


def test_mexican_apartados_hold_their_fracciones() -> None:
    document = shared("mx/cpf_extracted.txt")
    article = find(document, "art_11-bis")
    assert [c.eid for c in article.children][:3] == ["art_11-bis__point_A", "art_11-bis__point_B", "art_11-bis__para_2"]
    assert find(document, "art_11-bis__point_B__point_VIII-bis").number == "VIII Bis."


def test_a_definition_goes_on_with_its_own_list() -> None:
    document = read(
        "1. Meaning of words\n(1) In this Act—\n"
        '"abuse" means taking advantage of a person who is—\n(a) ill;\n(b) pregnant;\n(c) poor;\n(d) a child;\n'
        '"exploitation" means—\n(a) slavery;\n(b) servitude;\n(c) forced labour;\n(d) begging;\n(e) the taking of organs.\n2. Penalty\n(1) A fine.\n'
    )
    assert [c.eid for c in document.walk() if c.text == "the taking of organs."] == ["sec_1__subsec_1__point_2__para_e"]


def test_a_heading_in_brackets_by_itself() -> None:
    document = read(
        "Artículo 5º.- (De la tentativa)\nEs punible el que empieza.\nArtículo 6º.- (Del autor)\nEs autor el que ejecuta.\n"
    )
    assert [(c.number, c.heading) for c in document.walk() if c.kind == "article"] == [
        ("5º", "De la tentativa"),
        ("6º", "Del autor"),
    ]


def test_an_article_named_on_its_own_line_without_a_mark() -> None:
    document = read(
        "LIBRO PRIMERO\n\nArt. 27 Delito consumado y tentativa\nSon punibles ambos.\n\nArt. 44 Cómplices\nSon cómplices los que ayudan.\n"
        "\nArt. 112 Comiso\nLos bienes se pierden.\n\nArt. 27 Constitucional es la base de todo ello.\n"
    )
    assert [(c.number, c.heading) for c in document.walk() if c.kind == "article"] == [
        ("27", "Delito consumado y tentativa"), ("44", "Cómplices"), ("112", "Comiso"),
    ]  # fmt: skip


def test_by_means_of_defines_nothing() -> None:
    document = read(
        "16. (1) A person who—\n(a) recruits persons; or\n(b) harbours persons,\nby means of—\n(i) threats; or\n(ii) fraud,\ncommits an offence.\n"
        "17. (1) A person who\n(a) sells persons is guilty.\n"
    )
    assert not [c.eid for c in document.walk() if c.kind == "point"]


def test_one_section_alone_and_captions_that_hold_a_relative_clause() -> None:
    alone = read("PART 2\nOFFENCES\n\n32. (1) A person who hides another commits an offence.\n(2) The fine is small.\n")
    assert [(c.number, c.eid) for c in alone.walk() if c.kind == "section"] == [("32", "sec_32")]
    close = read(
        "PART 2\nOFFENCES\n\n3.(1) A person who hides another pays.\n(2) So do helpers.\n\n4.(1) A child does not pay.\n(2) Nor a guest.\n"
    )
    assert [c.eid for c in close.walk() if c.kind == "section"] == ["sec_3", "sec_4"]
    document = read(
        "PART 2\nTRADE IN GOODS\n\nTrade in goods\n3.—(1) A person who sells goods pays.\n(2) The fee is small.\n\nPersons who receive payments\n"
        "4.—(1) Any person who receives a payment tells the court.\n(2) The court listens.\n\nShort title\n5.—(1) This is an Act.\n"
    )
    assert [c.heading for c in document.walk() if c.kind == "section"] == [
        "Trade in goods", "Persons who receive payments", "Short title",
    ]  # fmt: skip


def test_a_term_is_defined_in_relation_to_somebody() -> None:
    document = read(
        "1. (1) The Act.\n(2) The law.\n2. In this Act—\n“abduct”, in relation to an individual, means to take by force;\n"
        "“child” means one below 18;\n3. (1) A fine.\n(2) A fee.\n"
    )
    assert [c.heading for c in document.walk() if c.kind == "point"] == ["abduct", "child"]
