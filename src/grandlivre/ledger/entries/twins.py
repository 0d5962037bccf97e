"""Parts of a whole that are one part, told twice: they must not make it too full."""

from collections.abc import Iterable, Mapping, Sequence

from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Commitment, Programme


def each_once(
    keys: Iterable[str],
    entries: Mapping[str, Commitment | Programme],
    groups: Mapping[str, Sequence[Statement]],
) -> list[str]:
    """Entries without those that give the same payers' very figure again, in another text.

    Two sites of five billion that one text tells are two; five billion by one payer that two
    texts put in the same whole, each at a place of its own, are rather one.
    """
    found: list[str] = []
    told: dict[tuple[frozenset[str], object], list[str]] = {}
    for key in keys:
        entry = entries.get(key)
        if not isinstance(entry, Commitment) or not entry.known_by or not entry.amounts:
            found.append(key)
            continue
        alike = told.setdefault((frozenset(party.key for party in entry.known_by), entry.euros), [])
        if not any(not _texts(groups, key) & _texts(groups, other) for other in alike):
            alike.append(key)
            found.append(key)
    return found


def _texts(groups: Mapping[str, Sequence[Statement]], key: str) -> set[str]:
    """Texts that state its money."""
    return {each.claim.document_id for each in groups.get(key, ()) if each.amount is not None}
