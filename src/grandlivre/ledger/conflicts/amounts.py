"""Where the amounts of one entry cannot all hold, and where they only changed or were bounds."""

from collections.abc import Sequence
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.claims.model import Stage
from grandlivre.ledger.conflicts.sides import Case, make, side_of, told
from grandlivre.ledger.entries.bounds import Outcome, Reconciled, common, euros_of, origins_of
from grandlivre.ledger.entries.powers import reconcile_power
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Conflict, ConflictKind, Words
from grandlivre.ledger.words import listed, money, money_range, power_range, sources

_PAR = Decimal("0.01")
"""Within which share of one another two currencies are worth the same."""


def amount(case: Case) -> Conflict | None:
    """Amounts that exclude one another."""
    if case.reconciled.outcome is not Outcome.CONTRADICT:
        return None
    sides = [side_of(money_range(common(side)), side) for side in case.reconciled.sides]
    said = listed([told(side) for side in sides])
    least, most = sides[0].says, sides[-1].says
    return make(
        ConflictKind.AMOUNT,
        (case.id,),
        sides,
        Words(
            fr=f"Les sources ne s’accordent pas sur le montant : {said.fr}.",
            en=f"Sources disagree on the amount: {said.en}.",
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


def bound_as_value(case: Case) -> Conflict | None:
    """An end of others' range, given as the amount."""
    taken, ranges = case.reconciled.bounds_taken, case.reconciled.ranges
    # "It could come to 50" gives no amount: it is a ceiling in other words.
    if not ranges or all(each.claim.stage is Stage.CONSIDERED for each in taken):
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


def revision(case: Case) -> Conflict | None:
    """Amounts that changed with time."""
    if case.reconciled.outcome is not Outcome.REVISED:
        return None
    sides = [side_of(money_range(common(side)), side) for side in case.reconciled.sides]
    steps = [_step(money_range(common(side)), side) for side in case.reconciled.sides]
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


def _step(shown: Words, side: Sequence[Statement]) -> Words:
    """A figure with the day on which it was first told; none where it is only told as over."""
    days = [each.published for each in side if each.published and each.replaced_by is None]
    if not days:
        return Words(fr=f"{shown.fr} auparavant", en=f"{shown.en} before that")
    day = min(days, key=_first_day).text
    return Words(fr=f"{shown.fr} ({day})", en=f"{shown.en} ({day})")


def _first_day(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.text


def _stake(bounds: Sequence[Interval]) -> Decimal | None:
    ends = [end for each in bounds for end in (each.low, each.high) if end is not None]
    return max(ends) - min(ends) if ends else None


def stale_copy(case: Case) -> Conflict | None:
    """A text that repeats a figure which had been revised when it was written."""
    stale = case.reconciled.stale
    if not stale or not case.reconciled.sides:
        return None
    current = case.reconciled.sides[-1]
    old, new = money_range(common(stale)), money_range(common(current))
    since = min((each.published for each in current if each.published), key=_first_day).text
    again = min((each.published for each in stale if each.published), key=_first_day).text
    return make(
        ConflictKind.STALE_COPY,
        (case.id,),
        (
            side_of(Words(fr=f"{old.fr} ({again})", en=f"{old.en} ({again})"), stale),
            side_of(Words(fr=f"{new.fr} ({since})", en=f"{new.en} ({since})"), current),
        ),
        Words(
            fr=f"{old.fr} est encore donné ({again}), alors que le chiffre était déjà passé à "
            f"{new.fr} ({since}). Le nouveau est retenu.",
            en=f"{old.en} is still given ({again}), although the figure had already become "
            f"{new.en} ({since}). The new one stands.",
        ),
        size=_stake([common(stale), common(current)]),
        repairs=(
            Words(
                fr="Le texte tardif recopie une source ancienne.",
                en="The later text copies an old source.",
            ),
        ),
    )


def same_number(case: Case) -> Conflict | None:
    """One and the same number in two currencies: it can be right in one of them only."""
    exact = [
        each
        for each in case.statements
        if each.amount is not None and each.claim.low and each.claim.low == each.claim.high
    ]
    for one in exact:
        others = [
            each
            for each in exact
            if each.claim.low == one.claim.low
            and each.claim.unit > one.claim.unit
            and each.claim.document_id != one.claim.document_id
            and _differ(one, each)
        ]
        if others:
            unit = others[0].claim.unit
            second = [each for each in others if each.claim.unit == unit]
            first = [
                each
                for each in exact
                if (each.claim.low, each.claim.unit) == (one.claim.low, one.claim.unit)
            ]
            return _same_number(case, first, second)
    return None


def _differ(first: Statement, second: Statement) -> bool:
    """True where two sums are not worth the same."""
    one, other = (euros_of(each).low or Decimal(0) for each in (first, second))
    return bool(one and other) and abs(one - other) > _PAR * max(one, other)


def _same_number(case: Case, first: Sequence[Statement], second: Sequence[Statement]) -> Conflict:
    shown = [money(each[0].claim.low or Decimal(0), each[0].claim.unit) for each in (first, second)]
    worth = money_range(euros_of(second[0] if first[0].claim.unit == "EUR" else first[0]))
    return make(
        ConflictKind.MIXED_CURRENCY,
        (case.id,),
        (side_of(shown[0], first), side_of(shown[1], second)),
        Words(
            fr=f"Le même nombre dans deux monnaies : {shown[0].fr} et {shown[1].fr}. Converti, le "
            f"second chiffre en devise vaut {worth.fr}.",
            en=f"The same number in two currencies: {shown[0].en} and {shown[1].en}. Converted, "
            f"the foreign figure is worth {worth.en}.",
        ),
        size=_stake([common(first), common(second)]),
        repairs=(
            Words(
                fr="L’une des monnaies est une erreur.", en="One of the currencies is a mistake."
            ),
        ),
    )


def power_told(case: Case) -> Conflict | None:
    """Powers of one undertaking that exclude one another, or that changed with time."""
    found = reconcile_power(case.statements)
    if found is None or found.outcome not in (Outcome.CONTRADICT, Outcome.REVISED):
        return None
    # What one text tells of one thing are its phases: "230 MW, then 290 more".
    if origins_of([each for side in found.sides for each in side]) < 2:
        return None
    sides = [side_of(power_range(common(side)), side) for side in found.sides]
    said = listed([told(side) for side in sides])
    if found.outcome is Outcome.REVISED:
        words = Words(
            fr=f"La puissance a changé avec le temps : {said.fr}. La dernière est retenue.",
            en=f"The power changed over time: {said.en}. The latest stands.",
        )
    else:
        words = Words(
            fr=f"Les sources ne s’accordent pas sur la puissance : {said.fr}.",
            en=f"Sources disagree on the power: {said.en}.",
        )
    is_revised = found.outcome is Outcome.REVISED
    return make(
        ConflictKind.REVISION if is_revised else ConflictKind.AMOUNT,
        (case.id,),
        sides,
        words,
        repairs=()
        if is_revised
        else (
            Words(
                fr="L’une des puissances est peut-être celle d’une phase ou d’un seul site.",
                en="One of the powers may be that of a phase, or of a single site.",
            ),
        ),
    )
