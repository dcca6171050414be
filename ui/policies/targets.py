"""Whom a level calls, chosen from all there is: schedules, people, teams, channels."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from models.kinds import TargetKind
from ui.language.target import kind_text
from ui.widgets.avatar import face_of
from ui.widgets.choices import Choice
from ui.widgets.multi import MultiPicker

if TYPE_CHECKING:
    from app.domain.workspace import TargetSpec
    from app.queries.choice import PersonChoice

ICONS = {
    TargetKind.PERSON: "user",
    TargetKind.TEAM: "users",
    TargetKind.SCHEDULE: "calendar-days",
    TargetKind.NEXT: "calendar-days",
    TargetKind.PREVIOUS: "calendar-days",
    TargetKind.CHANNEL: "megaphone",
}


class Offer(NamedTuple):
    """All that a policy may name, by handle."""

    people: "Sequence[PersonChoice]" = ()
    teams: Sequence[str] = ()
    schedules: Sequence[str] = ()
    channels: Sequence[str] = ()
    services: Sequence[str] = ()
    policies: Sequence[str] = ()


class TargetsField(MultiPicker):
    """`specs` in the order they were chosen."""

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Whom shall it call?"), parent)
        self.setAccessibleName(_tr("Whom it calls"))
        self.set_choices(_choices(offer))

    def offer(self, offer: Offer) -> None:
        """Other things to choose from."""
        self.set_choices(_choices(offer))

    def specs(self) -> "tuple[TargetSpec, ...]":
        """What is chosen."""
        from app.domain.workspace import TargetSpec

        keys = (str(key).partition(":") for key in self.value())
        return tuple(TargetSpec(TargetKind(kind), name) for kind, _, name in keys)

    def show_specs(self, listed: "Sequence[TargetSpec]") -> None:
        """Chosen from now on, without a signal."""
        self.set_value(map(str, listed))


def _choices(offer: Offer) -> list[Choice]:
    found = [_choice(TargetKind.SCHEDULE, name) for name in offer.schedules]
    found += [
        Choice(f"{TargetKind.PERSON}:{who.name}", who.full_name or who.name, who.name,
               face_of(who.name, who.full_name, who.colour))
        for who in offer.people if who.active
    ]  # fmt: skip
    found += [_choice(TargetKind.TEAM, name) for name in offer.teams]
    found += [_choice(TargetKind.CHANNEL, name) for name in offer.channels]
    for kind in (TargetKind.NEXT, TargetKind.PREVIOUS):
        found += [_choice(kind, name) for name in offer.schedules]
    return found


def _choice(kind: TargetKind, name: str) -> Choice:
    return Choice(f"{kind}:{name}", kind_text(kind, name), icon=ICONS[kind], words=kind.value)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Policy", words)
