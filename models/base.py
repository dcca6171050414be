"""The ground all tables stand on: naming, the column types of our own, ids and versions."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)


class Utc(TypeDecorator[datetime]):
    """An instant. PostgreSQL: timestamptz; SQLite: microseconds since 1970 as an integer, for it
    drops zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone: instants are stored in UTC")
        return (value - EPOCH) // MICRO if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return EPOCH + timedelta(microseconds=int(value))
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class Wall(TypeDecorator[datetime]):
    """A wall-clock time without a zone (the row names the zone elsewhere), stored as ISO text."""

    impl = String(26)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError(f"{value!r} has a zone: wall-clock columns keep none")
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def word(kind: type[StrEnum]) -> Enum:
    """An enum stored as its value: readable in any SQL tool, new members need no migration."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


BigId = BigInteger().with_variant(Integer(), "sqlite")  # SQLite only counts INTEGER keys by itself


class Base(DeclarativeBase):
    """Every table's base."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        int: BigInteger(),
        datetime: Utc(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class Numbered:
    """A row with an id that never comes again."""

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(BigId, primary_key=True, sort_order=-10)


class Versioned(Numbered):
    """A row people edit: a write that saw an older version is refused (`Conflict`)."""

    version: Mapped[int] = mapped_column(Integer, default=1, sort_order=900)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
