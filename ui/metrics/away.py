"""A card whose content can be taken away: as a picture, as numbers, to a file or the clipboard."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.language.sentence import fault_words
from ui.metrics.how import HowPopup
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.menu import Menu

KINDS = {"png": "PNG (*.png)", "svg": "SVG (*.svg)", "csv": "CSV (*.csv)"}


class AwayCard(Card):
    """`told` carries a sentence for whoever exported something; `formula` is a key of
    `app.domain.formula.FORMULAE`."""

    told = Signal(str)
    kinds: tuple[str, ...] = ("png", "csv")

    def __init__(self, title: str, formula: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._formula, self.more = formula, ""
        self._how = IconButton("info", self.tr("How this is computed"), on_click=self.explain)
        self._how.setAccessibleName(self.tr("How %1 is computed").replace("%1", title))
        self.away = IconButton("download", self.tr("Take it away"))
        self.away.setAccessibleName(self.tr("Take %1 away").replace("%1", title))
        self.away.setMenu(self._menu())
        self.add_action(self._how)
        self.add_action(self.away)

    # what a card says

    def numbers(self) -> str:
        """As CSV; empty while there is nothing."""
        raise NotImplementedError

    def pictured(self) -> QImage:
        """As it is seen, without its buttons."""
        raise NotImplementedError

    # what is pressed

    def explain(self) -> None:
        """How it is computed."""
        from app.domain.formula import FORMULAE

        HowPopup(FORMULAE[self._formula], self.more, self).open_at(self._how)

    def copy(self) -> None:
        """A picture to the clipboard."""
        self.copied(self.pictured())

    def copied(self, picture: QImage) -> None:
        """It is there."""
        QGuiApplication.clipboard().setImage(picture)
        self.told.emit(self.tr("The picture is on the clipboard"))

    def copy_numbers(self) -> None:
        """As CSV to the clipboard."""
        found = self.numbers()
        if found:
            QGuiApplication.clipboard().setText(found)
            self.told.emit(self.tr("The numbers are on the clipboard"))

    def save(self, kind: str) -> None:
        """Asks where."""
        name = f"{self.section.title.text().lower().replace(' ', '-')}.{kind}"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), name, KINDS[kind])
        if path:
            self.save_to(Path(path if Path(path).suffix else f"{path}.{kind}"))

    def save_to(self, path: Path) -> None:
        """PNG or CSV by the ending."""
        try:
            if path.suffix.lower() == ".csv":
                path.write_text(self.numbers(), encoding="utf-8")
            elif not self.pictured().save(str(path)):
                raise OSError(0, self.tr("it cannot be written there"))
        except OSError as fault:
            self.not_saved(fault)
        else:
            self.saved(path)

    def saved(self, path: Path) -> None:
        """It is there."""
        self.told.emit(self.tr("Saved %1").replace("%1", path.name))

    def not_saved(self, fault: Exception) -> None:
        """It is not."""
        self.told.emit(self.tr("Not saved: %1").replace("%1", fault_words(fault)))

    def _menu(self) -> Menu:
        menu = Menu(parent=self)
        menu.add(self.tr("Copy picture"), self.copy, "copy")
        menu.add(self.tr("Copy numbers"), self.copy_numbers, "clipboard")
        menu.addSeparator()
        words = {"png": self.tr("Save PNG…"), "svg": self.tr("Save SVG…"),
                 "csv": self.tr("Save CSV…")}  # fmt: skip
        for kind in self.kinds:
            menu.add(words[kind], partial(self.save, kind), "download")
        return menu


def seen(part: QWidget) -> QImage:
    """A part as it stands on a card, at twice its size."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QRegion

    from ui.theme.current import colour

    image = QImage(part.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(colour("surface"))
    part.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image
