"""Which readings are current at a moment, and whether all that was recorded is still there."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, or_, select

from grandlivre.errors import CodecError
from grandlivre.store.tables import Moment, completions, readings, recordings

# Rows fetched at once: enough to hide a round trip, few enough to weigh nothing.
AT_ONCE = 500


Query = Any
"""A select; its type tells the number of columns, and in another way in each version."""
UNTIL: BindParameter[datetime] = bindparam("until", type_=Moment)
"""A moment that is given when a statement is run, for statements that are put together once."""


def moments(until: datetime | None) -> dict[str, datetime]:
    """The parameter for `UNTIL`; none for statements without it."""
    return {} if until is None else {"until": until}


def current(
    query: Query,
    recorded_until: datetime | BindParameter[datetime] | None,
    published_until: date | BindParameter[date] | None,
) -> Query:
    """Join the readings that were current at a moment.

    Parameters
    ----------
    query
        What to select of `recordings` and `readings`.
    recorded_until, published_until
        As for `grandlivre.store.Store.documents`, or parameters of a statement.

    Notes
    -----
    A reading is current where no later one of the same source is complete. No two batches have
    become complete at the same time, so the order is total.
    """
    later, completed = recordings.alias("later"), completions.alias("completed")
    superseded = (
        select(later.c.batch_id)
        .join(completed, completed.c.batch_id == later.c.batch_id)
        .where(
            later.c.source_id == recordings.c.source_id,
            or_(
                completed.c.recorded_at > completions.c.recorded_at,
                and_(
                    later.c.batch_id == recordings.c.batch_id,
                    later.c.ordinal > recordings.c.ordinal,
                ),
            ),
        )
    )
    if recorded_until is not None:
        query = query.where(completions.c.recorded_at <= recorded_until)
        superseded = superseded.where(completed.c.recorded_at <= recorded_until)
    if published_until is not None:
        query = query.where(readings.c.out_by <= published_until)
    return (
        query.select_from(completions)
        .join(recordings, recordings.c.batch_id == completions.c.batch_id)
        .join(readings, readings.c.id == recordings.c.reading_id)
        .where(~superseded.exists())
    )


def in_order(
    connection: Connection, query: Query, recorded_until: datetime | None, *also: Any
) -> Iterator[Any]:
    """Rows of a query made by `current`, in the order of recording, a few at a time.

    Batch by batch, so that a database follows its indexes and need not sort all there is.
    """
    complete = select(completions.c.batch_id).order_by(completions.c.recorded_at)
    if recorded_until is not None:
        complete = complete.where(completions.c.recorded_at <= recorded_until)
    streamed = query.order_by(recordings.c.ordinal, *also).execution_options(yield_per=AT_ONCE)
    for batch in connection.execute(complete).scalars().all():
        yield from connection.execute(streamed.where(recordings.c.batch_id == batch))


def check_recordings(connection: Connection) -> None:
    """Count what complete batches recorded.

    Raises
    ------
    CodecError
        Where it is not as much as they said that it was.
    """
    promised = connection.execute(select(func.sum(completions.c.new_documents))).scalar()
    there = connection.execute(
        select(func.count())
        .select_from(completions)
        .join(recordings, recordings.c.batch_id == completions.c.batch_id)
        .join(readings, readings.c.id == recordings.c.reading_id)
    ).scalar()
    if int(promised or 0) != there:
        raise CodecError("not what was written")


def count_claims(
    connection: Connection, recorded_until: datetime | None, published_until: date | None
) -> int:
    """How many claims the current readings have."""
    query = current(select(func.sum(readings.c.claims)), recorded_until, published_until)
    return int(connection.execute(query).scalar() or 0)
