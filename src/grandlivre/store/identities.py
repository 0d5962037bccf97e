"""Who is who as rows: each batch adds what it settled, in the transaction that makes it seen."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from grandlivre.base.codec import dumps, loads
from grandlivre.entities.model import (
    Addition,
    Decision,
    Identities,
    Identity,
    Kind,
    Name,
    Proposal,
    Settled,
    Verdict,
)
from grandlivre.entities.registry import best_of, distinct
from grandlivre.store.records import Row, checked, checksum, storable
from grandlivre.store.rows import insert_rows
from grandlivre.store.tables import completions, decisions, names

Settling = Callable[[Settled], Iterable[Mapping[Kind, Addition]]]
"""From what was settled before, of its decisions those on kin only, to what is new, in order."""


def settled_at(
    connection: Connection, recorded_until: datetime | None, *, is_explained: bool = True
) -> Settled:
    """What complete batches settled until a moment; see `grandlivre.store.Store.settled`.

    Who only adds names, or makes a ledger, needs no decisions but those on kin; `is_explained`
    says whether the others are read.
    """
    found: dict[Kind, dict[str, dict[str, Name]]] = {kind: {} for kind in Kind}
    owner: dict[tuple[Kind, str], str] = {}
    for row in _rows(connection, names, recorded_until):
        kind, name = Kind(row.kind), loads(Name, checked(row.record, row.checksum))
        # A name that is there already tells more of itself; it never moves.
        key = owner.setdefault((kind, name.form), row.key)
        found[kind].setdefault(key, {})[name.form] = name
    decided: dict[Kind, list[Decision]] = {kind: [] for kind in Kind}
    offered: dict[Kind, list[Proposal]] = {kind: [] for kind in Kind}
    kin = () if is_explained else (decisions.c.verdict == Verdict.RELATED.value,)
    for row in _rows(connection, decisions, recorded_until, *kin):
        decision = loads(Decision, checked(row.record, row.checksum))
        if row.first_key is None:
            decided[Kind(row.kind)].append(decision)
        else:
            proposal = Proposal(first=row.first_key, second=row.second_key, decision=decision)
            offered[Kind(row.kind)].append(proposal)
    parties, projects, places = (
        Identities(
            settled=tuple(
                Identity(key=key, names=tuple(found[kind][key].values()))
                for key in sorted(found[kind])
            ),
            decisions=distinct(decided[kind]),
            proposals=best_of(offered[kind]),
        )
        for kind in Kind
    )
    return Settled(parties=parties, projects=projects, places=places)


def add_settled(
    connection: Connection, batch: int, added: Iterable[Mapping[Kind, Addition]]
) -> None:
    """Add what a batch settled."""
    named: list[Row] = []
    decided: list[Row] = []
    for additions in added:
        for kind, addition in additions.items():
            named.extend(_name_row(kind, key, name) for key, name in addition.names)
            decided.extend(_decision_row(kind, each, None, None) for each in addition.decisions)
            decided.extend(
                _decision_row(kind, each.decision, each.first, each.second)
                for each in addition.proposals
            )
    for table, rows in ((names, named), (decisions, decided)):
        numbered = [
            {"batch_id": batch, "ordinal": ordinal, **row} for ordinal, row in enumerate(rows)
        ]
        insert_rows(connection, table, numbered)


def _rows(
    connection: Connection, table: Table, recorded_until: datetime | None, *only: Any
) -> Iterable[Any]:
    query = (
        select(table)
        .join(completions, completions.c.batch_id == table.c.batch_id)
        .where(*only)
        .order_by(completions.c.recorded_at, table.c.ordinal)
    )
    if recorded_until is not None:
        query = query.where(completions.c.recorded_at <= recorded_until)
    return connection.execute(query)


def _name_row(kind: Kind, key: str, name: Name) -> Row:
    record = dumps(name).decode()
    return {
        "kind": kind.value,
        "key": key,
        "form": storable(name.form),
        "record": record,
        "checksum": checksum(record),
    }


def _decision_row(kind: Kind, decision: Decision, first: str | None, second: str | None) -> Row:
    record = dumps(decision).decode()
    return {
        "kind": kind.value,
        "verdict": decision.verdict.value,
        "first_key": first,
        "second_key": second,
        "record": record,
        "checksum": checksum(record),
    }
