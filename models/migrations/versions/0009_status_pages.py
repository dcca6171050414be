"""further status pages."""

import sqlalchemy as sa
from alembic import op

import models.base

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "status_view",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("created_at", models.base.Utc(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_view")),
        sa.UniqueConstraint("name", name=op.f("uq_status_view_name")),
    )
    with op.batch_alter_table("component", schema=None) as batch_op:
        batch_op.add_column(sa.Column("main", sa.Boolean(), server_default="1", nullable=False))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.add_column(sa.Column("view_id", number, nullable=True))
        batch_op.create_index(batch_op.f("ix_subscriber_view_id"), ["view_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_subscriber_view_id"),
            "status_view",
            ["view_id"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_subscriber_view_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_subscriber_view_id"))
        batch_op.drop_column("view_id")
    with op.batch_alter_table("component", schema=None) as batch_op:
        batch_op.drop_column("main")
    op.drop_table("status_view")
