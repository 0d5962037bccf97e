"""How an entry's bounds came to be, also where more texts speak of it than a page can tell."""

from collections.abc import Mapping, Sequence
from datetime import date

from grandlivre.claims.model import Claim
from grandlivre.ledger.history import Step, known_from, steps_of
from grandlivre.ledger.model import Commitment, Programme
from grandlivre.report.pages.model import Library

MOST_WORKED = 150
"""Claims that are worked through: each step looks at all before it, so that time grows fast."""
MOST_READ = 5_000


def steps_told(entry: Commitment | Programme, library: Library) -> tuple[Step, ...]:
    """The steps of an entry; its texts alone are looked at.

    Parameters
    ----------
    entry
        Whose story is told.
    library
        Where its claims and the dates of their documents are found.

    Returns
    -------
    tuple of Step
        Of an entry of many claims, the days of the first ones, then how it stands now: what a
        voice repeats is not worked through, but is counted with the step that it falls in. Empty
        for an entry of more claims than can be read for one page.
    """
    if len(entry.claims) > MOST_READ:
        return ()
    spoken = tuple(library.claims(entry.claims).values())
    documents = library.facts({claim.document_id for claim in spoken})
    if len(spoken) <= MOST_WORKED:
        return steps_of(spoken, documents.values(), library.origins)
    days = known_from(documents.values())
    dated = sorted(
        (each for each in spoken if each.document_id in days),
        key=lambda each: (days[each.document_id], each.id),
    )
    if not dated:
        return ()
    first, until = _first_told(dated, days, library.origins)
    used = {claim.document_id for claim in first}
    known = [each for key, each in documents.items() if key in used]
    found = steps_of(first, known, library.origins)
    return _counted(entry, found, [(days[each.document_id], each.id) for each in dated], until)


def _first_told(
    dated: Sequence[Claim], days: Mapping[str, date], origins: Mapping[str, str]
) -> tuple[list[Claim], date]:
    """The first claims of each voice, whole days of them, and the day that they end before."""
    seen: set[tuple[object, ...]] = set()
    found: list[Claim] = []
    for claim in dated:
        voice = origins.get(claim.document_id, claim.document_id)
        what = (voice, claim.measure, claim.low, claim.high, claim.unit, claim.stage)
        if what in seen:
            continue
        if len(found) == MOST_WORKED:
            until = days[claim.document_id]
            return [each for each in found if days[each.document_id] < until], until
        seen.add(what)
        found.append(claim)
    return found, days[dated[-1].document_id]


def _counted(
    entry: Commitment | Programme,
    found: Sequence[Step],
    dated: Sequence[tuple[date, str]],
    until: date,
) -> tuple[Step, ...]:
    """Steps with every claim of their days, and how the entry stands at last."""
    starts = [step.day for step in found if step.day < until]
    kept = [step for step in found if step.day < until]
    held: list[list[str]] = [[] for _ in range(len(kept) + 1)]
    for day, key in dated:
        at = len(kept) if day >= until else max(0, sum(start <= day for start in starts) - 1)
        held[at].append(key)
    steps = [
        Step(day=step.day, euros=step.euros, stage=step.stage, claims=tuple(keys))
        for step, keys in zip(kept, held, strict=False)
    ]
    last = dated[-1][0]
    steps.append(Step(day=last, euros=entry.euros, stage=entry.stage, claims=tuple(held[-1])))
    return tuple(steps)
