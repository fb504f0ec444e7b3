"""Draft bills in our own words, clean; and a digest written out as a draft."""

from __future__ import annotations

from pathlib import Path

from analysis.model import BASIC_UNITS, Clause
from analysis.unlisted import document

SPANISH = """Ley contra la Trata de Personas

CAPÍTULO I
Disposiciones generales

Artículo 1. Objeto. Esta Ley tiene por objeto prevenir y sancionar la trata de personas y proteger a sus víctimas.

Artículo 2. Definiciones. Para los efectos de esta Ley se entiende por:
a) Víctima: toda persona que ha sufrido un daño por los delitos de esta Ley.
b) Fondo: el que crea el artículo 9.
c) Servidumbre: el estado de dependencia de quien presta servicios sin poder dejarlos.

CAPÍTULO II
Delitos

Artículo 3. Trata de personas. Será sancionado con prisión de ocho a quince años quien, mediante amenaza, engaño o abuso de una situación de \
vulnerabilidad, capte, transporte, traslade, acoja o reciba a una persona con fines de explotación sexual, trabajo forzado o servidumbre.

Artículo 4. Agravantes. La pena del artículo 3 se aumentará en un tercio cuando la Víctima sea menor de dieciocho años.

Artículo 5. Tentativa. La tentativa del delito previsto en el artículo 3 de esta Ley será sancionada con la mitad de la pena.

Artículo 6. Tráfico ilícito de migrantes. Quien, con el fin de obtener un beneficio económico, facilite la entrada ilegal al país de una \
persona extranjera sin los documentos que exige la ley será sancionado con prisión de cuatro a seis años.

CAPÍTULO III
Atención

Artículo 7. Derechos. La Víctima tendrá derecho a:
a) alojamiento;
b) atención médica;
c) asesoría jurídica.

Artículo 8. Período de reflexión. La Víctima dispondrá de un período de reflexión y recuperación de treinta a noventa días.

Artículo 9. Fondo. Se crea el Fondo de atención, que paga lo previsto en los artículos 7 y 8.

Artículo 10. Vigencia. Esta Ley entrará en vigor el día de su publicación. El Fondo comenzará a pagar ese día.
"""

ENGLISH = """Trafficking in Persons Act

Part I
Preliminary

Section 1. Short title. This Act may be cited as the Trafficking in Persons Act.

Section 2. Interpretation. In this Act:
(a) "Fund" means the fund established by section 9;
(b) "Victim" means a person who has suffered harm from an offence under this Act;
(c) "servitude" means the condition of a person who renders services and cannot leave.

Part II
Offences

Section 3. Trafficking in persons. A person who, by threat, force, deception or abuse of a position of vulnerability, recruits, transports, \
transfers, harbours or receives another person for the purpose of sexual exploitation, forced labour or servitude commits an offence and is \
liable to imprisonment for not less than eight years and not more than fifteen years.

Section 4. Aggravation. The term under section 3 is increased by one third where the Victim is under eighteen years of age.

Section 5. Attempt. An attempt to commit the offence in section 3 of this Act is punishable by half of the penalty.

Section 6. Smuggling of migrants. A person who, in order to obtain a financial benefit, procures the illegal entry into the country of a \
foreign national without the required documents commits an offence and is liable to imprisonment for four to six years.

Part III
Care

Section 7. Rights. The Victim is entitled to:
(a) accommodation;
(b) medical care;
(c) legal advice.

Section 8. Reflection period. The Victim is entitled to a recovery and reflection period of 30 to 90 days.

Section 9. Fund. There is established a Fund for victims, which pays for what sections 7 and 8 provide.

Section 10. Commencement. This Act comes into force on the day of its publication. The Fund begins to pay on that day.
"""


def written_out(digest: Path) -> str:
    """A digest as the plain text of a draft: "Artículo 3. Heading." and its parts, each on its line."""
    read = document(digest)
    word = "Artículo" if read.law.language == "es" else "Section"
    return "\n".join([read.law.title, "", *(line for clause in read.clauses for line in _lines(clause, word))])


def _lines(clause: Clause, word: str) -> list[str]:
    number = clause.number.rstrip(".")
    if clause.kind in BASIC_UNITS:
        head = [f"{word} {number}. {clause.heading}.".replace(" .", ""), clause.text]
    else:
        point = f"{number}." if number.isalnum() else number
        head = [" ".join(part for part in (point, clause.heading, clause.text) if part)]
    below = [line for child in clause.children for line in _lines(child, word)]
    return [*filter(None, head), *below, *([""] if clause.kind in BASIC_UNITS else [])]
