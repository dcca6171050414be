"""The form of a person: who, where, how to reach them, by which rules, and when they are away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.handle import handle_of
from ui.people.away_entry import AwayEntry
from ui.people.contact_entry import ContactEntry
from ui.people.entries import Entries
from ui.people.quiet_section import QuietSection
from ui.people.reads import Zone
from ui.people.rules_section import RulesSection
from ui.people.spec_form import SpecForm
from ui.people.told_section import ToldSection
from ui.people.wish_section import WishSection
from ui.theme.colours import PEOPLE
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.choices import Choice
from ui.widgets.field import Form, LineField
from ui.widgets.picker import Picker

if TYPE_CHECKING:
    from app.domain.workspace import ContactSpec, HoursSpec, PersonSpec, TimeOffSpec


class PersonForm(SpecForm):
    """Contacts keep their addresses to themselves. `import_wanted` carries the path of a calendar
    whose events are to become time off, and the zone that is typed."""

    import_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PersonSpec | None = None
        self._colour: int | None = None
        self._handle_typed = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.full_name, self.handle = LineField(self.tr("Ana Ruiz")), LineField(self.tr("ana"))
        self.email = LineField(self.tr("ana@example.org"))
        self.zone = Picker(self.tr("Choose a time zone"))
        self.form = Form()
        self.form.entered.connect(self.entered)
        self.form.add("full_name", self.tr("Full name"), self.full_name)
        self.form.add("name", self.tr("Handle"), self.handle, self.tr("As files and commands say"))
        self.form.add("email", self.tr("E-mail"), self.email, optional=True)
        self.form.add("time_zone", self.tr("Time zone"), self.zone)
        self.form.beside("full_name", "name")
        self.form.beside("email", "time_zone")
        self.body.addWidget(self.form)
        self.contacts: Entries[ContactEntry] = Entries(
            self.tr("No contact yet: a page cannot reach them.")
        )
        self.body.addWidget(
            self._section(
                self.tr("How to reach them"),
                self.tr("Add a contact"),
                self._add_contact,
                self.contacts,
            )
        )
        self.rules = RulesSection()
        self.body.addWidget(self.rules)
        self.told = ToldSection()
        self.body.addWidget(self.told)
        self.peace = QuietSection()
        self.body.addWidget(self.peace)
        self.away: Entries[AwayEntry] = Entries(self.tr("No time off is planned."))
        away = self._section(self.tr("Time off"), self.tr("Add time off"), self.add_away, self.away)
        away.add_action(
            Button(self.tr("From a calendar…"), "link", on_click=self._choose_file).give_way()
        )
        self.body.addWidget(away)
        self.wishes = WishSection()
        self.body.addWidget(self.wishes)
        self.body.addStretch(1)

    def _section(self, title: str, add_words: str, add: object, entries: QWidget) -> Section:
        section = Section(title)
        assert callable(add)
        section.add_action(Button(add_words, "link", icon_name="plus", on_click=add).give_way())
        section.add(entries)
        return section

    def _connect(self) -> None:
        for field in (self.full_name, self.handle, self.email):
            field.textEdited.connect(self.changed)
        self.full_name.textEdited.connect(self._suggest)
        self.handle.textEdited.connect(self._keep_handle)
        self.zone.chosen.connect(self.changed)
        self.contacts.changed.connect(self._offer)
        for part in (self.contacts, self.rules, self.told, self.peace, self.away, self.wishes):
            part.changed.connect(self.changed)

    # a spec

    def show_zones(self, zones: Sequence[Zone]) -> None:
        """What can be chosen."""
        self.zone.set_choices([Choice(z.name, z.name, z.offset, words=_said(z)) for z in zones])

    def show_spec(self, spec: "PersonSpec", schemes: Mapping[str, str]) -> None:
        self._shown, self._colour = spec, spec.colour
        self._handle_typed = bool(spec.name)
        self.full_name.setText(spec.full_name)
        self.handle.setText(spec.name)
        self.email.setText(spec.email)
        self.zone.set_value(spec.time_zone if spec.name else here())
        self.contacts.clear()
        hours = {each.contact: each.hours for each in spec.hours}
        for contact in spec.contacts:
            entry = self._put_contact(contact.name, schemes.get(contact.name, ""))
            entry.show_hours(hours.get(contact.name, ()))
        self.rules.show_rules(spec.rules, self._named())
        self.told.show_spec(spec)
        self.peace.show_spec(spec)
        self.away.clear()
        for each in spec.time_off:
            self.away.add(AwayEntry(each.start, each.end, each.reason))
        self.wishes.show_spec(spec)
        self.show_errors({})

    def spec(self) -> "PersonSpec":
        """What the form does not show stays as it is."""
        from app.domain.workspace import PersonSpec

        shown = self._shown or PersonSpec("")
        contacts = tuple(self._contact_specs())
        return replace(
            shown,
            name=self.handle.text().strip(),
            full_name=self.full_name.text().strip(),
            email=self.email.text().strip(),
            time_zone=str(self.zone.value()),
            contacts=contacts,
            hours=tuple(self._hours_specs()),
            rules=self.rules.rules(),
            time_off=tuple(self._away_specs()),
            colour=self._colour,
            active=True,
            reminders=self.told.reminders(),
            weekly=self.told.week(),
            quiet=self.peace.quiet(),
            tests=self.peace.tests.isChecked(),
            drills=self.peace.drills.isChecked(),
            wishes=self.wishes.wishes(),
        )

    def wrong(self) -> dict[str, str]:
        found = self.rules.wrong() | self.peace.wrong()
        names = [entry.named() for entry in self._meant()]
        for name in {name for name in names if names.count(name) > 1}:
            found[f"contacts.{name}"] = self.tr("Two contacts have this name.")
        for contact in self._meant():
            if sentence := contact.wrong():
                found[f"contacts.{contact.named()}"] = sentence
            if sentence := contact.hours.wrong():
                found[f"hours.{contact.named()}"] = sentence
        for place, entry in enumerate(self._aways()):
            if sentence := entry.wrong():
                found[f"time_off.{place}.start"] = sentence
        if sentence := self.wishes.wrong():
            found["wishes"] = sentence
        return found

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        for entry in (*self.contacts.all, *self.away.all, *self.wishes.dated.all):
            entry.tell("")
        self.rules.clear_errors()
        rest = [path for path, sentence in errors.items() if not self._place(path, sentence)]
        return self.form.show_errors({path: errors[path] for path in rest})

    def _place(self, path: str, sentence: str) -> bool:
        """At a line of contacts, rules or time off, if it belongs to one."""
        part, _, rest = path.partition(".")
        if part in ("contacts", "hours"):
            found = [entry for entry in self._meant() if entry.named() == rest]
            for entry in found:
                (entry.show_error if part == "contacts" else entry.complain_of_hours)(sentence)
            return bool(found)
        if part == "wishes":
            self.wishes.complain()
            return bool(self.wishes.wrong())
        if part == "rules":
            return self.rules.show_error(path, sentence)
        aways, place = self._aways(), rest.partition(".")[0]
        if part == "time_off" and place.isdigit() and int(place) < len(aways):
            aways[int(place)].tell(sentence)
            return True
        return False

    # words

    def begin(self) -> None:
        self.full_name.setFocus()

    def title(self) -> str:
        return self.tr("New person")

    def face(self) -> Face | None:
        chosen = PEOPLE[self._colour % len(PEOPLE)] if self._colour is not None else None
        return Face(self.handle.text(), self.full_name.text().strip(), chosen)

    def goodbye(self) -> tuple[str, str]:
        name = self.full_name.text().strip() or self.handle.text()
        words = self.tr("Contacts, rules and time off of %1 go. What they did stays in the record.")
        return self.tr("Remove?"), words.replace("%1", name)

    # inside

    def _contact_specs(self) -> "list[ContactSpec]":
        from app.domain.workspace import ContactSpec

        return [ContactSpec(*entry.spec()) for entry in self._meant()]

    def _hours_specs(self) -> "list[HoursSpec]":
        from app.domain.workspace import HoursSpec

        found = ((entry.named(), entry.hours.value()) for entry in self._meant())
        return [HoursSpec(name, hours) for name, hours in found if hours]

    def _away_specs(self) -> "list[TimeOffSpec]":
        from app.domain.workspace import TimeOffSpec

        spans = [(e.start.wall(), e.end.wall(), e.reason.text().strip()) for e in self._aways()]
        return [TimeOffSpec(start, end, why) for start, end, why in spans if start and end]

    def _meant(self) -> list[ContactEntry]:
        return [entry for entry in self.contacts.all if not entry.blank()]

    def _aways(self) -> list[AwayEntry]:
        return [entry for entry in self.away.all if not entry.blank()]

    def _named(self) -> list[tuple[int, str]]:
        return [(entry.key, entry.named()) for entry in self.contacts.all]

    def _offer(self) -> None:
        self.rules.offer(self._named())

    def _put_contact(self, name: str, scheme: str) -> ContactEntry:
        entry = self.contacts.add(ContactEntry(name, scheme))
        entry.guide.person = lambda: (self.handle.text().strip(), self.email.text().strip())
        entry.tried.connect(self._try)
        return entry

    def _add_contact(self) -> None:
        self._put_contact("", "").begin()

    def add_away(self) -> None:
        """One more time off, to be typed."""
        self.away.add(AwayEntry()).begin()

    def show_away(self, found: "Sequence[TimeOffSpec]") -> None:
        """More time off, as a calendar says; what is there already stays once."""
        known = {(each.start, each.end) for each in self._away_specs()}
        for each in found:
            if (each.start, each.end) not in known:
                self.away.add(AwayEntry(each.start, each.end, each.reason))
        self.changed.emit()

    def _choose_file(self) -> None:
        kinds = self.tr("Calendars (*.ics);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("A calendar of time off"), "", kinds)
        if path:
            self.import_wanted.emit(path, str(self.zone.value()))

    def _try(self) -> None:
        self.tried.emit(self.sender())

    def _keep_handle(self) -> None:
        self._handle_typed = bool(self.handle.text())

    def _suggest(self, full_name: str) -> None:
        if not self._handle_typed:
            first = (full_name.split() or [""])[0]
            self.handle.setText(handle_of(first))


def here() -> str:
    """The zone of this machine."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return name if "/" in name and not name.startswith("Etc/") else "UTC"


def _said(zone: Zone) -> str:
    return f"{zone.name.replace('_', ' ').replace('/', ' ')} UTC{zone.offset}"
