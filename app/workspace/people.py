"""The sections `people`, `teams` and `channels` of the file."""

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from app.domain.problem import zones
from app.domain.soundness import SHORTEST_LEAD
from app.domain.wish import WishSpec
from app.domain.workspace import (
    ChannelSpec,
    ContactSpec,
    HoursSpec,
    PersonSpec,
    RuleSpec,
    TeamSpec,
    TimeOffSpec,
)
from app.notify.address import refused
from app.workspace.hours import restriction, weekday
from app.workspace.part import Fields, Part
from app.workspace.scalar import NEVER, NOW, day, length, truth, wall, whole, word
from models.kinds import Approval, Urgency, Weekly

CONTACTS = "contacts: a name and an Apprise address each"
PERSON = ("name", "full_name", "email", "time_zone", "contacts", "rules", "reminders", "weekly",
          "hours", "quiet", "tests", "drills", "time_off", "wishes", "colour")  # fmt: skip


def person(part: Part) -> PersonSpec:
    """One person."""
    fields = part.fields("a person with a name", *PERSON, "active")
    zone = fields.text("time_zone", "a time zone") or "UTC"
    contacts = fields.get("contacts")
    return PersonSpec(
        name=fields.name(),
        full_name=fields.text("full_name"),
        email=fields.text("email"),
        time_zone=zone,
        contacts=_contacts(contacts) if contacts else (),
        rules=_rules(fields),
        time_off=fields.each("time_off", "times off", partial(_away, zone=zone_or_utc(zone))),
        colour=fields.value("colour", "colour", whole, None),
        active=fields.value("active", "answer", truth, True),
        reminders=fields.each("reminders", "durations before a hand-off", _lead),
        weekly=fields.value("weekly", "day", partial(word, Weekly), Weekly.NEVER),
        hours=_hours(fields.get("hours")),
        quiet=fields.each("quiet", "quiet hours", restriction),
        tests=fields.value("tests", "answer", truth, False),
        drills=fields.value("drills", "answer", truth, False),
        wishes=fields.each("wishes", "wishes", _wish),
    )


def team(part: Part) -> TeamSpec:
    """One team."""
    fields = part.fields("a team with a name", "name", "members", "managers", "approval")
    return TeamSpec(
        fields.name(),
        fields.names("members"),
        fields.names("managers"),
        fields.value("approval", "kind of approval", partial(word, Approval), Approval.NONE),
    )


def channel(part: Part) -> ChannelSpec:
    """One channel; an address that is null keeps the one that is stored."""
    fields = part.fields("a channel with name and address", "name", "address")
    address = fields.get("address")
    return ChannelSpec(fields.name(), _address(address) if address else None)


def zone_or_utc(name: str) -> ZoneInfo:
    """The zone, or a stand-in for one that does not exist."""
    return ZoneInfo(name if name in zones() else "UTC")


def _contacts(part: Part) -> tuple[ContactSpec, ...]:
    return tuple(ContactSpec(name, _address(each)) for name, each in part.entries(CONTACTS))


def _address(part: Part) -> str | None:
    """It is a secret, and never shown."""
    if part.empty:
        return None
    address = part.text("an Apprise address in quotes")
    if address and (why := refused(address)):
        part.complain(why)
    return address


def _rules(person: Fields) -> tuple[RuleSpec, ...]:
    part = person.get("rules")
    if part is None:
        return ()
    fields = part.fields("rules for high and low urgency", *Urgency)
    return tuple(
        rule
        for urgency in Urgency
        for rule in fields.each(urgency, "rules", partial(_rule, urgency=urgency))
    )


def _rule(part: Part, urgency: Urgency) -> RuleSpec:
    fields = part.fields("a rule: {contact: ..., after: ...}", "contact", "after")
    contact = fields.needed("contact", "the name of a contact of this person")
    after = fields.value("after", "duration", length, NOW)
    return RuleSpec(urgency, contact.text("a contact's name") if contact else "", after)


def _hours(part: Part | None) -> tuple[HoursSpec, ...]:
    if part is None:
        return ()
    said = part.entries("the hours of contacts: a name and weekly windows each")
    return tuple(HoursSpec(name, each.each("weekly windows", restriction)) for name, each in said)


def _lead(part: Part) -> timedelta:
    return part.value("duration", length, SHORTEST_LEAD)


def _wish(part: Part) -> WishSpec:
    what = "a wish: {days: [fri], from: ..., to: ..., gladly: ...}"
    fields = part.fields(what, "days", "from", "to", "gladly")
    days = fields.get("days")
    return WishSpec(
        tuple(sorted(set(days.one_or_each("days", weekday)))) if days else (),
        fields.value("from", "day", day, None),
        fields.value("to", "day", day, None),
        fields.value("gladly", "answer", truth, False),
    )


def _away(part: Part, zone: ZoneInfo) -> TimeOffSpec:
    fields = part.fields("a time off: {start: ..., end: ...}", "start", "end", "reason")
    span = fields.span(partial(wall, zone=zone))
    return TimeOffSpec(*(span or NEVER), fields.text("reason"))
