"""What a form says as plain data and back, and what of it is never written."""

import json
from datetime import date, datetime, time, timedelta

import pytest

from app.domain.condition import All, Comparison, Not, Operator
from app.domain.plain import atop, understood, written
from app.domain.rota import Restriction
from app.domain.wish import WishSpec
from app.domain.workflow import Action, StepSpec, Trigger, When, WorkflowSpec
from app.domain.workspace import (
    ChannelSpec,
    ContactSpec,
    IntegrationSpec,
    LevelSpec,
    PersonSpec,
    PolicySpec,
    RuleSpec,
    TargetSpec,
    TimeOffSpec,
    TrackerSpec,
    ViewSpec,
)
from models.kinds import Format, Pick, TargetKind, Urgency
from models.kinds_learn import Priority, TrackerKind

NIGHTS = Restriction((0, 4), (None, time(22)), (None, time(6, 30)))
WHOLE = (
    PolicySpec(
        "platform",
        (LevelSpec((TargetSpec(TargetKind.TEAM, "ops"),), timedelta(seconds=90), 1, Pick.ALL),),
        low_hours=(NIGHTS,),
        remind=timedelta(minutes=20),
    ),
    PersonSpec(
        "fay",
        contacts=(ContactSpec("mail", ""),),
        rules=(RuleSpec(Urgency.HIGH, "mail", timedelta(minutes=5)),),
        time_off=(TimeOffSpec(datetime(2026, 12, 24), datetime(2026, 12, 27), "home"),),
        wishes=(WishSpec((5, 6), date(2026, 12, 1)),),
    ),
    WorkflowSpec(
        "Tell",
        when=(When(Trigger.OPENED), When(Trigger.EVERY, timedelta(hours=1))),
        condition=All((Not(Comparison("title", Operator.CONTAINS, ("test",))),)),
        steps=(StepSpec(Action.ADD_LINK, value="https://example.org", only_if=None),),
    ),
    (1, None, "words", 99.5, True, Priority.HIGH, date(2026, 12, 24), ("a", ("b",))),
)
SECRET = "hunter2-secret"
SEALED = (
    ContactSpec("mail", SECRET),
    ChannelSpec("wall", SECRET),
    IntegrationSpec("prometheus", Format.ALERTMANAGER, "api", SECRET),
    TrackerSpec("jira", TrackerKind.JIRA, "OPS", token=SECRET),
    ViewSpec("partners", password=SECRET),
    StepSpec(Action.CALL_WEBHOOK, value=SECRET, headers=(("Authorization", SECRET),)),
)


@pytest.mark.parametrize("value", WHOLE)
def test_it_comes_back_as_it_was(value: object) -> None:
    assert understood(json.loads(json.dumps(written(value)))) == value


@pytest.mark.parametrize("spec", SEALED)
def test_a_secret_is_never_written(spec: object) -> None:
    said = json.dumps(written((spec,)))
    assert SECRET not in said
    assert SECRET not in repr(understood(json.loads(said)))


def test_a_secret_that_stays_as_it_is_stored_still_does() -> None:
    step = StepSpec(Action.CALL_WEBHOOK, value=None)
    assert understood(written((step, ContactSpec("mail", None)))) == (
        step,
        ContactSpec("mail", None),
    )


@pytest.mark.parametrize("data", [{"is": "Popen", "of": {}}, {"of": 1}, {"is": "PersonSpec"}])
def test_what_nobody_wrote_is_refused(data: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        understood(data)


def test_what_only_one_changed_is_nobodys_conflict() -> None:
    assert atop(("a", "b", "c"), ("mine", "b", "mine"), ("a", "theirs", "theirs")) == (
        "mine", "theirs", "mine")  # fmt: skip
