"""Every fixed text of the outlook's section, in both languages."""

from collections.abc import Mapping

from grandlivre.ledger.model import Words
from grandlivre.outlook.model import Outcome
from grandlivre.programme.model import Gate, Mark

GATES: Mapping[Gate, Words] = {
    Gate.ANNOUNCED: Words(fr="annoncé", en="announced"),
    Gate.SECURED: Words(fr="site réservé", en="site secured"),
    Gate.PERMITTED: Words(fr="permis obtenu", en="permitted"),
    Gate.CONNECTED: Words(fr="raccordement signé", en="connection signed"),
    Gate.BUILT: Words(fr="bâti", en="built"),
    Gate.ENERGISED: Words(fr="sous tension", en="energised"),
    Gate.FILLED: Words(fr="machines en service", en="machines running"),
}
MARKS: Mapping[Mark, Words] = {
    Mark.SAID: Words(fr="promis", en="promised"),
    Mark.INFERRED: Words(fr="déduit", en="inferred"),
    Mark.UNKNOWN: Words(fr="inconnu", en="unknown"),
}
OUTCOMES: Mapping[str, Words] = {
    Outcome.POWER.value: Words(fr="Puissance raccordée", en="Power energised"),
    Outcome.ACCELERATORS.value: Words(fr="Accélérateurs en service", en="Accelerators running"),
    Outcome.PEAK_FLOPS.value: Words(fr="Calcul de pointe", en="Peak compute"),
    Outcome.DELIVERED_FLOPS.value: Words(fr="Calcul délivré", en="Compute delivered"),
    Outcome.ACCELERATOR_HOURS.value: Words(fr="Heures d’accélérateur", en="Accelerator-hours"),
    Outcome.ENERGY.value: Words(fr="Électricité", en="Electricity"),
    Outcome.CARBON_LOCATION.value: Words(
        fr="Carbone du réseau (au lieu)", en="Carbon of the grid (by location)"
    ),
    Outcome.CARBON_MARKET.value: Words(
        fr="Carbone des contrats (au marché)", en="Carbon of contracts (by market)"
    ),
    Outcome.WATER.value: Words(fr="Eau", en="Water"),
    Outcome.DRAWN.value: Words(fr="Argent dépensé", en="Money spent"),
    "drawn_to_date_eur": Words(fr="Argent dépensé, cumulé", en="Money spent, in all"),
    Outcome.JOBS.value: Words(fr="Emplois permanents", en="Permanent jobs"),
}

