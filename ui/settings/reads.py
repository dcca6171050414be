"""What the settings page asks the database, on a reader's thread. No secret comes along."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.kinds import Severity, Urgency

if TYPE_CHECKING:
    from app.domain.drill import Script
    from app.operations.seen import Stand
    from app.operations.token import Token
    from app.queries.channel import ChannelRow
    from app.queries.choice import PersonChoice, ServiceChoice
    from app.queries.drill import DrillRow, ScoreCard
    from app.queries.engine import HeartbeatRow
    from app.queries.foresight import Foreseen
    from app.queries.tag import TagRow
    from app.queries.ticket import TrackerRow
    from app.store import Store

CARDS = 8  # drills that are told of


@dataclass(frozen=True, slots=True)
class Paging:
    """`place` is as much of the heartbeat's address as may be shown; `url` the address that stands
    in messages as this machine knows it; `sample`: nothing ever leaves from here."""

    pace: timedelta
    beats: "HeartbeatRow | None"
    place: str
    url: str
    sample: bool
    url_stand: "Stand"
    pace_stand: "Stand"
    beats_stand: "Stand"


@dataclass(frozen=True, slots=True)
class Replies:
    """The mailbox without its password; `on` also where its key is not on this machine."""

    on: bool
    host: str
    user: str
    looked: datetime | None
    stand: "Stand"


@dataclass(frozen=True, slots=True)
class Drills:
    """The scripts by file name, the services that page, and the drills there were, latest first."""

    scripts: "dict[str, Script]"
    services: "tuple[ServiceChoice, ...]"
    running: "DrillRow | None"
    cards: "tuple[ScoreCard, ...]"


@dataclass(frozen=True, slots=True)
class Learning:
    """Days of follow-ups by severity, and the language model without its key; `model` is empty
    while there is none. How the model stands, and how the days do."""

    days: "dict[Severity, int]"
    stand: "Stand"
    days_stand: "Stand"
    url: str = ""
    host: str = ""
    model: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class ReviewTexts:
    """Templates of reviews by name, as they were written; `own` are the names of the team's own."""

    texts: dict[str, str]
    own: frozenset[str]

    @property
    def first(self) -> str:
        """The one to show at first."""
        return next(iter(self.texts), "")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of the team by its code."""

    code: str
    stand: "Stand"


@dataclass(frozen=True, slots=True)
class Seen:
    """All of it at one time."""

    now: datetime
    paging: Paging
    replies: Replies
    drills: Drills
    trackers: "tuple[TrackerRow, ...]"
    learning: Learning
    reviews: "ReviewTexts"
    language: Spoken
    channels: "tuple[ChannelRow, ...]" = ()
    tokens: "tuple[Token, ...]" = ()
    tags: "tuple[TagRow, ...]" = ()


@dataclass(frozen=True, slots=True)
class Called:
    """Whom a drill on a service would page now, and who would be paged but has not agreed."""

    service: int
    people: "tuple[Foreseen, ...]"
    spared: "tuple[Foreseen, ...]"
    faces: "dict[str, PersonChoice]"


def seen(store: "Store") -> Seen:
    """The whole page."""
    from app.operations.token import tokens
    from app.queries.channel import channels
    from app.queries.tag import tags
    from app.queries.ticket import trackers

    return Seen(
        store.now(),
        _paging(store),
        _replies(store),
        _drills(store),
        tuple(trackers(store)),
        _learning(store),
        review_texts(store),
        _language(store),
        tuple(channels(store)),
        tuple(tokens(store)),
        tuple(tags(store)),
    )


def review_texts(store: "Store") -> ReviewTexts:
    """By name, the team's own in the place of shipped ones."""
    from app.queries.review import own_texts, rows_in

    with store.read() as session:
        texts = {each.name: each.text for each in rows_in(session)}
        return ReviewTexts(texts, frozenset(own_texts(session)))


def called(store: "Store", service: int, urgency: Urgency = Urgency.HIGH) -> Called:
    """Nothing is written, and nobody hears of it."""
    from app.queries.choice import people
    from app.queries.foresight import foreseen

    agreed = foreseen(store, service, urgency, drill=True)
    known = {who.person for who in agreed}
    others = foreseen(store, service, urgency)
    spared = tuple(who for who in others if who.person and who.person not in known)
    return Called(service, tuple(agreed), spared, {who.name: who for who in people(store)})


def _paging(store: "Store") -> Paging:
    from app.operations import bundle, reach
    from app.operations import heartbeat as beating
    from app.operations import pace as pacing
    from app.operations.sample import sample
    from app.operations.seen import stand
    from app.queries.engine import heartbeat
    from app.vault import Locked

    pace_stand = stand(store, bundle.SETTING)  # first: older than what is read
    beats_stand = stand(store, beating.SETTING)
    beats = heartbeat(store)
    place = beats.kind if beats else ""
    try:
        sealed = beating.pacemaker(store)
        place = sealed.place if sealed else place
    except Locked:
        pass  # its kind must do
    url = reach.stand(store)
    pace = pacing.pace(store)
    return Paging(pace, beats, place, url.stamp, sample(store), url, pace_stand, beats_stand)


def _replies(store: "Store") -> Replies:
    from app.notify.mailbox import checked
    from app.operations.mailbox import SETTING, looked, mailbox
    from app.operations.seen import stand
    from app.vault import Locked

    now = stand(store, SETTING)
    try:
        address = mailbox(store)
    except Locked:
        return Replies(True, "", "", looked(store), now)
    if not address:
        return Replies(False, "", "", None, now)
    parts = checked(address)
    host, user = str(parts.hostname), _plain(str(parts.username))
    return Replies(True, host, user, looked(store), now)


def _learning(store: "Store") -> Learning:
    from app.notify.outward import checked
    from app.operations.assistant import SETTING
    from app.operations.seen import stand_in
    from app.queries.followup import SLA, sla_in
    from app.store import setting

    with store.read() as session:
        found, now = setting(session, SETTING), stand_in(session, SETTING)
        days_now = stand_in(session, SLA)  # first: older than what is read
        days = sla_in(session)
    if not found:
        return Learning(days, now, days_now)
    host = str(checked(found["url"]).hostname)
    inside = bool(found.get("inside"))
    return Learning(days, now, days_now, found["url"], host, found["model"], inside)


def _language(store: "Store") -> Spoken:
    from app.operations.seen import stand_in
    from app.queries.language import SETTING, language_in

    with store.read() as session:
        return Spoken(language_in(session).value, stand_in(session, SETTING))


def _drills(store: "Store") -> Drills:
    from app.queries.choice import services
    from app.queries.drill import drills, score
    from app.queries.language import language
    from app.workspace.drill import shipped

    rows = drills(store)
    paging = tuple(each for each in services(store) if each.policy_id is not None)
    running = next((row for row in rows if row.ended_at is None), None)
    past = [row.id for row in rows if row.ended_at is not None][:CARDS]
    scripts = shipped(language(store))
    return Drills(scripts, paging, running, tuple(score(store, ident) for ident in past))


def _plain(quoted: str) -> str:
    from urllib.parse import unquote

    return unquote(quoted)
