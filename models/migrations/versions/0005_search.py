"""search: the full-text index and its triggers."""

from alembic import op

from models import search

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    search.install(op.get_bind())


def downgrade() -> None:
    search.remove(op.get_bind())
