"""Roots of Spanish verbs that end as an ending begins, so that cutting endings alone would cut them in two.

"Traslada" is a present like "capta" although it looks like the participle of a verb "traslar", "coopere" is no future subjunctive of "coopar".
Which it is only a word list tells. The roots stand under the letters that mislead; a root in two shapes ("impida", "impedir") has the one
that its forms meet under behind a stroke.
"""

from __future__ import annotations

import re

_MISLEADING = {
    "-ad": """agrad anonad añad apiad degrad desagrad disuad enfad evad horad invad nad persuad sobreañad traslad""",
    "-id": """anid apellid circuncid coincid colid consolid convalid convid cuid decid descuid despid/desped desvalid dilapid dilucid disid divid
        elid elucid embrid expid/exped impid/imped incid intimid invalid lapid liquid olvid oxid pid/ped presid reconsolid reincid resid
        revalid subdivid suicid transid valid""",
    "-and, -iend": """abland agrand arriend/arrend comand demand desband encomiend/encomend enmiend/enmend recomiend/recomend subarriend/subarrend""",
    "-ar": """acapar aclar ampar compar declar depar desampar dispar encar enmascar equipar prepar repar separ""",
    "-er": """aceler adher adulter aglomer alter apoder asever atemper confeder confer consider cooper degener deliber desaceler
        desapoder desconsider desesper difer diger empoder encer enter enumer esmer esper exager exoner feder gener imper inciner infer inger
        injer interfer lacer liber macer moder numer obliter oner oper persever ponder prefer profer prolifer prosper reconsider recuper refer
        refriger regener reiter remuner requer reverber sincer suger super temper toler transfer ulcer vener vocifer vulner
        adhier/adher confier/confer difier/difer digier/diger infier/infer ingier/inger injier/injer interfier/interfer prefier/prefer
        profier/profer refier/refer requier/requer sugier/suger transfier/transfer""",
    "-ir": """admir adquir aspir conspir delir estir expir gir inquir inspir mir respir retir suspir transpir
        adhir/adher adquier/adquir confir/confer difir/difer digir/diger infir/infer ingir/inger injir/injer inquier/inquir interfir/interfer
        prefir/prefer profir/profer refir/refer requir/requer sugir/suger transfir/transfer""",
    "-ab": """acab grab menoscab recab""",
    "-as, -ies": """abras amas arras atras atravies/atraves compas confies/confes desfas envas fracas propas rebas repas retras sobrepas traspas""",
    "-ment, for -mente makes adverbs": """argument complement cumpliment experiment fundament implement increment instrument reglament""",
}  # fmt: skip

_ENDING = (
    r"(?:aciones|acion|iciones|icion|amiento|imiento|ad[oa]|id[oa]|ador|edor|idor|adora|edora|idora|ando|iendo|andose|iendose"
    r"|ar(?:se|(?:se)?l[aeo])?|er(?:se|(?:se)?l[aeo])?|ir(?:se|(?:se)?l[aeo])?|aremo|ieremo|ar[ae]n?|er[ae]n?|ir[ae]n?|arian?|erian?|irian?"
    r"|ier[ae]n?|iesen?|asen?|aban?|ian?|aron|ieron|io|an|en|a|e|o)"
)


def _shapes() -> dict[str, str]:
    pairs = (entry.partition("/")[::2] for listed in _MISLEADING.values() for entry in listed.split())
    return {shape: root or shape for shape, root in pairs}


_ROOTS = _shapes()
_BEGINNINGS = frozenset(shape[:3] for shape in _ROOTS)
_FORM = re.compile(rf"({'|'.join(sorted(_ROOTS, key=len, reverse=True))}){_ENDING}$")


def root(folded: str) -> str:
    """The root of the verb of which `folded`, a word without accents and plural, is a form; "" where no verb listed here fits.

    >>> root("traslada"), root("trasladado"), root("impidiere"), root("capta")
    ('traslad', 'traslad', 'imped', '')
    """
    found = _FORM.match(folded) if folded[:3] in _BEGINNINGS else None
    return _ROOTS[found[1]] if found else ""
