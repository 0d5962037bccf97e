"""Every fixed text of the report and the summary, in both languages."""

from collections.abc import Mapping

from grandlivre.ledger.model import ConflictKind, Words

NBSP = "\u00a0"

TEXTS: Mapping[str, Words] = {
    "brand_line": Words(
        fr="L’argent de l’IA, de l’annonce au mégawatt",
        en="AI money, from the announcement to the megawatt",
    ),
    "skip": Words(fr="Aller au contenu", en="Skip to content"),
    "headline_programme": Words(
        fr="Des {whole} annoncés, {items} ont un nom\u00a0; {rest} n’en ont pas",
        en="Of the {whole} announced, {items} can be put to a name; {rest} cannot",
    ),
    "headline_programme_full": Words(
        fr="Les {whole} annoncés ont tous un nom\u00a0: {items} sont attribués",
        en="All of the {whole} announced can be put to a name: {items}",
    ),
    "headline_programme_over": Words(
        fr="Ce que les textes rattachent aux {whole} annoncés fait déjà {items}\u00a0: plus que le "
        "tout",
        en="What texts tie to the {whole} announced already comes to {items}: more than the whole",
    ),
    "headline_total": Words(
        fr="Les textes promettent {total} pour l’IA et ses infrastructures",
        en="The texts promise {total} for AI and its infrastructure",
    ),
    "headline_none": Words(
        fr="Aucune promesse d’argent ne tient dans ces textes",
        en="No pledge of money stands in these texts",
    ),
    "deck": Words(
        fr="Ce que disent {documents}, soit {origins} une fois les copies réunies{span}\u00a0: "
        "{claims}, {conflicts}.",
        en="What {documents} say, or {origins} once copies are put together{span}: {claims} "
        "read, {conflicts} flagged.",
    ),
    "deck_one": Words(
        fr="Ce que dit {documents}{span}\u00a0: {claims}, {conflicts}.",
        en="What {documents} says{span}: {claims} read, {conflicts} flagged.",
    ),
    "span": Words(fr=" ({first} – {last})", en=" ({first} – {last})"),
    "span_one": Words(fr=" ({first})", en=" ({first})"),
    "biggest_conflict": Words(fr="La plus lourde\u00a0: {title}.", en="The largest: {title}."),
    "tile_total": Words(fr="Promesses recensées", en="Pledges on record"),
    "tile_home": Words(fr="dont {country}", en="of which {country}"),
    "tile_conflicts": Words(fr="Contradictions", en="Contradictions"),
    "tile_sources": Words(fr="Voix indépendantes", en="Independent voices"),
    "tile_rest": Words(fr="Sans nom", en="Put to no name"),
    "tile_open": Words(
        fr="{bounds} sans {entries}, dont le plafond est inconnu",
        en="{bounds} without {entries}, whose ceiling is unknown",
    ),
    "tile_closed": Words(fr="sans compter deux fois", en="nothing counted twice"),
    "tile_stake": Words(fr="jusqu’à {size} en jeu", en="up to {size} at stake"),
    "tile_texts": Words(fr="pour {documents}", en="in {documents}"),
    "tile_of": Words(fr="sur {whole}", en="of {whole}"),
    "contents": Words(fr="Sur cette page", en="On this page"),
    "key_promised": Words(fr="promis, dit par un texte", en="promised: a text says so"),
    "key_range": Words(fr="promis, jusqu’à la borne haute", en="promised, up to the upper bound"),
    "key_inferred": Words(fr="déduit par le calcul", en="inferred: worked out"),
    "key_expected": Words(
        fr="attendu (aucune prévision sur cette page)", en="expected (no forecast on this page)"
    ),
    "key_expected_shown": Words(
        fr="attendu\u00a0: milieu des tirages", en="expected: middle of the draws"
    ),
    "key_best": Words(fr="meilleure valeur", en="best value"),
    "key_open": Words(fr="plafond inconnu", en="ceiling unknown"),
    "chart_items": Words(
        fr="Le plus gros morceau de l’enveloppe de {whole}\u00a0: {first}, {amount}",
        en="The largest piece of the {whole} envelope: {first}, {amount}",
    ),
    "chart_items_sub": Words(
        fr="Ce que les textes rattachent à l’enveloppe ou annoncent avec elle, cumulé\u00a0; "
        "milliards d’euros{date}",
        en="What texts tie to the envelope or announce beside it, added up; "
        "billions of euros{date}",
    ),
    "chart_entries": Words(
        fr="Pour {loose} des {count} plus grosses promesses, les sources laissent une fourchette",
        en="For {loose} of the {count} largest pledges, sources leave a range",
    ),
    "chart_entries_sure": Words(
        fr="Les {count} plus grosses promesses ont chacune un montant précis",
        en="Each of the {count} largest pledges has a precise amount",
    ),
    "chart_entries_sub": Words(
        fr="Bornes de chaque promesse d’après toutes ses sources, traits fins\u00a0: ce que chaque "
        "source avance\u00a0; milliards d’euros{date}",
        en="Bounds of each pledge from all its sources, thin strokes: what each source says; "
        "billions of euros{date}",
    ),
    "chart_map": Words(
        fr="{places} lieux sont nommés\u00a0: {first} réunit la plus grosse promesse",
        en="{places} places are named: {first} has the largest pledge",
    ),
    "chart_map_one": Words(
        fr="Un seul lieu est nommé\u00a0: {first}", en="One place is named: {first}"
    ),
    "chart_map_sub": Words(
        fr="Promesses rattachées à une commune ou à un département, aire des disques selon la plus "
        "grosse\u00a0; anneau vide\u00a0: montant inconnu{date}",
        en="Pledges tied to a town or a department, area of discs by the largest; empty ring: "
        "amount unknown{date}",
    ),
    "map_unplaced": Words(
        fr="{count} n’ont pas de lieu plus précis qu’un pays ou une région et ne sont pas "
        "sur la carte.",
        en="{count} have no place finer than a country or a region and are not on the map.",
    ),
    "map_more": Words(fr="Les {number} autres lieux", en="The {number} other places"),
    "map_alt": Words(fr="Carte des promesses", en="Map of pledges"),
    "date_of": Words(fr=", textes jusqu’au {date}", en=", texts up to {date}"),
    "source_line": Words(
        fr="Sources\u00a0: {sources}. Calculs\u00a0: Grand Livre.",
        en="Sources: {sources}. Calculations: Grand Livre.",
    ),
    "method_link": Words(fr="Méthode et limites", en="Method and limits"),
    "unattributed": Words(fr="Rattaché à personne", en="Put to no one"),
    "unattributed_note": Words(
        fr="dépend de {entries}, au plafond inconnu",
        en="depends on {entries}, whose ceiling is unknown",
    ),
    "beside": Words(fr="annoncé à côté", en="announced beside"),
    "conflicts_h": Words(fr="Où les sources se contredisent", en="Where sources contradict"),
    "conflicts_none": Words(
        fr="Aucune contradiction trouvée. Cela ne prouve pas que tout soit vrai.",
        en="No contradiction found. That does not prove that everything is true.",
    ),
    "conflicts_more": Words(fr="{count} de moindre poids", en="{count} of less weight"),
    "size": Words(fr="En jeu", en="At stake"),
    "repairs": Words(fr="Ce qui les accorderait", en="What would reconcile them"),
    "says": Words(fr="{sources} le disent", en="say {sources}"),
    "entries_h": Words(fr="Promesse par promesse", en="Pledge by pledge"),
    "entries_sub": Words(
        fr="Ouvrez une ligne pour lire les phrases d’où viennent ses chiffres.",
        en="Open a row to read the sentences its figures come from.",
    ),
    "filter": Words(fr="Filtrer par nom, lieu, projet", en="Filter by name, place, project"),
    "open_all": Words(fr="Tout ouvrir", en="Open all"),
    "close_all": Words(fr="Tout fermer", en="Close all"),
    "works": Words(fr="Promesses et engagements", en="Pledges and commitments"),
    "rounds": Words(fr="Levées de fonds", en="Fund-raisings"),
    "capacities": Words(fr="Mégawatts sans montant", en="Megawatts without an amount"),
    "withdrawn": Words(fr="Abandonnés", en="Withdrawn"),
    "doubtful": Words(fr="Trop peu sûrs pour être comptés", en="Too unsure to be counted"),
    "other_money": Words(fr="Autre argent mentionné", en="Other money mentioned"),
    "said_once": Words(fr="Dit par un seul texte", en="Said by one text"),
    "perhaps": Words(fr="peut-être", en="perhaps"),
    "not_counted": Words(fr="Hors des totaux", en="Not in the totals"),
    "programmes_h": Words(fr="Enveloppes et plans", en="Envelopes and plans"),
    "programmes_sub": Words(
        fr="Une enveloppe rassemble des promesses\u00a0: elle n’est jamais ajoutée à elles.",
        en="An envelope gathers pledges: it is never added to them.",
    ),
    "totals_h": Words(
        fr="Les totaux, et ce qu’ils laissent de côté", en="Totals, and what they leave out"
    ),
    "total_sums": Words(fr="Additionne {count}", en="Adds {count}"),
    "total_leaves": Words(fr="Laisse de côté {count}", en="Leaves out {count}"),
    "without_open": Words(
        fr="Sans {entries}, au plafond inconnu\u00a0: {bounds}.",
        en="Without {entries}, whose ceiling is unknown: {bounds}.",
    ),
    "unpriced": Words(
        fr="Annoncé en plus, sans montant\u00a0: {what}.",
        en="Told beside these, without any sum: {what}.",
    ),
    "paid": Words(fr="Déjà dépensé", en="Spent already"),
    "unpriced_fact": Words(fr="En plus, sans montant", en="Beside these, without a sum"),
    "evidence": Words(fr="Ce que disent les sources", en="What the sources say"),
    "facts": Words(fr="En bref", en="In short"),
    "investors": Words(fr="Qui paie", en="Who pays"),
    "beneficiaries": Words(fr="Qui reçoit", en="Who receives"),
    "where": Words(fr="Où", en="Where"),
    "what_for": Words(fr="Pour quoi", en="What for"),
    "when": Words(fr="Quand", en="When"),
    "start_end": Words(fr="{start} → {end}", en="{start} → {end}"),
    "from": Words(fr="dès {start}", en="from {start}"),
    "by": Words(fr="d’ici {end}", en="by {end}"),
    "stage": Words(fr="Étape", en="Stage"),
    "power": Words(fr="Puissance", en="Power"),
    "bounds": Words(fr="Bornes", en="Bounds"),
    "best": Words(fr="Meilleure valeur", en="Best value"),
    "best_agreed": Words(fr="toutes les sources s’accordent", en="all sources agree"),
    "best_median": Words(
        fr="médiane pondérée des sources indépendantes",
        en="weighted median of the independent sources",
    ),
    "best_together": Words(
        fr="médiane pondérée, ajustée aux sommes", en="weighted median, fitted to the sums"
    ),
    "best_end": Words(fr="seul bout connu, l’autre est ouvert", en="the one end known"),
    "implied": Words(fr="Selon les sommes", en="By the sums"),
    "part_of": Words(fr="Fait partie de", en="Part of"),
    "part_stated": Words(fr="un texte le dit", en="a text says so"),
    "part_firm": Words(
        fr="plusieurs textes ou un tableau de relevés le disent",
        en="several texts or a table of statements say so",
    ),
    "part_reading": Words(fr="déduit, aucun texte ne le dit", en="inferred, no text says so"),
    "part_reading_short": Words(fr="partie d’une autre entrée", en="part of another entry"),
    "items": Words(fr="Contient", en="Holds"),
    "itemised": Words(fr="Détaillé", en="Itemised"),
    "remainder": Words(fr="Reste sans nom", en="Remainder, put to no name"),
    "converted": Words(
        fr="{stated}, soit {euros} au cours BCE du {date}",
        en="{stated}, or {euros} at the ECB rate of {date}",
    ),
    "converted_undated": Words(
        fr="{stated}, soit {euros} au cours BCE du {date}, faute de date du texte",
        en="{stated}, or {euros} at the ECB rate of {date}, the text having no date",
    ),
    "converted_window": Words(
        fr="{stated}, soit {euros} aux cours BCE des jours où le texte a pu paraître (au plus bas "
        "le {date}, au plus haut le {date_high})",
        en="{stated}, or {euros} at the ECB rates of the days on which the text may have come out "
        "(lowest on {date}, highest on {date_high})",
    ),
    "said_by": Words(fr="selon {who}", en="according to {who}"),
    "open_source": Words(fr="lire l’original", en="read the original"),
    "undated": Words(fr="sans date", en="undated"),
    "sources_h": Words(fr="Les sources", en="Sources"),
    "sources_sub": Words(
        fr="Les textes qui se recopient ne comptent que pour une voix.",
        en="Texts that copy one another count as one voice.",
    ),
    "copies_of": Words(fr="Une seule voix, {documents}", en="One voice, {documents}"),
    "independent": Words(fr="Textes indépendants", en="Independent texts"),
    "publishers_h": Words(fr="Qui est d’accord avec les autres", en="Who agrees with the others"),
    "publishers_sub": Words(
        fr="Part des chiffres d’un éditeur que des sources indépendantes confirment, avec un "
        "intervalle à 90\u00a0%, d’autant plus large que ses chiffres sont rares. Elle ne vaut que "
        "pour les textes lus ici, et n’écarte aucune affirmation.",
        en="Share of a publisher’s figures that independent sources bear out, with a 90% interval, "
        "the wider the fewer its figures. It holds for the texts read here alone, and sets no "
        "statement aside.",
    ),
    "may_copy": Words(fr="peut-être d’après {names}", en="perhaps after {names}"),
    "no_claims": Words(fr="aucun chiffre retenu", en="no figure kept"),
    "method_h": Words(fr="Méthode et limites", en="Method and limits"),
    "footer": Words(
        fr="Page produite par Grand Livre, logiciel libre. Les promesses citées sont celles que la "
        "presse rapporte\u00a0: aucune n’est ici présumée ferme.",
        en="Page made by Grand Livre, free software. The pledges quoted are those the press "
        "reports: none is taken to be firm.",
    ),
    "summary_conflicts": Words(fr="{count}\u00a0:", en="{count}:"),
    "summary_entries": Words(fr="Les plus grosses promesses\u00a0:", en="The largest pledges:"),
    "picture_note": Words(
        fr="Plein\u00a0: ce que toutes les sources admettent\u00a0; clair\u00a0: jusqu’à la borne "
        "haute\u00a0; dégradé\u00a0: plafond inconnu. Milliards d’euros. Grand Livre.",
        en="Solid: what all sources allow; light: up to the upper bound; fading: ceiling unknown. "
        "Billions of euros. Grand Livre.",
    ),
    "amount_unknown": Words(fr="montant inconnu", en="amount unknown"),
    "other_country": Words(fr="autres pays", en="other countries"),
}

