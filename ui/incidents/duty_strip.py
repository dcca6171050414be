"""Who has it, who is asked next and when, and the clock since it began; ticks while seen."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from models.kinds import Stage
from ui.incidents.seat import Seat
from ui.incidents.steps import merged_into
from ui.incidents.word import stage_word
from ui.language.names import listed
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import RADIUS_SMALL, M, S
from ui.widgets.avatar import Avatar, AvatarRow, Face
from ui.widgets.button import Button
from ui.widgets.picture import Picture
from ui.widgets.text import Text
from ui.widgets.when import HOUR, MINUTE, exact_text, moment_text, span_text

if TYPE_CHECKING:
    from ui.incidents.reads import Seen


REST = 9  # ems that the rest of the sentence has beside it


class DutyStrip(QFrame):
    """`taken`: the viewer wants it from whoever has it."""

    taken = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat, self._faces = seat, seat.faces
        self._seen: Seen | None = None
        self._mood, self._lowest = "", False
        self._build()
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.tick)

    def _build(self) -> None:
        self._avatar = Avatar(Face(""), 1.4)
        self._icon = Picture("bell-ring", "alarm_text")
        self._words = Text()
        self._next = Text(look="muted", wrap=True)
        self._take = Button(self.tr("Take it"), "link", on_click=self.taken.emit)
        self._roles = AvatarRow(scale=1.4)
        self._since = Text(look="strong")
        self._since.setFont(fonts.font(figures=True))
        self._since.setAccessibleName(self.tr("Clock"))
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        for part in (self._avatar, self._icon):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        said = self._said = QHBoxLayout()
        said.setSpacing(S)
        said.addWidget(self._words)
        said.addWidget(self._next, 1)
        layout.addLayout(said, 1)
        for end in (self._take, self._roles, self._since):
            layout.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.insertSpacing(layout.count() - 1, M - S)

    def show_seen(self, seen: "Seen") -> None:
        """An incident, or the same later."""
        self._seen, me = seen, self._seat.me
        row = seen.detail.row
        held_on = row.acknowledged or not row.stage.open  # a machine may have reopened it
        self._avatar.setVisible(bool(row.owner) and held_on)
        if row.owner:
            self._avatar.show_face(self._faces.face(row.owner))
        held = {role.person for role in seen.detail.roles if role.until is None}
        others = [self._faces.face(name) for name in sorted(held - {row.owner})]
        self._roles.show_faces(others)
        self._roles.setVisible(bool(others))
        others_have = row.stage.open and row.acknowledged and row.owner != me
        self._take.setVisible(bool(me) and others_have)
        self.tick()

    def make_lowest(self, lowest: bool) -> None:
        """In the lowest of windows one line tells what is not alarming."""
        if lowest is not self._lowest:
            self._lowest = lowest
            self.tick()

    def tick(self) -> None:
        """What changes by the second."""
        if self._seen is None:
            return
        now = self._seat.now()
        lead, rest, mood = self._told(now)
        self._icon.setVisible(mood == "alarm")
        self._words.setText(lead)
        self._words.set_look({"alarm": "alarm", "good": "good"}.get(mood, "strong"))
        self._next.setText(rest)
        self._next.setVisible(bool(rest) and (mood == "alarm" or not self._lowest))
        self._wear(mood)
        self.setAccessibleName(f"{lead} {rest}".strip())
        self._tell_clock(now)
        self._fold()
        self._plan(now)

    def _plan(self, now: datetime) -> None:
        """Ticks again when what is told changes: lengths of an hour or more have no seconds."""
        assert self._seen is not None
        row, upcoming = self._seen.detail.row, self._seen.upcoming
        self._clock.stop()
        if not row.stage.open or not self.isVisible():
            return
        ages = [now - (row.impact_started_at or row.created_at)]
        if not row.acknowledged and upcoming is not None:
            ages.append(upcoming.at - now)
        seconds = [round(each.total_seconds()) for each in ages]
        quick = any(0 <= each < HOUR for each in seconds)
        self._clock.start(1000 if quick else 1000 * (MINUTE - seconds[0] % MINUTE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The rest goes below the sentence where it would be a column of single words beside it;
        where the sentence alone has no room, the clock makes way: the timeline has it, too."""
        ends = (self._avatar, self._icon, self._take, self._roles)
        shown = [each for each in ends if not each.isHidden()]
        room = self.width() - M - 2 * S - sum(each.sizeHint().width() + S for each in shown)
        self._words.setWordWrap(False)
        clock = self._since.sizeHint().width() + S
        ticks = self._words.sizeHint().width() + clock <= room
        self._since.setVisible(ticks)
        room -= clock if ticks else 0
        needs = self._words.sizeHint().width()
        said = "" if self._next.isHidden() else self._next.text()
        rest = self._next.fontMetrics().horizontalAdvance(said)
        needs += S + min(rest, fonts.em() * REST) if rest else 0
        ways = QBoxLayout.Direction
        self._said.setDirection(ways.LeftToRight if needs <= room else ways.TopToBottom)
        self._said.setSpacing(S if needs <= room else 0)
        self._words.setWordWrap(needs > room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mood == "alarm":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("alarm_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_SMALL, RADIUS_SMALL)
        super().paintEvent(event)

    def _told(self, now: datetime) -> tuple[str, str, str]:
        """The sentence, the rest of it, and whether it is alarming."""
        assert self._seen is not None
        row = self._seen.detail.row
        who = self._faces.face(row.owner).first if row.owner else ""
        if not row.stage.open:
            return self._ended(who)
        if row.acknowledged:
            mine = bool(self._seat.me) and row.owner == self._seat.me
            has = self.tr("You have it") if mine else self.tr("%1 has it").replace("%1", who)
            return has if who else self.tr("Somebody has it"), self._since_when(now), ""
        return self.tr("Nobody has it yet."), self._coming(now), "alarm"

    def _ended(self, who: str) -> tuple[str, str, str]:
        assert self._seen is not None
        row = self._seen.detail.row
        word, into = stage_word(row.stage), merged_into(self._seen.detail)
        if into is not None:
            return self.tr("Merged into #%1").replace("%1", str(into)), "", ""
        good = row.stage in (Stage.RESOLVED, Stage.CLOSED)
        if row.resolved_at is None:
            return word, who, ""
        length = span_text(row.resolved_at - (row.impact_started_at or row.created_at))
        lead = self.tr("%1 after %2").replace("%1", word).replace("%2", length)
        return lead, who, "good" if good else ""

    def _since_when(self, now: datetime) -> str:
        assert self._seen is not None
        at = self._seen.detail.row.acknowledged_at
        words = self.tr("since %1").replace("%1", moment_text(at, now)) if at else ""
        until = self._seen.detail.together.snoozed_until
        if until is None:
            return words
        sleeps = self.tr("snoozed until %1").replace("%1", moment_text(until, now))
        return f"{words} · {sleeps}" if words else sleeps

    def _coming(self, now: datetime) -> str:
        """Ana was paged. Cy is paged in 4 min 12 s."""
        assert self._seen is not None
        paged = list(dict.fromkeys(map(self._faces.name, self._seen.detail.duty.paged)))
        was = self.tr("%1 was paged.") if len(paged) == 1 else self.tr("%1 were paged.")
        words = was.replace("%1", listed(paged)) if paged else ""
        upcoming = self._seen.upcoming
        if upcoming is None:
            return f"{words} {self.tr('Nobody else will be paged.')}".strip()
        names = list(dict.fromkeys(name.split()[0] for name in upcoming.people if name))
        left = upcoming.at - now
        if left.total_seconds() <= 0:
            rest = self.tr("%1 are paged now.") if names[1:] else self.tr("%1 is paged now.")
        elif names and set(names) <= set(paged):
            again = self.tr("%1 are paged again in %2.")
            rest = again if names[1:] else self.tr("%1 is paged again in %2.")
        else:
            rest = self.tr("%1 are paged in %2.") if names[1:] else self.tr("%1 is paged in %2.")
        people = listed(names) or self.tr("The next level")
        return f"{words} {rest.replace('%1', people).replace('%2', span_text(left))}".strip()

    def _wear(self, mood: str) -> None:
        """What nobody has lies on a ground of its own."""
        if mood != self._mood:
            self._mood = mood
            edge = S if mood == "alarm" else 0
            self._layout.setContentsMargins(
                edge, edge - 2 if edge else 0, edge, edge - 2 if edge else 0
            )
            self.update()

    def _tell_clock(self, now: datetime) -> None:
        assert self._seen is not None
        row = self._seen.detail.row
        start = row.impact_started_at or row.created_at
        began = self.tr("since %1").replace("%1", moment_text(start, now))
        length = span_text((row.resolved_at or now) - start)
        end = moment_text(row.resolved_at, now) if row.resolved_at else ""
        span = f"{moment_text(start, now)} – {end}" if end else began
        self._since.setText(length if row.stage.open else span)
        self._since.set_look("strong" if row.stage.open else "muted")
        self._since.setToolTip(self.tr("Began %1").replace("%1", exact_text(start)))
