"""Where claims cannot all hold: one finder a kind, each with both sides and the words for it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Stage
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.bounds import Outcome, Reconciled, common, euros_of, origins_of
from grandlivre.ledger.entries import by_voices
from grandlivre.ledger.model import Conflict, ConflictKind, Side, Words
from grandlivre.ledger.statements import Statement
from grandlivre.ledger.words import STAGES, listed, money_range, same, sources, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One entry, to be searched for contradictions."""

    id: str
    statements: tuple[Statement, ...]
    reconciled: Reconciled
    linker: Linker


def conflicts_of(case: Case) -> list[Conflict]:
    """Every conflict among the claims of one entry."""
    found = (finder(case) for finder in _FINDERS)
    return [conflict for conflict in found if conflict is not None]


def make(
    kind: ConflictKind,
    entries: Iterable[str],
    sides: Sequence[Side],
    explanation: Words,
    *,
    size: Decimal | None = None,
    repairs: Sequence[Words] = (),
) -> Conflict:
    """A conflict, its id made of its kind and claims."""
    claims = sorted(claim for side in sides for claim in side.claims)
    return Conflict(
        id=content_key("cfl", kind.value, *claims),
        kind=kind,
        entries=tuple(entries),
        sides=tuple(sides),
        size=size,
        explanation=typeset(explanation),
        repairs=tuple(typeset(each) for each in repairs),
    )


def side_of(says: Words, statements: Iterable[Statement]) -> Side:
    """One side of a conflict."""
    listed_once = sorted({each.claim.id: each for each in statements}.items())
    return Side(
        says=says,
        claims=tuple(key for key, _ in listed_once),
        origins=origins_of(each for _, each in listed_once),
    )


def _told(side: Side) -> Words:
    count = sources(side.origins)
    return Words(fr=f"{side.says.fr} selon {count.fr}", en=f"{side.says.en} in {count.en}")


def _amount(case: Case) -> Conflict | None:
    if case.reconciled.outcome is not Outcome.CONTRADICT:
        return None
    sides = [side_of(money_range(common(side)), side) for side in case.reconciled.sides]
    told = listed([_told(side) for side in sides])
    least, most = sides[0].says, sides[-1].says
    return make(
        ConflictKind.AMOUNT,
        (case.id,),
        sides,
        Words(
            fr=f"Les sources ne s’accordent pas sur le montant : {told.fr}.",
            en=f"Sources disagree on the amount: {told.en}.",
        ),
        size=_spread(case.reconciled),
        repairs=(
            Words(
                fr=f"{least.fr} pourrait n’être qu’une partie de {most.fr} : rien ne le tranche.",
                en=f"{least.en} may be only a part of {most.en}: nothing here decides it.",
            ),
            Words(fr="L’un des chiffres est faux ou dépassé.", en="One figure is wrong or stale."),
        ),
    )


def _spread(reconciled: Reconciled) -> Decimal | None:
    low, high = reconciled.euros.low, reconciled.euros.high
    if low is not None and high is not None:
        return high - low
    ends = [
        end
        for side in reconciled.sides
        for end in (common(side).low, common(side).high)
        if end is not None
    ]
    return max(ends) - min(ends) if ends else None


def _bound_as_value(case: Case) -> Conflict | None:
    taken, ranges = case.reconciled.bounds_taken, case.reconciled.ranges
    if not taken or not ranges:
        return None
    figure, whole = money_range(common(taken)), money_range(common(ranges))
    bounds = common(ranges)
    is_upper = bounds.high is not None and all(_is_near_high(each, bounds) for each in taken)
    end = Words(fr="haute", en="top") if is_upper else Words(fr="basse", en="bottom")
    sides = (side_of(figure, taken), side_of(whole, ranges))
    tellers = [sources(side.origins) for side in sides]
    return make(
        ConflictKind.BOUND_AS_VALUE,
        (case.id,),
        sides,
        Words(
            fr=f"{figure.fr} est donné comme le montant ({tellers[0].fr}), alors que c’est la "
            f"borne {end.fr} de ce que disent les autres : {whole.fr} ({tellers[1].fr}).",
            en=f"{figure.en} is given as the amount ({tellers[0].en}), but it is the {end.en} of "
            f"what others say: {whole.en} ({tellers[1].en}).",
        ),
        size=None if bounds.high is None else bounds.high - (bounds.low or 0),
        repairs=(
            Words(
                fr=f"Lire {figure.fr} comme un {'maximum' if is_upper else 'minimum'}.",
                en=f"Read {figure.en} as a {'maximum' if is_upper else 'minimum'}.",
            ),
        ),
    )


def _is_near_high(statement: Statement, bounds: Interval) -> bool:
    value = euros_of(statement).high
    return value is not None and bounds.high is not None and value >= bounds.high - statement.slack


def _revision(case: Case) -> Conflict | None:
    if case.reconciled.outcome is not Outcome.REVISED:
        return None
    sides = [side_of(money_range(common(side)), side) for side in case.reconciled.sides]
    dates = [
        min((each.published for each in side if each.published is not None), key=_first_day).text
        for side in case.reconciled.sides
    ]
    steps = [
        Words(fr=f"{side.says.fr} ({day})", en=f"{side.says.en} ({day})")
        for side, day in zip(sides, dates, strict=True)
    ]
    then_fr, then_en = ", puis ".join(s.fr for s in steps), ", then ".join(s.en for s in steps)
    return make(
        ConflictKind.REVISION,
        (case.id,),
        sides,
        Words(
            fr=f"Le montant a changé avec le temps : {then_fr}. Le dernier est retenu.",
            en=f"The amount changed over time: {then_en}. The latest stands.",
        ),
        size=_stake([common(side) for side in case.reconciled.sides]),
    )


