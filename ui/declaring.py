"""Ctrl+N: the declare form as a sheet over a window, made when first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.places import Places

if TYPE_CHECKING:
    from ui.incidents.declare import DeclareForm
    from ui.shell.overlay import Overlay


class Declaring(QObject):
    """One a window."""

    def __init__(self, places: Places) -> None:
        super().__init__(places.window)
        self._places, self._window = places, places.window
        self._sheet: Overlay | None = None
        self._form: DeclareForm | None = None

    def declare(self) -> None:
        """The sheet over the window."""
        if self._sheet is None or self._form is None:
            from ui.incidents.declare import DeclareForm
            from ui.shell.overlay import Overlay

            self._sheet, self._form = Overlay(self._window), DeclareForm(self._places.bridge)
            self._sheet.hold(self._form)
            self._form.declared.connect(self._declared)
            self._form.opened.connect(self._declared)
        self._sheet.open()
        self._form.begin()

    def _declared(self, number: int) -> None:
        if self._sheet is not None:
            self._sheet.leave()
        self._window.open_incident(number)
