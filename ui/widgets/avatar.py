"""People as a colour and initials that stay theirs everywhere."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.colours import ON_PERSON, PEOPLE, person_colour
from ui.theme.current import colour, colours
from ui.widgets.early import CENTRE, CLEAR


class Face(NamedTuple):
    """What is shown of a person: stable handle, full name, and a colour if one was chosen; `short`
    where the first name alone could mean two."""

    name: str
    full_name: str = ""
    colour: str | None = None
    short: str = ""

    @property
    def title(self) -> str:
        """The full name, or the handle where there is none."""
        return self.full_name or self.name

    @property
    def first(self) -> str:
        """The first name, for tight places."""
        if self.short:
            return self.short
        return self.title.split()[0] if self.title.split() else ""

    @property
    def ink(self) -> str:
        """The person's colour."""
        return person_colour(self.name, self.colour)


def face_of(name: str, full_name: str, place: int | None) -> Face:
    """A person as the database tells it: `place` is the chosen one of our colours, or None."""
    return Face(name, full_name, None if place is None else PEOPLE[place % len(PEOPLE)])


def initials(title: str) -> str:
    """One or two letters: Ana Ruiz -> AR, ana -> A."""
    words = [
        word for word in title.replace("-", " ").replace(".", " ").split() if word[0].isalnum()
    ]
    letters = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in letters).upper() or "?"


def paint_avatar(painter: QPainter, box: QRectF, face: Face, ring: str = "") -> None:
    """The round avatar in `box`; `ring` names a colour to set it off from what lies beneath."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(CLEAR)
    if ring:
        painter.setBrush(colour(ring))
        painter.drawEllipse(box.adjusted(-1.5, -1.5, 1.5, 1.5))
    painter.setBrush(QColor(face.ink))
    painter.drawEllipse(box)
    if colours().dark:
        painter.setBrush(QBrush())
        painter.setPen(QPen(QColor(255, 255, 255, 46), 1))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    _paint_letters(painter, box, initials(face.title))
    painter.restore()


def _paint_letters(painter: QPainter, box: QRectF, letters: str) -> None:
    painter.setFont(fonts.scaled("body", box.height() / fonts.em() * 0.52))
    painter.setPen(QColor(ON_PERSON))
    painter.drawText(box, CENTRE, letters)


class Avatar(QWidget):
    """One person; `scale` is the diameter in lines of text."""

    def __init__(self, face: Face, scale: float = 1.5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: Face) -> None:
        """Another person."""
        self.face = face
        self.setToolTip(face.title)
        self.setAccessibleName(face.title)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * self._scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_avatar(QPainter(self), box, self.face)


class AvatarRow(QWidget):
    """Several people overlapping; beyond `most` a count."""

    def __init__(
        self,
        faces: Sequence[Face] = (),
        scale: float = 1.5,
        most: int = 5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._most = scale, most
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_faces(faces)

    def show_faces(self, faces: Sequence[Face]) -> None:
        """Replace the people."""
        self.faces = tuple(faces)
        names = ", ".join(face.title for face in self.faces)
        self.setToolTip(names)
        self.setAccessibleName(names or self.tr("Nobody"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * self._scale)
        seen = min(len(self.faces), self._most) + (len(self.faces) > self._most)
        return QSize(round(side + max(0, seen - 1) * side * 0.72) if seen else 0, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = float(self.height())
        spots = [QPointF(side * 0.72 * at, 0) for at in range(self._most + 1)]
        if self.isRightToLeft():
            spots = [QPointF(self.width() - side - spot.x(), 0) for spot in spots]
        for face, spot in zip(self.faces[: self._most], spots, strict=False):
            box = QRectF(spot.x() + 1, 1, side - 2, side - 2)
            paint_avatar(painter, box, face, "surface")
        if len(self.faces) > self._most:
            self._paint_rest(painter, QRectF(spots[self._most].x() + 1, 1, side - 2, side - 2))

    def _paint_rest(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(CLEAR)
        painter.setBrush(colour("sunken"))
        painter.drawEllipse(box)
        painter.setPen(colour("muted"))
        painter.setFont(fonts.strong("tiny"))
        painter.drawText(box, CENTRE, f"+{len(self.faces) - self._most}")
