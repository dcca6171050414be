"""What the incidents list says of a row in words: read aloud, copied, exported."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from ui.incidents.list_line import meta_of, waits
from ui.incidents.word import stage_word
from ui.language.category import category_word
from ui.tables.column import Column
from ui.widgets.when import age_text, exact_text


class _Words(QObject):
    """The titles of the columns, in the user's language."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("title", self.tr("Title"), lambda row: row.title, stretch=True,
                   tip=self.tip, spoken=self.spoken),
            Column("number", self.tr("Number"), lambda row: f"#{row.number}", end=True),
            Column("severity", self.tr("Severity"), lambda row: str(row.severity)),
            Column("stage", self.tr("Stage"), lambda row: stage_word(row.stage)),
            Column("service", self.tr("Service"), lambda row: row.service or ""),
            Column("category", self.tr("Category"), _category),
            Column("owner", self.tr("Who has it"), lambda row: row.owner or ""),
            Column("created_at", self.tr("Created"), lambda row: _exact(row.created_at)),
            Column("acknowledged_at", self.tr("Acknowledged"),
                   lambda row: _exact(row.acknowledged_at)),
            Column("resolved_at", self.tr("Resolved"), lambda row: _exact(row.resolved_at)),
            Column("tags", self.tr("Tags"), lambda row: ", ".join(row.tags)),
            Column("alerts", self.tr("Alerts"), lambda row: str(row.alerts), end=True),
        )  # fmt: skip

    def spoken(self, row: Any) -> str:
        """The whole row, as a screen reader says it."""
        now = self._now()
        who = self.tr("nobody has acknowledged") if waits(row) else row.owner or ""
        parts = (str(row.severity), row.title, meta_of(row, now), who)
        return ", ".join(part for part in parts if part)

    def tip(self, row: Any) -> str:
        """Title in full, when, and its tags."""
        age = age_text(row.age(self._now()))
        tags = f"\n{self.tr('Tags')}: {', '.join(row.tags)}" if row.tags else ""
        return f"{row.title}\n{self.tr('Created')} {_exact(row.created_at)} · {age}{tags}"


def columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """The first one is painted as the whole row."""
    return _Words(now).columns()


def _category(row: Any) -> str:
    return category_word(row.category) if row.category else ""


def _exact(at: datetime | None) -> str:
    return exact_text(at) if at else ""
