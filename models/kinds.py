"""The shared words of the field as enums. Imports nothing of ours, so every floor may use it."""

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is; SEV1 is the worst."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"


class Urgency(StrEnum):
    """Whether people are woken (high) or told (low)."""

    HIGH = "high"
    LOW = "low"


class Stage(StrEnum):
    """Where an incident stands; the last four are ended."""

    TRIAGE = "triage"
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    MERGED = "merged"

    @property
    def open(self) -> bool:
        """Whether people still work on it."""
        return self in OPEN_STAGES


OPEN_STAGES = (Stage.TRIAGE, Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING)


class Category(StrEnum):
    """What kind of trouble it is."""

    INFRASTRUCTURE = "infrastructure outage"
    THIRD_PARTY = "third-party failure"
    PIPELINE = "CI/CD pipeline"
    ACCESS = "misconfiguration or access"
    SECURITY = "security or data leak"
    PERFORMANCE = "performance"
    OTHER = "other"


class ServiceKind(StrEnum):
    """Whether we run it or somebody else does."""

    INTERNAL = "internal"
    THIRD_PARTY = "third_party"


class Unit(StrEnum):
    """The step of a rotation's hand-off grid."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Turns(StrEnum):
    """What uses a turn up: time the restrictions leave, or the clock."""

    WORKED = "worked"
    CALENDAR = "calendar"


class OverrideKind(StrEnum):
    """What an override does to the people the rotations give."""

    COVER = "cover"
    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


class TargetKind(StrEnum):
    """Whom a policy level may notify; next and previous are those of a schedule after and before
    who is on call."""

    SCHEDULE = "schedule"
    PERSON = "person"
    TEAM = "team"
    CHANNEL = "channel"
    NEXT = "next"
    PREVIOUS = "previous"


class Pick(StrEnum):
    """Which of a level's people are notified."""

    ALL = "all"
    ROUND_ROBIN = "round_robin"
    RANDOM = "random"


class Ack(StrEnum):
    """Whose acknowledgement is enough for a level."""

    FIRST = "first"
    ALL = "all"


class PageState(StrEnum):
    """What became of one page to one contact."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class AlertState(StrEnum):
    """Whether the sender still complains."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class SignalAction(StrEnum):
    """What a sender's signal asks for."""

    TRIGGER = "trigger"
    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    NOTE = "note"
    CHANGE = "change"


class SignalSeverity(StrEnum):
    """The sender's own word for how bad it is."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Format(StrEnum):
    """The dialects senders speak; a value is what the workspace file says."""

    EVENTS_V2 = "events_v2"
    ALERTMANAGER = "alertmanager"
    GRAFANA = "grafana"
    OPSGENIE = "opsgenie"
    DATADOG = "datadog"
    CLOUDWATCH = "cloudwatch"
    AZURE = "azure"
    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"
    STATUSPAGE = "statuspage"
    BETTERSTACK = "betterstack"
    GENERIC = "generic"
    EMAIL = "email"
    HEARTBEAT = "heartbeat"


class Life(StrEnum):
    """How the job behind a heartbeat is, by what it said and when."""

    WAITING = "waiting"  # for its first ping
    ALIVE = "alive"
    SILENT = "silent"
    FAILED = "failed"


class EventKind(StrEnum):
    """What a row of an incident's timeline tells."""

    DECLARED = "declared"
    ALERT = "alert"
    PAGE = "page"
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"
    ESCALATED = "escalated"
    STAGE = "stage"
    FIELD = "field"
    ROLE = "role"
    NOTE = "note"
    TASK = "task"
    UPDATE = "update"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    FLAG = "flag"
    PLAYBOOK = "playbook"
    FILE = "file"
    EDIT = "edit"
    PIN = "pin"
    MESSAGE = "message"
    REVIEW = "review"
    WORKFLOW = "workflow"
    PROBLEM = "problem"
    TIE = "tie"
    SNOOZED = "snoozed"
    RESPONDER = "responder"


