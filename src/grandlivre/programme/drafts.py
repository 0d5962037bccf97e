"""Slices of money brought to their sites, with the megawatts that are said there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grandlivre.entities.model import Place
from grandlivre.ledger.model import Commitment, Words
from grandlivre.programme.arithmetic import basis_of, megawatts, said_money, unknown
from grandlivre.programme.facts import Facts, Said, is_town, party_keys
from grandlivre.programme.families import Family, Slice
from grandlivre.programme.filling import power_of_chips
from grandlivre.programme.ladder import whole_power
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.sharing import by_town, is_here
from grandlivre.programme.spreads import Reference

_MEGA = Decimal(10) ** 6
_ALL_ELSEWHERE = Words(
    fr="les mégawatts dits sont tous ceux d’autres parties",
    en="all megawatts that are said are those of other parts",
)
_SAME_POWER = Words(
    fr="les mégawatts dits sont ceux d’un autre projet du même site",
    en="the megawatts that are said are those of another project on the same site",
)
_LEFT = Decimal("0.02")
_SEVERAL = 2
"""So many payers in common make two promises one network's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A project in the making: the slices of one family on one site."""

    family: Family
    place: Place | None
    slices: tuple[Slice, ...]
    powers: tuple[Said, ...]
    whole: Figure | None
    """Megawatts of the whole of it; None where nothing is said."""
    accelerators: Figure | None
    words: str = ""
    """What claims call its accelerators."""
    is_power_elsewhere: bool = False
    """True where what is said of power is another project's."""

    @property
    def entries(self) -> tuple[str, ...]:
        """All entries that tell of it."""
        return tuple(dict.fromkeys(key for each in self.slices for key in each.told))

    @property
    def money(self) -> Decimal | None:
        """Best value of all its money, in euros."""
        known = [each.money.best for each in self.slices if each.money.best is not None]
        return sum(known, Decimal(0)) if known else None


def drafts(found: Sequence[Family], facts: Facts, reference: Reference) -> tuple[Draft, ...]:
    """Bring the slices of families to their sites.

    Parameters
    ----------
    found
        From `grandlivre.programme.families.families`.
    facts
        What claims say of power, places and accelerators.
    reference
        For what a megawatt costs and an accelerator draws.
    """
    made = [each for family in found for each in _of_family(family, facts, reference)]
    made = _grown(made)
    return tuple(_apart(made))


def _of_family(family: Family, facts: Facts, reference: Reference) -> list[Draft]:
    slices = [one for each in family.slices for one in by_town(each, reference)]
    groups: dict[str, list[Slice]] = defaultdict(list)
    for each in slices:
        groups[each.towns[0].key if each.towns else ""].append(each)
    located = {
        key: _located(family, key, group, len(groups) == 1, facts, reference)
        for key, group in groups.items()
        if key
    }
    if "" in groups:
        located[""] = _nameless(family, groups[""], located, facts, reference)
    return list(located.values())


def _located(
    family: Family,
    town: str,
    group: Sequence[Slice],
    is_only: bool,
    facts: Facts,
    reference: Reference,
) -> Draft:
    place = facts.places.get(town) or group[0].towns[0]
    every = {each.claims: each for one in group for each in one.powers}.values()
    here = [
        each
        for each in every
        if is_here(each, place) or (is_only and not each.towns and _may_be_at(each, place))
    ]
    money = _sum(group)
    counted = _counted(facts.accelerators, place, family, facts)
    split = next((each.split for each in group if each.split is not None), None)
    counted = _credible(counted, money, reference)
    whole = split or whole_power(here, money, None if counted is None else counted.best, reference)
    if whole is None and counted is not None:
        whole = power_of_chips(counted, reference)
    return Draft(
        family=family,
        place=place,
        slices=tuple(group),
        powers=tuple(here),
        whole=whole,
        accelerators=counted,
        words=_words_of(counted, place, family, facts),
    )


