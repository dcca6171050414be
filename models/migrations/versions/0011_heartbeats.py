"""heartbeats of jobs."""

import sqlalchemy as sa
from alembic import op

import models.base

revision = "0011"
down_revision = "0010"

NAMED_BEFORE = (
    "INSERT INTO life_sign (integration_id, every_s, grace_s, state, note) "
    "SELECT id, 300, 60, 'waiting', '' FROM integration WHERE active AND format = 'heartbeat'"
)


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    life = sa.Enum(
        "waiting", "alive", "silent", "failed", name="life", native_enum=False, length=40
    )
    op.create_table(
        "life_sign",
        sa.Column("integration_id", number, nullable=False),
        sa.Column("every_s", sa.BigInteger(), nullable=False),
        sa.Column("grace_s", sa.BigInteger(), nullable=False),
        sa.Column("state", life, nullable=False),
        sa.Column("heard_at", models.base.Utc(timezone=True), nullable=True),
        sa.Column("due_at", models.base.Utc(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration.id"],
            name=op.f("fk_life_sign_integration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("integration_id", name=op.f("pk_life_sign")),
    )
    with op.batch_alter_table("life_sign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_life_sign_due_at"), ["due_at"], unique=False)
    op.execute(NAMED_BEFORE)


def downgrade() -> None:
    op.drop_table("life_sign")
