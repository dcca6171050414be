"""One step of a policy as a picture: a number on a line, whom it calls, who that is now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.kinds import Ack, Pick, TargetKind
from ui.language.sentence import capital, worded
from ui.language.target import aimed as target_text
from ui.language.target import kind_text
from ui.policies.targets import ICONS
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, L, M, S
from ui.widgets.avatar import AvatarRow, Face
from ui.widgets.flow import FlowLayout
from ui.widgets.picture import Picture
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.queries.policy import Aimed, LevelRow

MOST = 5  # names that are written out
FEW = 2  # faces that stand beside what they are on call for


class Rail(QWidget):
    """The number in its round, with the line on to what follows."""

    def __init__(self, number: int, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._last = number, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_number(self, number: int) -> None:
        """Another place in the order."""
        self._number = number
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.em() * 1.8), fonts.em() * 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = fonts.em() * 1.6
        round_ = QRectF((self.width() - side) / 2, 0.5, side, side)
        middle = round_.center().x()
        if not self._last:
            painter.setPen(QPen(colour("line_strong"), 1.5))
            painter.drawLine(QPointF(middle, round_.bottom()), QPointF(middle, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft" if self._number else "warn_soft"))
        painter.drawEllipse(round_)
        if not self._number:
            inner = round_.adjusted(side * 0.25, side * 0.25, -side * 0.25, -side * 0.25)
            paint_icon(painter, inner, "life-buoy", "warn_text")
            return
        painter.setFont(fonts.strong())
        painter.setPen(colour("accent_text"))
        painter.drawText(round_, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepView(QWidget):
    """A level, or the last resort; below it how long is waited for an answer."""

    def __init__(
        self,
        level: "LevelRow",
        faces: "Mapping[str, Face]",
        last: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._level, self._faces = level, faces
        self._build(last)

    def _build(self, last: bool) -> None:
        level = self._level
        name = self.tr("Level %1").replace("%1", str(level.number))
        title = Text(name if level.number else self.tr("Last resort"), "strong")
        body = QVBoxLayout()
        body.setContentsMargins(0, XS, 0, 0 if last else L)
        body.setSpacing(S)
        body.addLayout(row(title, Text(self._manner(), "small"), STRETCH))
        for aimed in level.targets:
            body.addWidget(self._target(aimed))
        if level.number:
            wait = Text(self._waits(), "muted", wrap=True)
            line = row(Picture("timer", "muted"), wait, gap=S)
            line.setStretch(1, 1)
            body.addLayout(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(Rail(level.number, last))
        layout.addLayout(body, 1)
        self.setAccessibleName(title.text())
        self.setAccessibleDescription(". ".join(map(self._told, level.targets)))

    def _target(self, aimed: "Aimed") -> QWidget:
        """Whom it names, then who that is."""
        named = QWidget()
        named.setLayout(
            row(Picture(ICONS[aimed.kind], "muted"), Text(self._named(aimed)), STRETCH, gap=XS + 2)
        )
        faces = [self._faces.get(name) or Face(name) for name in aimed.people]
        who = [self._who(aimed, faces)] if faces and aimed.kind is not TargetKind.CHANNEL else []
        if not faces:
            who = [Text(self._nobody(aimed), "error", wrap=True)]
        line = QWidget()
        if len(faces) > FEW:
            line.setLayout(column(named, *who, gap=XS))
            return line
        flow = FlowLayout(line, M, centred=True)
        for part in (named, *who):
            flow.addWidget(part)
        return line

    def _who(self, aimed: "Aimed", faces: "Sequence[Face]") -> QWidget:
        """Faces and names; of many these may need a second line."""
        shown: list[QWidget] = [AvatarRow(faces, 1.4)]
        if aimed.kind is not TargetKind.PERSON:
            words = ", ".join(face.title for face in faces[:MOST])
            if len(faces) > MOST:
                words = self.tr("%1 and %2 more").replace("%1", words)
                words = words.replace("%2", str(len(faces) - MOST))
            shown.append(Text(words, "muted", wrap=len(faces) > FEW))
        layout = row(*shown, gap=S)
        layout.setStretch(1, 1)
        made = QWidget()
        made.setLayout(layout)
        return made

    def _named(self, aimed: "Aimed") -> str:
        """People by their full name, all else by its handle."""
        if aimed.kind in (TargetKind.NEXT, TargetKind.PREVIOUS):
            return kind_text(aimed.kind, aimed.name)
        alone = aimed.kind is TargetKind.PERSON and len(aimed.people) == 1
        return aimed.people[0] if alone else aimed.name

    def _told(self, aimed: "Aimed") -> str:
        people = ", ".join(aimed.people) or self._nobody(aimed)
        if aimed.kind is TargetKind.PERSON:
            return people
        return f"{capital(target_text(f'{aimed.kind}:{aimed.name}'))}: {people}"

    def _nobody(self, aimed: "Aimed") -> str:
        said = self.tr("Nobody now")
        return f"{said}: {'; '.join(map(worded, aimed.lacks))}" if aimed.lacks else said

    def _manner(self) -> str:
        level = self._level
        picks = {
            Pick.ALL: "",
            Pick.ROUND_ROBIN: self.tr("one of them, in turn"),
            Pick.RANDOM: self.tr("one of them, by chance"),
        }
        told = [picks[level.pick]]
        if level.ack is Ack.ALL:
            told.append(self.tr("all must acknowledge"))
        if not level.number:
            told.append(self.tr("when nobody answered"))
        return " · ".join(filter(None, told))

    def _waits(self) -> str:
        level = self._level
        words = self.tr("waits %1 for an acknowledgement")
        if level.retry:
            words = self.tr("calls %2 times, waits %1 after each")
        wait = age_text(level.wait)
        return words.replace("%1", wait).replace("%2", str(level.retry + 1))
