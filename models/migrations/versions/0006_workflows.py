"""workflows."""

import sqlalchemy as sa
from alembic import op

import models.base

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "workflow",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", models.base.Utc(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow")),
        sa.UniqueConstraint("name", name=op.f("uq_workflow_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "workflow_edition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "workflow_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", models.base.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflow.id"],
            name=op.f("fk_workflow_edition_workflow_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow_edition")),
        sa.UniqueConstraint(
            "workflow_id", "number", name=op.f("uq_workflow_edition_workflow_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "workflow_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "workflow_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "edition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("cause", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "calling",
                "asking",
                "done",
                "failed",
                "unmet",
                "stopped",
                name="runstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("depth", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.JSON(), nullable=False),
        sa.Column("play_id", sa.BigInteger(), nullable=True),
        sa.Column("due_at", models.base.Utc(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("claim_until", models.base.Utc(timezone=True), nullable=True),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("created_at", models.base.Utc(timezone=True), nullable=False),
        sa.Column("ended_at", models.base.Utc(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["workflow_edition.id"],
            name=op.f("fk_workflow_run_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name=op.f("fk_workflow_run_incident_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflow.id"],
            name=op.f("fk_workflow_run_workflow_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow_run")),
        sa.UniqueConstraint("key", name=op.f("uq_workflow_run_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("workflow_run", schema=None) as batch_op:
        batch_op.create_index(
            "ix_workflow_run_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'calling', 'asking')"),
            postgresql_where=sa.text("state IN ('waiting', 'calling', 'asking')"),
        )
        batch_op.create_index(
            batch_op.f("ix_workflow_run_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_workflow_run_incident_id"), ["incident_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_workflow_run_workflow_id_workflow_run_created_at"),
            ["workflow_id", "created_at"],
            unique=False,
        )
    op.create_table(
        "workflow_deed",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "doing",
                "done",
                "failed",
                "skipped",
                "unknown",
                name="deedstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("started_at", models.base.Utc(timezone=True), nullable=False),
        sa.Column("ended_at", models.base.Utc(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["workflow_run.id"],
            name=op.f("fk_workflow_deed_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow_deed")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("workflow_deed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workflow_deed_run_id"), ["run_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("workflow_deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workflow_deed_run_id"))
    op.drop_table("workflow_deed")
    with op.batch_alter_table("workflow_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workflow_run_workflow_id_workflow_run_created_at"))
        batch_op.drop_index(batch_op.f("ix_workflow_run_incident_id"))
        batch_op.drop_index(batch_op.f("ix_workflow_run_edition_id"))
        batch_op.drop_index(
            "ix_workflow_run_due",
            sqlite_where=sa.text("state IN ('waiting', 'calling', 'asking')"),
            postgresql_where=sa.text("state IN ('waiting', 'calling', 'asking')"),
        )
    op.drop_table("workflow_run")
    op.drop_table("workflow_edition")
    op.drop_table("workflow")
