"""Who is on call, and who would be paged: the documents of `watchbill oncall` and `simulate`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.errors import Refused
from app.queries import plan
from app.queries.oncall import document, finals, moments
from app.store import Store
from app.web.api_word import HELP, Zone, duration, instant, window
from models.kinds import Severity, Urgency

At = Annotated[str, Query(description=f"An instant; else now. {HELP}")]
Begin = Annotated[str, Query(alias="from", description=f"A window's begin. {HELP}")]
End = Annotated[str, Query(alias="to", description="The window's end.")]
Subject = Annotated[str, Query(description="A policy or a service, by name.")]
AckAfter = Annotated[str, Query(description="Somebody acknowledges after so long: 90s, 5m.")]
AckBy = Annotated[str | None, Query(description="Who does; else it counts for all.")]


def add(router: APIRouter, store: Store) -> None:
    """Hangs them in."""

    @router.get("/oncall", summary="Who is on call: now, at an instant, or in a window")
    def show_oncall(
        schedule: Annotated[str | None, Query(description="One; else all.")] = None,
        at: At = "",
        begin: Begin = "",
        end: End = "",
        time_zone: Zone = "UTC",
    ) -> dict[str, Any]:
        if bool(begin) != bool(end) or (at and begin):
            raise Refused("Say `at`, or `from` with `to`, or none of them.")
        if begin:
            found = finals(store, window(begin, end, time_zone), schedule)
        else:
            moment = instant(at, time_zone) if at else store.now()
            found = moments(store, moment, schedule)
        documents = [document(each) for each in found]
        return documents[0] if schedule is not None else {"schedules": documents}

    @router.get("/simulate", summary="Who would be paged, when and how; writes nothing")
    def simulate(
        subject: Subject,
        at: At = "",
        urgency: Urgency = Urgency.HIGH,
        severity: Severity | None = None,
        ack_after: AckAfter = "",
        ack_by: AckBy = None,
        time_zone: Zone = "UTC",
    ) -> dict[str, Any]:
        if ack_by is not None and not ack_after:
            raise Refused("`ack_by` needs `ack_after`: when do they acknowledge?", "ack_by")
        after = duration(ack_after) if ack_after else None
        begin = (instant(at, time_zone) if at else store.now()).replace(microsecond=0)
        return plan.document(plan.plan(store, subject, begin, urgency, after, ack_by, severity))