METHOD: tuple[Words, ...] = (
    Words(
        fr="Chaque chiffre vient d’une phrase citée telle quelle\u00a0: ouvrez une ligne pour la "
        "lire. «\u00a0Jusqu’à 10\u00a0» est une borne haute, «\u00a0plus de 17\u00a0» une borne "
        "basse, «\u00a0plusieurs\u00a0» vaut au moins deux.",
        en="Each figure comes from a sentence quoted as it stands: open a row to read it. “Up to "
        "10” is an upper bound, “more than 17” a lower one, “several” is at least two.",
    ),
    Words(
        fr="Les phrases qui parlent de la même promesse sont réunies d’après leurs parties, leur "
        "objet, leur lieu et leur montant. Les bornes retenues sont ce que toutes admettent\u00a0; "
        "quand elles s’excluent, les bornes les couvrent toutes et la contradiction est affichée. "
        "Un chiffre qui n’est que le haut d’une fourchette donnée ailleurs ne la réduit pas.",
        en="Sentences about the same pledge are put together by their parties, object, place and "
        "amount. The bounds are what all of them allow; where they exclude one another, the bounds "
        "cover them all and the contradiction is shown. A figure that is only the top of a range "
        "given elsewhere does not narrow it.",
    ),
    Words(
        fr="Les textes qui recopient une même dépêche comptent pour une voix. La meilleure valeur "
        "est la médiane des voix, à l’intérieur des bornes.",
        en="Texts that copy one dispatch count as one voice. The best value is the median of the "
        "voices, inside the bounds.",
    ),
    Words(
        fr="Une partie n’est pas ajoutée à son tout. Les enveloppes, les levées de fonds et les "
        "projets abandonnés ne sont pas additionnés aux promesses. Quand un lien de partie à tout "
        "est seulement probable, il est signalé comme déduit, et la partie n’est pas ajoutée.",
        en="A part is not added to its whole. Envelopes, fund-raisings and withdrawn projects are "
        "not added to pledges. Where a part-to-whole link is only likely, it is marked as "
        "inferred, and the part is not added.",
    ),
    Words(
        fr="La lecture automatique se trompe parfois. Qui paie, où et pour quelle enveloppe se "
        "décide au poids des sources indépendantes, les tableaux de relevés d’abord. Ce qu’un seul "
        "texte affirme contre les autres est montré comme tel et ne compte pas\u00a0; un lien "
        "trop faible est noté «\u00a0peut-être\u00a0». Restent hors des totaux\u00a0: les "
        "montants hors de proportion, ceux que rien d’autre ne confirme, et l’argent dont parlent "
        "des textes qui ne portent pas sur l’IA.",
        en="Automatic reading errs at times. Who pays, where and within which envelope is decided "
        "by the weight of independent sources, tables of statements first. What one text alone "
        "says against others is shown as such and does not count; a tie too weak is marked "
        "“perhaps”. Totals leave out sums out of proportion, those that nothing else bears out, "
        "and money told of by texts that are not about AI.",
    ),
    Words(
        fr="Les devises sont converties au cours de la Banque centrale européenne du jour du "
        "texte, au plus bas et au plus haut du mois ou de l’année où il n’a que cette date "
        "(jusqu’au {fallback} pour un texte sans date)\u00a0; le montant d’origine reste affiché.",
        en="Currencies are converted at the European Central Bank’s rate of the text’s day, "
        "at the lowest and the highest of the month or year where that is all its date (up to "
        "{fallback} for a text without a date); the original amount stays shown.",
    ),
    Words(
        fr="Limites\u00a0: la lecture est automatique et peut se tromper de partie, de lieu ou "
        "d’objet. La presse rapporte surtout des intentions\u00a0; aucune promesse n’est ici tenue "
        "pour ferme, engagée ou payée. Deux promesses distinctes peuvent avoir été réunies, ou une "
        "seule comptée deux fois. Ce que les textes taisent manque ici aussi.",
        en="Limits: reading is automatic and may mistake a party, a place or a purpose. The press "
        "mostly reports intentions; no pledge is taken here to be firm, committed or paid. Two "
        "distinct pledges may have been put together, or one counted twice. What the texts leave "
        "unsaid is missing here too.",
    ),
)

