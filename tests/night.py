"""A believable night on the sample team, played through the real operations with a set clock: for
pictures, and for tests that want more than an empty database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from sqlalchemy import select

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.signal import Signal
from app.notify.send import SENT, Outcome
from app.operations import delivery, drill, escalation, incident, role, task
from app.operations.escalation_step import advance
from app.operations.incident import Declaration
from app.operations.signal import Received, process, receive
from app.queries import incident as queries
from app.queries.alert import alerts
from app.queries.choice import people, services
from app.queries.incident_filter import Filter
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.drill import read_script
from app.workspace.read import read
from models.alert import Alert, Integration
from models.incident import Incident
from models.kinds import (
    AlertState,
    Category,
    PageState,
    Role,
    Severity,
    SignalAction,
    SignalSeverity,
    Source,
    Stage,
)
from models.people import Person

BEGIN = datetime(2026, 11, 23, 12, 58, tzinfo=UTC)  # a Monday, 13:58 in Madrid


@dataclass
class Night:
    """A store whose clock the story moves."""

    store: Store
    clock: SetClock
    people: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)
    senders: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, url: str, at: datetime = BEGIN) -> "Night":
        """The sample team, and nothing has happened yet."""
        clock = SetClock(at)
        store = open_store(url, clock=clock, durable=False)
        team = files("resources").joinpath("demo/team.yaml").read_bytes()
        apply(store, read(team).workspace, Actor("fay", Source.FILE))
        night = cls(store, clock)
        night.people = {person.name: person.id for person in people(store)}
        night.services = {service.name: service.id for service in services(store)}
        with store.read() as session:
            found = session.execute(select(Integration.name, Integration.id))
            night.senders = {row.name: row.id for row in found}
        return night

    def actor(self, name: str, source: Source = Source.DESKTOP) -> Actor:
        """One of the team."""
        return Actor(name, source, self.people[name])

    def wait(self, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes; what is due is done, and every message arrives at once."""
        self.clock.forward(timedelta(minutes=minutes, seconds=seconds))
        self.page()

    def page(self, outcome: Outcome = SENT, took: float = 0.4) -> None:
        """Takes the steps that are due and delivers what they page."""
        advance(self.store)
        for each in delivery.claim(self.store, "watch-1", 50):
            self.clock.forward(timedelta(seconds=took))
            delivery.finish(self.store, each, outcome)

    def declare(self, title: str, by: str, service: str | None = None, **said: object) -> int:
        """By hand."""
        on = self.services[service] if service else None
        found = Declaration(title, service=on, **said)  # type: ignore[arg-type]
        return incident.declare(self.store, found, self.actor(by))

    def hear(self, sender: str, *signals: Signal) -> None:
        """A sender posts; what it said is read at once."""
        body, now = b'{"made": "up"}', self.clock.now()
        receive(
            self.store, [Received(self.senders[sender], signals, body, "application/json", now)]
        )
        while process(self.store):
            pass

    def alert(self, sender: str, title: str, severity: SignalSeverity) -> tuple[int, int]:
        """A new alert and the incident it opens: (number, alert's id)."""
        self.hear(sender, self._trigger(title, severity))
        found = next(row for row in alerts(self.store) if row.title == title)
        assert found.incident is not None
        return found.incident, found.id

    def repeat(self, alert: int, times: int) -> None:
        """The sender says it again, and again."""
        found = next(row for row in alerts(self.store) if row.id == alert)
        again = self._trigger(found.title, found.severity)
        self.hear(found.integration, *[again] * times)

    def join(self, number: int, sender: str, title: str) -> int:
        """Another alert of the same incident, as grouping will make them."""
        now = self.clock.now()
        with self.store.write() as session:
            found = session.get_one(Incident, number)
            row = Alert(
                integration_id=self.senders[sender],
                service_id=found.service_id,
                dedup_key=title[:500],
                title=title,
                severity=SignalSeverity.ERROR,
                started_at=now,
                first_at=now,
                last_at=now,
            )
            session.add(row)
            session.flush()
            incident.alert_joined(session, found, row, now)
            return row.id

    @staticmethod
    def _trigger(title: str, severity: SignalSeverity) -> Signal:
        details = {"cluster": "eu-west-1", "runbook": "https://example.org/runbooks/payments"}
        return Signal(
            SignalAction.TRIGGER, title, title, severity, "payments-api-7f4", details=details
        )

    def calm(self, alert: int) -> None:
        """The sender says it is over, while others of the incident still complain."""
        with self.store.write() as session:
            row = session.get_one(Alert, alert)
            row.state, row.resolved_at = AlertState.RESOLVED, self.clock.now()
            sender = Actor("payments-monitor", Source.SENDER)
            found = session.get_one(Incident, row.incident_id)
            incident.alert_resolved(session, found, row, sender, self.clock.now())


