"""People's judgements, and ledgers kept for speed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of what people decided, and of what can be worked out again."""
    op.create_table(
        "judgements",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("recorded_at", _MOMENT, nullable=False, unique=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("left_key", sa.Text, nullable=False),
        sa.Column("right_key", sa.Text),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reverses", _NUMBER, sa.ForeignKey("judgements.id"), unique=True),
    )
    op.create_table(
        "ledgers",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column(
            "data", sa.LargeBinary, nullable=False, comment="JSON, by zlib; may always be deleted"
        ),
    )
