"""tags on incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "tag",
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("id", number, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("folded", name=op.f("uq_tag_folded")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tagged",
        sa.Column("incident_id", number, nullable=False),
        sa.Column("tag_id", number, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_tagged_incident_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_tagged_tag_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident_id", "tag_id", name=op.f("pk_tagged")),
    )
    op.create_index(op.f("ix_tagged_tag_id"), "tagged", ["tag_id"])


def downgrade() -> None:
    op.drop_table("tagged")
    op.drop_table("tag")
