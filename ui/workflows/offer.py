"""All that a workflow may name, as choices."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from app.domain.workflow import OTHERS
from models.kinds import Category, Role, Severity, Source, Stage, Urgency
from ui.language.category import category_word
from ui.language.sentence import capital, worded
from ui.widgets.avatar import face_of
from ui.widgets.choices import Choice

if TYPE_CHECKING:
    from app.queries.choice import PersonChoice
    from models.kinds_together import FieldKind


class Offer(NamedTuple):
    """By handle or name."""

    people: "Sequence[PersonChoice]" = ()
    teams: Sequence[str] = ()
    schedules: Sequence[str] = ()
    channels: Sequence[str] = ()
    services: Sequence[str] = ()
    policies: Sequence[str] = ()
    playbooks: Sequence[str] = ()
    workflows: Sequence[str] = ()
    groups: Sequence[str] = ()
    templates: Sequence[str] = ()
    categories: Sequence[str] = ()
    fields: "Mapping[str, FieldKind]" = MappingProxyType({})


def whom(offer: Offer) -> list[Choice]:
    """People by name, by rota, by team, by their part in the incident."""
    found = [Choice("owner", _tr("Whoever has it"), icon="hand")]
    found += [Choice(role.value, capital(worded(role.value)), icon="user-check") for role in Role]
    found += [
        Choice(f"schedule:{name}", _tr("On call: %1").replace("%1", name), icon="calendar-days")
        for name in offer.schedules
    ]
    found += [
        Choice(f"team:{name}", _tr("Team %1").replace("%1", name), icon="users")
        for name in offer.teams
    ]
    return found + people(offer, "person:")


def people(offer: Offer, prefix: str = "") -> list[Choice]:
    """Those who are there."""
    return [
        Choice(f"{prefix}{who.name}", who.full_name or who.name, who.name,
               face_of(who.name, who.full_name, who.colour))
        for who in offer.people if who.active
    ]  # fmt: skip


def targets(only: str, offer: Offer) -> list[Choice]:
    """Whom a step may name: rooms, groups, or people however they are meant."""
    if only == "channel":
        return [Choice(f"channel:{name}", name, icon="megaphone") for name in offer.channels]
    if only == "group":
        return [Choice(f"group:{name}", name, icon="users") for name in offer.groups]
    return whom(offer)


def values(kind: str, offer: Offer) -> list[Choice]:
    """What a step's value, or a field of an incident, can be; empty: anything is typed."""
    severities = [Choice(each.value, each.value, severity=each.value) for each in Severity]
    named: dict[str, list[Choice]] = {
        "severity": severities,
        "urgency": _words(Urgency),
        "category": [
            Choice(str(each), category_word(each)) for each in offer.categories or Category
        ],
        "stage": _words(each for each in Stage if each is not Stage.MERGED),
        "role": _words(Role),
        "related": _plain(OTHERS),
        "service kind": _plain(("internal", "third_party")),
        "source": _words(Source),
        "yes or no": [Choice("yes", _tr("yes")), Choice("no", _tr("no"))],
        "service": _plain(offer.services, "layers"),
        "policy": _plain(offer.policies, "arrow-up-right"),
        "playbook": _plain(offer.playbooks, "book-open"),
        "workflow": _plain(offer.workflows, "workflow"),
        "template": _plain(offer.templates, "message-square"),
        "team": _plain(offer.teams, "users"),
        "person": people(offer),
    }
    return named.get(kind, [])


def _words(kind: "object") -> list[Choice]:
    return [Choice(each.value, worded(each.value)) for each in kind]  # type: ignore[attr-defined]


def _plain(names: Sequence[str], icon: str = "") -> list[Choice]:
    return [Choice(name, name, icon=icon) for name in names]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Workflow", words)
