"""What the application works with: accounts, sessions, its log of writes, and jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of the application."""
    op.create_table(
        "accounts",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("removed_at", _MOMENT, comment="NULL while it may be used"),
        sa.Column("token_id", sa.Text, nullable=False, unique=True),
        sa.Column("token_hash", sa.Text, nullable=False, comment="Argon2id"),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text, primary_key=True, comment="SHA-256 of what the browser holds"),
        sa.Column("account_id", _NUMBER, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("csrf", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "audits",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column(
            "address", sa.Text, nullable=False, comment="where from; empty for the command line"
        ),
    )
    _jobs()
    # Whoever asks for a claim or a document by its id comes from the reading.
    op.create_index("recordings_by_reading", "recordings", ["reading_id"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False, comment="JSON: what is to be done"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("started_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("worker", sa.Text, comment="who has it; NULL for nobody"),
        sa.Column("lease_until", _MOMENT, comment="from then on anybody may take it over"),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("done", sa.BigInteger, nullable=False),
        sa.Column("steps", sa.BigInteger, nullable=False, comment="of how many; 0 where unknown"),
        sa.Column(
            "is_unwanted", sa.Integer, nullable=False, comment="1 once somebody cancelled it"
        ),
        sa.Column("says", sa.Text, nullable=False, comment="what went wrong"),
        sa.Column("result", sa.LargeBinary, comment="JSON, by zlib"),
    )
    op.create_index("jobs_by_state", "jobs", ["state"])
    op.create_table(
        "job_files",
        sa.Column("job_id", _NUMBER, sa.ForeignKey("jobs.id"), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column(
            "data",
            sa.LargeBinary,
            nullable=False,
            comment="as it was sent; gone with the job's end",
        ),
    )
