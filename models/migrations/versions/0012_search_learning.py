"""search: follow-ups and problems are found too."""

from alembic import op

from models import search

revision = "0012"
down_revision = "0011"
NEW = ("follow-up", "problem")


def upgrade() -> None:
    search.take_in(op.get_bind(), NEW)


def downgrade() -> None:
    search.leave_out(op.get_bind(), NEW)
