"""What entries are called: their parties, what it is for and where, in both languages."""

from collections.abc import Sequence

from grandlivre.base.interval import Interval
from grandlivre.base.wording import NBSP
from grandlivre.claims.model import Purpose
from grandlivre.entities.model import Asset, Entity, Place, Project
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import ballot_of
from grandlivre.ledger.model import EntryKind, Words
from grandlivre.ledger.words import ASSETS, PURPOSES, USES, money_range, of_fr

_MOST_PARTIES = 3
_UNNAMED = Words(fr="Payeur non nommé", en="Unnamed payer")
_MOST_PLACES = 2


def entry_title(
    kind: EntryKind,
    statements: Sequence[Statement],
    places: Sequence[Place],
    projects: Sequence[Project],
    linker: Linker,
) -> Words:
    """The title of an entry: "Brookfield – centre de données, Cambrai"."""
    known_by = families(statements, linker)
    named = _shared_names(statements, projects)
    what = _what(statements)

    def titled(language: str) -> str:
        parties = _called(known_by, language)
        where = ", ".join(place.called(language) for place in best_places(statements, places))
        if kind is EntryKind.ROUND:
            return _with_place(_round(parties, language), where, parties)
        if named and named[0].casefold() not in parties.casefold():
            return f"{named[0]} ({parties})" if parties else _with_place(named[0], where)
        if not parties:
            parties = _UNNAMED.of(language)
        return _with_place(f"{parties}{NBSP}– {what.of(language)}", where)

    return Words(fr=titled("fr"), en=titled("en"))


def shared_projects(
    statements: Sequence[Statement], projects: Sequence[Project], *, share: int = 2
) -> list[Project]:
    """Named projects that origins of at least half of the weight give, or of another share."""
    ballot = ballot_of(statements, lambda each: (project.key for project in each.projects))
    every = ballot_of(statements, lambda each: (True,)).weight(True)
    return [p for p in projects if p.is_named and share * ballot.weight(p.key) >= every]


def _shared_names(statements: Sequence[Statement], projects: Sequence[Project]) -> list[str]:
    return [tidy(project.name) for project in shared_projects(statements, projects)]


def best_places(statements: Sequence[Statement], places: Sequence[Place]) -> list[Place]:
    """The best supported place of a title; two where both have the same support.

    Places that no list knows give way to those that one does.
    """
    ballot = ballot_of(statements, lambda each: (place.key for place in each.places))
    known = [place for place in places if place.level] or list(places)
    top = max((ballot.weight(place.key) for place in known), default=0)
    return [place for place in known if ballot.weight(place.key) == top][:_MOST_PLACES]


def _round(parties: str, language: str) -> str:
    if language == "fr":
        return f"Levée de fonds {of_fr(parties)}" if parties else "Levée de fonds"
    return f"{parties} fund-raising" if parties else "Fund-raising"


def programme_title(
    euros: Interval,
    statements: Sequence[Statement],
    places: Sequence[Place],
    projects: Sequence[Project],
    purpose: Purpose,
) -> Words:
    """The title of a programme: its name, or its amount, purpose and places."""
    named = _shared_names(statements, projects)
    if named:
        return Words(fr=named[0], en=named[0])
    stated = [each.amount for each in statements if each.amount is not None]
    shown, unit = euros, "EUR"
    if len({(amount.unit, amount.stated) for amount in stated}) == 1:
        shown, unit = stated[0].stated, stated[0].unit
    amount, what = money_range(shown, unit), PURPOSES[purpose]
    tails = {}
    for language in ("fr", "en"):
        where = ", ".join(place.called(language) for place in places[: _MOST_PLACES + 1])
        tails[language] = f" ({where})" if where else ""
    return Words(
        fr=f"Enveloppe {of_fr(amount.fr)} pour {what.fr}{tails['fr']}".replace("de jusqu", "jusqu"),
        en=f"Envelope of {amount.en} for {what.en}{tails['en']}",
    )


def _what(statements: Sequence[Statement]) -> Words:
    """The kind of asset that most origins name, else the purpose."""
    # A plan or a fund is told by what it is for.
    built = [each for each in statements if each.asset in ASSETS and each.asset is not Asset.FUND]
    if built:
        assets = ballot_of(built, lambda each: (each.asset,))
        return ASSETS[max(assets.things(), key=lambda one: (assets.weight(one), one.value))]
    uses = ballot_of(statements, lambda each: (each.claim.purpose,))
    return USES[max(uses.things(), key=lambda one: (uses.weight(one), one.value))]


def families(statements: Sequence[Statement], linker: Linker) -> list[list[Entity]]:
    """The parties with more than half the weight of origins that the first one has.

    A parent and its child stand together. What one text alone says against others is no one's
    name.
    """
    ballot = ballot_of(statements, lambda each: (party.key for party in each.principals))
    entities = {
        party.key: linker.entities.get(party.key, party)
        for each in statements
        for party in each.principals
    }
    if not ballot:
        return []
    order = ballot.ranked(lambda key: entities[key].name)
    most = ballot.weight(order[0])
    found: list[list[Entity]] = []
    for key in order:
        if key != order[0] and (2 * ballot.weight(key) <= most or ballot.is_doubtful(key)):
            continue
        kin = [family for family in found if any(linker.are_related(key, of.key) for of in family)]
        if kin:
            kin[0].append(entities[key])
        else:
            found.append([entities[key]])
    return found


def _called(known_by: Sequence[Sequence[Entity]], language: str) -> str:
    """Names of parties: "MGX / Émirats arabes unis, Oracle"."""
    names = [" / ".join(entity.called(language) for entity in family) for family in known_by]
    rest = len(names) - _MOST_PARTIES
    return ", ".join(names[:_MOST_PARTIES]) + (f" +{rest}" if rest > 0 else "")


def _with_place(title: str, where: str, parties: str = "") -> str:
    return f"{title}, {where}" if where and where not in parties else title


def tidy(name: str) -> str:
    """The name without the common noun before it: "programme EU AI Champions"."""
    words = name.split()
    start = 0
    while start < len(words) - 1 and words[start][0].islower():
        start += 1
    return " ".join(words[start:])