KINDS: Mapping[ConflictKind, Words] = {
    ConflictKind.AMOUNT: Words(fr="Montant", en="Amount"),
    ConflictKind.BOUND_AS_VALUE: Words(
        fr="Borne donnée pour un montant", en="Bound given as value"
    ),
    ConflictKind.REVISION: Words(fr="Révision", en="Revision"),
    ConflictKind.PARTIES: Words(fr="Acteurs", en="Parties"),
    ConflictKind.HORIZON: Words(fr="Échéance", en="Horizon"),
    ConflictKind.STAGE: Words(fr="Étape", en="Stage"),
    ConflictKind.SCOPE: Words(fr="Périmètre", en="Scope"),
    ConflictKind.MIXED_CURRENCY: Words(fr="Somme de monnaies mêlées", en="Sum of mixed currencies"),
    ConflictKind.SUM: Words(fr="Somme plus grande que le tout", en="Sum larger than the whole"),
    ConflictKind.OUTLIER: Words(fr="Hors de proportion", en="Out of proportion"),
    ConflictKind.UNIT_SLIP: Words(fr="Unité douteuse", en="Doubtful unit"),
    ConflictKind.PLACE: Words(fr="Lieu", en="Place"),
    ConflictKind.NATURE: Words(fr="Nature de l’argent", en="Nature of the money"),
    ConflictKind.MEMBERSHIP: Words(fr="Dedans ou à côté", en="Inside or beside"),
    ConflictKind.WHOLE_AND_PART: Words(fr="Tout et partie", en="Whole and part"),
    ConflictKind.STALE_COPY: Words(fr="Chiffre périmé", en="Stale figure"),
    ConflictKind.EVENT: Words(fr="Jours d’un événement", en="Days of an event"),
    ConflictKind.REFINED: Words(fr="Précision", en="Refinement"),
}

