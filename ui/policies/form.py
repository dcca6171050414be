"""A policy while it is edited: levels in order, rounds, last resort, and what is rarer below."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.policies.branch_entry import BranchEntry
from ui.policies.level_entry import LevelEntry
from ui.policies.targets import Offer, TargetsField
from ui.theme import fonts
from ui.theme.space import M, S
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.duration import DurationField, NumberField
from ui.widgets.field import Form, LineField
from ui.widgets.hours import HoursList
from ui.widgets.pile import Pile
from ui.widgets.rows import STRETCH, row

if TYPE_CHECKING:
    from app.domain.workspace import BranchSpec, LevelSpec, PolicySpec


class PolicyForm(Form):
    """`edited` on every change by the user, `shown` when something new came up."""

    edited = Signal()
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer, self._own = Offer(), ""
        self._zone: str | None = None
        self._busy = False
        self._build()

    def _build(self) -> None:
        self.name = LineField("platform")
        self.add("name", self.tr("Name"), self.name)
        levels = Section(self.tr("Levels"), self.tr("called one after the other"), gap=0)
        self.levels: Pile[LevelEntry] = Pile(0)
        levels.add(self.levels)
        self.more = Button(self.tr("Add level"), icon_name="plus", on_click=self.add_level)
        levels.add(row(self.more, STRETCH))
        self.body.addWidget(levels)
        self.rounds = NumberField(1, 1, 101)
        self.rounds.setMaximumWidth(fonts.em() * 6)
        hint = self.tr("How often all levels are walked through.")
        self.add("repeat", self.tr("Rounds"), self.rounds, hint)
        self.last = TargetsField(self._offer)
        hint = self.tr("Called when every round went by, with a loud alarm on every desktop.")
        self.add("last_resort", self.tr("Last resort"), self.last, hint)
        self.low = HoursList()
        hint = self.tr("Outside these hours low urgency waits, and is judged anew when they begin.")
        self.add("low_hours", self.tr("Hours of low urgency"), self.low, hint, optional=True)
        self.remind = DurationField()
        self.remind.setMaximumWidth(fonts.em() * 8)
        hint = self.tr("Acknowledged, but no news for so long: it is called again.")
        self.add("remind", self.tr("Remind after"), self.remind, hint, optional=True)
        self.zone = LineField("Europe/Madrid")
        hint = self.tr("Of the hours above and of the branches.")
        self.add("time_zone", self.tr("Time zone"), self.zone, hint, optional=True)
        branches = Section(self.tr("Branches"), self.tr("the first that fits is taken"), gap=M)
        self.branches: Pile[BranchEntry] = Pile(M)
        branches.add(self.branches)
        branch = Button(self.tr("Add branch"), icon_name="plus", on_click=self.add_branch)
        branches.add(row(branch, STRETCH))
        self.body.addWidget(branches)
        self.body.setSpacing(M + S)
        for signal in (self.name.textEdited, self.rounds.valueChanged, self.last.changed,
                       self.low.changed, self.remind.textEdited, self.zone.textEdited):  # fmt: skip
            signal.connect(self._tell)

    def offer(self, offer: Offer) -> None:
        """What can be named."""
        self._offer = offer
        self.last.offer(offer)

    def show_spec(self, spec: "PolicySpec") -> None:
        """What is stored, or what was typed before."""
        self._busy, self._own = True, spec.name
        self.name.setText(spec.name)
        self.rounds.setValue(spec.repeat + 1)
        self.last.show_specs(spec.last_resort)
        self.low.set_value(spec.low_hours)
        self.remind.set_value(spec.remind)
        self.zone.setText(spec.time_zone or "")
        self.levels.show(map(self._level, spec.levels))
        self.branches.show(map(self._branch, spec.branches))
        self._number()
        self.show_wrong({})
        self._busy = False

    def spec(self) -> "PolicySpec":
        """What is typed, as far as it makes sense (see `wrong`)."""
        from app.domain.workspace import PolicySpec

        return PolicySpec(
            name=self.name.text().strip(),
            levels=tuple(each.spec() for each in self.levels.entries),
            repeat=self.rounds.value() - 1,
            last_resort=self.last.specs(),
            low_hours=self.low.value() or (),
            time_zone=self.zone.text().strip() or None,
            remind=self.remind.value(),
            branches=tuple(each.spec() for each in self.branches.entries),
        )

    def wrong(self) -> dict[str, str]:
        """What cannot be read as it is typed, by place: `name`, `levels.0`, `branches.1`."""
        found = {f"levels.{n}": each.wrong() for n, each in enumerate(self.levels.entries)}
        found |= {f"branches.{n}": each.wrong() for n, each in enumerate(self.branches.entries)}
        found["low_hours"] = self.low.wrong()
        if not self.remind.valid():
            found["remind"] = self.tr("This is no duration; expected one such as 30m.")
        if not self.last.value():
            found["last_resort"] = self.tr(
                "Somebody must hear when nobody answers; choose at least one."
            )
        return {place: sentence for place, sentence in found.items() if sentence}

    def show_wrong(self, errors: Mapping[str, str]) -> list[str]:
        """Each sentence at its place; returns those that have none here."""
        left = dict(errors)
        for kind, pile in (("levels", self.levels.entries), ("branches", self.branches.entries)):
            for n, entry in enumerate(pile):
                keys = [key for key in left if f"{key}.".startswith(f"{kind}.{n}.")]
                entry.complain(" ".join(left.pop(key) for key in keys))  # type: ignore[attr-defined]
        return self.show_errors({_field(key): sentence for key, sentence in left.items()})

    def add_level(self) -> None:
        """One more at the end."""
        from app.domain.workspace import LevelSpec

        entry = self.levels.put(self._level(LevelSpec(())))
        self._number()
        self._tell()
        self._show_soon(entry)

    def add_branch(self) -> None:
        """One more at the end."""
        from app.domain.workspace import BranchSpec

        if not self.zone.text().strip():
            self.zone.setText(self._zone or "")
        self._show_soon(self.branches.put(self._branch(BranchSpec(""))))
        self._tell()

    def live_in(self, zone: str) -> None:
        """The zone that hours get where none is said."""
        self._zone = zone

    def _level(self, level: "LevelSpec") -> LevelEntry:
        entry = LevelEntry(level, self._offer)
        entry.changed.connect(self._tell)
        entry.moved.connect(partial(self._move, entry))
        entry.dropped.connect(partial(self._drop, entry))
        return entry

    def _branch(self, branch: "BranchSpec") -> BranchEntry:
        entry = BranchEntry(branch, self._offer, self._own)
        entry.changed.connect(self._tell)
        entry.dropped.connect(partial(self._drop_branch, entry))
        return entry

    def _move(self, entry: LevelEntry, by: int) -> None:
        self.levels.move(entry, by)
        self._number()
        self._tell()

    def _drop(self, entry: LevelEntry) -> None:
        self.levels.drop(entry)
        self._number()
        self._tell()

    def _drop_branch(self, entry: BranchEntry) -> None:
        self.branches.drop(entry)
        self._tell()

    def _number(self) -> None:
        count = len(self.levels.entries)
        for number, entry in enumerate(self.levels.entries, 1):
            entry.place(number, count)

    def _show_soon(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, partial(self.shown.emit, part))

    def _tell(self, _: object = None) -> None:
        if self._busy:
            return
        if self.low.lines and not self.zone.text().strip():
            self.zone.setText(self._zone or "")
        self.edited.emit()


def _field(place: str) -> str:
    """The field that a place inside it belongs to."""
    return place.partition(".")[0]
