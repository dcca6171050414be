"""What somebody who comes late must know, in a minute and without a language model: what it is,
since when, who is on it, what was tried, what comes next. Every sentence rests on what is on
record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.moment import spoken
from models.kinds import EventKind, Severity, Stage

TRYING = (
    EventKind.NOTE, EventKind.FILE, EventKind.STAGE, EventKind.PLAYBOOK, EventKind.RESOLVED,
    EventKind.REOPENED, EventKind.TIE,
)  # fmt: skip
PINNED = "pinned"
WRITTEN = (EventKind.NOTE, EventKind.FILE)
LINES = 8  # of what was tried; the latest, and whatever is pinned
WIDTH = 180  # characters of a line
QUIET = timedelta(minutes=30)  # after which silence is worth a word


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the timeline as it is read now; `machine`: no person wrote it."""

    at: datetime
    kind: EventKind
    who: str
    text: str
    pinned: bool = False
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record; names are those that people use, `coming` says who is paged next."""

    title: str
    severity: Severity
    stage: Stage
    service: str = ""
    category: str = ""
    impact: str = ""
    customers: int | None = None
    regions: tuple[str, ...] = ()
    may_be_hit: tuple[str, ...] = ()
    began: datetime | None = None
    created: datetime | None = None
    acknowledged: datetime | None = None
    mitigated: datetime | None = None
    resolved: datetime | None = None
    owner: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    alerts: int = 0
    told: tuple[Told, ...] = ()
    tasks: tuple[tuple[str, str], ...] = ()
    coming: str = ""
    snoozed: datetime | None = None
    bridge: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of plain text: when and who, what, and a remark. `own`: the words of a person, which
    nobody translates; `kind`: it is an entry of the timeline, which no person wrote where it is of
    a `machine`."""

    text: str
    lead: str = ""
    tail: str = ""
    own: bool = False
    kind: EventKind | None = None
    machine: bool = False

    def __str__(self) -> str:
        return f"{self.lead}{self.text}" + (f" ({self.tail})" if self.tail else "")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A question with its answers."""

    key: str
    told: tuple[Line, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """As they are said."""
        return tuple(map(str, self.told))


def chapters(of: Known, now: datetime, zone: ZoneInfo) -> tuple[Chapter, ...]:
    """what, since, who, tried, next; each has something to say."""
    return (
        Chapter("what", tuple(_what(of))),
        Chapter("since", tuple(map(Line, _since(of, now, zone)))),
        Chapter("who", tuple(_who(of))),
        Chapter("tried", tuple(_tried(of, now, zone)) or (Line("Nothing is written down yet."),)),
        Chapter("next", tuple(_next(of, zone)) or (Line("Nothing is planned on record."),)),
    )


def _what(of: Known) -> Iterator[Line]:
    yield Line(of.title, tail=f"{of.severity}, {of.stage.value}", own=True)
    if of.service and of.category:
        yield Line(f"Service {of.service}, {of.category}")
    elif of.service:
        yield Line(f"Service {of.service}")
    elif of.category:
        yield Line(of.category[:1].upper() + of.category[1:])
    if of.impact:
        yield Line(_short(of.impact), own=True)
    yield from map(Line, _hit(of))
    if of.may_be_hit:
        yield Line(f"May be hit as well: {_listed(of.may_be_hit)}")
    if of.alerts:
        yield Line(f"{of.alerts} alert{'s' if of.alerts > 1 else ''} so far")


def _hit(of: Known) -> Iterator[str]:
    many = "" if of.customers is None else f"{of.customers:,}".replace(",", " ")
    places = ", ".join(of.regions)
    if many and places:
        yield f"{many} customers in {places}"
    elif many:
        yield f"{many} customers"
    elif places:
        yield f"Regions: {places}"


def _since(of: Known, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    start = of.began or of.created
    end = of.resolved
    if start is not None:
        length = spoken(_minutes((end or now) - start))
        since = _when(start, now, zone)
        yield f"Since {since}, for {length}" if end else f"Since {since}, by now {length}"
    if of.acknowledged is not None and of.created is not None:
        took = spoken(_minutes(of.acknowledged - of.created))
        yield f"Somebody had it at {_when(of.acknowledged, now, zone)}, after {took}"
    if of.mitigated is not None:
        yield f"Better since {_when(of.mitigated, now, zone)}"
    if end is not None:
        yield f"Over at {_when(end, now, zone)}"


def _who(of: Known) -> Iterator[Line]:
    yield Line(f"{of.owner} has it" if of.owner else "Nobody has it")
    for role, person in of.roles:
        yield Line(role, lead=f"{person}: ")
    for person, state in of.asked:
        yield Line(f"{person}, asked to help: {state}")
    if of.bridge:
        yield Line(f"They talk at {of.bridge}")


def _tried(of: Known, now: datetime, zone: ZoneInfo) -> Iterator[Line]:
    said = [each for each in of.told if each.kind in TRYING]
    latest = said[-LINES:]
    pinned = [each for each in said if each.pinned and each not in latest]
    for each in (*pinned, *latest):
        who = "" if each.machine else f"{each.who}: "
        lead = f"{_when(each.at, now, zone)} {who}"
        tail, own = PINNED if each.pinned else "", each.kind in WRITTEN
        yield Line(_short(each.text), lead, tail, own, each.kind, each.machine)
    left = len(said) - len(latest) - len(pinned)
    if left > 0:
        yield Line(f"… and {left} earlier")
    people = [each for each in of.told if not each.machine]
    if of.stage.open and people and now - people[-1].at > QUIET:
        quiet = spoken(_minutes(now - people[-1].at))
        yield Line(f"Nobody has written anything for {quiet}")


def _next(of: Known, zone: ZoneInfo) -> Iterator[Line]:
    for title, owner in of.tasks:
        yield Line(title, tail=owner or "nobody has it", own=True)
    if of.snoozed is not None:
        yield Line(f"Comes back at {of.snoozed.astimezone(zone):%Y-%m-%d %H:%M}")
    if of.coming:
        yield Line(of.coming)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(names[:6]) + more


def _short(text: str) -> str:
    line = " ".join(text.replace("*", "").replace("`", "").split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


def _minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=max(round(length.total_seconds() / 60), 0))


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    same = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if same else f"{local:%a %Y-%m-%d %H:%M}"
