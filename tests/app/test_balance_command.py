"""`watchbill rota check`, `fairness` and `fill`, as a shell sees them."""

import json
from datetime import timedelta

import pytest

from app.cli.main import run
from app.domain.actor import Actor
from app.domain.workspace import OverrideSpec
from app.operations.rota import add_override
from app.queries.named import schedule_id
from app.store import open_store
from models.kinds import OverrideKind, Source
from tests.app.test_request_command import MONDAY, Shell, url

__all__ = ["url"]
DAY = timedelta(days=1)
ANA = Actor("ana", Source.DESKTOP)


@pytest.fixture
def uneven(url: str) -> list[str]:
    """Ana covers three weeks to come, on top of her own."""
    store = open_store(url, durable=False)
    ident = schedule_id(store, "primary")
    for week in (2, 3, 4):
        begin = MONDAY + 7 * week * DAY
        cover = OverrideSpec(OverrideKind.COVER, begin, begin + 2 * DAY, ("ana",))
        add_override(store, ident, cover, ANA)
    out = OverrideSpec(OverrideKind.REMOVE, MONDAY + 36 * DAY, MONDAY + 37 * DAY, (), ("ana",))
    add_override(store, ident, out, ANA)
    for name in ("ben", "cy"):
        begin = MONDAY + 36 * DAY
        gone = OverrideSpec(OverrideKind.REMOVE, begin, begin + DAY, (), (name,))
        add_override(store, ident, gone, ANA)
    store.close()
    return ["--database", url, "rota"]


def test_check(uneven: list[str], capsys: Shell) -> None:
    assert run([*uneven, "check", "primary", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schedule"], found["gaps"]) == ("primary", 1)
    gap = next(each for each in found["findings"] if each["kind"] == "gap")
    assert (gap["grave"], gap["person"], gap["figure"]) == (True, None, 24.0)
    assert gap["text"] == "Nobody is on call for 24 h."
    assert run([*uneven, "check", "primary", "--time-zone", "UTC"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{100 * found['coverage']:.4g} % of the next 90 days are covered."
    assert any(line.startswith("red ") and "Nobody" in line for line in lines)


def test_fairness(uneven: list[str], capsys: Shell) -> None:
    assert run([*uneven, "fairness", "primary", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["score"] > 0
    assert sum(each["part"] for each in found["people"]) == pytest.approx(1, abs=0.01)
    assert run([*uneven, "fairness", "primary"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"Score {found['score']:.1f}")
    assert lines[1].split()[:3] == ["who", "hours", "nights"]
    assert len(lines) == 2 + len(found["people"])


def test_fairness_of_any_span(uneven: list[str], capsys: Shell) -> None:
    ends = ("--from", "2020-01-06T00:00Z", "--to", "2020-01-20T00:00Z")
    assert run([*uneven, "fairness", "primary", *ends, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["from"], found["to"]) == ("2020-01-06T00:00:00Z", "2020-01-20T00:00:00Z")
    assert sum(each["hours"] for each in found["people"]) <= 14 * 24
    assert run([*uneven, "fairness", "primary", "--to", "2020-01-06T00:00Z"]) == 1
    assert "--to lies before --from" in capsys.readouterr().err


def test_fill_proposes_and_publishes_only_when_told(uneven: list[str], capsys: Shell) -> None:
    def score() -> float:
        run([*uneven, "fairness", "primary", "--json"])
        return float(json.loads(capsys.readouterr().out)["score"])

    before = score()
    assert run([*uneven, "fill", "primary", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["after"]["score"] < found["before"]["score"]
    assert found["changed"] > 0
    assert (found["after"]["red"], found["published"]) == (0, False)
    assert score() == before
    assert run([*uneven, "fill", "primary", "--publish", "--as", "ana"]) == 0
    assert "In force" in capsys.readouterr().out
    assert score() < before
    assert run([*uneven, "history", "primary", "--json"]) == 0
    assert "fair fill" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["fill", "primary", "--row", "dayly"], "There is no rotation called 'dayly'"),
        (["fill", "primary", "--person", "zoe"], "There is no person called 'zoe'"),
        (["check", "primry"], "There is no schedule called 'primry'. Did you mean 'primary'?"),
    ],
)
def test_what_is_not_there(
    uneven: list[str], capsys: Shell, asked: list[str], sentence: str
) -> None:
    assert run([*uneven, *asked]) == 1
    assert capsys.readouterr().err.startswith(sentence)
