"""Where texts give one gathering other days: no money of anybody's, but the date of promises."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from grandlivre.base.wording import period
from grandlivre.claims.model import Claim
from grandlivre.claims.notices import Event, EventKind, Undertakings
from grandlivre.documents.model import Document
from grandlivre.ledger.conflicts.sides import make, told
from grandlivre.ledger.model import Conflict, ConflictKind, Side, Words
from grandlivre.ledger.notices import claim_of
from grandlivre.ledger.words import listed

_NEAR = 15
"""How many days apart two texts may set one gathering."""
_TOPIC = "ai"
"""What many gatherings are on: it joins names only where no proper name parts them."""
_LEAP = 2000
"""A year that has all days, for days whose year no text says."""
_DAYS = 366
_CALLED = {
    EventKind.SUMMIT: Words(fr="du sommet", en="summit"),
    EventKind.FORUM: Words(fr="du forum", en="forum"),
    EventKind.FAIR: Words(fr="du salon", en="fair"),
    EventKind.CONGRESS: Words(fr="du congrès", en="congress"),
    EventKind.CONFERENCE: Words(fr="de la conférence", en="conference"),
}

_Days = tuple[tuple[int, int], tuple[int, int] | None]


def events(
    notices: Sequence[Undertakings | Event],
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
) -> tuple[list[Conflict], tuple[Claim, ...]]:
    """Gatherings that texts set on other days.

    Parameters
    ----------
    notices
        From `grandlivre.ledger.notices.notices_in`.
    documents, origins
        By id: the documents, and the group of near-copies of each.

    Returns
    -------
    tuple
        The conflicts, and the claims that are their sides.

    Notes
    -----
    Two texts speak of one gathering where its kind is the same, its days are near, they name no
    two towns, and a proper name or, where one has none, its topic is shared. One day out of
    several contradicts nobody; an opening contradicts whoever has it begin on another day.
    """
    conflicts: list[Conflict] = []
    claims: list[Claim] = []
    for group in _gatherings([each for each in notices if isinstance(each, Event)]):
        sides = _sides(group)
        if len(sides) > 1:
            conflict, spoken = _conflict(group, sides, documents, origins)
            conflicts.append(conflict)
            claims.extend(spoken)
    return conflicts, tuple(claims)


def _gatherings(told: Sequence[Event]) -> list[list[Event]]:
    """Events by what they are of: whoever is one with all of a group joins it."""
    groups: list[list[Event]] = []
    # The most telling names first, so that a bare "summit on AI" finds them there.
    for each in sorted(told, key=lambda one: -len(one.marks)):
        group = next((g for g in groups if all(_are_one(each, other) for other in g)), None)
        if group is None:
            groups.append([each])
        elif all(each.document != other.document for other in group):
            group.append(each)
    return groups


def _are_one(one: Event, other: Event) -> bool:
    if one.kind is not other.kind or (one.town and other.town and one.town != other.town):
        return False
    if one.year and other.year and one.year != other.year:
        return False
    apart = abs(_day(one.first) - _day(other.first))
    if min(apart, _DAYS - apart) > _NEAR:
        return False
    first, second = one.marks - {_TOPIC}, other.marks - {_TOPIC}
    shared = _TOPIC in one.marks & other.marks
    return bool(first & second) or (shared and not (first and second))


def _day(day: tuple[int, int]) -> int:
    return date(_LEAP, *day).timetuple().tm_yday


def _sides(group: Sequence[Event]) -> dict[_Days, list[Event]]:
    """Events by the days that they give, without those that contradict none of the others."""
    found: dict[_Days, list[Event]] = defaultdict(list)
    spans = {(e.first, e.last) for e in group if e.last is not None and e.last != e.first}
    ends = dict(spans)
    for each in group:
        first, last = each.first, each.last
        if last is None:
            found[first, ends.get(first)].append(each)
        elif (first, last) in spans or not any(one <= first and last <= two for one, two in spans):
            found[first, last].append(each)
    return dict(sorted(found.items(), key=lambda pair: (pair[0][0], pair[0][1] or pair[0][0])))


def _conflict(
    group: Sequence[Event],
    found: Mapping[_Days, Sequence[Event]],
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
) -> tuple[Conflict, list[Claim]]:
    years = {each.year for each in group if each.year}
    year = years.pop() if len(years) == 1 else None
    sides, claims = [], []
    for days, spoken in found.items():
        made = [
            claim_of(each, documents[each.document], _dates(each.first, each.last, year))
            for each in spoken
        ]
        claims.extend(made)
        voices = {origins.get(each.document, each.document) for each in spoken}
        sides.append(
            Side(
                says=_said(days, year),
                claims=tuple(sorted(claim.id for claim in made)),
                origins=len(voices),
            )
        )
    name = max(group, key=lambda each: (len(each.marks), each.name[:1].isupper(), each.name)).name
    called, said = _CALLED[group[0].kind], listed([told(side) for side in sides])
    conflict = make(
        ConflictKind.EVENT,
        (),
        sides,
        Words(
            fr=f"Les jours {called.fr} (« {name} ») ne sont pas les mêmes partout : {said.fr}.",
            en=f"The days of the {called.en} (“{name}”) differ: {said.en}.",
        ),
        repairs=(
            Words(
                fr="Les uns comptent peut-être des journées préparatoires, ou l’ouverture seule.",
                en="Some may count days of preparation, or the opening alone.",
            ),
        ),
    )
    return conflict, claims


def _dates(
    first: tuple[int, int], last: tuple[int, int] | None, year: int | None
) -> tuple[str, str | None] | None:
    """Days as partial dates; None where no text tells the year."""
    if year is None:
        return None
    return _iso(year, first), None if last is None else _iso(year, last)


def _iso(year: int, day: tuple[int, int]) -> str:
    return f"{year:04d}-{day[0]:02d}-{day[1]:02d}"


def _said(days: _Days, year: int | None) -> Words:
    """Days in words: "10 to 11 February 2025", "opened on 9 February 2025"."""
    first, last = days
    if last is None:
        one = _worded(first, year)
        return Words(fr=f"ouvert le {one.fr}", en=f"opened on {one.en}")
    end = _worded(last, year)
    if first == last:
        return Words(fr=f"le {end.fr}", en=f"on {end.en}")
    begin = _worded(first, year)
    if first[0] == last[0]:
        number = str(first[1])
        begin = Words(fr="1er" if first[1] == 1 else number, en=number)
    return Words(fr=f"du {begin.fr} au {end.fr}", en=f"{begin.en} to {end.en}")


def _worded(day: tuple[int, int], year: int | None) -> Words:
    text = _iso(year or _LEAP, day)
    fr, en = period(text, "fr"), period(text, "en")
    if year is None:
        fr, en = fr.removesuffix(f" {_LEAP}"), en.removesuffix(f" {_LEAP}")
    return Words(fr=fr, en=en)