def _first_day(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.text


def _stake(bounds: Sequence[Interval]) -> Decimal | None:
    ends = [end for each in bounds for end in (each.low, each.high) if end is not None]
    return max(ends) - min(ends) if ends else None


def _parties(case: Case) -> Conflict | None:
    """Investors that one origin adds and two others, who name some, do not."""
    by_origin: dict[str, set[str]] = defaultdict(set)
    for each in case.statements:
        by_origin[each.origin].update(party.key for party in each.proper(each.investors))
    voices = {origin: keys for origin, keys in by_origin.items() if keys}
    if len(voices) < 2:
        return None

    def is_odd(origin: str, key: str) -> bool:
        others = [keys for other, keys in voices.items() if other != origin]
        kin = [any(case.linker.are_related(key, each) for each in keys) for keys in others]
        if any(kin):
            return False
        mine = voices[origin]
        unlike = not any(
            case.linker.are_related(one, each) for one in mine for keys in others for each in keys
        )
        return len(others) >= 2 or unlike

    # A partner more is no contradiction; most of the parties being others' is one.
    odd = [
        origin
        for origin, keys in voices.items()
        if 2 * sum(is_odd(origin, key) for key in keys) > len(keys)
    ]
    if not odd:
        return None
    grouped: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for each in case.statements:
        proper = each.proper(each.investors)
        if proper:
            grouped[tuple(sorted(party.key for party in proper))].append(each)
    ranked = sorted(grouped.items(), key=lambda pair: (-origins_of(pair[1]), pair[0]))
    sides = [
        side_of(
            listed([_name(case, party.key) for party in group[0].proper(group[0].investors)]), group
        )
        for _, group in ranked
    ]
    fr, en = " / ".join(s.says.fr for s in sides), " / ".join(s.says.en for s in sides)
    return make(
        ConflictKind.PARTIES,
        (case.id,),
        sides,
        Words(
            fr=f"Les sources ne nomment pas les mêmes investisseurs : {fr}.",
            en=f"Sources do not name the same investors: {en}.",
        ),
    )


def _name(case: Case, key: str) -> Words:
    entity = case.linker.entities[key]
    return Words(fr=entity.called("fr"), en=entity.called("en"))


def _horizon(case: Case) -> Conflict | None:
    dated: dict[str, list[Statement]] = defaultdict(list)
    for each in case.statements:
        if each.amount is not None and each.claim.end:
            dated[each.claim.end].append(each)
    ends = sorted(dated)
    years = {end[:4] for end in ends}
    if len(years) < 2:
        return None
    sides = [side_of(same(end), dated[end]) for end in ends]
    told = listed([_told(side) for side in sides])
    return make(
        ConflictKind.HORIZON,
        (case.id,),
        sides,
        Words(
            fr=f"L’échéance n’est pas la même partout : {told.fr}.",
            en=f"The date it is due differs: {told.en}.",
        ),
    )


def _stage(case: Case) -> Conflict | None:
    """An undertaking that some only consider while others announce it, or that was called off."""
    voices: dict[Stage, set[str]] = defaultdict(set)
    told: dict[Stage, list[Statement]] = defaultdict(list)
    for each in case.statements:
        voices[each.claim.stage].add(each.origin)
        told[each.claim.stage].append(each)
    weak = Stage.CANCELLED if Stage.CANCELLED in voices else Stage.CONSIDERED
    others = [stage for stage in voices if stage is not weak]
    if weak not in voices or not others:
        return None
    if not set().union(*(voices[stage] for stage in others)) - voices[weak]:
        return None
    if weak is Stage.CONSIDERED and not _is_still_open(told, voices):
        return None
    order = [weak, *by_voices({stage: voices[stage] for stage in others}, list(Stage).index)]
    sides = [side_of(STAGES[stage], told[stage]) for stage in order]
    parts = listed([_told(side) for side in sides])
    if weak is Stage.CANCELLED:
        words = Words(
            fr=f"Dit abandonné, mais d’autres textes le comptent encore : {parts.fr}.",
            en=f"It is said to be withdrawn, yet other texts still count it: {parts.en}.",
        )
    else:
        words = Words(
            fr=f"Simple intention pour les uns, annonce pour les autres : {parts.fr}.",
            en=f"A mere intention to some, an announcement to others: {parts.en}.",
        )
    return make(ConflictKind.STAGE, (case.id,), sides, words)


def _is_still_open(
    told: Mapping[Stage, Sequence[Statement]], voices: Mapping[Stage, set[str]]
) -> bool:
    """True where a quarter of the origins only consider it, and not merely before the others."""
    weak = told[Stage.CONSIDERED]
    others = [each for stage in told if stage is not Stage.CONSIDERED for each in told[stage]]
    if 4 * len(voices[Stage.CONSIDERED]) < len(set().union(*voices.values())):
        return False
    ends = [each.published.last for each in weak if each.published is not None]
    starts = [each.published.first for each in others if each.published is not None]
    if len(ends) < len(weak) or not starts:
        return True
    return max(ends) >= min(starts)


_FINDERS: tuple[Callable[[Case], Conflict | None], ...] = (
    _amount,
    _bound_as_value,
    _revision,
    _parties,
    _horizon,
    _stage,
)


def by_size(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Conflicts, the largest in euros first, then by kind; each once."""
    distinct: Mapping[str, Conflict] = {each.id: each for each in conflicts}
    order = list(ConflictKind)
    return tuple(
        sorted(
            distinct.values(),
            key=lambda each: (-(each.size or Decimal(-1)), order.index(each.kind), each.id),
        )
    )
