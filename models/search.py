"""The full-text index over what people write: kept by triggers, so that it changes in the same
transaction as what it indexes, whoever writes. It holds nothing of its own and can be made again.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

TABLE = "search"
STEP = 8  # a row's id is its source's id times this, plus the source's place below
MOST = 100_000  # characters of one text that are indexed
PUNCTUATION = "!\"#$%%&''()*+,-./:;<=>?@[\\]^_`{|}~"  # as SQL text for psycopg
SAID = "'note', 'edit', 'update', 'message', 'resolved', 'field', 'flag', 'task', 'file'"


class Source(NamedTuple):
    """A table that is searched. Columns are those of `{row}`, the row that was written; `body` of
    each kind of database, `where` which rows count."""

    table: str
    columns: str
    incident: str
    title: str
    body: str
    where: str = ""
    server_body: str = ""
    name: str = ""  # where it is not the table's

    @property
    def kind(self) -> str:
        """As people name it."""
        return self.name or self.table


SOURCES = (
    Source(
        "incident", "title, description, impact", "{row}.id", "{row}.title",
        "{row}.id || ' ' || {row}.description || ' ' || {row}.impact",
    ),
    Source(
        "event", "text", "{row}.incident_id", "''", "{row}.text", f"{{row}}.kind IN ({SAID})"
    ),
    Source(
        "alert", "title, source, incident_id", "{row}.incident_id", "{row}.title",
        "{row}.source || ' ' || {row}.dedup_key",
    ),
    Source("playbook", "name, text", "NULL", "{row}.name", "{row}.text"),
    Source(
        "review", "title, sections", "{row}.incident_id", "{row}.title",
        "(SELECT coalesce(group_concat(ifnull(json_extract(value, '$.title'), '') || ' ' || "
        "ifnull(json_extract(value, '$.text'), ''), ' '), '') FROM json_each({row}.sections))",
        "",
        "(SELECT coalesce(string_agg(concat_ws(' ', value ->> 'title', value ->> 'text'), ' '), "
        "'') FROM json_array_elements({row}.sections))",
    ),
    Source(
        "task", "title, text, kind, incident_id", "{row}.incident_id", "{row}.title", "{row}.text",
        "{row}.kind = 'follow-up'", name="follow-up",
    ),
    Source(
        "problem", "title, cause, workaround", "NULL", "{row}.title",
        "{row}.cause || ' ' || {row}.workaround",
    ),
)  # fmt: skip
KINDS = tuple(source.kind for source in SOURCES)


def install(connection: Connection) -> None:
    """Makes the index where it is missing, and its triggers anew (a table that was copied lost
    them). Safe to call again."""
    lite = connection.dialect.name == "sqlite"
    fresh = not inspect(connection).has_table(TABLE)
    statements = [*(_lite_table() if lite else _server_table())] if fresh else []
    for at, source in enumerate(SOURCES):
        statements += _lite_triggers(source, at) if lite else _server_triggers(source, at)
        if fresh:
            statements.append(_filling(source, at, lite))
    for statement in statements:
        connection.exec_driver_sql(statement)


def take_in(connection: Connection, kinds: Collection[str]) -> None:
    """These are searched from now on, with all that was written of them before."""
    leave_out(connection, kinds)
    lite = connection.dialect.name == "sqlite"
    for at, source in enumerate(SOURCES):
        if source.kind in kinds:
            triggers = _lite_triggers(source, at) if lite else _server_triggers(source, at)
            for statement in (*triggers, _filling(source, at, lite)):
                connection.exec_driver_sql(statement)


def leave_out(connection: Connection, kinds: Collection[str]) -> None:
    """These are not searched any more."""
    lite = connection.dialect.name == "sqlite"
    ident = "rowid" if lite else "id"
    for at, source in enumerate(SOURCES):
        if source.kind in kinds:
            places = text(f"DELETE FROM {TABLE} WHERE {ident} - {ident} / {STEP} * {STEP} = {at}")
            connection.execute(places)
            for statement in _dropping(source, lite):
                connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Takes it out again."""
    lite = connection.dialect.name == "sqlite"
    for source in SOURCES:
        for statement in _dropping(source, lite):
            connection.exec_driver_sql(statement)
    connection.execute(text(f"DROP TABLE IF EXISTS {TABLE}"))


