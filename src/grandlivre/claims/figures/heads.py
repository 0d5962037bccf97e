"""The noun that a sum belongs to by grammar alone: "un emprunt de 3 milliards", "a $3bn order".

Words of every class stand somewhere in the sentence; the noun that heads the sum's own phrase, that
it is said to come to, or that labels its line tells what it is, whatever else is told around it.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.model import Measure

_HEADS = {
    word: kind
    for kind, words in {
        "round": "levée levées tour série amorçage emprunt emprunts obligations émission placement"
        " closing collecte souscriptions ronde augmentation round raise fundraising bond bonds"
        " notes sukuk placing offering seed series ipo",
        "commitment": "subvention subventions investissement investissements investment investments"
        " engagement pledge chèque cheque grant grants",
        "valuation": "valorisation valuation",
        "turnover": "revenue revenues revenus turnover sales ventes profit profits bénéfice"
        " bénéfices recettes earnings ebitda loss losses perte pertes",
        "assets": "assets actifs encours trésorerie capitalisation capitalization",
        "other": "agreement agreements contract contracts contrat contrats"
        " order orders commande commandes backlog write-down writedown"
        " lawsuit dividende dividend pénalité penalty indemnité précommandes takeover rachat"
        " abatement",
    }.items()
    for word in words.split()
}
_HOUSES = {"firm": "assets", "manager": "assets", "startup": "valuation", "unicorn": "valuation"}
"""What a sum before a house is of it: "a $40 billion investment firm", "a $2bn startup"."""
_LINKS = frozenset(
    "de d' of à at a an un une some worth hauteur montant principal aggregate total s' se is was"
    " were est était étaient sera serait been été élève élevait élèvera élèverait atteint"
    " atteignait atteindrait atteindra monte montait ressort chiffre établit établissait fixé fixée"
    " totals totalled totaled totalise stands stood reached reaches hit came comes amounts amounted"
    " to has now désormais alors près environ about around nearly :".split()
)
"""Words between the noun and the sum: "la levée s'élève à", "a bond issue worth", "Series B:"."""
_COMPLEMENTS = frozenset("de d' du des of".split())
_QUALIFYING = frozenset(
    "equity convertible senior secured unsecured bond note debt funding financing power supply"
    " compute capacity cloud chip energy green first second additional private public share tax"
    " annual quarterly net gross operating total local state federal county city school property"
    " sales general fund ai infrastructure gpu data center centre landmark significant multi-year"
    " long-term new hosting".split()
)
"""English words between a sum and its noun: "a $3bn convertible note offering"."""
_BREAKS = frozenset(", ; : . ( )".split())
_TAKEN = frozenset(("revenue", "revenues", "receipts"))
"""What a body has of taxes, and no company of its sales."""
_PAPER = frozenset(("obligations", "emprunts", "convertibles"))
"""What a French sum is of where others lend it: "88 milliards d'obligations"."""
_KINDS_OF_MONEY = frozenset("equity debt growth venture".split())
_FINANCING = frozenset(("financing", "funding", "raise"))
_PRINCIPAL = ["aggregate", "principal", "amount", "of"]
_CAPITAL = frozenset("capex expenditures expenditure dépenses".split())
_FORECASTS = frozenset(
    "forecast guidance budget outlook target plan plans prévision prévisions objectif".split()
)
_REACHED = frozenset(
    "reached hit were was totaled totalled surged rose jumped climbed atteint atteignaient élevées"
    " grimpé bondi".split()
)
_REPORTED = frozenset("reported posted recorded booked disclosed".split())
_CAPITAL_REACH = 10
_REACH, _STEPS, _AFTER, _AFTER_IN = 7, 3, 4, 12


def heads(around: Surroundings) -> Iterator[str]:
    """Signs of the noun that heads the phrase of a sum of money, where one of ours does."""
    if around.placed.quantity.measure is not Measure.MONEY:
        return
    words, placed = around.words, around.placed
    # A colon breaks the sentence, but not a label from its sum: "Valorisation : 2 Md€".
    others = [q.last for q in around.others if q.last <= placed.first]
    floor, ceiling = max([placed.sentence.first, *others]), around.apart[1]
    after = words[placed.last : min(ceiling, placed.last + _AFTER_IN)]
    if around.page.language != "fr":
        kind = _qualified(after)
    else:
        lent = after[:1] in (["d'"], ["de"]) and not _PAPER.isdisjoint(after[1:2])
        kind = "round" if lent else None
    before = words[max(floor, placed.first - _CAPITAL_REACH) : placed.first]
    if not _CAPITAL.isdisjoint(after[:_AFTER]) and not _REPORTED.isdisjoint(before):
        kind = "spent"  # "reported $31bn in capital expenditures"
    kind = kind or _capital(before) or _governing(before[-_REACH:])
    if kind is not None:
        yield f"head={kind}"


def _qualified(after: Sequence[str]) -> str | None:
    """What a sum before its noun is: "a $3 billion supply order", "$3 million in tax revenue"."""
    if after[:1] and after[0] in _KINDS_OF_MONEY and not _FINANCING.isdisjoint(after[1:2]):
        return "round"
    found, taxed = None, False
    for word in _opened(after):
        taxed = taxed or word == "tax"
        if word in _HOUSES:
            return _HOUSES[word]
        if word in _HEADS:
            found = "other" if taxed and word in _TAKEN else _HEADS[word]
        elif word not in _QUALIFYING:
            break
    return found


def _opened(after: Sequence[str]) -> Sequence[str]:
    """The words of the noun phrase that follows a sum, without what links them to it."""
    if after[:1] == ["in"]:
        return after[1:]
    if after[: len(_PRINCIPAL)] == _PRINCIPAL:
        return [word for word in after[len(_PRINCIPAL) :] if word.isalpha()]
    return after[:_AFTER]


def _capital(before: Sequence[str]) -> str | None:
    """What is spent on things built, or planned to be: "raised its capex forecast to"."""
    if "spent" in before[-3:]:
        return "spent" if "be" not in before else None
    if _CAPITAL.isdisjoint(before):
        return None
    if not _FORECASTS.isdisjoint(before):
        return "capital"
    return None if _REACHED.isdisjoint(before) else "spent"


def _governing(before: Sequence[str]) -> str | None:
    """What a sum after its noun is: "une levée de", "the order is worth"."""
    if before[-1:] == ["worth"]:
        # "An order from Norvane worth": whose it is may stand between.
        before = before[:-1]
        heads = [word for word in before if word in _HEADS or word in _BREAKS]
        return _HEADS.get(heads[-1]) if heads else None
    steps, linked = 0, False
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if word in _HEADS:
            # Beside the sum with nothing between: the next item of a list.
            return _HEADS[word] if linked else None
        if word in _LINKS or (len(word) == 1 and word.isalpha()):
            linked = True
        elif linked and at and before[at - 1] in _COMPLEMENTS and steps < _STEPS:
            steps += 1  # "une augmentation de capital de", "un tour de table de"
        else:
            return None
    return None