class Source(StrEnum):
    """Where an act came from."""

    DESKTOP = "desktop"
    CARD = "card"
    TRAY = "tray"
    LINK = "link"
    SHELL = "shell"
    API = "api"
    ENGINE = "engine"
    SENDER = "sender"
    FILE = "file"
    MAIL = "mail"
    SLACK = "slack"
    TEAMS = "teams"


class Role(StrEnum):
    """A part somebody plays in an incident."""

    COMMANDER = "incident commander"
    DEPUTY = "deputy"
    SCRIBE = "scribe"
    COMMUNICATIONS = "communications lead"
    EXPERT = "subject expert"


class NoticeKind(StrEnum):
    """Why somebody is told something that is no page."""

    HAND_OFF = "hand-off"
    WEEK = "your shifts"
    ROTA = "rota changed"
    REQUEST = "request"
    STATUS = "status"
    TEST = "contact test"
    LATE = "late answer"
    DRILL = "drill"
    STEP = "playbook step"
    UPDATE = "status update"
    UPDATE_DUE = "update due"
    TASK = "task"


class RequestKind(StrEnum):
    """What somebody asks of others about their own shift."""

    COVER = "cover"
    SWAP = "swap"


class RequestState(StrEnum):
    """Where a request stands; after the first two it has ended. Accepted: a manager has still to
    approve. Overtaken: the shift changed meanwhile."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"
    EXPIRED = "expired"
    OVERTAKEN = "overtaken"

    @property
    def open(self) -> bool:
        """Whether anybody can still answer it."""
        return self in (RequestState.OPEN, RequestState.ACCEPTED)


class RequestAnswer(StrEnum):
    """What one of those who were asked said."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Approval(StrEnum):
    """Whose yes a swap or cover between people needs, besides theirs."""

    NONE = "none"
    MANAGER = "manager"


class Weekly(StrEnum):
    """When somebody is told of their shifts of the next days: at nine, where they live."""

    NEVER = "never"
    MONDAY = "monday"
    FRIDAY = "friday"


class CheckKind(StrEnum):
    """What may be wrong with a planned rota."""

    GAP = "gap"
    TIME_OFF = "time off"
    DOUBLE = "double booking"
    LEFT = "left the team"
    UNREACHABLE = "no contact"
    REST = "short rest"
    NIGHTS = "nights running"
    DAYS = "days running"
    HOURS = "hours in seven days"
    HOLIDAY = "public holiday"


class FeedKind(StrEnum):
    """Whose shifts a calendar subscription shows."""

    PERSON = "person"
    SCHEDULE = "schedule"
    TEAM = "team"


class Measure(StrEnum):
    """By what on-call is shared fairly."""

    HOURS = "hours"
    NIGHTS = "nights"
    WEEKENDS = "weekends"
    HOLIDAYS = "holidays"
    EXPECTED = "expected"


class PlayKind(StrEnum):
    """What a step of a playbook asks for."""

    DO = "do"
    CHECK = "check"
    DECIDE = "decide"
    NOTIFY = "notify"
    WAIT = "wait"
    HTTP = "http"
    COMMAND = "command"


class PlayState(StrEnum):
    """Where a step of a started playbook stands; running: it was approved and is under way."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def over(self) -> bool:
        """Whether nothing more is asked of anybody."""
        return self in (PlayState.DONE, PlayState.SKIPPED)


class ReviewState(StrEnum):
    """Where a post-incident review stands; waived: somebody said why none is needed."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    WAIVED = "not needed"


class RunState(StrEnum):
    """Where one run of a workflow stands. Waiting: its next step has its time; calling: an engine
    is at it; asking: a person must say yes. Unmet: its conditions did not hold; stopped: by a
    person, or because workflows set each other off too often."""

    WAITING = "waiting"
    CALLING = "calling"
    ASKING = "asking"
    DONE = "done"
    FAILED = "failed"
    UNMET = "unmet"
    STOPPED = "stopped"

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self not in (RunState.WAITING, RunState.CALLING, RunState.ASKING)


class DeedState(StrEnum):
    """What became of one step; unknown: its engine ended before it could tell."""

    DOING = "doing"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
