"""Small marks of state: severity pills, count badges, tags and state dots. Never colour alone."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.widgets.early import CENTRE, CLEAR, fill, rounded

SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4")


def severity_ink(severity: str, text: bool = True) -> str:
    """The name in `Colours` of a severity; quiet for a word that is none."""
    if severity not in SEVERITIES:
        return "quiet_text" if text else "quiet"
    return severity.lower() + ("_text" if text else "")


def pill_size(text: str, size: str = "tiny") -> QSize:
    """How big `paint_pill` draws a word."""
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(fonts.strong(size))
    pad = metrics.height() * 0.5
    return QSize(round(metrics.horizontalAdvance(text) + pad * 2), round(metrics.height() * 1.42))


def paint_pill(painter: QPainter, box: QRectF, text: str, ink: str, size: str = "tiny") -> None:
    """An outlined word in the colour named `ink`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(ink), 1.2))
    painter.setBrush(QBrush())
    painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    painter.setFont(fonts.strong(size))
    painter.drawText(box, CENTRE, text)
    painter.restore()


class Tag(QWidget):
    """An outlined word in a colour of the theme, such as a service's kind or a stage."""

    def __init__(self, text: str, ink: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.ink = ink
        self.show_word(text)

    def show_word(self, text: str, ink: str | None = None) -> None:
        """Another word, perhaps in another colour."""
        self.text = text
        self.ink = ink or self.ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_pill(QPainter(self), QRectF(self.rect()), self.text, self.ink)


class SeverityPill(Tag):
    """SEV1 to SEV4 in its colour; anything else in quiet grey."""

    def __init__(self, severity: str, parent: QWidget | None = None) -> None:
        super().__init__(severity, severity_ink(severity), parent)

    def show_severity(self, severity: str) -> None:
        """Another severity."""
        self.show_word(severity, severity_ink(severity))


class Badge(QWidget):
    """A count in a round; nothing at all for zero."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        from PySide6.QtCore import Qt

        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_count(count)

    def show_count(self, count: int) -> None:
        """Another count."""
        self.count = count
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self.count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_badge(QPainter(self), QRectF(self.rect()), self.count)


def badge_size(count: int) -> QSize:
    """How big `paint_badge` draws a count."""
    line = fonts.em("tiny")
    return QSize(round(line * (1.2 + 0.55 * (len(_told(count)) - 1))), round(line * 1.2))


def paint_badge(painter: QPainter, box: QRectF, count: int) -> None:
    """A count in a filled round; 100 and more as 99+."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(CLEAR)
    painter.setBrush(colour("badge"))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setFont(fonts.strong("tiny"))
    painter.setPen(colour("on_badge"))
    painter.drawText(box, CENTRE, _told(count))
    painter.restore()


def _told(count: int) -> str:
    return str(count) if count < 100 else "99+"


class Dot(QWidget):
    """A state dot, always beside a word: good, warn, alarm or quiet."""

    def __init__(self, mood: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood = mood
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mood(self, mood: str) -> None:
        """Another state."""
        self.mood = mood
        self.update()

    def sizeHint(self) -> QSize:
        side = round(fonts.em("small") * 0.56)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = QRectF(self.rect())
        fill(painter, rounded(spot, spot.height() / 2), colour(self.mood))
