"""What the chips of the metrics page ask for."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.kinds import Severity

if TYPE_CHECKING:
    from app.domain.window import Window
    from app.queries.asked import Asked


@dataclass(frozen=True, slots=True)
class Wanted:
    """`span` is one of `app.domain.span.Span`, or empty with `own` instead; `against` one of
    `Against`, or what `other` is called. `zone` is where the days are. `planned`: impact during
    maintenance counts."""

    zone: str = "UTC"
    span: str = "6 months"
    own: "Window | None" = None
    against: str = "the period before"
    services: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    severities: frozenset[Severity] = frozenset()
    categories: frozenset[str] = frozenset()
    planned: bool = True
    other: "Window | None" = None
    tags: frozenset[int] = frozenset()

    @property
    def narrowed(self) -> bool:
        """Whether anything but time is chosen."""
        bare = replace(self, span="", own=None, against="", planned=True, other=None)
        return bare != Wanted(self.zone, "", None, "")

    def asked(self, now: datetime) -> "tuple[Asked, Window]":
        """With the window that it is compared with."""
        from app.domain.span import Against, Span, earlier, window_of
        from app.queries.asked import Asked

        where = ZoneInfo(self.zone)
        window = self.own or window_of(Span(self.span), now, where)
        asked = Asked(window, where, self.services, self.teams, self.severities, self.categories,
                      self.planned, self.tags)  # fmt: skip
        return asked, self.other or earlier(window, Against(self.against), where)
