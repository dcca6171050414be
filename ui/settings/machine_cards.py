"""What is set for this machine alone: look, sound, start at login."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.choice import KEY, NAMES, SYSTEM, wanted, worn
from ui.language.sentence import fault_words
from ui.settings import machine
from ui.theme.current import Scheme, theme
from ui.theme.motion import KEY as MOTION
from ui.theme.motion import LESS
from ui.theme.motion import SYSTEM as AS_SYSTEM
from ui.theme.space import XL, XS, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.field import Form
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.settings.machine import Machine

SOUND, CARD = "attention/sound", "attention/card"


class LookCard(Card):
    """Light, dark, or as the system is; less motion; and the language, from the next start on."""

    scheme_chosen = Signal(str)
    motion_chosen = Signal()

    def __init__(self, settings: QSettings | None = None, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._settings = settings or QSettings()
        self.section.set_title(self.tr("Look"))
        self.setAccessibleName(self.tr("Look"))
        self.scheme = DropDown()
        self.scheme.fill([
            (Scheme.SYSTEM.value, self.tr("As the system")), (Scheme.LIGHT.value, self.tr("Light")),
            (Scheme.DARK.value, self.tr("Dark")),
        ])  # fmt: skip
        self.scheme.set_value(theme().scheme.value)
        self.scheme.activated.connect(self._choose)
        form = Form()
        form.add("scheme", self.tr("Theme"), self.scheme, self.tr(
            "Sizes follow the system's own settings."
        ))  # fmt: skip
        self.motion = DropDown()
        self.motion.fill([(AS_SYSTEM, self.tr("As the system")), (LESS, self.tr("Less motion"))])
        self.motion.set_value(LESS if self._settings.value(MOTION) == LESS else AS_SYSTEM)
        self.motion.activated.connect(self._move)
        form.add("motion", self.tr("Motion"), self.motion)
        self._hint = self.tr("Days and hours follow your country's order.")
        self.language = DropDown()
        self.language.fill([(SYSTEM, self.tr("As the system")),
                            *((each.value, name) for each, name in NAMES.items())])  # fmt: skip
        self.language.set_value(str(self._settings.value(KEY, SYSTEM)))
        self.language.activated.connect(self._speak)
        self._spoken = form.add("language", self.tr("Language"), self.language, self._hint)
        self.add(form)

    def _choose(self, _at: int) -> None:
        self.scheme_chosen.emit(str(self.scheme.value()))

    def _move(self, _at: int) -> None:
        self._settings.setValue(MOTION, self.motion.value())
        self.motion_chosen.emit()

    def _speak(self, _at: int) -> None:
        """Words are everywhere already; they change with the next start."""
        self._settings.setValue(KEY, self.language.value())
        said = self.tr("From the next start on.")
        self._spoken.show_hint(said if wanted(str(self.language.value())) != worn() else self._hint)


class AttentionCard(Card):
    """How a page reaches whoever sits here. `changed`: another choice was made."""

    changed = Signal()
    heard = Signal()  # the sound is wanted once

    def __init__(self, settings: QSettings | None = None, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._settings = settings or QSettings()
        self.section.set_title(self.tr("Pages to me, here"))
        self.setAccessibleName(self.tr("Pages to me, here"))
        self.sound = Check(self.tr("Sound, again and again until somebody acts"))
        self.card = Check(self.tr("Alert card above all windows"))
        for box, key in ((self.sound, SOUND), (self.card, CARD)):
            box.setChecked(bool(self._settings.value(key, True, bool)))
            box.toggled.connect(partial(self._keep, key))
            self.add(box)
        self.warning = Text(self.tr(
            "With both off, only your other contacts and the tray tell you of a page."
        ), "warn", wrap=True)  # fmt: skip
        self.add(self.warning)
        listen = Button(self.tr("Listen"), icon_name="volume-2", on_click=self.heard.emit)
        self.add(row(listen, STRETCH))
        self._weigh()

    def _keep(self, key: str, on: bool) -> None:
        self._settings.setValue(key, on)
        self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        self.warning.setVisible(not (self.sound.isChecked() or self.card.isChecked()))


class StartCard(Card):
    """At login, into the tray."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._bridge = bridge
        self.section.set_title(self.tr("Start"))
        self.setAccessibleName(self.tr("Start"))
        self.login = Check(self.tr("Start when I log in, into the tray"))
        self.login.clicked.connect(self._set)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.add(column(self.login, self.error, gap=XS))

    def show_machine(self, seen: "Machine") -> None:
        """As it is."""
        self.login.setChecked(seen.starts)

    def _set(self, on: bool) -> None:
        self._bridge.run(partial(machine.set_start, on), self._done, self._failed)

    def _done(self, _: object) -> None:
        self.error.hide()

    def _failed(self, fault: Exception) -> None:
        self.login.setChecked(not self.login.isChecked())
        self.error.setText(fault_words(fault))
        self.error.show()
