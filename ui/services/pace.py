"""How often a heartbeat is heard: two durations, and how its job is."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from models.kinds import Life
from ui.widgets.duration import DurationField, duration_text
from ui.widgets.field import Form
from ui.widgets.when import age_text, ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.queries.life_sign import LifeRow

EVERY, GRACE = timedelta(minutes=5), timedelta(minutes=1)
MOODS = {Life.WAITING: "quiet", Life.ALIVE: "good", Life.SILENT: "alarm", Life.FAILED: "alarm"}


class PaceFields(Form):
    """Empty fields mean: as usual."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.every, self.grace = DurationField(EVERY), DurationField(GRACE)
        often = self.tr("How often the job calls: 10s or more.")
        late = self.tr("How late it may be before somebody is paged.")
        self.add("every", self.tr("Heard every"), self.every, often)
        self.add("grace", self.tr("Grace"), self.grace, late)
        self.beside("every", "grace")

    def show_pace(self, every: timedelta | None, grace: timedelta | None) -> None:
        """As it is stored."""
        self.every.set_value(EVERY if every is None else every)
        self.grace.set_value(GRACE if grace is None else grace)
        self.show_errors({})

    def pace(self) -> tuple[timedelta | None, timedelta | None]:
        """Every and grace."""
        return self.every.value(), self.grace.value()

    def take(self, other: "PaceFields") -> None:
        """What is typed there, and the keys."""
        for mine, theirs in ((self.every, other.every), (self.grace, other.grace)):
            mine.setText(theirs.text())
            if theirs.hasFocus():
                mine.setFocus(Qt.FocusReason.OtherFocusReason)

    def wrong(self) -> bool:
        """Whether one is no duration; says so beside it."""
        told = self.tr("This is no duration; expected one such as 30m.")
        found = {"every": self.every, "grace": self.grace}
        errors = {key: told for key, field in found.items() if field.value() is None}
        self.show_errors(errors)
        return bool(errors)


class LifeWords(QObject):
    """How a job is, in the user's language."""

    def state(self, life: "LifeRow", now: "datetime") -> str:
        """Waiting; alive and since when it was heard; silent or failed, and for how long."""
        if life.heard_at is None:
            return self.tr("Waiting for the first ping")
        ago = ago_text(life.heard_at, now)
        if life.state is Life.FAILED:
            return self.tr("Failed %1").replace("%1", ago)
        if life.state is Life.SILENT:
            return self.tr("Silent for %1").replace("%1", age_text(now - life.heard_at))
        return self.tr("Alive, last ping %1").replace("%1", ago)

    def pace(self, life: "LifeRow") -> str:
        """What is expected."""
        words = self.tr("every %1, %2 of grace").replace("%1", duration_text(life.pace.every))
        return words.replace("%2", duration_text(life.pace.grace))
