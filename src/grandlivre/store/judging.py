"""People's judgements as rows: added, taken back by a later row, never removed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from grandlivre.entities.model import Judgement, Ruling, Subject
from grandlivre.errors import StoreError
from grandlivre.store.records import storable
from grandlivre.store.rows import next_moment
from grandlivre.store.tables import judgements


def judgements_at(
    connection: Connection, at: datetime | None, *, include_reversed: bool
) -> tuple[Judgement, ...]:
    """Judgements as they stood at a moment; see `grandlivre.store.Store.judgements`."""
    query = select(judgements).order_by(judgements.c.id)
    if at is not None:
        query = query.where(judgements.c.recorded_at <= at)
    found = _judgements(connection.execute(query))
    if include_reversed:
        return found
    gone = {each.reverses for each in found}
    return tuple(each for each in found if not each.reverses and each.id not in gone)


def add_judgement(
    connection: Connection, judged: Judgement, *, reverses: int | None = None
) -> Judgement:
    """Add a judgement, its number and time given out now; `reverses` is a number."""
    last: int | None = connection.execute(select(func.max(judgements.c.id))).scalar()
    moment = next_moment(connection)
    added = replace(
        judged,
        number=(last or 0) + 1,
        at=moment.isoformat(),
        first=storable(judged.first),
        second=storable(judged.second),
        by=storable(judged.by),
        note=storable(judged.note),
    )
    row = {
        "id": added.number,
        "recorded_at": moment,
        "subject": added.subject.value,
        "verdict": added.ruling.value,
        "left_key": added.first,
        "right_key": added.second or None,
        "who": added.by,
        "note": added.note,
        "reverses": reverses,
    }
    connection.execute(insert(judgements), row)
    return added


def take_back(connection: Connection, where: str, number: int, *, by: str, note: str) -> Judgement:
    """Add the judgement that takes another one back."""
    known = judgements_at(connection, None, include_reversed=True)
    last = next((each for each in known if each.number == number), None)
    if last is None or last.reverses:
        raise StoreError(
            f"there is no judgement {number} to take back",
            where=where,
            remedy="check its number",
        )
    if any(each.reverses == last.id for each in known):
        raise StoreError(
            f"judgement {number} was taken back before",
            where=where,
            remedy="judge anew if it should stand again",
        )
    return add_judgement(
        connection, replace(last, by=by, note=note, reverses=last.id), reverses=number
    )


def _judgements(rows: Iterable[Any]) -> tuple[Judgement, ...]:
    """Judgements from their rows, in the order of their numbers."""
    found: dict[int, Judgement] = {}
    for row in rows:
        found[row.id] = Judgement(
            first=row.left_key,
            second=row.right_key or "",
            ruling=Ruling(row.verdict),
            subject=Subject(row.subject),
            by=row.who,
            at=row.recorded_at.isoformat(),
            note=row.note,
            reverses="" if row.reverses is None else found[row.reverses].id,
            number=row.id,
        )
    return tuple(found.values())