_COUNTS: Mapping[str, tuple[Words, Words]] = {
    "documents": (Words(fr="texte", en="text"), Words(fr="textes", en="texts")),
    "origins": (
        Words(fr="voix indépendante", en="independent voice"),
        Words(fr="voix indépendantes", en="independent voices"),
    ),
    "claims": (Words(fr="chiffre", en="figure"), Words(fr="chiffres", en="figures")),
    "conflicts": (
        Words(fr="contradiction", en="contradiction"),
        Words(fr="contradictions", en="contradictions"),
    ),
    "entries": (Words(fr="entrée", en="entry"), Words(fr="entrées", en="entries")),
    "pledges": (Words(fr="promesse", en="pledge"), Words(fr="promesses", en="pledges")),
    "sources": (Words(fr="source", en="source"), Words(fr="sources", en="sources")),
}


def text(key: str, language: str, **blanks: object) -> str:
    """A fixed text with its blanks filled.

    Examples
    --------
    >>> text("by", "fr", end="2029")
    'd’ici 2029'
    """
    return TEXTS[key].of(language).format(**blanks)


def count(number: int, what: str, language: str) -> str:
    """A number of things, in the singular or the plural.

    Examples
    --------
    >>> [count(0, "documents", each).replace(NBSP, " ") for each in ("fr", "en")]
    ['0 texte', '0 texts']
    """
    one = number < 2 if language == "fr" else number == 1
    name = _COUNTS[what][0 if one else 1].of(language)
    shown = f"{number:,}".replace(",", "\u202f") if language == "fr" else f"{number:,}"
    return f"{shown}{NBSP}{name}"


def form(key: str, language: str) -> str:
    """A fixed text with its blanks still open."""
    return TEXTS[key].of(language)
