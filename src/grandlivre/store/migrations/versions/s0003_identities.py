"""Who is who, settled batch by batch, and what copies of later texts are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of identities, of the decisions behind them, and of sketches."""
    op.create_table(
        "names",
        sa.Column("batch_id", _NUMBER, sa.ForeignKey("batches.id"), primary_key=True),
        sa.Column("ordinal", sa.BigInteger, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False, comment="party, project or place"),
        sa.Column("key", sa.Text, nullable=False, comment="of the identity that bears it"),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False, comment="JSON: what is known of the name"),
        sa.Column("checksum", sa.BigInteger, nullable=False, comment="CRC-32 of the record"),
    )
    op.create_table(
        "decisions",
        sa.Column("batch_id", _NUMBER, sa.ForeignKey("batches.id"), primary_key=True),
        sa.Column("ordinal", sa.BigInteger, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("first_key", sa.Text, comment="settled identities that it would merge, in a"),
        sa.Column("second_key", sa.Text, comment="proposal; NULL in a decision"),
        sa.Column("record", sa.Text, nullable=False, comment="JSON: names, score and features"),
        sa.Column("checksum", sa.BigInteger, nullable=False, comment="CRC-32 of the record"),
    )
    op.create_table(
        "sketches",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False, comment="hashes of runs, 32 bits each"),
    )
    op.create_index("claims_by_id", "claims", ["id"])
