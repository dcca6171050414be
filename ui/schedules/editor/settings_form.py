"""What a schedule is besides its rotations: name, zone, team, public holidays, limits, shadows."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCollator, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language.country import country
from ui.language.sentence import worded
from ui.schedules.editor.limit_fields import LimitFields
from ui.schedules.editor.shadow_list import ShadowList
from ui.schedules.faces import faces_of
from ui.theme.space import S
from ui.widgets.choices import Choice
from ui.widgets.field import Form, LineField
from ui.widgets.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.board import Board
    from app.domain.workspace import ScheduleSpec
    from ui.schedules.editor.reads import Offers


class SettingsForm(QWidget):
    """`typed` carries the schedule as it stands and the name of what was changed."""

    typed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec: ScheduleSpec | None = None
        self._offers: Offers | None = None
        self._stored = ""  # the name it is stored under, which may stay
        self.wrong: dict[str, str] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.form = Form()
        self.name = LineField(self.tr("primary"))
        self.zone = Picker(self.tr("Time zone"))
        self.team = Picker(self.tr("No team"), clearable=True)
        self.country = Picker(self.tr("None"), clearable=True)
        self.region = Picker(self.tr("Whole country"), clearable=True)
        self.limits = LimitFields()
        self.shadows = ShadowList()
        zone = self.tr("Hand-offs follow the clock of this zone.")
        self.form.add("name", self.tr("Name"), self.name)
        self.form.add("time_zone", self.tr("Time zone"), self.zone, zone)
        self.form.add("team", self.tr("Team"), self.team, optional=True)
        self.form.add("holidays", self.tr("Public holidays"), self.country, optional=True)
        self.form.add("region", self.tr("Region"), self.region, optional=True)
        limits = self.tr("Shifts beyond these are marked while you plan; nothing is forbidden.")
        self.form.add("limits", self.tr("Limits"), self.limits, limits)
        shadows = self.tr("Told what those on call are told, never escalated to.")
        self.form.add("shadows", self.tr("Shadows"), self.shadows, shadows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, S)
        layout.addWidget(self.form)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._rename)
        self.zone.chosen.connect(self._move)
        self.team.chosen.connect(self._hand)
        self.country.chosen.connect(self._choose_country)
        self.region.chosen.connect(self._choose_region)
        self.limits.changed.connect(self._limit)
        self.shadows.changed.connect(self._shadow)

    def offer(self, offers: "Offers") -> None:
        """What can be chosen."""
        self._offers = offers
        self.zone.set_choices([Choice(each, each.replace("_", " ")) for each in offers.zones])
        self.team.set_choices([Choice(each, each) for each in sorted(offers.names.teams)])
        self._offer_countries(offers.countries)
        if self.spec is not None:
            self._show_holidays(self.spec.holidays)

    def show_schedule(self, spec: "ScheduleSpec", board: "Board") -> None:
        """Another, or the same after an undo; tells nobody."""
        if spec == self.spec and self.wrong:
            return
        self.spec, self._stored = spec, board.stored.name
        if self.name.text() != spec.name:
            self.name.setText(spec.name)
        if self._offers is None:  # on their way
            self.zone.set_choices([Choice(spec.time_zone, spec.time_zone)])
            self.team.set_choices([Choice(spec.team, spec.team)] if spec.team else [])
        self.zone.set_value(spec.time_zone)
        self.team.set_value(spec.team)
        self._show_holidays(spec.holidays)
        self.limits.set_value(spec.limits)
        active = [each.name for each in board.people if each.active]
        self.shadows.show_shadows(spec, faces_of(board), active)
        self._complain(spec)

    def _show_holidays(self, code: str | None) -> None:
        whole, _, part = (code or "").partition("-")
        known = self._offers.countries if self._offers is not None else {}
        if whole and whole not in known:  # on their way, or another code of the same country
            self._offer_countries([*known, whole])
        self.country.set_value(whole or None)
        parts = known.get(whole, ())
        self.region.set_choices([Choice(each, each) for each in parts])
        self.region.set_value(part or None)
        self.form.fields["region"].setVisible(bool(parts))

    def _offer_countries(self, codes: "Iterable[str]") -> None:
        found = [Choice(code, country(code), hint=code) for code in codes]
        order = QCollator()
        found.sort(key=lambda each: order.sortKey(each.text))
        self.country.set_choices(found)

    def _complain(self, spec: "ScheduleSpec") -> bool:
        """Says what is wrong beside its field."""
        from app.domain.soundness import schedule_problems

        wrong = dict(self.shadows.wrong())
        if self._offers is not None:
            bare = replace(spec, rotations=(), overrides=())
            for each in schedule_problems(bare, self._offers.names):
                if not each.warning:
                    wrong.setdefault(str(each.path[0]), worded(each.sentence))
            if spec.name in self._offers.names.schedules - {self._stored}:
                said = self.tr("There is already a schedule called %1.")
                wrong["name"] = said.replace("%1", spec.name)
        self.wrong = wrong
        focus = self.focusWidget()
        self.form.show_errors(wrong)
        if wrong and self.isAncestorOf(focus):
            focus.setFocus()
        return bool(wrong)

    def _tell(self, what: str, **values: object) -> None:
        if self.spec is None:
            return
        spec = replace(self.spec, **values)  # type: ignore[arg-type]
        if not self._complain(spec) and spec != self.spec:
            self.spec = spec
            self.typed.emit(spec, what)

    def _rename(self, text: str) -> None:
        self._tell("name", name=text.strip())

    def _move(self, zone: object) -> None:
        self._tell("time_zone", time_zone=str(zone))

    def _hand(self, team: object) -> None:
        self._tell("team", team=team)

    def _choose_country(self, code: object) -> None:
        self._show_holidays(None if code is None else str(code))
        self._tell("holidays", holidays=code)

    def _choose_region(self, part: object) -> None:
        whole = self.country.value()
        self._tell("holidays", holidays=f"{whole}-{part}" if part else whole)

    def _limit(self) -> None:
        self._tell("limits", limits=self.limits.value())

    def _shadow(self) -> None:
        found = self.shadows.value()
        if found is not None:
            self._tell("shadows", shadows=found)
        elif self.spec is not None:
            self._complain(self.spec)
