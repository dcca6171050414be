"""Figures of incidents with certain tags, against plain SQL, on both databases."""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, text

from app.cli.main import run
from app.clock import SetClock
from app.domain.window import Window
from app.operations import tag
from app.queries.metrics import Asked, figures
from app.queries.tag import tag_ids
from app.store import Store
from models.base import Utc
from models.incident import Incident
from models.kinds import Severity, Stage
from tests import builders

START = datetime(2026, 3, 1, tzinfo=UTC)
MARCH = Window(START, datetime(2026, 4, 1, tzinfo=UTC))
MADRID = ZoneInfo("Europe/Madrid")
STAGES = (Stage.RESOLVED, Stage.RESOLVED, Stage.TRIAGE, Stage.DECLINED)
COUNTED = text(
    "SELECT count(*), count(acknowledged_at) FROM incident i WHERE NOT drill"
    " AND stage NOT IN ('declined', 'merged') AND created_at >= :start AND created_at < :end"
    " AND EXISTS (SELECT 1 FROM tagged JOIN tag ON tag.id = tag_id"
    " WHERE incident_id = i.id AND name IN :names)"
).bindparams(bindparam("start", MARCH.start, Utc), bindparam("end", MARCH.end, Utc),
             bindparam("names", expanding=True))  # fmt: skip


@pytest.fixture
def rows(store: Store) -> list[int]:
    """A hundred and twenty incidents of February to April on two services."""
    chance = Random(11)
    services = [builders.service(store, name) for name in ("api", "db")]
    made = [_incident(chance, chance.choice(services)) for _ in range(120)]
    with store.write() as session:
        session.add_all(made)
        session.flush()
        return [each.id for each in made]


def _incident(chance: Random, service: int) -> Incident:
    created = START + timedelta(minutes=chance.randrange(-20_000, 60_000))
    had = created + timedelta(minutes=chance.randrange(60))
    stage = chance.choice(STAGES)
    over = had + timedelta(minutes=40) if stage is Stage.RESOLVED else None
    return Incident(
        title="x", stage=stage, severity=chance.choice(list(Severity)), service_id=service,
        drill=chance.random() < 0.1, impact_started_at=created if over else None,
        detected_at=created, created_at=created, changed_at=created, mitigated_at=over,
        resolved_at=over, acknowledged_at=had if chance.random() < 0.7 else None,
    )  # fmt: skip


def test_figures_of_tags_are_those_of_plain_sql(
    store: Store, rows: list[int], clock: SetClock, database_url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """One of the tags asked for is enough, and an incident with both counts once."""
    clock.forward(timedelta(days=60))
    by = builders.actor(store, "ana")
    tag.tag(store, rows[::2], by, ["Checkout"])
    tag.tag(store, rows[::3], by, ["eu"])
    tag.tag(store, rows[:1], by, ["seldom"])
    seen = set()
    for names in (["Checkout"], ["eu"], ["Checkout", "eu"], ["seldom"]):
        with store.read() as session:
            count, had = session.execute(COUNTED, {"names": names}).one()
        found = figures(store, Asked(MARCH, MADRID, tags=tag_ids(store, names)))
        assert found.metrics.all.incidents == count
        assert found.metrics.all.figures["mtta"].seconds.n == had
        words = [f"--tag={name.upper()}" for name in names]
        when = ("--from", "2026-03-01T00:00Z", "--to", "2026-04-01T00:00Z", "--json")
        assert run(["metrics", *when, *words, "--database", database_url]) == 0
        assert json.loads(capsys.readouterr().out)["incidents"] == count
        seen.add(count)
    assert len(seen) >= 3
    assert run(["metrics", "--tag", "nowhere", "--database", database_url]) == 1
    assert "no tag called" in capsys.readouterr().err


def test_a_service_is_down_only_by_what_is_tagged_so(
    store: Store, rows: list[int], clock: SetClock
) -> None:
    clock.forward(timedelta(days=60))
    tag.tag(store, rows[::3], builders.actor(store, "ana"), ["eu"])
    every = {each.service: each.down_s for each in figures(store, Asked(MARCH, MADRID)).levels}
    few = figures(store, Asked(MARCH, MADRID, tags=tag_ids(store, ["eu"]))).levels
    assert every.keys() == {each.service for each in few}
    assert all(0 < each.down_s < every[each.service] for each in few)
