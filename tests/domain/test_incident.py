"""The rules of an incident, as tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import incident as rules
from app.domain.incident import Clocks
from models.kinds import Category, ServiceKind, Severity, SignalSeverity, Stage, Urgency

NOW = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OPEN = [stage for stage in Stage if stage.open]
OVER = [stage for stage in Stage if not stage.open]


@pytest.mark.parametrize(
    ("said", "severity", "urgency"),
    [
        (SignalSeverity.CRITICAL, Severity.SEV1, Urgency.HIGH),
        (SignalSeverity.ERROR, Severity.SEV2, Urgency.HIGH),
        (SignalSeverity.WARNING, Severity.SEV3, Urgency.LOW),
        (SignalSeverity.INFO, Severity.SEV4, Urgency.LOW),
    ],
)
def test_what_an_alert_says_suggests_severity_and_urgency(
    said: SignalSeverity, severity: Severity, urgency: Urgency
) -> None:
    assert rules.severity_of(said) is severity
    assert rules.urgency_of(said) is urgency


@pytest.mark.parametrize(
    ("title", "kind", "category"),
    [
        ("API latency p99 over 2 s", ServiceKind.INTERNAL, Category.PERFORMANCE),
        ("db-1 is down", None, Category.INFRASTRUCTURE),
        ("Customer data leak", None, Category.SECURITY),
        ("Deploy of web failed", None, Category.PIPELINE),
        ("TLS certificate expired", None, Category.ACCESS),
        ("anything at all", ServiceKind.THIRD_PARTY, Category.THIRD_PARTY),
        ("Download button is grey", None, None),
    ],
)
def test_the_title_suggests_a_category(
    title: str, kind: ServiceKind | None, category: Category | None
) -> None:
    assert rules.category_of(title, kind) is category


@pytest.mark.parametrize("stage", OPEN)
@pytest.mark.parametrize("to", [*OPEN, Stage.RESOLVED, Stage.DECLINED])
def test_an_open_incident_goes_anywhere(stage: Stage, to: Stage) -> None:
    assert rules.why_not_moved(7, stage, to) is None
    assert rules.why_not_acknowledged(7, stage) is None


@pytest.mark.parametrize("stage", OVER)
def test_what_is_over_must_be_reopened_before_work_goes_on(stage: Stage) -> None:
    assert all("reopen it first" in str(rules.why_not_moved(7, stage, to)) for to in OPEN)
    assert f"#7 is {stage.value}" in str(rules.why_not_acknowledged(7, stage))


@pytest.mark.parametrize("stage", list(Stage))
def test_only_what_is_resolved_can_be_closed(stage: Stage) -> None:
    allowed = stage in (Stage.RESOLVED, Stage.CLOSED)
    assert (rules.why_not_moved(7, stage, Stage.CLOSED) is None) is allowed


def test_what_was_declined_is_not_resolved_and_what_was_merged_stays() -> None:
    assert "declined already" in str(rules.why_not_ended(7, Stage.DECLINED, Stage.RESOLVED))
    assert rules.why_not_ended(7, Stage.CLOSED, Stage.RESOLVED) is None
    assert "merged" in str(rules.why_not_reopened(7, Stage.MERGED))
    assert rules.why_not_reopened(7, Stage.DECLINED) is None
    assert "another" in str(rules.why_not_moved(7, Stage.TRIAGE, Stage.MERGED))


def test_clocks_keep_their_first_value() -> None:
    clocks = rules.after_acknowledging(Clocks(NOW), NOW + MINUTE)
    clocks = rules.after_acknowledging(clocks, NOW + 2 * MINUTE)
    clocks = rules.after_moving(clocks, Stage.MONITORING, NOW + 3 * MINUTE)
    clocks = rules.after_moving(clocks, Stage.INVESTIGATING, NOW + 4 * MINUTE)
    clocks = rules.after_moving(clocks, Stage.MONITORING, NOW + 5 * MINUTE)
    clocks = rules.after_moving(clocks, Stage.RESOLVED, NOW + 6 * MINUTE)
    clocks = rules.after_moving(clocks, Stage.RESOLVED, NOW + 7 * MINUTE)
    assert clocks.acknowledged_at == NOW + MINUTE
    assert clocks.mitigated_at == NOW + 3 * MINUTE
    assert clocks.resolved_at == NOW + 6 * MINUTE


def test_resolved_without_monitoring_counts_as_mitigated_and_declined_as_neither() -> None:
    resolved = rules.after_moving(Clocks(NOW), Stage.RESOLVED, NOW + MINUTE)
    assert resolved.mitigated_at == resolved.resolved_at == NOW + MINUTE
    declined = rules.after_moving(Clocks(NOW), Stage.DECLINED, NOW + MINUTE)
    assert declined == Clocks(NOW)


def test_reopening_takes_only_the_end_away() -> None:
    resolved = rules.after_moving(Clocks(NOW), Stage.RESOLVED, NOW + MINUTE)
    again = rules.after_moving(resolved, Stage.INVESTIGATING, NOW + 2 * MINUTE)
    assert (again.resolved_at, again.mitigated_at) == (None, NOW + MINUTE)


def test_an_incident_is_detected_by_its_first_signal_or_now() -> None:
    early = NOW - 3 * MINUTE
    assert rules.begun(NOW, None, None) == Clocks(NOW, None, NOW)
    assert rules.begun(NOW, early, None) == Clocks(NOW, early, NOW)
    assert rules.begun(NOW, early, NOW - MINUTE) == Clocks(NOW, early, NOW - MINUTE)


def test_a_senders_clock_that_runs_ahead_does_not_begin_after_it_was_seen() -> None:
    clocks = rules.begun(NOW, NOW + 3 * MINUTE, NOW - MINUTE)
    assert clocks.impact_started_at == clocks.detected_at == NOW - MINUTE


@pytest.mark.parametrize(
    ("clocks", "stage", "field"),
    [
        (Clocks(NOW, impact_started_at=NOW + MINUTE), Stage.TRIAGE, "impact_started_at"),
        (Clocks(NOW, detected_at=datetime(1, 1, 1, tzinfo=UTC)), Stage.TRIAGE, "detected_at"),
        (Clocks(NOW, NOW, NOW - MINUTE), Stage.TRIAGE, "detected_at"),
        (Clocks(NOW, NOW, acknowledged_at=NOW - MINUTE), Stage.TRIAGE, "acknowledged_at"),
        (Clocks(NOW, resolved_at=NOW), Stage.TRIAGE, "resolved_at"),
        (Clocks(NOW), Stage.RESOLVED, "resolved_at"),
        (
            Clocks(NOW, mitigated_at=NOW, resolved_at=NOW - MINUTE),
            Stage.RESOLVED,
            "resolved_at",
        ),
    ],
)
def test_clocks_set_by_hand_must_make_sense(clocks: Clocks, stage: Stage, field: str) -> None:
    wrong = rules.why_not_clocks(clocks, stage, NOW)
    assert wrong is not None
    assert wrong[0] == field
    assert wrong[1].endswith(".")


def test_what_the_rules_make_the_rules_accept() -> None:
    clocks = rules.after_acknowledging(rules.begun(NOW, NOW - MINUTE, NOW), NOW)
    clocks = rules.after_moving(clocks, Stage.RESOLVED, NOW + MINUTE)
    assert rules.why_not_clocks(clocks, Stage.RESOLVED, NOW + MINUTE) is None


def test_it_may_have_begun_in_the_past_only() -> None:
    assert rules.why_not_begun(NOW, NOW) is None
    assert "future" in str(rules.why_not_begun(NOW + MINUTE, NOW))
    assert "1970" in str(rules.why_not_begun(datetime(1969, 1, 1, tzinfo=UTC), NOW))


@pytest.mark.parametrize("said", ["", "   ", "\n\t", "\0", "\u200b", "\x1b\x07"])
def test_a_title_that_cannot_be_read_is_none(said: str) -> None:
    assert rules.title_of(said) == ""
    assert rules.why_no_title("") is not None


def test_a_title_is_one_trimmed_line() -> None:
    assert rules.title_of("  db\n\tis\x1b[31m  down ") == "db is [31m down"
    assert rules.why_no_title("x" * 1024) is None
    assert "1025" in str(rules.why_no_title("x" * 1025))


@given(st.text(st.characters(), max_size=200))
def test_any_text_becomes_a_title_or_nothing(said: str) -> None:
    title = rules.title_of(said)
    assert rules.title_of(title) == title
    assert title.encode().decode() == title
    assert not any(each in title for each in "\0\n\r\x1b")
