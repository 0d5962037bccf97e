"""Every fixed text of a financing's section, in both languages."""

from collections.abc import Mapping

from grandlivre.finance.model import Covers
from grandlivre.ledger.model import Words
from grandlivre.reference.messages import typeset

COVERS: Mapping[Covers, Words] = {
    Covers.ALL_IN: Words(
        fr="bâtiment, raccordement et machines ; des heures d’accélérateur sont vendues",
        en="shell, connection and machines; accelerator-hours are sold",
    ),
    Covers.HOSTING: Words(
        fr="bâtiment et raccordement seuls ; des salles sont louées, les locataires apportent "
        "machines et paient l’électricité",
        en="shell and connection alone; halls are let, tenants bring machines and pay for power",
    ),
}
METRICS: Mapping[str, Words] = {
    "capex": Words(fr="Travaux et machines", en="Works and machines"),
    "capex_not_announced": Words(
        fr="dont non payés par l’argent annoncé", en="of which no announced money pays for"
    ),
    "debt": Words(fr="Dette", en="Debt"),
    "gearing": Words(fr="Dette sur emplois (levier)", en="Debt over uses (gearing)"),
    "interest_during_construction": Words(
        fr="Intérêts pendant le chantier", en="Interest during construction"
    ),
    "least_dscr": Words(fr="Couverture la plus basse (DSCR)", en="Least cover (DSCR)"),
    "least_dscr_year": Words(fr="son année", en="its year"),
    "service_short": Words(fr="Service de la dette non couvert", en="Debt service not covered"),
    "equity_irr": Words(fr="Rendement des propriétaires (TRI)", en="Owners’ return (IRR)"),
    "project_irr": Words(fr="Rendement du projet (TRI)", en="Project’s return (IRR)"),
    "equity_npv": Words(fr="Valeur pour les propriétaires", en="Value to the owners (NPV)"),
    "project_npv": Words(fr="Valeur du projet", en="Value of the project (NPV)"),
    "payback": Words(fr="Mise récupérée après", en="Paid back after"),
    "cost_per_accelerator_hour": Words(
        fr="Coût d’une heure d’accélérateur vendue", en="Cost of an accelerator-hour sold"
    ),
    "revenue_per_accelerator_hour": Words(
        fr="Recette d’une heure d’accélérateur vendue", en="Revenue of an accelerator-hour sold"
    ),
    "cost_per_million_tokens": Words(
        fr="Coût d’un million de jetons", en="Cost of a million tokens"
    ),
}
PARTS: Mapping[str, Words] = {
    "servers": Words(fr="premières machines", en="first machines"),
    "renewals": Words(fr="machines suivantes", en="later machines"),
    "shell": Words(fr="bâtiment, électricité, froid", en="shell, power, cooling"),
    "grid": Words(fr="raccordement", en="grid connection"),
    "energy": Words(fr="électricité", en="electricity"),
    "upkeep": Words(fr="entretien", en="upkeep"),
    "staff": Words(fr="personnel", en="staff"),
    "charges": Words(fr="taxes locales et assurances", en="local taxes and insurance"),
    "recovered": Words(fr="récupéré à la fin", en="recovered at the end"),
}
_TEXTS: Mapping[str, Words] = {
    "title": Words(
        fr="La dette est couverte chaque année dans {covered} ; les propriétaires gagnent ce "
        "qu’ils demandent dans {value}",
        en="The debt is covered every year in {covered}; owners earn what they ask for in {value}",
    ),
    "title_no_debt": Words(
        fr="Personne ne prêterait ; les propriétaires gagnent ce qu’ils demandent dans {value}",
        en="Nobody would lend; owners earn what they ask for in {value}",
    ),
    "deck": Words(
        fr="{name} : {covers}. {draws} de la projection « {scenario} », vue du {day} ; le campus "
        "est construit dans {built}, et tous les chiffres portent sur ceux-là.",
        en="{name}: {covers}. {draws} of the projection “{scenario}”, seen from {day}; the campus "
        "is built in {built}, and all figures are of those.",
    ),
    "count": Words(fr="{number} tirages", en="{number} draws"),
    "find_value_low": Words(
        fr="Au milieu des tirages, les propriétaires perdent {amount} de valeur : ils demandent "
        "{asked} par an et reçoivent {rate}.",
        en="In the middle of the draws owners lose {amount} of value: they ask for {asked} a year "
        "and receive {rate}.",
    ),
    "find_value_lost": Words(
        fr="Au milieu des tirages, les propriétaires perdent {amount} de valeur et ne revoient pas "
        "leur mise ; ils demandent {asked} par an.",
        en="In the middle of the draws owners lose {amount} of value and do not see their money "
        "again; they ask for {asked} a year.",
    ),
    "find_value_high": Words(
        fr="Au milieu des tirages, les propriétaires gagnent {amount} de plus que les {asked} par "
        "an qu’ils demandent : {rate}.",
        en="In the middle of the draws owners earn {amount} beyond the {asked} a year that they "
        "ask for: {rate}.",
    ),
    "find_cost": Words(
        fr="Une heure d’accélérateur vendue coûte {cost} et rapporte {revenue}, au milieu des "
        "tirages.",
        en="An accelerator-hour sold costs {cost} and brings {revenue}, in the middle of the "
        "draws.",
    ),
    "find_cost_hosting": Words(
        fr="Pour une heure d’accélérateur que les locataires emploient, le bâtiment coûte {cost} "
        "et rapporte {revenue}, au milieu des tirages.",
        en="For each accelerator-hour that tenants use, the shell costs {cost} and brings "
        "{revenue}, in the middle of the draws.",
    ),
    "find_announced": Words(
        fr="Dans {draws}, l’argent annoncé ne suffit pas aux machines que la puissance "
        "nourrirait ; ce qui manque est ajouté au coût.",
        en="In {draws}, the announced money is not enough for the machines that the power would "
        "feed; what is missing is added to the cost.",
    ),
    "find_capped": Words(
        fr="Le levier le plus haut admis ({most}), non la couverture, fixe la dette d’une phase au "
        "moins dans {draws}.",
        en="The maximum gearing ({most}), not the cover, sets the debt of a phase or more in "
        "{draws}.",
    ),
    "find_not_capped": Words(
        fr="La couverture demandée ({cover}), non le levier, fixe la dette dans tous les tirages.",
        en="The cover asked for ({cover}), not the gearing, sets the debt in every draw.",
    ),
    "find_renews": Words(
        fr="Les machines sont remplacées à la fin de leur vie dans {draws} ; ailleurs elles ne "
        "rapporteraient pas leur prix, et le campus s’arrête avec elles.",
        en="Machines are replaced at the end of their life in {draws}; elsewhere they would not "
        "earn their price, and the campus ends with them.",
    ),
    "find_design": Words(
        fr="Aucun grand livre n’est à portée : le plan est celui des phases du campus, et personne "
        "n’est nommé pour payer.",
        en="No ledger is at hand that tells of it: the plan is made of the campus’ own phases, and "
        "nobody is named to pay.",
    ),
    "find_parameters": Words(
        fr="Heures vendues et charge électrique viennent des hypothèses, non d’une année exploitée "
        "(--year).",
        en="Hours sold and electric load come from the assumptions, not from a year operated "
        "(--year).",
    ),
    "find_year": Words(
        fr="Heures vendues ({sold} des heures en place) et charge électrique viennent d’une année "
        "exploitée.",
        en="Hours sold ({sold} of those that stand) and electric load come from a year operated.",
    ),
    "cover_title": Words(
        fr="En {year}, la couverture tombe au plus bas : {cover} au milieu des tirages, contre "
        "{asked} demandés",
        en="In {year} the cover is at its lowest: {cover} in the middle of the draws, against "
        "{asked} asked for",
    ),
    "cover_sub": Words(
        fr="Trésorerie disponible sur service de la dette, par année, dans les tirages où une "
        "échéance tombe. Trait : 1, échéance tout juste couverte ; tirets : {asked}, ce que "
        "demandent les prêteurs. En bas, dette restante, moyenne des tirages",
        en="Cash available over debt service, by year, in the draws that have any due. Line: 1, "
        "just covered; dashes: {asked}, what lenders ask for. Below, debt outstanding, mean of the "
        "draws",
    ),
    "owners_title_low": Words(
        fr="Au milieu des tirages, les propriétaires ont encore {amount} dehors en {year}",
        en="In the middle of the draws owners are still {amount} out of pocket in {year}",
    ),
    "owners_title_high": Words(
        fr="Au milieu des tirages, les propriétaires ont récupéré leur mise en {year}",
        en="In the middle of the draws owners have their money back in {year}",
    ),
    "owners_sub": Words(
        fr="Ce que les propriétaires ont payé et reçu, cumulé, en euros courants",
        en="What owners have paid in and received, added up, in nominal euros",
    ),
    "investors_title_low": Words(
        fr="{first} : une perte de {amount} de valeur au milieu des tirages",
        en="{first} would lose {amount} of value in the middle of the draws",
    ),
    "investors_title_high": Words(
        fr="{first} : un gain de {amount} de valeur au milieu des tirages",
        en="{first} would gain {amount} of value in the middle of the draws",
    ),
    "investors_each_low": Words(
        fr="Chacun des {count} propriétaires y perdrait {amount} de valeur au milieu des tirages",
        en="Each of the {count} owners would lose {amount} of value in the middle of the draws",
    ),
    "investors_each_high": Words(
        fr="Chacun des {count} propriétaires y gagnerait {amount} de valeur au milieu des tirages",
        en="Each of the {count} owners would gain {amount} of value in the middle of the draws",
    ),
    "investors_unnamed_low": Words(
        fr="Les propriétaires, que rien ne nomme, y perdraient {amount} de valeur au milieu des "
        "tirages",
        en="Owners, whom nothing names, would lose {amount} of value in the middle of the draws",
    ),
    "investors_unnamed_high": Words(
        fr="Les propriétaires, que rien ne nomme, y gagneraient {amount} de valeur au milieu des "
        "tirages",
        en="Owners, whom nothing names, would gain {amount} of value in the middle of the draws",
    ),
    "investors_sub": Words(
        fr="Valeur, actualisée à {asked}, de ce que chacun paie et reçoit selon sa part des phases",
        en="Value, discounted at {asked}, of what each pays in and receives by its share of phases",
    ),
    "investor_said": Words(fr="{share} du capital, dit", en="{share} of the equity, stated"),
    "investor_inferred": Words(
        fr="{share} du capital, parts égales déduites", en="{share} of the equity, inferred equal"
    ),
    "investor_unnamed": Words(fr="Propriétaires non nommés", en="Owners not named"),
    "costs_title": Words(
        fr="{first} : {amount} des {whole} que coûte une heure d’accélérateur vendue",
        en="{first}: {amount} of the {whole} that an accelerator-hour sold costs",
    ),
    "costs_sub": Words(
        fr="Coût actualisé sur heures vendues actualisées, moyennes des tirages, en euros par "
        "heure",
        en="Discounted cost over discounted hours sold, means of the draws, in euros an hour",
    ),
    "sources": Words(
        fr="Sources : projection du grand livre et table des hypothèses ; calculs Grand Livre.",
        en="Sources: the outlook and the table of assumptions; Grand Livre’s arithmetic.",
    ),
    "col_figure": Words(fr="Chiffre", en="Figure"),
    "col_middle": Words(fr="Milieu des tirages", en="Middle of the draws"),
    "col_span": Words(fr="Neuf tirages sur dix", en="Nine draws in ten"),
    "col_year": Words(fr="Année", en="Year"),
    "col_power_mw": Words(fr="Puissance", en="Power"),
    "col_accelerators": Words(fr="Accélérateurs", en="Accelerators"),
    "col_capex_eur": Words(fr="Investi", en="Invested"),
    "col_revenue_eur": Words(fr="Recettes", en="Revenue"),
    "col_opex_eur": Words(fr="Charges", en="Costs"),
    "col_service_eur": Words(fr="Service dette", en="Debt service"),
    "col_dscr": Words(fr="DSCR", en="DSCR"),
    "col_covered": Words(fr="Couvert", en="Covered"),
    "col_owners_eur": Words(fr="Propriétaires", en="Owners"),
    "broken_words": Words(fr="Puis-sance Proprié-taires", en="Cov-ered In-vested"),
    "col_investor": Words(fr="Qui paie", en="Who pays"),
    "col_share": Words(fr="Part", en="Share"),
    "col_paid_in": Words(fr="Versé", en="Paid in"),
    "col_received": Words(fr="Reçu", en="Received"),
    "col_value": Words(fr="Valeur", en="Value"),
    "col_rate": Words(fr="TRI", en="IRR"),
    "by_year": Words(
        fr="Année par année : moyennes des tirages", en="Year by year: means of the draws"
    ),
    "by_investor": Words(
        fr="Aux propriétaires : milieu des tirages (* parts déduites, égales)",
        en="To the owners: middle of the draws (* shares inferred, equal)",
    ),
    "by_part": Words(
        fr="Ce que coûte une heure d’accélérateur vendue", en="What an accelerator-hour sold costs"
    ),
    "rests_on": Words(
        fr="Sur quoi cela repose (5 %, milieu, 95 %)", en="What it rests on (5%, middle, 95%)"
    ),
    "judged": Words(fr="jugement", en="judgement"),
    "foot": Words(
        fr="Termes : {rate} pendant {tenor} ans, couverture {cover}, levier {gearing} au plus, "
        "impôt {tax}. Graine {seed} ; toutes les hypothèses : --format json.",
        en="Terms: {rate} over {tenor} years, cover {cover}, gearing {gearing} at most, tax {tax}. "
        "Seed {seed}; all assumptions: --format json.",
    ),
    "run_scenario": Words(fr="Scénario", en="Scenario"),
    "run_day": Words(fr="Jour", en="Day"),
    "run_draws": Words(fr="Tirages", en="Draws"),
    "run_seed": Words(fr="Graine", en="Seed"),
    "run_project": Words(fr="Projet", en="Project"),
    "run_command": Words(fr="Commande", en="Command"),
    "draws_never": Words(fr="aucun tirage", en="no draw"),
    "draws_always": Words(fr="tous les tirages", en="every draw"),
    "draws_low": Words(
        fr="moins d’1\u00a0tirage sur\u00a020", en="fewer than 1\u00a0draw in\u00a020"
    ),
    "draws_high": Words(
        fr="plus de 19\u00a0tirages sur\u00a020", en="more than 19\u00a0draws in\u00a020"
    ),
    "draws_one": Words(fr="{number}\u00a0tirage sur\u00a010", en="{number}\u00a0draw in\u00a010"),
    "draws_many": Words(
        fr="{number}\u00a0tirages sur\u00a010", en="{number}\u00a0draws in\u00a010"
    ),
    "from_to": Words(fr="de {low} à {high}", en="{low} to {high}"),
    "never": Words(fr="jamais", en="never"),
    "nothing": Words(fr="aucun", en="none"),
    "year_one": Words(fr="an", en="year"),
    "year_many": Words(fr="ans", en="years"),
    "key_middle": Words(fr="milieu des tirages", en="middle of the draws"),
    "cover_alt": Words(
        fr="Couverture du service de la dette par année, de {first} à {last}",
        en="Cover of the debt service by year, {first} to {last}",
    ),
    "owners_alt": Words(
        fr="Ce que les propriétaires ont payé et reçu, cumulé, de {first} à {last}",
        en="What owners have paid in and received, added up, {first} to {last}",
    ),
    "debt_left": Words(fr="dette restante", en="debt outstanding"),
}


def said(key: str, language: str, **values: object) -> str:
    """A fixed text, its blanks filled.

    Examples
    --------
    >>> said("from_to", "en", low=1, high=2)
    '1 to 2'
    """
    return form(key, language).format(**values)


def form(key: str, language: str) -> str:
    """A fixed text with its blanks."""
    return typeset(_TEXTS[key].of(language), language)
