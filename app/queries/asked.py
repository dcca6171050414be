"""Which figures are asked for."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from app.domain.window import Window
from models.kinds import Severity


@dataclass(frozen=True)
class Asked:
    """Figures of incidents **created in the window**. An empty set asks for nothing.
    `services` are ids; an incident belongs to its own service and to those it affected, as in the
    list of incidents. `teams` are ids, by the team that owns such a service now.
    `tags` are ids; one of them is enough.
    `planned`: impact during maintenance counts; else maintenance is neither up nor down."""

    window: Window
    where: ZoneInfo
    services: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    severities: frozenset[Severity] = frozenset()
    categories: frozenset[str] = frozenset()
    planned: bool = True
    tags: frozenset[int] = frozenset()

    def before(self) -> "Asked":
        """The same of the time before, as long."""
        start = self.window.start - self.window.length
        return replace(self, window=Window(start, self.window.start))
