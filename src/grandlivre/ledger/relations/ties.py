"""How well it is supported that one undertaking is a part of another."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Role
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.entries.bounds import origins_of, reconcile_amounts
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import GOOD, weight_of
from grandlivre.ledger.model import Relation, RelationBasis, Words
from grandlivre.ledger.wordings import part_words
from grandlivre.ledger.words import typeset

Group = tuple[Statement, ...]
_COLUMN = "programme column: "
_LATER = timedelta(days=366)
"""How long after its programme an undertaking may be announced and still be tied by a reading."""
_BILLION = Decimal(10) ** 9
_BY_COLUMN = Words(
    fr="Un tableau de relevés le range dans ce programme.",
    en="A table of statements puts it in this programme.",
)
_BY_SEVERAL = Words(
    fr="Plusieurs textes indépendants le disent.", en="Several independent texts say so."
)
_BY_ONE = Words(fr="Un texte le dit.", en="A text says so.")
PERHAPS = Words(
    fr="Un texte peut se lire ainsi, mais rien d’autre ne le confirme.",
    en="A text can be read so, but nothing else bears it out.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a tie: the statements of an undertaking and what they come to."""

    group: Group
    is_programme: bool
    euros: Interval
    announced: date | None

    @property
    def keys(self) -> frozenset[str]:
        """Keys of those whom it is known by."""
        return frozenset(party.key for each in self.group for party in each.principals)

    @property
    def is_unpriced(self) -> bool:
        """True where no claim gives it an amount."""
        return all(each.amount is None for each in self.group)

    @property
    def names(self) -> frozenset[str]:
        """Keys of its named projects."""
        return _names(self.group)


def end_of(group: Group, *, is_programme: bool) -> End:
    """What ties look at in an undertaking."""
    told = [each for each in group if each.amount is not None] or group
    days = [each.published.first for each in told if each.published is not None]
    return End(
        group=group,
        is_programme=is_programme,
        euros=reconcile_amounts(group).euros,
        announced=min(days, default=None),
    )


def column_of(claim: Claim) -> str | None:
    """The programme that a row of statements names for itself; None for none."""
    if claim.reader != "statement":
        return None
    found = (
        each.rule.removeprefix(_COLUMN)
        for each in claim.reasons
        if each.field == "part_of" and each.rule.startswith(_COLUMN)
    )
    return next(found, None)


def columns(ends: Mapping[str, End]) -> dict[tuple[str, str], list[Statement]]:
    """Ties by the programme column of statements: rows by the ids of part and whole.

    The whole is the envelope whose rows bear the label too: the one whose figure stands in the
    label, else the largest. Where rows give several sums under its name, they are rivals, none a
    part of another, and the whole is the one that most origins tell.
    """
    rows: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(ends):
        has_money = any(each.amount is not None for each in ends[key].group)
        for each in ends[key].group:
            # A row that gives megawatts does not vouch for money that a text gives.
            if has_money and each.amount is None:
                continue
            label = column_of(each.claim)
            if label is not None:
                rows[label][key].append(each)
    found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for label in sorted(rows):
        wholes = [key for key in rows[label] if _is_envelope(ends[key], rows[label][key])]
        if not wholes:
            continue
        figures = {Decimal(each) for each in re.findall(r"\d+", label)}
        largest = max(wholes, key=lambda key: (_top(ends[key]) in figures, _top(ends[key]), key))
        named = _names(rows[label][largest])
        rivals = [key for key in wholes if key == largest or named & _names(rows[label][key])]
        whole = max(rivals, key=lambda key: (origins_of(ends[key].group), key == largest, key))
        for key in rows[label]:
            if key not in rivals:
                found[key, whole].extend(rows[label][key])
    return found


def _names(rows: Sequence[Statement]) -> frozenset[str]:
    """Keys of the named projects of rows."""
    return frozenset(p.key for each in rows for p in each.projects if p.is_named)


def _is_envelope(end: End, rows: Sequence[Statement]) -> bool:
    return end.is_programme and any(each.claim.role is Role.PROGRAMME for each in rows)


