"""The columns of the list of services."""

from typing import Any

from PySide6.QtCore import QObject

from models.kinds import Format, ServiceKind
from ui.language.numbers import bare
from ui.tables.column import Column

PRODUCTS = {
    Format.EVENTS_V2: "PagerDuty Events v2",
    Format.ALERTMANAGER: "Alertmanager",
    Format.GRAFANA: "Grafana",
    Format.OPSGENIE: "Opsgenie",
    Format.DATADOG: "Datadog",
    Format.CLOUDWATCH: "CloudWatch",
    Format.AZURE: "Azure Monitor",
    Format.GITHUB: "GitHub",
    Format.GITLAB: "GitLab",
    Format.JIRA: "Jira",
    Format.STATUSPAGE: "Statuspage",
    Format.BETTERSTACK: "Better Stack",
    Format.GENERIC: "JSON",
}


class Words(QObject):
    """Titles and values in the user's language."""

    def services(self) -> tuple[Column, ...]:
        """Of the list."""
        return (
            Column("name", self.tr("Service"), lambda row: row.name, width=12, strong=True,
                   stretch=True, tip=lambda row: row.description),
            Column("open", self.tr("Open", "incidents"), _open, _count, width=7, end=True,
                   ink=_open_ink, spoken=self._spoken),
            Column("team", self.tr("Team"), lambda row: row.team or "–", width=11),
            Column("policy", self.tr("Policy"), _policy, width=11, ink=_policy_ink),
            Column("slo", self.tr("SLO"), _slo, _slo_order, width=9, end=True),
            Column("needs", self.tr("Depends on"), _needs, width=16, tip=_needs,
                   ink=lambda _: "muted"),
            Column("kind", self.tr("Kind"), self._kind, width=11, hidden=True),
            Column("needed", self.tr("Needed by"), _needed, width=18, hidden=True),
        )  # fmt: skip

    def kind(self, kind: ServiceKind) -> str:
        """Whether we run it."""
        return {
            ServiceKind.INTERNAL: self.tr("Ours"),
            ServiceKind.THIRD_PARTY: self.tr("Third party"),
        }[kind]

    def format(self, form: Format) -> str:
        """What a sender speaks."""
        own = {Format.EMAIL: self.tr("E-mail"), Format.HEARTBEAT: self.tr("Heartbeat")}
        return own.get(form) or PRODUCTS[form]

    def _kind(self, row: Any) -> str:
        return self.kind(row.kind)

    def _spoken(self, row: Any) -> str:
        return self.tr("%n open incident(s)", "", row.open_incidents)


def _count(row: Any) -> int:
    return int(row.open_incidents)


def _open(row: Any) -> str:
    return str(row.open_incidents) if row.open_incidents else "–"


def _open_ink(row: Any) -> str:
    return "alarm_text" if row.open_incidents else "muted"


def _policy(row: Any) -> str:
    return row.policy or "–"


def _policy_ink(row: Any) -> str:
    return "text" if row.policy else "warn_text"


def _slo(row: Any) -> str:
    return f"{bare(row.slo)} %" if row.slo else "–"


def _slo_order(row: Any) -> float:
    return float(row.slo or 0)


def _needs(row: Any) -> str:
    return ", ".join(row.depends_on) or "–"


def _needed(row: Any) -> str:
    return ", ".join(row.needed_by) or "–"
