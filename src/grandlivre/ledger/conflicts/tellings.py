"""Where texts tell one entry differently: who pays, by when, how firmly."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from grandlivre.base.periods import Period
from grandlivre.claims.model import Stage
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.conflicts.sides import Case, called, make, side_of, told
from grandlivre.ledger.entries.assemble import by_voices
from grandlivre.ledger.entries.bounds import origins_of
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import ballot_of
from grandlivre.ledger.model import Conflict, ConflictKind, Side, Words
from grandlivre.ledger.natures import PUBLIC_KINDS
from grandlivre.ledger.wordings import due_year, is_denial, is_intent, years_told
from grandlivre.ledger.words import STAGES, listed, same

_TREASURIES = PUBLIC_KINDS - {"sovereign_fund"}
_YEAR = re.compile(r"\b20\d\d\b")
_MOVED_AFTER = timedelta(days=30)


def parties(case: Case) -> Conflict | None:
    """Investors that one origin adds and two others, who name some, do not."""
    # Who draws power at a site need not be who pays for it.
    money = [each for each in case.statements if each.amount is not None] or case.statements
    ballot = ballot_of(money, lambda each: (party.key for party in each.proper(each.investors)))
    by_origin: dict[str, set[str]] = defaultdict(set)
    for each in money:
        by_origin[each.origin].update(
            party.key
            for party in each.proper(each.investors)
            # What one text says unsurely, against others, is rather misread.
            if not ballot.is_doubtful(party.key)
        )
    voices = {origin: keys for origin, keys in by_origin.items() if keys}
    # A partner more is no contradiction; most of the parties being others' is one.
    odd = [
        origin
        for origin, keys in voices.items()
        if 2 * sum(_is_odd(origin, key, voices, case.linker) for key in keys) > len(keys)
    ]
    if not odd:
        return None
    sides = _payers(money, case.linker)
    fr, en = " / ".join(s.says.fr for s in sides), " / ".join(s.says.en for s in sides)
    return make(
        ConflictKind.PARTIES,
        (case.id,),
        sides,
        Words(
            fr=f"Les sources ne nomment pas les mêmes investisseurs : {fr}.",
            en=f"Sources do not name the same investors: {en}.",
        ),
        size=case.reconciled.euros.high or case.reconciled.euros.low,
        repairs=(
            Words(
                fr="Les payeurs sont peut-être partenaires, ou l’un tient le rôle d’un autre.",
                en="The payers may be partners, or one may act for another.",
            ),
        ),
    )


def _is_odd(origin: str, key: str, voices: Mapping[str, set[str]], linker: Linker) -> bool:
    """True for a party that no other origin names, nor any of its kin."""
    others = [keys for other, keys in voices.items() if other != origin]
    if any(_are_kin(key, each, linker) for keys in others for each in keys):
        return False
    mine = voices[origin]
    unlike = not any(
        linker.are_related(one, each) for one in mine for keys in others for each in keys
    )
    return len(others) >= 2 or (bool(others) and unlike)


def _are_kin(first: str, second: str, linker: Linker) -> bool:
    """True for parent and arm, and for a country and a public body of it: one treasury."""
    if linker.are_related(first, second):
        return True
    one, other = linker.entities.get(first), linker.entities.get(second)
    if one is None or other is None or one.country is None or one.country != other.country:
        return False
    return (
        one.kind in _TREASURIES
        and other.kind in _TREASURIES
        and "government"
        in (
            one.kind,
            other.kind,
        )
    )


def _payers(statements: Sequence[Statement], linker: Linker) -> list[Side]:
    """Statements by the investors that they name, those of most origins first."""
    grouped: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for each in statements:
        proper = each.proper(each.investors)
        if proper:
            grouped[tuple(sorted(party.key for party in proper))].append(each)
    ranked = sorted(grouped.items(), key=lambda pair: (-origins_of(pair[1]), pair[0]))
    return [
        side_of(
            listed([called(linker, party.key) for party in group[0].proper(group[0].investors)]),
            group,
        )
        for _, group in ranked
    ]


def horizon(case: Case) -> Conflict | None:
    """Texts that give different years; a revision where each came well after the one before."""
    dated: dict[str, list[Statement]] = defaultdict(list)
    money = [each for each in case.statements if each.amount is not None]
    for each in money:
        year = _due(each)
        if year is not None:
            dated[year].append(each)
    if len(dated) < 2:
        return None
    # Who gives two years speaks of phases: then none of them contradicts another.
    speak = {
        year: {each.origin for each in money if year in (_due(each), *_years_beside(each))}
        for year in dated
    }
    if any(speak[one] & speak[other] for one, other in pairwise(sorted(dated))):
        return None
    years = sorted(dated)
    steps = _in_time(dated)
    sides = [side_of(_year_said(year, dated[year]), dated[year]) for year in steps or years]
    said = listed([told(side) for side in sides])
    if steps:
        words = Words(
            fr=f"L’échéance a été déplacée : {said.fr}. La dernière annonce vaut.",
            en=f"The date it is due was moved: {said.en}. The latest stands.",
        )
    else:
        words = Words(
            fr=f"L’échéance n’est pas la même partout : {said.fr}.",
            en=f"The date it is due differs: {said.en}.",
        )
    return make(
        ConflictKind.REVISION if steps else ConflictKind.HORIZON,
        (case.id,),
        sides,
        words,
        repairs=()
        if steps
        else (
            Words(
                fr="L’une des dates est peut-être celle d’une première phase.",
                en="One of the dates may be that of a first phase.",
            ),
        ),
    )


def _due(statement: Statement) -> str | None:
    """The year by which it is due; None for one that was over before the text was written."""
    end = statement.claim.end
    if end is None:
        return due_year(statement)
    day = statement.published
    if day is not None and Period.parse(end).last < day.first:
        return None
    return end[:4]


def _years_beside(statement: Statement) -> list[str]:
    """The years in the very words that its end was read from: "2029 (first), 2032 (whole)"."""
    return [
        year
        for reason in statement.claim.reasons
        if reason.field == "end" and reason.start is not None
        for year in _YEAR.findall(statement.text[reason.start : reason.end])
    ]


def _year_said(year: str, statements: Sequence[Statement]) -> Words:
    lengths = {years_told(each) for each in statements if each.claim.end is None} - {None}
    if len(lengths) == 1 and all(each.claim.end is None for each in statements):
        count = lengths.pop()
        return Words(fr=f"{year} (« sur {count} ans »)", en=f"{year} (“over {count} years”)")
    return same(year)


def _in_time(dated: Mapping[str, Sequence[Statement]]) -> list[str]:
    """The years in the order in which they were told, if each came well after the one before."""
    spans = []
    for year, statements in dated.items():
        days = [each.published for each in statements if each.published is not None]
        if len(days) < len(statements):
            return []
        spans.append((min(d.first for d in days), max(d.last for d in days), year))
    spans.sort()
    if any(began - ended < _MOVED_AFTER for (_, ended, _), (began, _, _) in pairwise(spans)):
        return []
    return [year for _, _, year in spans]


def stage(case: Case) -> Conflict | None:
    """An undertaking that some only consider while others announce it, or that was called off."""
    voices: dict[Stage, set[str]] = defaultdict(set)
    by_stage: dict[Stage, list[Statement]] = defaultdict(list)
    # Of an undertaking with money, megawatts may be those of an extension, or of one hall.
    money = [each for each in case.statements if each.amount is not None]
    for each in money or case.statements:
        said = _stage_said(each)
        voices[said].add(each.origin)
        by_stage[said].append(each)
    weak = Stage.CANCELLED if Stage.CANCELLED in voices else Stage.CONSIDERED
    others = [stage for stage in voices if stage is not weak]
    if weak not in voices or not others:
        return None
    if not set().union(*(voices[stage] for stage in others)) - voices[weak]:
        return None
    if weak is Stage.CONSIDERED and not _is_still_open(by_stage, voices):
        return None
    if weak is Stage.CANCELLED and all(map(is_denial, by_stage[weak])):
        return _denied(case, by_stage[weak], [each for one in others for each in by_stage[one]])
    order = [weak, *by_voices({stage: voices[stage] for stage in others}, list(Stage).index)]
    sides = [side_of(STAGES[stage], by_stage[stage]) for stage in order]
    parts = listed([told(side) for side in sides])
    since = _withdrawn_since(by_stage, others) if weak is Stage.CANCELLED else ""
    if since:
        words = Words(
            fr=f"Abandonné depuis ({since}) : les autres textes sont antérieurs.",
            en=f"Withdrawn since ({since}): the other texts are older.",
        )
    elif weak is Stage.CANCELLED:
        words = Words(
            fr=f"Dit abandonné, mais d’autres textes le comptent encore : {parts.fr}.",
            en=f"It is said to be withdrawn, yet other texts still count it: {parts.en}.",
        )
    else:
        words = Words(
            fr=f"Simple intention pour les uns, annonce pour les autres : {parts.fr}.",
            en=f"A mere intention to some, an announcement to others: {parts.en}.",
        )
    return make(
        ConflictKind.REVISION if since else ConflictKind.STAGE,
        (case.id,),
        sides,
        words,
        size=(case.reconciled.euros.high or case.reconciled.euros.low) if since else None,
        repairs=()
        if since
        else (
            Words(
                fr="Ne le compter que comme envisagé tant que rien n’est signé.",
                en="Count it as merely considered as long as nothing is signed.",
            ),
        ),
    )


def _denied(case: Case, denials: Sequence[Statement], others: Sequence[Statement]) -> Conflict:
    """What one side announces and the other denies: whatever the days, one of them is wrong."""
    sides = (
        side_of(Words(fr="démenti", en="denied"), denials),
        side_of(Words(fr="annoncé", en="announced"), others),
    )
    parts = listed([told(side) for side in reversed(sides)])
    return make(
        ConflictKind.STAGE,
        (case.id,),
        sides,
        Words(
            fr=f"Annoncé par les uns, démenti par les autres : {parts.fr}.",
            en=f"Announced by some, denied by others: {parts.en}.",
        ),
        size=case.reconciled.euros.high or case.reconciled.euros.low,
        repairs=(
            Words(
                fr="Ne rien compter tant que rien ne le confirme.",
                en="Count nothing as long as nothing confirms it.",
            ),
        ),
    )


def _withdrawn_since(by_stage: Mapping[Stage, Sequence[Statement]], others: Sequence[Stage]) -> str:
    """When it was withdrawn, if all that count it were written before or soon after; else empty."""
    gone = [each.published for each in by_stage[Stage.CANCELLED] if each.published is not None]
    count = [each.published for stage in others for each in by_stage[stage]]
    if not gone or None in count:
        return ""
    first = min(gone, key=lambda period: (period.first, period.text))
    late = [each for each in count if each and each.first > first.last + _MOVED_AFTER]
    return "" if late else first.text


def _stage_said(statement: Statement) -> Stage:
    """The claim's stage; only considered where the sentence speaks of an intention."""
    said = statement.claim.stage
    if said is Stage.ANNOUNCED and statement.amount is not None and is_intent(statement):
        return Stage.CONSIDERED
    return said


def _is_still_open(
    by_stage: Mapping[Stage, Sequence[Statement]], voices: Mapping[Stage, set[str]]
) -> bool:
    """True where a quarter of the origins only consider it, and not merely before the others."""
    weak = by_stage[Stage.CONSIDERED]
    others = [
        each for stage in by_stage if stage is not Stage.CONSIDERED for each in by_stage[stage]
    ]
    if 4 * len(voices[Stage.CONSIDERED]) < len(set().union(*voices.values())):
        return False
    ends = [each.published.last for each in weak if each.published is not None]
    starts = [each.published.first for each in others if each.published is not None]
    if len(ends) < len(weak) or not starts:
        return True
    return max(ends) >= min(starts)
