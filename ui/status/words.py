"""The status page's words and colours."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from models.kinds import Stage
from models.kinds_status import ComponentState
from ui.language.numbers import UNIT, bare
from ui.widgets.choices import Choice

INK = {
    ComponentState.OPERATIONAL: "good",
    ComponentState.MAINTENANCE: "sev4",
    ComponentState.DEGRADED: "sev3",
    ComponentState.PARTIAL: "sev2",
    ComponentState.MAJOR: "sev1",
}
STAGES = (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING, Stage.RESOLVED)


def state_word(state: ComponentState) -> str:
    """As readers see it."""
    return {
        ComponentState.OPERATIONAL: _tr("Works"),
        ComponentState.MAINTENANCE: _tr("Maintenance"),
        ComponentState.DEGRADED: _tr("Slow or faulty"),
        ComponentState.PARTIAL: _tr("Partial outage"),
        ComponentState.MAJOR: _tr("Major outage"),
    }[state]


def states() -> list[Choice]:
    """To choose from, the best first."""
    return [Choice(each, state_word(each)) for each in ComponentState]


def stage_word(stage: Stage) -> str:
    """What customers read over an update."""
    return {
        Stage.INVESTIGATING: _tr("We are looking into it"),
        Stage.IDENTIFIED: _tr("We know the cause"),
        Stage.MONITORING: _tr("It works again, we keep watching"),
        Stage.RESOLVED: _tr("It is over"),
    }.get(stage, _tr("We are looking into it"))


def stages() -> list[Choice]:
    """To choose from."""
    return [Choice(each, stage_word(each)) for each in STAGES]


def nexts() -> list[Choice]:
    """When the next update is promised."""
    spans = ((15, _tr("in 15 minutes")), (30, _tr("in 30 minutes")), (60, _tr("in 1 hour")),
             (120, _tr("in 2 hours")), (240, _tr("in 4 hours")),
             (1440, _tr("tomorrow")))  # fmt: skip
    listed = [Choice(timedelta(minutes=minutes), words) for minutes, words in spans]
    return [Choice(None, _tr("as usual for this severity")), *listed]


def due_words(due_at: datetime | None, now: datetime) -> tuple[str, bool]:
    """When the next update is due, and whether that has passed."""
    if due_at is None:
        return _tr("No further update is promised."), False
    from ui.widgets.duration import duration_text
    from ui.widgets.when import moment_text

    if due_at <= now:
        words = _tr("The next update is late: it was due %1 ago.")
        return words.replace("%1", duration_text(_whole(now - due_at))), True
    words = _tr("Next update due in %1 (%2).").replace("%1", duration_text(_whole(due_at - now)))
    return words.replace("%2", moment_text(due_at, now)), False


def _whole(span: timedelta) -> timedelta:
    """In minutes, at least one."""
    return timedelta(minutes=max(1, round(span.total_seconds() / 60)))


def percent(share: float | None) -> str:
    """Cut, not rounded."""
    if share is None:
        return _tr("no data yet")
    return bare(int(share * 100_000) / 1000) + UNIT


def _tr(words: str) -> str:
    return QCoreApplication.translate("Status", words)
