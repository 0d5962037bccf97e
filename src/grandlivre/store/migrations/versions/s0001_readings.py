"""Batches, documents, claims and copies."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of what is read."""
    _batches()
    _readings()
    op.create_table(
        "recordings",
        sa.Column("batch_id", _NUMBER, sa.ForeignKey("batches.id"), primary_key=True),
        sa.Column("ordinal", sa.BigInteger, primary_key=True),
        sa.Column("source_id", sa.Text, nullable=False, comment="what a later reading supersedes"),
        sa.Column("reading_id", _NUMBER, sa.ForeignKey("readings.id"), nullable=False),
    )
    op.create_index("recordings_by_source", "recordings", ["source_id"])
    op.create_table(
        "copies",
        sa.Column("batch_id", _NUMBER, sa.ForeignKey("batches.id"), primary_key=True),
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("origin_id", sa.Text, nullable=False),
    )
    op.create_index("copies_by_document", "copies", ["document_id"])


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("asked", sa.Text, nullable=False, comment="JSON: sources and options"),
        sa.Column("tool", sa.Text, nullable=False, comment="version of grandlivre"),
    )
    op.create_table(
        "completions",
        sa.Column(
            "batch_id",
            _NUMBER,
            sa.ForeignKey("batches.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("recorded_at", _MOMENT, nullable=False, unique=True),
        sa.Column("documents", sa.BigInteger, nullable=False),
        sa.Column("new_documents", sa.BigInteger, nullable=False),
        sa.Column("new_claims", sa.BigInteger, nullable=False),
    )


def _readings() -> None:
    op.create_table(
        "texts",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("characters", sa.BigInteger, nullable=False, comment="code points"),
        sa.Column("data", sa.LargeBinary, nullable=False, comment="UTF-8, by zlib"),
    )
    op.create_table(
        "readings",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("digest", sa.String(32), nullable=False, comment="BLAKE2b of facts and claims"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.Text, comment="partial date as read"),
        sa.Column("out_by", sa.Date, comment="the day by which it was surely published"),
        sa.Column("claims", sa.Integer, nullable=False, comment="how many"),
        sa.Column("record", sa.Text, nullable=False, comment="JSON: the document without its text"),
        sa.Column("checksum", sa.BigInteger, nullable=False, comment="CRC-32 of the record"),
    )
    op.create_index("readings_by_document", "readings", ["document_id"])
    op.create_table(
        "claims",
        sa.Column("reading_id", _NUMBER, sa.ForeignKey("readings.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column(
            "low_minor", sa.BigInteger, comment="whole minor units, rounded down; NULL is open"
        ),
        sa.Column(
            "high_minor", sa.BigInteger, comment="whole minor units, rounded up; NULL is open"
        ),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False, comment="JSON: the claim, exact"),
        sa.Column("checksum", sa.BigInteger, nullable=False, comment="CRC-32 of the record"),
    )
