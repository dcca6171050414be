"""The theme that is worn now. Everything that paints asks `colours()` at the time it paints."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.theme.colours import DARK, LIGHT, Colours

HALF = 128  # of a lightness


class Scheme(StrEnum):
    """What the user chose: the system's scheme, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def chosen(kept: str) -> Scheme:
    """What was kept of a choice; a word that is none is the system's."""
    return Scheme(kept) if kept in set(Scheme) else Scheme.SYSTEM


class Theme(QObject):
    """Dresses the application, and again whenever the system or the user changes their mind."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.colours = LIGHT
        self.scheme = Scheme.SYSTEM
        self.motion = True  # tests and pictures switch animations off
        self.still = False  # the user wants less motion, here or in the whole system
        self._first = not _worn
        app.styleHints().colorSchemeChanged.connect(self.follow)

    def wear(self, scheme: Scheme) -> None:
        """Choose light, dark or the system's; repaints everything at once."""
        self.scheme = scheme
        self.refresh()

    def refresh(self) -> None:
        """Dress again: after the scheme or the application's font changed."""
        from ui.theme import fonts
        from ui.theme.palette import palette_of
        from ui.theme.sheet import sheet_of

        fonts.forget()
        self.colours = DARK if self._dark() else LIGHT
        self._first = False
        self._app.setPalette(palette_of(self.colours))
        self._app.setStyleSheet(sheet_of(self.colours))
        self.changed.emit()

    def _dark(self) -> bool:
        began = _began_dark()  # in any case now: our own palette hides it
        if self.scheme is not Scheme.SYSTEM:
            return self.scheme is Scheme.DARK
        if self._first:  # to ask the system itself takes the enums of `Qt`, 14 ms of a start
            return began
        from PySide6.QtCore import Qt

        told = self._app.styleHints().colorScheme()
        return began if told is Qt.ColorScheme.Unknown else told is Qt.ColorScheme.Dark

    @Slot()
    def follow(self) -> None:
        """Dress as the system says, where that was chosen and it says something else."""
        if self.scheme is Scheme.SYSTEM and self._dark() != self.colours.dark:
            self.refresh()


_worn: list[Theme] = []


@cache
def _began_dark() -> bool:
    """Whether the system's palette was dark, before ours."""
    return QApplication.palette().window().color().lightness() < HALF


def application(arguments: list[str]) -> QApplication:
    """The QApplication in Fusion. (`setStyle` would cost 4 ms for the enums of QStyle.)"""
    made = QApplication([arguments[0] if arguments else "watchbill", "-style", "fusion"])
    made.setApplicationName("watchbill")
    made.setOrganizationName("watchbill")
    made.setApplicationDisplayName("Watchbill")
    made.setDesktopFileName("watchbill")  # by it a desktop finds our icon and our entry
    return made


def dress(app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> Theme:
    """Font, palette and sheet on an `application()`. Call once, before the first window."""
    from ui.theme.fonts import choose_font

    choose_font(app)
    made = Theme(app)
    _worn[:] = [made]
    made.wear(scheme)
    return made


def theme() -> Theme:
    """The application's theme; made undressed where nobody called `dress` (small tests)."""
    if not _worn:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        _worn.append(Theme(app))
    return _worn[0]


def colours() -> Colours:
    """The colours worn now. Ask when painting, never keep them."""
    return _worn[0].colours if _worn else LIGHT


def colour(name: str) -> QColor:
    """One colour worn now by its name in `Colours`, or a literal `#RRGGBB`."""
    return QColor(name if name.startswith("#") else getattr(colours(), name))


def moves() -> bool:
    """Whether motion is allowed; without it everything simply appears."""
    style = QApplication.style()
    told = style.styleHint(style.StyleHint.SH_Widget_Animation_Duration)
    return theme().motion and not theme().still and told > 0
