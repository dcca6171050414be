"""The database's own books: audit entries, living engines, settings, and the bell that tells of
changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered, word
from models.kinds import Source


class Audit(Numbered, Base):
    """Who changed what in the configuration. Append-only; each `hash` covers the entry and the hash
    before."""

    __tablename__ = "audit"

    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(200))
    source: Mapped[Source] = mapped_column(word(Source))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hash: Mapped[str] = mapped_column(String(64))


class Engine(Base):
    """A program that pages; alive while `seen_at` is younger than 30 s."""

    __tablename__ = "engine"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    program: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Setting(Base):
    """One setting of the whole team, by name."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)


class Bell(Numbered, Base):
    """SQLite's stand-in for NOTIFY: one row a commit, saying what it touched; swept when old."""

    __tablename__ = "bell"

    origin: Mapped[str] = mapped_column(String(40))
    touched: Mapped[str] = mapped_column(Text)