def _nameless(
    family: Family,
    group: Sequence[Slice],
    located: Mapping[str, Draft],
    facts: Facts,
    reference: Reference,
) -> Draft:
    """What no text puts in a town: its power is what the located parts leave of the whole's."""
    place = _coarse(family.root)
    powers = {each.claims: each for one in group for each in one.powers}.values()
    counted = _counted(facts.accelerators, None, family, facts)
    if counted is not None and counted.best is not None:
        there = sum(
            (each.accelerators.best or 0 for each in located.values() if each.accelerators),
            Decimal(0),
        )
        counted = None if there >= counted.best else counted if not there else None
    draft = Draft(
        family=family,
        place=place,
        slices=tuple(group),
        powers=tuple(powers),
        whole=None,
        accelerators=counted,
        words=_words_of(counted, None, family, facts),
    )
    rests = [each for each in group if each.is_rest]
    accelerators = None if counted is None else counted.best
    if not rests:
        return replace(draft, whole=whole_power(draft.powers, draft.money, accelerators, reference))
    root = said_money(family.root).best if rests[0].entry == family.root.id else None
    whole = whole_power(draft.powers, root or draft.money, None, reference)
    beside = [each.whole for each in located.values() if each.whole is not None]
    if whole is None or whole.best is None or not beside:
        return replace(draft, whole=whole)
    taken = sum((each.best or Decimal(0) for each in beside), Decimal(0))
    left = whole.best - taken
    if left <= _LEFT * whole.best:
        return replace(draft, whole=unknown(_ALL_ELSEWHERE), is_power_elsewhere=True)
    parts = [megawatts(each.best or Decimal(0)) for each in beside]
    most = megawatts(whole.best)
    figure = Figure(
        low=left,
        best=left,
        high=left,
        mark=Mark.INFERRED,
        basis=basis_of((whole, *beside)),
        how=Words(
            fr=f"{most.fr} − {' − '.join(each.fr for each in parts)}",
            en=f"{most.en} − {' − '.join(each.en for each in parts)}",
        ),
    )
    return replace(draft, whole=figure, powers=())


def _grown(made: Sequence[Draft]) -> list[Draft]:
    """Where texts say that a network grows from one total to another, count the growth alone."""
    found = list(made)
    for place, one in enumerate(found):
        own = one.whole.best if one.whole is not None and one.whole.mark is Mark.SAID else None
        builders = _builders_of(one)
        known = {said.value for said in one.powers} - {own}
        if own is None or not known or len(builders) < _SEVERAL:
            continue
        for other in made:
            before = other.whole.best if other.whole is not None else None
            if other.family is one.family or before is None or before not in known:
                continue
            shared = builders & _builders_of(other)
            if before < own and len(shared) >= _SEVERAL and _is_later(one, other):
                most, first = megawatts(own), megawatts(before)
                found[place] = replace(
                    one,
                    powers=(),
                    whole=Figure(
                        low=own - before,
                        best=own - before,
                        high=own - before,
                        mark=Mark.INFERRED,
                        basis=basis_of(each for each in (one.whole, other.whole) if each),
                        how=Words(fr=f"{most.fr} − {first.fr}", en=f"{most.en} − {first.en}"),
                    ),
                )
                break
    return found


def _apart(made: Sequence[Draft]) -> Iterable[Draft]:
    """The same megawatts at the same place are counted with the bigger sum of money only."""
    by_place: dict[str, list[Draft]] = defaultdict(list)
    for one in made:
        if one.place is not None:
            by_place[one.place.key].append(one)
    for one in made:
        same = by_place[one.place.key] if one.place is not None else []
        if any(_is_double(one, other) for other in same):
            yield replace(one, whole=unknown(_SAME_POWER), powers=(), is_power_elsewhere=True)
        else:
            yield one


