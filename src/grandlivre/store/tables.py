"""The tables: rows are added and never changed, so that every past state can be read again.

What the application needs to work (accounts, sessions, jobs) does change; it is no part of what
is known. Its log of writes only grows.

A *reading* is what one reader made of one document: its facts and its claims. A *batch* records
readings; a batch without a *completion* is not visible. Which readings are current follows from
the order of the completions, and is stored nowhere.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

SCHEMA = "0004"
"""The migration that these tables come from: the newest of ``migrations/versions``."""
SCHEMA_TABLE = "grandlivre_schema"
"""Where the database keeps the name of its last migration."""


class Moment(TypeDecorator[datetime]):
    """A time to the microsecond, in UTC where it names no zone.

    SQLite keeps no zones, so they are put back on reading.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Only a column of type INTEGER is SQLite's own row number, which needs no index of its own.
Number = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData()

batches = Table(
    "batches",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("started_at", Moment, nullable=False),
    Column("asked", Text, nullable=False, comment="JSON: sources and options"),
    Column("tool", Text, nullable=False, comment="version of grandlivre"),
)

completions = Table(
    "completions",
    metadata,
    Column("batch_id", Number, ForeignKey("batches.id"), primary_key=True, autoincrement=False),
    Column("recorded_at", Moment, nullable=False, unique=True),
    Column("documents", BigInteger, nullable=False),
    Column("new_documents", BigInteger, nullable=False),
    Column("new_claims", BigInteger, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("characters", BigInteger, nullable=False, comment="code points"),
    Column("data", LargeBinary, nullable=False, comment="UTF-8, by zlib"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("document_id", Text, nullable=False),
    Column("digest", String(32), nullable=False, comment="BLAKE2b of facts and claims"),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("language", Text),
    Column("url", Text),
    Column("published", Text, comment="partial date as read"),
    Column("out_by", Date, comment="the day by which it was surely published"),
    Column("claims", Integer, nullable=False, comment="how many"),
    Column("record", Text, nullable=False, comment="JSON: the document without its text"),
    Column("checksum", BigInteger, nullable=False, comment="CRC-32 of the record"),
    Index("readings_by_document", "document_id"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading_id", Number, ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("low_minor", BigInteger, comment="whole minor units, rounded down; NULL is open"),
    Column("high_minor", BigInteger, comment="whole minor units, rounded up; NULL is open"),
    Column("unit", Text, nullable=False),
    Column("record", Text, nullable=False, comment="JSON: the claim, exact"),
    Column("checksum", BigInteger, nullable=False, comment="CRC-32 of the record"),
    Index("claims_by_id", "id"),
)

recordings = Table(
    "recordings",
    metadata,
    Column("batch_id", Number, ForeignKey("batches.id"), primary_key=True, autoincrement=False),
    Column("ordinal", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", Text, nullable=False, comment="what a later reading supersedes"),
    Column("reading_id", Number, ForeignKey("readings.id"), nullable=False),
    Index("recordings_by_source", "source_id"),
    Index("recordings_by_reading", "reading_id"),
)

copies = Table(
    "copies",
    metadata,
    Column("batch_id", Number, ForeignKey("batches.id"), primary_key=True, autoincrement=False),
    Column("document_id", Text, primary_key=True),
    Column("origin_id", Text, nullable=False),
    Index("copies_by_document", "document_id"),
)

names = Table(
    "names",
    metadata,
    Column("batch_id", Number, ForeignKey("batches.id"), primary_key=True, autoincrement=False),
    Column("ordinal", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False, comment="party, project or place"),
    Column("key", Text, nullable=False, comment="of the identity that bears it"),
    Column("form", Text, nullable=False),
    Column("record", Text, nullable=False, comment="JSON: what is known of the name"),
    Column("checksum", BigInteger, nullable=False, comment="CRC-32 of the record"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("batch_id", Number, ForeignKey("batches.id"), primary_key=True, autoincrement=False),
    Column("ordinal", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("first_key", Text, comment="settled identities that it would merge, in a"),
    Column("second_key", Text, comment="proposal; NULL in a decision"),
    Column("record", Text, nullable=False, comment="JSON: names, score and features"),
    Column("checksum", BigInteger, nullable=False, comment="CRC-32 of the record"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("document_id", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, comment="hashes of runs, 32 bits each"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("recorded_at", Moment, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("left_key", Text, nullable=False),
    Column("right_key", Text),
    Column("who", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("reverses", Number, ForeignKey("judgements.id"), unique=True),
)

ledgers = Table(
    "ledgers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("data", LargeBinary, nullable=False, comment="JSON, by zlib; may always be deleted"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment, comment="NULL while it may be used"),
    Column("token_id", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False, comment="Argon2id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of what the browser holds"),
    Column("account_id", Number, ForeignKey("accounts.id"), nullable=False),
    Column("csrf", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

audits = Table(
    "audits",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("address", Text, nullable=False, comment="where from; empty for the command line"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("asked", Text, nullable=False, comment="JSON: what is to be done"),
    Column("state", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("worker", Text, comment="who has it; NULL for nobody"),
    Column("lease_until", Moment, comment="from then on anybody may take it over"),
    Column("tries", Integer, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("steps", BigInteger, nullable=False, comment="of how many; 0 where unknown"),
    Column("is_unwanted", Integer, nullable=False, comment="1 once somebody cancelled it"),
    Column("says", Text, nullable=False, comment="what went wrong"),
    Column("result", LargeBinary, comment="JSON, by zlib"),
    Index("jobs_by_state", "state"),
)

job_files = Table(
    "job_files",
    metadata,
    Column("job_id", Number, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("data", LargeBinary, nullable=False, comment="as it was sent; gone with the job's end"),
)
