"""The words of the status page. Imports nothing of ours either."""

from enum import StrEnum


class ComponentState(StrEnum):
    """How a part of what customers use is doing, best first; the values are what other status
    pages say."""

    OPERATIONAL = "operational"
    MAINTENANCE = "under_maintenance"
    DEGRADED = "degraded_performance"
    PARTIAL = "partial_outage"
    MAJOR = "major_outage"


class SubscriberKind(StrEnum):
    """How somebody outside is told of news."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class DispatchKind(StrEnum):
    """Why something is sent outside."""

    UPDATE = "status update"
    MAINTENANCE = "maintenance"
    CONFIRM = "confirmation"