def _is_double(one: Draft, other: Draft) -> bool:
    """True where all that is said of one's power is another's on the same site."""
    if one.family is other.family or one.family.root.is_cancelled or other.family.root.is_cancelled:
        return False
    if one.place is None or other.place is None or one.place.key != other.place.key:
        return False
    most = None if other.whole is None else other.whole.best
    own = {one.whole.best} if one.whole is not None else {said.value for said in one.powers}
    bigger = (other.money or 0, other.family.root.id) > (one.money or 0, one.family.root.id)
    return most is not None and own == {most} and bigger


def _builders_of(draft: Draft) -> frozenset[str]:
    return party_keys(draft.family.root.known_by)


def _is_later(one: Draft, other: Draft) -> bool:
    first, second = one.family.root.announced, other.family.root.announced
    return first is not None and second is not None and first > second


def _may_be_at(said: Said, place: Place) -> bool:
    """True for what is said of a wider place that holds the site, or of no place."""
    countries = {each.country for each in said.places if each.country}
    return not countries or countries == {place.country}


def _credible(counted: Figure | None, money: Decimal | None, reference: Reference) -> Figure | None:
    """Accelerators, unless the money could not even house a tenth of them."""
    if counted is None or counted.best is None or not money:
        return counted
    kilowatts = counted.best * reference.spread("all_in_power_kw").low
    least = kilowatts * reference.spread("capex_hosting_meur_per_mw").low * 1000
    return counted if money * 10 >= least else None


def _sum(group: Sequence[Slice]) -> Decimal | None:
    known = [each.money.best for each in group if each.money.best is not None]
    return sum(known, Decimal(0)) if known else None


def _coarse(root: Commitment) -> Place | None:
    """The smallest place of an entry that is no town; none where it spans several countries."""
    if len({place.country for place in root.places if place.country}) > 1:
        return None
    wide = [place for place in root.places if place.level > 1 and not is_town(place)]
    return max(wide, key=lambda place: (place.level, place.key), default=None)


def _of(said: Sequence[Said], place: Place | None, family: Family, facts: Facts) -> list[Said]:
    """Statements of things at a place, by parties of a family or in texts that tell of it."""
    parties = family.parties
    told = {key for each in family.members for key in facts.documents[each]}
    found = []
    for each in said:
        if place is not None:
            # In a text that tells of two promoters on one site, a figure without any is either's.
            is_theirs = each.parties & parties or (each.documents & told and not each.parties)
            if is_here(each, place) and is_theirs:
                found.append(each)
        elif not each.towns and each.parties & parties and each.documents & told:
            found.append(each)
    return found


def _counted(
    said: Sequence[Said], place: Place | None, family: Family, facts: Facts
) -> Figure | None:
    """What most texts say of a count at a place."""
    found = _of(said, place, family, facts)
    weights: dict[Decimal, float] = defaultdict(float)
    for each in found:
        weights[each.value] += each.weight
    if not weights:
        return None
    best = max(weights, key=lambda value: (weights[value], value))
    telling = [each for each in found if each.value == best]
    return Figure(
        low=best if any(each.low is not None for each in telling) else None,
        best=best,
        high=best if any(each.high is not None for each in telling) else None,
        mark=Mark.SAID,
        basis=tuple(dict.fromkeys(key for each in telling for key in each.claims)),
        how=Words(fr="", en=""),
    )


def area_at(facts: Facts, place: Place, families_here: Sequence[Family]) -> Figure:
    """The hectares that texts give a site; unknown where none does."""
    found = [_counted(facts.areas, place, family, facts) for family in families_here]
    known = [each for each in found if each is not None]
    return max(known, key=lambda each: len(each.basis)) if known else unknown()


def _words_of(counted: Figure | None, place: Place | None, family: Family, facts: Facts) -> str:
    """What the claims that give a count call it, and what its project is called."""
    said = facts.accelerators
    names = [project.name for project in family.root.projects]
    told = (
        each.words
        for each in _of(said, place, family, facts)
        if counted is not None and each.value == counted.best
    )
    return " ".join((*names, *told))
