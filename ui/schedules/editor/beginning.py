"""A new schedule in seconds: a name, who takes turns, when they hand over. The rest can wait."""

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QTimeZone, Signal
from PySide6.QtWidgets import QWidget

from models.kinds import Unit
from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.language.times import clock
from ui.schedules.editor import reads, writes
from ui.schedules.editor.steps import monday
from ui.schedules.publish.words import moment
from ui.widgets.avatar import face_of
from ui.widgets.button import Button
from ui.widgets.chip import ChipBar
from ui.widgets.field import Form, LineField
from ui.widgets.multi import MultiPicker
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import ScheduleSpec

WEEKLY, DAILY, SHIFTS = "weekly", "daily", "shifts"
FEW = 8  # so many people are chosen from the start
LOOK = timedelta(days=15)


class Beginning(Sheet):
    """`made` carries the new schedule's id and name."""

    made = Signal(int, str)

    def __init__(self, over: QWidget, bridge: Bridge, zone: str = "") -> None:
        """`zone`: where the other schedules live; else that of this machine is taken."""
        super().__init__(over, QCoreApplication.translate("Beginning", "New schedule"), 30)
        self._bridge = bridge
        self._offers: reads.Offers | None = None
        self.zone = zone or own_zone()
        self._build_form()
        self._connect()

    def _build_form(self) -> None:
        self.form = Form()
        self.name = LineField(self.tr("primary"))
        self.people = MultiPicker(self.tr("Choose people"))
        self.newcomers = LineField(self.tr("Ana, Ben, Cy"))
        self.turns = ChipBar(exclusive=True)
        nine, eight, twenty = (clock(time(hour)) for hour in (9, 8, 20))
        self.turns.add(WEEKLY, self.tr("Each week, Monday %1").replace("%1", nine), on=True)
        self.turns.add(DAILY, self.tr("Each day, %1").replace("%1", nine))
        shifts = self.tr("Each 12 hours, %1 and %2").replace("%1", eight).replace("%2", twenty)
        self.turns.add(SHIFTS, shifts)
        self.form.add("name", self.tr("Name"), self.name)
        order = self.tr("They take turns in this order; it can be changed by dragging later.")
        self.form.add("people", self.tr("Who takes turns"), self.people, order)
        names = self.tr("Nobody is here yet: write their names, with commas between.")
        self.form.add("newcomers", self.tr("Who takes turns"), self.newcomers, names)
        self.form.add("turns", self.tr("Hand-off"), self.turns)
        self.preview = Text(look="muted", wrap=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.preview)
        self.make = Button(self.tr("Create schedule"), "primary", on_click=self.save)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(self.tr("Cancel"), on_click=self.leave))
        self.foot.addWidget(self.make)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._tell)
        self.name.returnPressed.connect(self.save)
        self.newcomers.textChanged.connect(self._tell)
        self.newcomers.returnPressed.connect(self.save)
        self.people.changed.connect(self._tell)
        self.turns.changed.connect(self._tell)

    def begin(self) -> None:
        """Read who there is, then open."""
        self._bridge.read(reads.offers, self._offer, key=(id(self), "offers"))

    def _offer(self, found: "reads.Offers") -> None:
        self._offers = found
        here = [each for each in found.people if each.active]
        self.people.set_people(
            [(each.name, face_of(each.name, each.full_name, each.colour)) for each in here]
        )
        first = [each.name for each in here if each.name == self._bridge.user]
        rest = [each.name for each in here if each.name != self._bridge.user]
        self.people.set_value(first + rest if len(here) <= FEW else first)
        self.form.fields["people"].setVisible(bool(here))
        self.form.fields["newcomers"].setVisible(not here)
        self.form.show_errors({})
        self.name.setText(self._free(found))
        self._tell()
        self.open()
        self.name.setFocus()
        self.name.selectAll()

    def spec(self) -> "ScheduleSpec":
        """What would be made."""
        from app.domain.workspace import RotationSpec, ScheduleSpec

        zone = self.zone
        kind = self.turns.on()[0]
        start = monday(self._now(), ZoneInfo(zone))
        every, unit = (1, Unit.WEEK) if kind == WEEKLY else (1, Unit.DAY)
        if kind == SHIFTS:
            every, unit, start = 12, Unit.HOUR, start.replace(hour=8)
        slots = tuple((name,) for name in self._chosen())
        rotation = RotationSpec(str(kind), start, unit, slots, every)
        return ScheduleSpec(self.name.text().strip(), zone, rotations=(rotation,))

    def _now(self) -> datetime:
        """By the database's clock, which every desktop shares."""
        post = self._bridge.post
        return post.store.now() if post is not None else datetime.now(UTC)

    def save(self) -> None:
        """Create it, if it makes sense."""
        wrong = {}
        if not self._chosen():
            key = "people" if self.form.fields["people"].isVisibleTo(self) else "newcomers"
            wrong[key] = self.tr("Expected one person at least.")
        if wrong:
            self.form.show_errors(wrong)
            return
        self.make.setEnabled(False)
        work = partial(writes.begin, spec=self.spec(), names=self._typed(), by=self._bridge.actor())
        self._bridge.write(work, self._done, self._failed)

    def _chosen(self) -> list[str]:
        if self._typed():
            return [handle for handle, _ in self._typed()]
        return [str(each) for each in self.people.value()]

    def _typed(self) -> list[tuple[str, str]]:
        """Handle and name of each newcomer."""
        if not self.form.fields["newcomers"].isVisibleTo(self):
            return []
        return writes.handles(self.newcomers.text())

    def _free(self, found: "reads.Offers") -> str:
        for name in ("primary", "secondary", "support"):
            if name not in found.names.schedules:
                return name
        return next(
            name for n in range(2, 1000) if (name := f"rota-{n}") not in found.names.schedules
        )

    def _tell(self, _: object = None) -> None:
        self.make.setEnabled(bool(self.name.text().strip()))
        self.preview.setText(self._foretold())
        if self.isVisible():
            self.refit()

    def _foretold(self) -> str:
        """Who is on call now, until when, who follows."""
        from app.domain.board import rota_of
        from app.domain.resolve import resolve
        from app.domain.window import Window

        spec, now = self.spec(), self._now()
        listed = list(dict.fromkeys(self._chosen()))
        if not listed:
            return ""
        idents = {name: place for place, name in enumerate(listed)}
        shifts = resolve(rota_of(spec, idents), Window(now, now + LOOK)).shifts
        first, until = self._shown(listed[shifts[0].person]), shifts[0].end
        zone = ZoneInfo(spec.time_zone)
        if len(shifts) < 2 or shifts[0].person == shifts[1].person:
            return self.tr("%1 is on call from now on. Time zone: %2.").replace(
                "%1", first
            ).replace("%2", spec.time_zone)  # fmt: skip
        said = self.tr("%1 is on call from now until %2, then %3. Time zone: %4.")
        said = said.replace("%1", first).replace("%2", moment(until, zone))
        said = said.replace("%3", self._shown(listed[shifts[1].person]))
        return said.replace("%4", spec.time_zone)

    def _shown(self, name: str) -> str:
        typed = dict(self._typed())
        people = self._offers.people if self._offers is not None else ()
        found = next((each.full_name for each in people if each.name == name), "")
        return (typed.get(name) or found or name).split()[0]

    def _done(self, ident: int) -> None:
        self.make.setEnabled(True)
        name = self.name.text().strip()
        self.leave()
        self.made.emit(ident, name)

    def _failed(self, fault: Exception) -> None:
        from app.errors import Fault, Refused

        self.make.setEnabled(True)
        if isinstance(fault, Refused):
            field = (fault.field or "").split(".")[0]
            key = field if field in self.form.fields else "name"
            self.form.show_errors({key: fault_words(fault)})
        elif isinstance(fault, Fault):
            self.form.show_errors({"name": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)
        self.refit()


def own_zone() -> str:
    """The zone of this machine, where it is one that is known."""
    from app.domain.problem import zones

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return name if name in zones() and not name.startswith("Etc/") else "UTC"
