"""Which parser reads which format; a new format is a module and a line here."""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.signal import Signal
from app.intake import (
    alertmanager,
    azure,
    betterstack,
    cloudwatch,
    datadog,
    events_v2,
    generic,
    github,
    gitlab,
    grafana,
    jira,
    opsgenie,
    statuspage,
)
from models.kinds import Format

Parse = Callable[[Any, Mapping[str, str]], list[Signal]]

PARSERS: Mapping[Format, Parse] = {
    Format.EVENTS_V2: events_v2.parse,
    Format.ALERTMANAGER: alertmanager.parse,
    Format.GRAFANA: grafana.parse,
    Format.OPSGENIE: opsgenie.parse,
    Format.DATADOG: datadog.parse,
    Format.CLOUDWATCH: cloudwatch.parse,
    Format.AZURE: azure.parse,
    Format.GITHUB: github.parse,
    Format.GITLAB: gitlab.parse,
    Format.JIRA: jira.parse,
    Format.STATUSPAGE: statuspage.parse,
    Format.BETTERSTACK: betterstack.parse,
    Format.GENERIC: generic.parse,
}
