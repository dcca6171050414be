"""An .ics file that was chosen or dropped: as somebody's time off, or as a schedule; seen first."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.handle import handle_of
from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.schedules.calendars import writes
from ui.schedules.calendars.words import away_lines, schedule_lines
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.field import Form, LineField
from ui.widgets.picker import PersonPicker
from ui.widgets.sheet import Sheet
from ui.widgets.tabs import Tabs
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import ScheduleSpec, TimeOffSpec
    from app.operations.calendar import Imported

WIDE = 38  # ems
AWAY, ROTA = "away", "rota"
MOST_SAID = 8  # sentences
WAIT = 350  # ms after the last key


class ImportSheet(Sheet):
    """`added` carries the id of a new schedule, or 0 for time off."""

    added = Signal(int)

    def __init__(self, over: QWidget, bridge: Bridge, zone: str) -> None:
        super().__init__(
            over, QCoreApplication.translate("ImportSheet", "Import a calendar file"), WIDE
        )
        self._bridge, self._zone = bridge, zone
        self._data = b""
        self._away: list[TimeOffSpec] = []
        self._spec: ScheduleSpec | None = None
        self._lay_out()
        self.tabs.chosen.connect(self._turn)
        self.person.chosen.connect(self._look)
        self.name.textChanged.connect(self._wait)
        self.people.textChanged.connect(self._wait)

    def _lay_out(self) -> None:
        self.tabs = Tabs([(AWAY, self.tr("Time off")), (ROTA, self.tr("A schedule"))])
        self.person = PersonPicker(self.tr("Whose time off"))
        self.name, self.people = LineField(), LineField(self.tr("Anna R.=ana, Rooms=nobody"))
        away, rota = Form(), Form()
        away.add("person", self.tr("Of"), self.person)
        rota.add("name", self.tr("Its name"), self.name)
        rota.add("people", self.tr("Who is meant"), self.people, optional=True)
        self._forms = (away, rota)
        rota.hide()
        self.told = Text(look="strong", wrap=True)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(self.tr("What the file comes to"))
        self.lines.setFixedHeight(fonts.em() * 11)
        self.error = Text(look="error", wrap=True, selectable=True)
        for each in (self.tabs, away, rota, self.told, self.lines, self.error):
            self.body.addWidget(each)
        self.body.setSpacing(S)
        self.button = Button(self.tr("Import"), "primary", on_click=self.add)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(self.tr("Cancel"), on_click=self.leave))
        self.foot.addWidget(self.button)
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._timer.timeout.connect(self._look)

    def show_people(self, people: Sequence[tuple[str, Face]], me: str) -> None:
        """Whose time off it may be; whoever sits here first."""
        self.person.set_people(list(people))
        self.person.set_value(me if me in {key for key, _ in people} else None)

    def show_file(self, file: Path) -> None:
        """Reads it and shows what it comes to."""
        self.hint.setText(file.name)
        self.name.setText(handle_of(file.stem) or "rota")
        try:
            self._data = file.read_bytes()
        except OSError as fault:
            self._data = b""
            self._fail(fault)
            return
        self._look()

    def add(self) -> None:
        """What is shown is written."""
        by = self._bridge.actor()
        if self._rota and self._spec is not None:
            self._bridge.write(
                partial(writes.add_schedule, spec=self._spec, by=by), self._done, self._fail
            )
        elif self._away:
            work = partial(writes.add_away, person=str(self.person.value()), away=self._away, by=by)
            self._bridge.write(work, self._done, self._fail)

    # inside

    @property
    def _rota(self) -> bool:
        return bool(self.tabs.tabData(self.tabs.currentIndex()) == ROTA)

    def _turn(self, _key: str = "") -> None:
        for form, on in zip(self._forms, (not self._rota, self._rota), strict=True):
            form.setVisible(on)
        self._look()

    def _wait(self, _text: str = "") -> None:
        self._timer.start()

    def _look(self, _value: object = None) -> None:
        self._away, self._spec = [], None
        self._show("", [])
        if not self._data:
            return
        key = (id(self), "look")
        if self._rota:
            work = partial(
                writes.schedule_preview, data=self._data, name=self.name.text().strip(),
                people=_map(self.people.text()), zone=self._zone,
            )  # fmt: skip
            self._bridge.read(work, self._show_schedule, self._fail, key=key)
        elif self.person.value() is not None:
            person = str(self.person.value())
            look = partial(writes.away_preview, data=self._data, person=person)
            self._bridge.read(look, self._show_away, self._fail, key=key)

    def _show_away(self, found: "list[TimeOffSpec]") -> None:
        self._away = found
        said = self.tr("New times off: %1").replace("%1", str(len(found)))
        self._show(said if found else self.tr("Nothing that is not known yet"), away_lines(found))

    def _show_schedule(self, found: "Imported") -> None:
        self._spec = found.spec
        counted = self.tr("Rotations: %1 · covers: %2 · %3")
        words = (len(found.spec.rotations), len(found.spec.overrides), found.spec.time_zone)
        for place, word in enumerate(words, 1):
            counted = counted.replace(f"%{place}", str(word))
        self._show(counted, schedule_lines(found))

    def _show(self, told: str, lines: Sequence[str]) -> None:
        self.error.setText("")
        self.error.hide()
        self.told.setText(told)
        self.lines.setPlainText("\n".join(lines))
        self.lines.setVisible(bool(lines))
        self.told.setVisible(bool(told))
        self.button.setEnabled(bool(self._away) or self._spec is not None)

    def _fail(self, fault: Exception) -> None:
        self._show("", [])
        self.button.setEnabled(False)
        said = [
            each.replace("--people", self.tr("above")) for each in fault_words(fault).splitlines()
        ]
        self.error.setText("\n".join(said[:MOST_SAID]))
        self.error.show()

    def _done(self, ident: object) -> None:
        self.leave()
        self.added.emit(ident if isinstance(ident, int) else 0)


def _map(text: str) -> dict[str, str]:
    """`Anna R.=ana, Rooms=nobody` as words and handles; what has no `=` is not finished yet."""
    pairs = (each.rpartition("=") for each in text.split(","))
    return {
        words.strip(): handle.strip()
        for words, equals, handle in pairs
        if equals and words.strip() and handle.strip()
    }