def _lite_table() -> list[str]:
    return [
        (
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(incident UNINDEXED, title, body, "
            "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
    ]


def _server_table() -> list[str]:
    return [
        (
            f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, incident bigint, title text NOT NULL, "
            "body text NOT NULL, words tsvector NOT NULL)"
        ),
        f"CREATE INDEX ix_{TABLE}_words ON {TABLE} USING gin (words)",
    ]


def _lite_triggers(source: Source, at: int) -> list[str]:
    table = source.table
    put = f"{_lite_put(source, at, 'new')};"
    take = f"DELETE FROM {TABLE} WHERE rowid = old.id * {STEP} + {at};"
    when = f"WHEN {source.where.format(row='new')} " if source.where else ""
    return [
        *_dropping(source, True),
        f"CREATE TRIGGER {TABLE}_{table}_new AFTER INSERT ON {table} {when}BEGIN {put} END",
        (
            f"CREATE TRIGGER {TABLE}_{table}_set AFTER UPDATE OF {source.columns} ON {table} "
            f"BEGIN {take} {put} END"
        ),
        f"CREATE TRIGGER {TABLE}_{table}_gone AFTER DELETE ON {table} BEGIN {take} END",
    ]


def _lite_put(source: Source, at: int, row: str) -> str:
    chosen = (source.incident, source.title, f"substr({source.body}, 1, {MOST})")
    values = ", ".join((f"{row}.id * {STEP} + {at}", *(each.format(row=row) for each in chosen)))
    return f"INSERT INTO {TABLE}(rowid, incident, title, body) SELECT {values}" + (
        f" WHERE {source.where.format(row=row)}" if source.where and row == "new" else ""
    )


def _server_triggers(source: Source, at: int) -> list[str]:
    table, name = source.table, f"{TABLE}_{source.table}"
    test = f" AND {source.where.format(row='NEW')}" if source.where else ""
    body = (
        f"IF TG_OP <> 'INSERT' THEN DELETE FROM {TABLE} WHERE id = OLD.id * {STEP} + {at}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN IF true{test} THEN "
        f"INSERT INTO {TABLE} (id, incident, title, body, words) "
        f"SELECT {_server_values(source, at, 'NEW')}; END IF; END IF; RETURN NULL;"
    )
    events = f"INSERT OR DELETE OR UPDATE OF {source.columns}"
    return [
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$body$ BEGIN {body} END $body$"
        ),
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _server_values(source: Source, at: int, row: str) -> str:
    title = source.title.format(row=row)
    body = f"left({(source.server_body or source.body).format(row=row)}, {MOST})"
    heavy, light = (f"to_tsvector('simple', {_spaced(said)})" for said in (title, body))
    words = f"setweight({heavy}, 'A') || {light}"
    incident = source.incident.format(row=row)
    return f"{row}.id * {STEP} + {at}, CAST({incident} AS bigint), {title}, {body}, {words}"


def _spaced(said: str) -> str:
    """Without punctuation, so that an address or a file's name falls into its words as it does on
    SQLite."""
    signs = len(PUNCTUATION) - 2  # two are doubled
    return f"translate({said}, '{PUNCTUATION}', repeat(' ', {signs}))"


def _filling(source: Source, at: int, lite: bool) -> str:
    row = source.table
    where = f" WHERE {source.where.format(row=row)}" if source.where else ""
    if lite:
        return f"{_lite_put(source, at, row)} FROM {row}{where}"
    into = f"INSERT INTO {TABLE} (id, incident, title, body, words)"
    return f"{into} SELECT {_server_values(source, at, row)} FROM {row}{where}"


def _dropping(source: Source, lite: bool) -> list[str]:
    name = f"{TABLE}_{source.table}"
    if lite:
        return [f"DROP TRIGGER IF EXISTS {name}_{each}" for each in ("new", "set", "gone")]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {source.table}",
        f"DROP FUNCTION IF EXISTS {name}()",
    ]
