"""Alembic's entry: runs on the connection `models.schema` hands over, inside its transaction."""

from alembic import context

from models.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=False,  # models.schema holds the one transaction
)
context.run_migrations()
