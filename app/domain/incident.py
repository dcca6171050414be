"""The rules of an incident: stages, what an alert suggests, clocks, and the sentences that refuse.

Functions named `why_not_...` return one sentence for a person, or None when nothing speaks against.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from models.kinds import Category, ServiceKind, Severity, SignalSeverity, Stage, Urgency

NUMBERS = range(1, 2**63)  # what an id can be
TITLE = 1024  # characters
LONG = 100_000  # characters of a description, an impact or a note
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # a terminal would obey them
ALL_OVER = "every alert is resolved"  # why the engine says that an incident is
FIRST = datetime(1970, 1, 1, tzinfo=UTC)

SEVERITY = {
    SignalSeverity.CRITICAL: Severity.SEV1,
    SignalSeverity.ERROR: Severity.SEV2,
    SignalSeverity.WARNING: Severity.SEV3,
    SignalSeverity.INFO: Severity.SEV4,
}
URGENT = (SignalSeverity.CRITICAL, SignalSeverity.ERROR)
DECLARED = (Severity.SEV3, Urgency.HIGH)  # what a person gets who says neither

WORDS = {  # whole words, as regular expressions
    Category.SECURITY: r"leak\w*|breach\w*|intrusion|malware|phishing|exfiltrat\w*|cve-\d+",
    Category.PIPELINE: r"pipelines?|ci/cd|builds?|deploy\w*|rollouts?|runners?",
    Category.ACCESS: r"permissions?|forbidden|unauthori[sz]ed|certificates?|expired"
    r"|misconfig\w*|credentials?|log-?ins?",
    Category.PERFORMANCE: r"latency|slow\w*|time-?outs?|p9\d|saturat\w*|queues?",
    Category.INFRASTRUCTURE: r"down|disks?|nodes?|hosts?|network|dns|memory|unreachable|outage"
    r"|power",
}
HINTS = {
    category: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for category, words in WORDS.items()
}


def storable(text: str) -> str:
    """Without what no database takes: NUL characters, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def title_of(said: str) -> str:
    """One line, trimmed, without control characters; empty where nothing can be read in it."""
    line = " ".join(CONTROL.sub(" ", storable(said)).split())
    return line if any(each.isprintable() and not each.isspace() for each in line) else ""


def why_no_title(title: str) -> str | None:
    """`title` is what `title_of` returned."""
    if not title:
        return "A title is needed: say in a few words what is wrong."
    if len(title) > TITLE:
        return f"The title has {len(title)} characters; {TITLE} is the most."
    return None


def why_too_long(text: str, what: str) -> str | None:
    """For free text."""
    if len(text) <= LONG:
        return None
    return f"The {what} has {len(text)} characters; {LONG} is the most."


def severity_of(signal: SignalSeverity) -> Severity:
    """What an alert's own word suggests."""
    return SEVERITY[signal]


def urgency_of(signal: SignalSeverity) -> Urgency:
    """Whether an alert wakes people."""
    return Urgency.HIGH if signal in URGENT else Urgency.LOW


def category_of(title: str, kind: ServiceKind | None) -> Category | None:
    """A suggestion from the title's words; trouble of somebody else's service is theirs."""
    if kind is ServiceKind.THIRD_PARTY:
        return Category.THIRD_PARTY
    return next((each for each, words in HINTS.items() if words.search(title)), None)


def why_not_acknowledged(number: int, stage: Stage) -> str | None:
    """Only what is open can be acknowledged, or given back."""
    if stage.open:
        return None
    return f"#{number} is {stage.value} already; there is nothing left to acknowledge."


def why_not_moved(number: int, stage: Stage, to: Stage) -> str | None:
    """Any way among the open stages; closed only after resolved."""
    if stage is to or (stage.open and to.open):
        return None
    if to is Stage.CLOSED and stage is Stage.RESOLVED:
        return None
    if to is Stage.CLOSED:
        return f"#{number} is {stage.value}; only a resolved incident can be closed."
    if to.open:
        return f"#{number} is {stage.value}; reopen it first."
    if to is Stage.MERGED:
        return f"#{number} can only be merged into another incident."
    return why_not_ended(number, stage, to)