def checkout(night: Night) -> int:
    """The long one: a provider fails, two people work on it, it is not over."""
    number, first = night.alert(
        "payments-monitor",
        "HighErrorRate on payments-api: 18 % of requests fail",
        SignalSeverity.CRITICAL,
    )
    title = "Checkout fails for card payments"
    incident.change(night.store, number, night.actor("ana"), None, title=title)
    night.wait(minutes=0.1)
    second = night.join(number, "payments-monitor", "CardAuthorisationLatency above 9 s")
    night.wait(seconds=44)
    incident.acknowledge(night.store, number, night.actor("ana", Source.CARD))
    night.wait(minutes=1.5)
    role.assign(night.store, number, Role.COMMANDER, night.people["ana"], night.actor("ana"))
    role.assign(night.store, number, Role.SCRIBE, night.people["eva"], night.actor("ana"))
    night.wait(minutes=2)
    note = "Card provider returns **502** since 13:58. Wallets are fine. "
    note += "Rolling back `2026.47` did not help."
    incident.note(night.store, number, note, night.actor("eva"))
    night.repeat(first, 41)
    night.wait(minutes=2.4)
    night.calm(second)
    by, eva, ben = night.actor("ana"), night.people["eva"], night.people["ben"]
    done = task.add(night.store, number, "Confirm on the provider's status page", by, owner=eva)
    task.add(night.store, number, "Switch to the fallback provider", by, owner=ben)
    task.add(night.store, number, "Verify with a test order", by)
    night.wait(minutes=1.2)
    task.finish(night.store, done, night.actor("eva"))
    impact = "Card payments fail for about 2,400 customers; wallets are fine"
    by = night.actor("eva")
    incident.change(night.store, number, by, None, impact=impact, category=Category.THIRD_PARTY,
                    affected=(night.services["web"],))  # fmt: skip
    night.wait(minutes=1.6)
    incident.move(night.store, number, Stage.IDENTIFIED, night.actor("ana"))
    night.wait(minutes=1.1)
    incident.note(night.store, number, "Ben is switching to the fallback provider:\n\n"
                  "- routing 10 % first\n- then all, if the error rate stays below 1 %",
                  night.actor("ben"))  # fmt: skip
    night.repeat(first, 12)
    night.wait(minutes=1.2)
    return number


def some(night: Night) -> list[int]:
    """What else is open, and a few that are over."""
    made = []
    disk = night.declare("Disk of the reporting replica is nearly full", "dan", "database",
                         severity=Severity.SEV3)  # fmt: skip
    night.wait(minutes=1)
    incident.acknowledge(night.store, disk, night.actor("dan"))
    night.wait(minutes=22)
    incident.resolve(
        night.store, disk, night.actor("dan"), "Old exports removed, alert at 80 % added"
    )
    made.append(disk)
    night.wait(minutes=95)
    made.append(
        night.declare("Status badge shows the wrong colour", "fay", "web", severity=Severity.SEV4)
    )
    night.wait(minutes=40)
    export = night.declare(
        "Nightly export to S3 retried twice", "dan", "database", severity=Severity.SEV3
    )
    incident.acknowledge(night.store, export, night.actor("dan"))
    night.wait(minutes=20)
    incident.move(night.store, export, Stage.MONITORING, night.actor("dan"))
    made.append(export)
    night.wait(minutes=55)
    search = night.declare(
        "Search index is 40 minutes behind", "hana", "search", severity=Severity.SEV2
    )
    incident.acknowledge(night.store, search, night.actor("hana"))
    night.wait(minutes=9)
    incident.move(night.store, search, Stage.IDENTIFIED, night.actor("hana"))
    night.wait(minutes=51)
    made.append(search)
    return made


def unanswered(night: Night) -> int:
    """Nobody has it: paged, one contact failed, the next level is to come."""
    number, _ = night.alert(
        "prometheus", "api: p99 latency above 4 s in eu-west", SignalSeverity.CRITICAL
    )
    night.page(Outcome(PageState.FAILED, "ntfy: 503, the service is overloaded."), took=1.2)
    night.wait(seconds=58)
    return number


def resolved(night: Night) -> int:
    """A whole story, over."""
    number, _ = night.alert(
        "search-monitor", "search: no answer from shard 3", SignalSeverity.ERROR
    )
    night.page()
    night.wait(minutes=1.4)
    incident.acknowledge(night.store, number, night.actor("gus", Source.LINK))
    night.wait(minutes=12)
    incident.note(
        night.store, number, "Shard 3 lost its disk; moving it to `search-07`.", night.actor("gus")
    )
    night.wait(minutes=9)
    incident.move(night.store, number, Stage.MONITORING, night.actor("gus"))
    night.wait(minutes=15)
    incident.resolve(night.store, number, night.actor("gus"), "Shard 3 moved to a healthy node")
    night.wait(minutes=3)
    return number


def escalated(night: Night, number: int) -> None:
    """Somebody asks for more hands."""
    escalation.escalate_now(night.store, number, night.actor("ana"))
    night.page()


def drilled(night: Night) -> int:
    """A game day: the first incident was answered in time, the role came late."""
    with night.store.write() as session:
        for person in session.scalars(select(Person)):
            person.drills = person.name != "eva"
    script = files("resources").joinpath("drills/database.yaml").read_bytes()
    service = night.services["database"]
    drill.start(night.store, read_script(script), service, night.actor("fay"))
    drill.play(night.store)
    process(night.store)
    night.page()
    night.wait(minutes=3)
    incidents = sorted(queries.incident_ids(night.store, Filter(drill=True)))
    number, ana = incidents[0], night.actor("ana")
    incident.acknowledge(night.store, number, ana)
    night.wait(minutes=6)
    drill.play(night.store)
    process(night.store)
    incident.note(night.store, number, "db-2 is promoted by hand, writes stopped first.", ana)
    night.wait(minutes=8)
    drill.play(night.store)
    process(night.store)
    role.assign(night.store, number, Role.COMMANDER, night.people["ana"], ana)
    night.wait(minutes=4)
    return number