_TEXTS: Mapping[str, Words] = {
    "contents": Words(fr="Ce qui serait construit", en="What would be built"),
    "headline": Words(
        fr="D’ici fin {year}, {promised} sont promis\u00a0; {expected} seraient sous tension",
        en="By the end of {year}, {promised} are promised; {expected} would be energised",
    ),
    "headline_inferred": Words(
        fr="D’ici fin {year}, {promised} sont promis et {inferred} de plus s’en déduisent\u00a0; "
        "{expected} seraient sous tension",
        en="By the end of {year}, {promised} are promised and {inferred} more follow from what is "
        "said; {expected} would be energised",
    ),
    "headline_none": Words(
        fr="Aucun mégawatt n’est promis à une date dite\u00a0; {expected} seraient sous tension "
        "fin {year}",
        en="No megawatt is promised by a stated date; {expected} would be energised by the end of "
        "{year}",
    ),
    "deck": Words(
        fr="Une projection, pas une prédiction\u00a0: {draws} où chaque phase annoncée passe ou "
        "non les étapes qui restent, avec les retards, les abandons et les plafonds qu’ont connus "
        "les précédents. Scénario «\u00a0{scenario}\u00a0»\u00a0; ce qui est connu au {day}.",
        en="A projection, not a prediction: {draws} in which each announced phase passes its "
        "remaining stages or not, with the delays, cancellations and bottlenecks that earlier "
        "programmes met. Scenario “{scenario}”; what is known on {day}.",
    ),
    "draws": Words(fr="{number}\u00a0tirages", en="{number}\u00a0draws"),
    "key_said": Words(fr="promis\u00a0: un texte le dit", en="promised: a text says so"),
    "key_said_short": Words(fr="Promis", en="Promised"),
    "key_inferred": Words(
        fr="déduit de ce qui est dit et de valeurs de référence",
        en="inferred from what is said and from reference values",
    ),
    "key_expected": Words(
        fr="attendu\u00a0: milieu des tirages", en="expected: middle of the draws"
    ),
    "key_half": Words(fr="la moitié des tirages", en="half of the draws"),
    "key_most": Words(fr="neuf tirages sur dix", en="nine draws in ten"),
    "key_late": Words(
        fr="s’efface\u00a0: jamais, dans le reste des tirages",
        en="fading: never, in the rest of the draws",
    ),
    "odds": Words(fr="{number}\u00a0sur\u00a010", en="{number} in 10"),
    "odds_low": Words(fr="moins de 1\u00a0sur\u00a020", en="less than 1 in 20"),
    "odds_high": Words(fr="plus de 19\u00a0sur\u00a020", en="more than 19 in 20"),
    "odds_low_short": Words(fr="<1\u00a0sur\u00a020", en="<1 in 20"),
    "odds_high_short": Words(fr=">19\u00a0sur\u00a020", en=">19 in 20"),
    "odds_never": Words(fr="dans aucun tirage", en="in no draw"),
    "odds_always": Words(fr="dans tous les tirages", en="in every draw"),
    "nineteen": Words(fr="19\u00a0sur\u00a020", en="19 in 20"),
    "tile_said": Words(fr="Promis d’ici {year}", en="Promised by {year}"),
    "tile_said_note": Words(
        fr="puissance et date dites, {count} phases", en="power and date stated, {count} phases"
    ),
    "tile_said_note_one": Words(
        fr="puissance et date dites, {count} phase", en="power and date stated, {count} phase"
    ),
    "tile_inferred": Words(fr="S’y ajouterait", en="To which would be added"),
    "tile_inferred_note": Words(
        fr="puissance ou date déduites, {count} phases", en="power or date inferred, {count} phases"
    ),
    "tile_inferred_note_one": Words(
        fr="puissance ou date déduites, {count} phase", en="power or date inferred, {count} phase"
    ),
    "tile_power": Words(fr="Sous tension fin {year}", en="Energised by the end of {year}"),
    "tile_spent": Words(fr="Dépensé fin {year}", en="Spent by the end of {year}"),
    "tile_energy": Words(fr="Électricité en {year}", en="Electricity in {year}"),
    "tile_range": Words(fr="neuf tirages sur dix\u00a0: {range}", en="nine draws in ten: {range}"),
    "tile_half": Words(
        fr="neuf tirages sur dix\u00a0; rien dans la moitié des tirages ou plus",
        en="nine draws in ten; nothing in half of the draws or more",
    ),
    "tile_mean": Words(fr="moyenne des tirages", en="mean of the draws"),
    "fan_power": Words(
        fr="Fin {year}, {expected} seraient sous tension, contre {promised} promis",
        en="By the end of {year}, {expected} would be energised, against {promised} promised",
    ),
    "fan_power_sub": Words(
        fr="Puissance raccordée au réseau, par trimestre. Trait plein\u00a0: promis, puissance et "
        "date dites. Hachures\u00a0: puissance ou date déduites. Points\u00a0: attendu",
        en="Power connected to the grid, by quarter. Solid line: promised, power and date stated. "
        "Hatched: power or date inferred. Dots: expected",
    ),
    "fan_money": Words(
        fr="Fin {year}, {expected} seraient dépensés, contre {promised} promis avec une date",
        en="By the end of {year}, {expected} would be spent, against {promised} promised with a "
        "date",
    ),
    "fan_money_sub": Words(
        fr="Argent dépensé sur les chantiers et les machines depuis le {day}, cumulé. Trait "
        "plein\u00a0: promis, compté à la date dite",
        en="Money spent on buildings and machines since {day}, added up. Solid line: promised, "
        "counted at the stated date",
    ),
    "fan_alt": Words(
        fr="{outcome}, par trimestre\u00a0: fin {year}, {expected}, neuf tirages sur dix entre "
        "{range}",
        en="{outcome}, by quarter: by the end of {year}, {expected}, nine draws in ten within "
        "{range}",
    ),
    "timeline_some": Words(
        fr="{late} des {count} projets datés donneraient leurs premiers mégawatts après la date "
        "dite",
        en="{late} of the {count} dated projects would give their first megawatts after the "
        "stated date",
    ),
    "timeline_all": Words(
        fr="Chacun des {count} projets datés donnerait ses premiers mégawatts après la date dite",
        en="Each of the {count} dated projects would give its first megawatts after the stated "
        "date",
    ),
    "timeline_none": Words(
        fr="Aucun des {count} projets datés ne donnerait ses premiers mégawatts après la date dite",
        en="None of the {count} dated projects would give its first megawatts after the stated "
        "date",
    ),
    "timeline_undated": Words(
        fr="Aucun des projets suivis n’a de date dite",
        en="None of the projects followed has a stated date",
    ),
    "timeline_sub": Words(
        fr="En haut de chaque ligne, la mise sous tension de chaque phase\u00a0: dite (plein) ou "
        "déduite (hachures). En bas, les premiers mégawatts attendus. À droite, le trimestre où la "
        "moitié des tirages en ont",
        en="At the top of each row, when each phase is to be energised: stated (solid) or inferred "
        "(hatched). Below, the first megawatts expected. On the right, the quarter by which half "
        "of the draws have some",
    ),
    "timeline_early": Words(fr="au plus tôt {quarter}", en="{quarter} at the earliest"),
    "timeline_never": Words(fr="après {year}", en="after {year}"),
    "timeline_more": Words(fr="Les {number} autres projets", en="The {number} other projects"),
    "promises_some": Words(
        fr="{kept} des {count} promesses datées ont plus d’une chance sur deux d’être tenues à "
        "l’heure",
        en="{kept} of the {count} dated promises have better than even odds of being met on time",
    ),
    "promises_all": Words(
        fr="Chacune des {count} promesses datées a plus d’une chance sur deux d’être tenue à "
        "l’heure",
        en="Each of the {count} dated promises has better than even odds of being met on time",
    ),
    "promises_none": Words(
        fr="Aucune des {count} promesses datées n’a plus d’une chance sur deux d’être tenue à "
        "l’heure",
        en="None of the {count} dated promises has better than even odds of being met on time",
    ),
    "promises_undated": Words(
        fr="Aucune promesse n’a de date dite", en="No promise has a stated date"
    ),
    "promises_sub": Words(
        fr="Chances que le minimum promis soit sous tension à la date dite, et un jour d’ici fin "
        "{year}\u00a0; dix points, dix tirages. Attendu\u00a0: à la date dite (sinon fin {year}), "
        "moyenne et neuf tirages sur dix",
        en="Odds that the least of what is promised is energised by the stated date, and ever by "
        "the end of {year}; ten dots, ten draws. Expected: by the stated date (else by the end of "
        "{year}), mean and nine draws in ten",
    ),
    "promises_more": Words(fr="Les {number} autres promesses", en="The {number} other promises"),
    "col_promise": Words(fr="Promesse", en="Promise"),
    "col_expected": Words(fr="Attendu en moyenne", en="Expected on average"),
    "col_odds": Words(fr="Tenue à l’heure", en="Met on time"),
    "col_ever": Words(fr="Tenue un jour", en="Met ever"),
    "col_needs": Words(fr="Ce qu’il faudrait", en="What it would take"),
    "by_year": Words(fr="d’ici fin {date}", en="by the end of {date}"),
    "by_part": Words(fr="d’ici la fin du {date}", en="by the end of {date}"),
    "by_half": Words(fr="d’ici la fin du {date}", en="by the end of the {date}"),
    "by_day": Words(fr="d’ici {date}", en="by {date}"),
    "no_date": Words(fr="sans date", en="no date"),
    "no_power": Words(fr="puissance non dite", en="power not stated"),
    "odds_dots": Words(fr="{number} points sur 10", en="{number} dots of 10"),
    "map": Words(
        fr="{count} sites\u00a0: {first} porte la plus grosse puissance, {power}",
        en="{count} sites: {first} has the most power, {power}",
    ),
    "map_sub": Words(
        fr="Puissance promise ou déduite de chaque site (aire des disques) et étape la plus "
        "avancée "
        "qu’un texte rapporte (couleur)",
        en="Power promised or inferred for each site (area of discs) and the furthest stage that a "
        "text reports (colour)",
    ),
    "map_alt": Words(fr="Carte des sites", en="Map of sites"),
    "map_unplaced": Words(
        fr="Hors de la carte, sans commune ni département connus ou à l’étranger\u00a0: {count} "
        "sites, {power} promis ou déduits.",
        en="Not on the map, with no known town or department or abroad: {count} sites, {power} "
        "promised or inferred.",
    ),
    "map_expected": Words(
        fr="attendu fin {year}, en moyenne\u00a0: {power}",
        en="expected by the end of {year}, on average: {power}",
    ),
    "map_more": Words(fr="Les {number} autres sites", en="The {number} other sites"),
    "scenarios": Words(
        fr="Fin {year}, de {low} ({first}) à {high} ({last}) selon le scénario",
        en="By the end of {year}, from {low} ({first}) to {high} ({last}) by scenario",
    ),
    "scenarios_sub": Words(
        fr="Puissance sous tension\u00a0: neuf tirages sur dix (clair), la moitié (plein), milieu "
        "(trait)\u00a0; mêmes nombres aléatoires pour tous",
        en="Power energised: nine draws in ten (light), half of them (solid), middle (stroke); "
        "the same random numbers for all",
    ),
    "tornado": Words(
        fr="{outcome}\u00a0: ce qui pèse le plus, {first}",
        en="{outcome}: what matters most is {first}",
    ),
    "tornado_sub": Words(
        fr="{outcome} au {quarter}, en moyenne, quand une hypothèse est à son bas (clair) ou à "
        "son "
        "haut (foncé) et les autres libres. À droite, la part de l’incertitude qui lui revient",
        en="{outcome} by {quarter}, on average, with one assumption at its low (light) or at its "
        "high (dark) and the others free. On the right, its share of what is uncertain",
    ),
    "tornado_range": Words(fr="de {low} à {high}", en="{low} to {high}"),
    "investors": Words(
        fr="{first} dépenserait le plus\u00a0: {amount} d’ici fin {year} en moyenne",
        en="{first} would spend the most: {amount} by the end of {year} on average",
    ),
    "investors_sub": Words(
        fr="Argent dépensé d’ici fin {year}\u00a0: neuf tirages sur dix (clair), la moitié "
        "(plein), moyenne (trait)\u00a0; parts égales là où aucun texte ne dit qui paie quoi",
        en="Money spent by the end of {year}: nine draws in ten (light), half of them (solid), "
        "mean (stroke); equal parts where no text says who pays what",
    ),
    "key_mean": Words(fr="moyenne des tirages", en="mean of the draws"),
    "nation_factor": Words(
        fr="la fortune commune à tous les projets", en="the fortune that all projects share"
    ),
    "share_inferred": Words(fr="part déduite", en="share inferred"),
    "unnamed": Words(fr="Payeur non nommé", en="Payer not named"),
    "years_h": Words(fr="Année par année", en="Year by year"),
    "years_sub": Words(
        fr="Fin d’année, ou sur l’année pour l’électricité, le carbone et l’eau\u00a0; milieu des "
        "tirages et, dessous, neuf tirages sur dix (moyenne seule pour ce qui s’ajoute "
        "sur l’année)",
        en="At the end of the year, or over the year for electricity, carbon and water; middle of "
        "the draws and, below, nine draws in ten (mean alone for what adds up over the year)",
    ),
    "year": Words(fr="Fin", en="End of"),
    "flags_h": Words(fr="Ce qu’un analyste demanderait", en="What an analyst would ask"),
    "flags_sub": Words(
        fr="Chiffres hors de leur fourchette de référence (5\u00a0% à 95\u00a0%). Ce n’est pas une "
        "faute\u00a0: c’est une question.",
        en="Figures outside their reference range (5% to 95%). That is no fault: it is a question.",
    ),
    "flags_more": Words(fr="Les {number} autres", en="The {number} others"),
    "plan_h": Words(fr="Phase par phase\u00a0: dit, déduit", en="Phase by phase: said, inferred"),
    "plan_sub": Words(
        fr="Ce que les textes disent de chaque phase, et ce qui en est déduit, avec le calcul.",
        en="What texts say of each phase, and what is inferred from it, with the arithmetic.",
    ),
    "plan_open": Words(fr="Les {count} phases du plan", en="The {count} phases of the plan"),
    "fact_power": Words(fr="Puissance", en="Power"),
    "fact_capex": Words(fr="Investissement", en="Investment"),
    "fact_accelerators": Words(fr="Accélérateurs", en="Accelerators"),
    "parameters_h": Words(fr="Les hypothèses et leurs sources", en="Assumptions and their sources"),
    "parameters_sub": Words(
        fr="Chaque hypothèse est tirée dans la fourchette indiquée (5\u00a0%, milieu, 95\u00a0%) "
        "et "
        "peut être remplacée par son nom.",
        en="Each assumption is drawn within the range shown (5%, middle, 95%) and can be replaced "
        "by its name.",
    ),
    "parameters_open": Words(fr="Les {count} hypothèses", en="The {count} assumptions"),
    "parameter_replaced": Words(fr="fixé par le scénario {name}", en="set by scenario {name}"),
    "parameter_judged": Words(fr="jugement, sans source chiffrée", en="a judgement, no source"),
    "campus_run": Words(
        fr="Faire tourner {project} heure par heure\u00a0:",
        en="Run {project} hour by hour:",
    ),
    "run_h": Words(fr="Comment refaire ce calcul", en="How to make these draws again"),
    "run_scenario": Words(fr="Scénario", en="Scenario"),
    "run_draws": Words(fr="Tirages", en="Draws"),
    "run_kept": Words(fr="{kept} retenus sur {draws}", en="{kept} kept of {draws}"),
    "run_given": Words(fr="Sachant que", en="Given that"),
    "run_seed": Words(fr="Graine", en="Seed"),
    "run_day": Words(fr="Vu du", en="Seen from"),
    "run_error": Words(fr="Erreur de tirage", en="Error of drawing"),
    "run_command": Words(fr="Commande", en="Command"),
    "run_uses": Words(fr="Hypothèses utilisées", en="Assumptions used"),
    "method": Words(fr="Hypothèses et graine", en="Assumptions and seed"),
    "source_line": Words(
        fr="Promis\u00a0: les sources du grand livre. Attendu\u00a0: calculs de Grand Livre.",
        en="Promised: the ledger’s sources. Expected: calculations by Grand Livre.",
    ),
    "zero_to": Words(fr="de 0 à {high}", en="0 to {high}"),
    "under": Words(fr="moins de {value}", en="under {value}"),
    "unlikely": Words(fr="rien d’attendu", en="nothing expected"),
}


def share_form(stem: str, part: int, whole: int, language: str) -> str:
    """The form of a finding about some of several things: all, none or some of them.

    Examples
    --------
    >>> share_form("promises", 0, 3, "en").partition(" of ")[0]
    'None'
    """
    if not whole:
        return form(f"{stem}_undated", language)
    kind = "none" if not part else "all" if part == whole else "some"
    return form(f"{stem}_{kind}", language)


def said(key: str, language: str, **blanks: object) -> str:
    """A fixed text with its blanks filled.

    Examples
    --------
    >>> said("no_date", "en")
    'no date'
    """
    return _TEXTS[key].of(language).format(**blanks)


def form(key: str, language: str) -> str:
    """A fixed text with its blanks still open."""
    return _TEXTS[key].of(language)
