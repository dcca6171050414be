"""How bad is it? Two plain questions, and the severity that follows: for those who do not do this
every day."""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QWidget

from models.kinds import Severity
from ui.theme import fonts
from ui.theme.colours import mixed
from ui.theme.current import colour, colours
from ui.theme.space import XS, S
from ui.widgets.pill import severity_ink
from ui.widgets.popup import PopupCard
from ui.widgets.text import Text

S1, S2, S3, S4 = Severity
MATRIX = (  # rows: how bad it is; columns: for how many
    (S3, S2, S1),
    (S3, S2, S2),
    (S4, S3, S3),
    (S4, S4, S4),
)


def scopes() -> tuple[str, ...]:
    """The columns."""
    return _tr("A few"), _tr("Many"), _tr("All, or data at risk")


def harms() -> tuple[str, ...]:
    """The rows."""
    return (
        _tr("It does not work at all"),
        _tr("A main part is broken"),
        _tr("There is a way round it"),
        _tr("Only a blemish"),
    )


class Cell(QAbstractButton):
    """One answer to both questions."""

    def __init__(self, severity: Severity, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = severity
        self.setText(severity)
        self.setAccessibleName(f"{words}: {severity}")
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 7, round(fonts.em() * 2.2))

    def enterEvent(self, _event: QEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, lit = severity_ink(self.severity), self.underMouse() or self.hasFocus()
        part = 0.3 if lit else 0.13
        painter.setPen(colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour(mixed(colours().surface, colour(ink).name(), part)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.setFont(fonts.strong("small"))
        painter.setPen(colour(f"{self.severity.lower()}_text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class SeverityMatrix(PopupCard):
    """`picked` carries a severity; arrow keys go about."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=12)
        self.setAccessibleName(self.tr("How bad is it?"))
        self.cells: list[list[Cell]] = []
        grid = QGridLayout()
        grid.setSpacing(XS)
        grid.setHorizontalSpacing(S)
        for column, words in enumerate(scopes()):
            grid.addWidget(_centred(words), 0, column + 1)
        for row, words in enumerate(harms()):
            grid.addWidget(Text(words), row + 1, 0)
            self.cells.append(self._row(grid, row, words))
        self.body.setSpacing(S)
        self.body.addWidget(Text(self.tr("How bad is it, and for how many customers?"), "strong"))
        self.body.addLayout(grid)
        words = self.tr("When in doubt, take the worse one; it can be changed at any time.")
        self.body.addWidget(Text(words, "small"))

    def ask(self, anchor: QWidget, now: Severity) -> None:
        """Open under `anchor`, at the first answer that gives what is chosen now."""
        self.open_below(anchor)
        every = [cell for row in self.cells for cell in row]
        first = next((cell for cell in every if cell.severity is now), every[0])
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
                 Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}  # fmt: skip
        here = self._here()
        if here is not None and event.key() in steps:
            down, right = steps[Qt.Key(event.key())]
            row = min(max(here[0] + down, 0), len(self.cells) - 1)
            place = min(max(here[1] + right, 0), len(self.cells[0]) - 1)
            self.cells[row][place].setFocus(Qt.FocusReason.OtherFocusReason)
        elif here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cells[here[0]][here[1]].click()
        else:
            super().keyPressEvent(event)

    def _here(self) -> tuple[int, int] | None:
        for row, cells in enumerate(self.cells):
            for place, cell in enumerate(cells):
                if cell.hasFocus():
                    return row, place
        return None

    def _row(self, grid: QGridLayout, row: int, words: str) -> list[Cell]:
        made = []
        for column, severity in enumerate(MATRIX[row]):
            cell = Cell(severity, f"{words}, {scopes()[column]}")
            cell.clicked.connect(_Pick(self, severity))
            grid.addWidget(cell, row + 1, column + 1)
            made.append(cell)
        return made


class _Pick:
    """The slot of a cell."""

    def __init__(self, matrix: SeverityMatrix, severity: Severity) -> None:
        self._matrix, self._severity = matrix, severity

    def __call__(self, _on: bool = False) -> None:
        self._matrix.picked.emit(self._severity)
        self._matrix.close()


def _centred(words: str) -> QLabel:
    made = Text(words, "small")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