def _top(end: End) -> Decimal:
    """The upper end, in billions."""
    return (end.euros.high or end.euros.low or Decimal(0)) / _BILLION


def judged(
    whole_id: str,
    ends: tuple[End, End],
    told: Sequence[Statement],
    rows: Sequence[Statement],
    linker: Linker,
    *,
    is_listed: bool = False,
) -> Relation:
    """The relation that a tie makes: stated, or only perhaps so.

    Parameters
    ----------
    whole_id
        Id of the whole.
    ends
        The part and the whole.
    told
        Statements of the part whose words tie it to the whole.
    rows
        Rows of statements that do, by their programme column.
    linker
        Who is who.
    is_listed
        True where a text that tells it ties several others to the same whole as surely as can be.
    """
    part, whole = ends
    several = origins_of(told) >= 2
    is_firm = bool(rows) or (several and _is_in_time(part, whole, told))
    fits = _fits(part.euros, whole.euros)
    if whole.is_programme:
        sure = is_listed or max(map(weight_of, told), default=0) >= GOOD
        holds = is_firm or (sure and fits and _is_in_time(part, whole, told))
    else:
        is_firm = is_firm and fits
        holds = fits and (several or _is_kindred(part, whole, linker))
    if not holds:
        reason = PERHAPS
    elif rows:
        reason = _BY_COLUMN
    else:
        reason = _in_words(_BY_SEVERAL if several else _BY_ONE, told)
    return Relation(
        whole=whole_id,
        basis=RelationBasis.STATED if holds else RelationBasis.PERHAPS,
        claims=tuple(sorted({each.claim.id for each in (*told, *rows)})),
        reason=reason,
        is_firm=is_firm and holds,
    )


def _in_words(reason: Words, told: Sequence[Statement]) -> Words:
    """The reason, with the texts' own words where there are any: "of which", "the other"."""
    found = {words for each in told if (words := part_words(each)) is not None}
    if not found:
        return reason
    shown = sorted(found, key=str.lower)[:2]
    french = ", ".join(f"« {each} »" for each in shown)
    english = ", ".join(f"“{each}”" for each in shown)
    return typeset(
        Words(fr=f"{reason.fr.rstrip('.')} : {french}.", en=f"{reason.en.rstrip('.')}: {english}.")
    )


def turned_round(
    part_id: str, part: End, whole: End, told: Relation, linker: Linker
) -> Relation | None:
    """The tie the other way round, where its amounts fit only so; None where it may stand."""
    if part.is_programme or whole.is_programme or told.basis is RelationBasis.STATED:
        return None
    if _fits(part.euros, whole.euros) or not _fits(whole.euros, part.euros):
        return None
    if not part.keys or not whole.keys or not _is_kindred(part, whole, linker):
        return None
    return Relation(
        whole=part_id,
        basis=RelationBasis.READING,
        claims=told.claims,
        reason=Words(
            fr="Un texte les lie ; leurs montants ne s’accordent que dans ce sens.",
            en="A text ties the two; their amounts fit only this way round.",
        ),
    )


def _is_in_time(part: End, whole: End, told: Sequence[Statement]) -> bool:
    """True unless the part was announced, or is tied, more than a year after its whole."""
    if whole.announced is None:
        return True
    limit = whole.announced + _LATER
    days = [each.published.first for each in told if each.published is not None]
    if part.announced is not None and part.announced > limit:
        return False
    return not whole.is_programme or not days or min(days) <= limit


def _fits(part: Interval, whole: Interval) -> bool:
    if whole.high is None:
        return True
    least = part.low if part.high is None else part.high
    return least is None or least <= whole.high


def _is_kindred(part: End, whole: End, linker: Linker) -> bool:
    """True where the two share a party or a name, or one of them has no known party."""
    if not part.keys or not whole.keys or part.names & whole.names:
        return True
    return any(linker.are_related(one, other) for one in part.keys for other in whole.keys)
