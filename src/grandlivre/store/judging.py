"""People's judgements as rows: added, taken back by a later row, never removed."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select

from grandlivre.errors import StoreError
from grandlivre.store.ingest import next_moment
from grandlivre.store.model import Judgement, Subject, Verdict
from grandlivre.store.records import storable
from grandlivre.store.tables import judgements


def judgements_at(
    connection: Connection, at: datetime | None, *, include_reversed: bool
) -> tuple[Judgement, ...]:
    """Judgements as they stood at a moment; see `grandlivre.store.Store.judgements`."""
    query = select(judgements).order_by(judgements.c.id)
    if at is not None:
        query = query.where(judgements.c.recorded_at <= at)
    found = tuple(_judgement(row) for row in connection.execute(query))
    if include_reversed:
        return found
    gone = {each.reverses for each in found}
    return tuple(each for each in found if each.reverses is None and each.id not in gone)


def add_judgement(connection: Connection, judged: Judgement) -> Judgement:
    """Add a judgement, its number and time given out now."""
    last: int | None = connection.execute(select(func.max(judgements.c.id))).scalar()
    added = replace(
        judged,
        id=(last or 0) + 1,
        recorded_at=next_moment(connection),
        left=storable(judged.left),
        right=None if judged.right is None else storable(judged.right),
        who=storable(judged.who),
        note=storable(judged.note),
    )
    row = {
        "id": added.id,
        "recorded_at": added.recorded_at,
        "subject": added.subject.value,
        "verdict": added.verdict.value,
        "left_key": added.left,
        "right_key": added.right,
        "who": added.who,
        "note": added.note,
        "reverses": added.reverses,
    }
    connection.execute(insert(judgements), row)
    return added


def take_back(
    connection: Connection, where: str, judgement: int, *, who: str, note: str
) -> Judgement:
    """Add the judgement that takes another one back."""
    query = select(judgements).where(
        or_(judgements.c.id == judgement, judgements.c.reverses == judgement)
    )
    found = {row.id: row for row in connection.execute(query)}
    last = found.get(judgement)
    if last is None or last.reverses is not None:
        raise StoreError(
            f"there is no judgement {judgement} to take back",
            where=where,
            remedy="check its number",
        )
    if len(found) > 1:
        raise StoreError(
            f"judgement {judgement} was taken back before",
            where=where,
            remedy="judge anew if it should stand again",
        )
    return add_judgement(
        connection, replace(_judgement(last), who=who, note=note, reverses=judgement)
    )


def _judgement(row: Any) -> Judgement:
    return Judgement(
        id=row.id,
        recorded_at=row.recorded_at,
        subject=Subject(row.subject),
        verdict=Verdict(row.verdict),
        left=row.left_key,
        right=row.right_key,
        who=row.who,
        note=row.note,
        reverses=row.reverses,
    )