def why_not_ended(number: int, stage: Stage, to: Stage) -> str | None:
    """An open incident can be resolved, declined or merged; ending it twice the same way is
    nothing to complain about."""
    if stage.open or stage is to or (to is Stage.RESOLVED and stage is Stage.CLOSED):
        return None
    return f"#{number} is {stage.value} already; reopen it before it can be {to.value}."


def why_not_reopened(number: int, stage: Stage) -> str | None:
    """What was merged lives on in the other incident."""
    if stage is Stage.MERGED:
        return f"#{number} was merged into another incident; work goes on there."
    return None


@dataclass(frozen=True)
class Clocks:
    """An incident's instants, aware UTC; in the order in which they should happen."""

    created_at: datetime
    impact_started_at: datetime | None = None
    detected_at: datetime | None = None
    acknowledged_at: datetime | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None


def begun(
    now: datetime, impact: datetime | None = None, detected: datetime | None = None
) -> Clocks:
    """A new incident's clocks: detected now unless something saw it earlier; an impact that is
    said to begin after it was detected (two machines' clocks differ) began then."""
    seen = min(detected or now, now)
    return Clocks(now, min(impact, seen) if impact and detected else impact, seen)


def after_acknowledging(clocks: Clocks, at: datetime) -> Clocks:
    """The first acknowledgement counts."""
    return replace(clocks, acknowledged_at=clocks.acknowledged_at or at)


def after_moving(clocks: Clocks, to: Stage, at: datetime) -> Clocks:
    """Monitoring means mitigated, and so does resolved without it; the first time counts.
    An open stage has no end, so that reopening takes `resolved_at` away."""
    eased = to in (Stage.MONITORING, Stage.RESOLVED)
    over = clocks.resolved_at or at if to is Stage.RESOLVED else clocks.resolved_at
    return replace(
        clocks,
        mitigated_at=clocks.mitigated_at or at if eased else clocks.mitigated_at,
        resolved_at=None if to.open else over,
    )


def corrected(clocks: Clocks, said: dict[str, datetime | None]) -> Clocks:
    """Clocks set by hand; what was mitigated by being resolved goes along with that."""
    if "resolved_at" in said and clocks.mitigated_at == clocks.resolved_at:
        said = {"mitigated_at": said["resolved_at"]} | said
    return replace(clocks, **said)  # type: ignore[arg-type]


def why_not_begun(began: datetime, now: datetime) -> str | None:
    """For "it began at"."""
    if began > now:
        return "It cannot have begun in the future."
    return "It cannot have begun before 1970." if began < FIRST else None


def why_not_clocks(clocks: Clocks, stage: Stage, now: datetime) -> tuple[str, str] | None:
    """For clocks corrected by hand: the field that is wrong, and the sentence."""
    said: dict[str, datetime] = {k: at for k, at in vars(clocks).items() if at is not None}
    for name, at in said.items():
        if at > now or at < FIRST:
            return name, f"“{CLOCK[name]}” lies {'in the future' if at > now else 'before 1970'}."
    for before, after in ORDER:
        if before in said and after in said and said[before] > said[after]:
            return after, f"“{CLOCK[after]}” lies before “{CLOCK[before]}”."
    over = stage in (Stage.RESOLVED, Stage.CLOSED)
    if over and clocks.resolved_at is None:
        return "resolved_at", f"An incident that is {stage.value} needs a resolved time."
    if clocks.resolved_at is not None and not over:
        return "resolved_at", f"An incident that is {stage.value} has no resolved time."
    return None


CLOCK = {
    "impact_started_at": "impact started",
    "detected_at": "detected",
    "created_at": "created",
    "acknowledged_at": "acknowledged",
    "mitigated_at": "mitigated",
    "resolved_at": "resolved",
}
ORDER = (
    ("impact_started_at", "detected_at"),
    ("impact_started_at", "acknowledged_at"),
    ("impact_started_at", "mitigated_at"),
    ("detected_at", "acknowledged_at"),
    ("mitigated_at", "resolved_at"),
    ("impact_started_at", "resolved_at"),
)
