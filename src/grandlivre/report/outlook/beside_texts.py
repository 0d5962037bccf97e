"""Every fixed text on what stands beside an outlook, in both languages."""

from collections.abc import Mapping

from grandlivre.ledger.model import Words
from grandlivre.outlook.calibration import Ending, Method

METHODS: Mapping[Method, Words] = {
    Method.STATED: Words(fr="Tout comme promis", en="All as promised"),
    Method.BASE_RATE: Words(fr="Taux de base", en="Base rate"),
    Method.GATE_RATE: Words(fr="Taux de l’étape", en="Rate of the stage"),
    Method.REFERENCE: Words(fr="Classes de référence", en="Reference classes"),
    Method.CALIBRATED: Words(fr="Classes mises à jour", en="Classes, updated"),
}
ENDINGS: Mapping[Ending, Words] = {
    Ending.MET: Words(fr="tenu", en="met"),
    Ending.LATE: Words(fr="en retard", en="late"),
    Ending.NOT_YET: Words(fr="pas encore", en="not yet"),
    Ending.WITHDRAWN: Words(fr="abandonné", en="withdrawn"),
}
TEXTS: Mapping[str, Words] = {
    "programmes": Words(
        fr="Rapporté à la taille du pays, {first} promet le plus\u00a0: {share} d’un an de PIB",
        en="For the size of its economy, {first} promises most: {share} of a year of GDP",
    ),
    "programmes_sub": Words(
        fr="Chaque somme passe par la même projection, scénario «\u00a0{scenario}\u00a0», sans les "
        "plafonds annuels d’aucun pays\u00a0; attendu fin {year}, en moyenne des tirages",
        en="Each sum goes through the same projection, scenario “{scenario}”, without any "
        "country’s yearly caps; expected by the end of {year}, mean of the draws",
    ),
    "programmes_coarse": Words(
        fr="Comparaison grossière\u00a0: chaque somme est coupée en entreprises d’environ {part}, "
        "sans site ni date propre, qui réussissent ou échouent chacune de leur côté, puces "
        "comprises. La projection site par site, plus haut, est plus fine.",
        en="A coarse comparison: each sum is cut into undertakings of about {part}, without site "
        "or date of their own, that succeed or fail apart, chips included. The projection site by "
        "site, above, is finer.",
    ),
    "programmes_few": Words(
        fr="{count}\u00a0programmes seulement dont le grand livre connaisse la somme et le pays.",
        en="Only {count} programmes of which the ledger knows the sum and the country.",
    ),
    "programmes_one": Words(
        fr="Le grand livre ne connaît qu’un programme dont somme et pays soient dits\u00a0: il "
        "n’y a rien à lui comparer.",
        en="The ledger knows only one programme whose sum and country are said: there is nothing "
        "to compare it with.",
    ),
    "programmes_none": Words(
        fr="Le grand livre ne connaît aucun programme dont la somme et le pays soient dits",
        en="The ledger knows no programme whose sum and country are said",
    ),
    "programmes_overlap": Words(
        fr="Les programmes d’un pays peuvent se recouvrir\u00a0: leurs sommes ne s’ajoutent pas.",
        en="Programmes of one country may overlap: their sums do not add up.",
    ),
    "programmes_sizes": Words(
        fr="Habitants et PIB\u00a0: {sources}.",
        en="People and GDP: {sources}.",
    ),
    "col_programme": Words(fr="Programme", en="Programme"),
    "col_stated": Words(fr="Promis", en="Promised"),
    "col_head": Words(fr="Par habitant", en="Per head"),
    "col_gdp": Words(fr="Part du PIB", en="Share of GDP"),
    "col_spent": Words(fr="Dépensé, attendu", en="Spent, expected"),
    "col_spent_head": Words(fr="Par habitant, attendu", en="Per head, expected"),
    "col_power": Words(fr="Sous tension, attendu", en="Energised, expected"),
    "col_watts": Words(fr="Watts par habitant", en="Watts per head"),
    "by": Words(fr="d’ici {date}", en="by {date}"),
    "trial": Words(
        fr="Ces probabilités ont fait {skill} de mieux que le taux de base, sur {judged}",
        en="These odds did {skill} better than the base rate, on {judged}",
    ),
    "trial_worse": Words(
        fr="Ces probabilités n’ont pas fait mieux que le taux de base, sur {judged}",
        en="These odds did no better than the base rate, on {judged}",
    ),
    "judged": Words(fr="{count}\u00a0promesses dénouées", en="{count}\u00a0settled promises"),
    "trial_sub": Words(
        fr="Score de Brier (zéro pour un devin, un quart pour qui dit toujours une chance sur "
        "deux) et score logarithmique\u00a0: moins est mieux. Entre parenthèses, neuf "
        "rééchantillonnages de chantiers sur dix\u00a0; «\u00a0mises à jour\u00a0»\u00a0: par les "
        "cas connus avant",
        en="Brier score (nought for a prophet, a quarter for one who always says one half) and "
        "logarithmic score: less is better. In brackets, nine resamples of builds in ten; "
        "“updated”: reference classes brought up to date by the cases known before",
    ),
    "manner_split": Words(
        fr="Calées sur les {fitted} cas connus avant le {day}, jugées sur les {judged} d’après",
        en="Fitted on the {fitted} cases known before {day}, judged on the {judged} after",
    ),
    "manner_rolling": Words(
        fr="Les mêmes promesses, chacune selon ce qu’on savait le jour où elle fut faite",
        en="The same promises, each by what was known on the day it was made",
    ),
    "manner_all": Words(
        fr="Toutes les {judged} promesses, chacune selon ce qu’on savait ce jour-là",
        en="All {judged} promises, each by what was known on that day",
    ),
    "manner_sub": Words(
        fr="{groups}\u00a0chantiers, {met}\u00a0promesses tenues sur {judged}",
        en="{groups} builds, {met} of {judged} promises met",
    ),
    "manner_dated": Words(
        fr="Les {dated} qui nomment leur date\u00a0: Brier {reference} pour les classes "
        "de référence, {updated} mises à jour, {base} pour le taux de base",
        en="The {dated} that name their date themselves: Brier {reference} for the reference "
        "classes, {updated} updated, {base} for the base rate",
    ),
    "trial_small": Words(
        fr="L’échantillon est petit et n’est pas tiré au sort\u00a0: des annonces dont on a su la "
        "suite. Les intervalles se recouvrent\u00a0; aucun écart n’est sûr.",
        en="The sample is small and no random one: announcements of which the sequel became known. "
        "The intervals overlap; no difference is certain.",
    ),
    "col_odds_of": Words(fr="Probabilités", en="Odds"),
    "col_brier": Words(fr="Brier", en="Brier"),
    "col_log": Words(fr="Log", en="Log"),
    "col_skill": Words(fr="Gain sur la base", en="Gain on base rate"),
    "col_better": Words(fr="Mieux dans", en="Better in"),
    "cases": Words(
        fr="Les {count}\u00a0promesses et ce qu’il en advint",
        en="The {count} promises and what became of them",
    ),
    "case": Words(fr="{party}, {place}", en="{party}, {place}"),
    "case_said": Words(fr="{day}\u00a0: {says} (d’ici {by})", en="{day}: {says} (by {by})"),
    "case_odds": Words(fr="classes de référence\u00a0: {odds}", en="reference classes: {odds}"),
    "link_said": Words(fr="ce qui fut dit", en="what was said"),
    "link_came": Words(fr="ce qui advint", en="what came"),
}


def told(key: str, language: str, **blanks: object) -> str:
    """A fixed text with its blanks filled.

    Examples
    --------
    >>> told("col_gdp", "en")
    'Share of GDP'
    """
    return TEXTS[key].of(language).format(**blanks)
