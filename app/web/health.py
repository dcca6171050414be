"""For those who watch over Watchbill: is it alive, and its figures in Prometheus' text format."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from app.domain.moment import stamp
from app.errors import Unavailable
from app.intake import reply
from app.intake.http import Intake
from app.queries import health
from app.queries.health import Figures, Pulse
from app.store import Store

TEXT = "text/plain; version=0.0.4; charset=utf-8"
ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})

Labels = Mapping[str, str]
Samples = Iterable[tuple[Labels, float]]


def router(store: Store, intake: Intake) -> APIRouter:
    """/healthz and /metrics; plain functions, so that they never hold up the event loop."""
    made = APIRouter()

    @made.head("/healthz", include_in_schema=False)  # uptime monitors ask so
    @made.get("/healthz", summary="Liveness, with the state of engine and database")
    def healthz() -> Response:
        return _health(store, intake)

    @made.head("/metrics", include_in_schema=False)
    @made.get("/metrics", summary="Figures in Prometheus' text format")
    def metrics() -> Response:
        try:
            found = health.pulse(store), health.figures(store)
        except Unavailable as fault:
            return reply.unavailable(str(fault))
        return Response(exposition(*found, intake, store.now()), media_type=TEXT)

    return made


def exposition(pulse: Pulse, figures: Figures, intake: Intake, now: datetime) -> str:
    """Every figure with its help and type."""
    opened = [
        ({"severity": severity, "urgency": urgency}, count)
        for (severity, urgency), count in sorted(figures.incidents.items())
    ]
    signals = [
        ({"integration": each.integration, "outcome": outcome}, getattr(each, outcome))
        for each in figures.signals
        for outcome in ("accepted", "dropped", "refused")
    ]
    seen = [({"reason": why}, count) for why, count in vars(intake.seen).items()]
    pages = [({"state": state}, count) for state, count in sorted(figures.pages.items())]
    lag = pulse.lag(now).total_seconds()
    return "".join(
        (
            _metric("incidents_open", "gauge", "Incidents people work on", opened),
            _metric("pages", "gauge", "Pages of open incidents", pages),
            _metric("signals_total", "counter", "Signals, by what became of them", signals),
            _metric("requests_refused_total", "counter", "Requests of nobody we know", seen),
            _metric("signals_pending", "gauge", "Signals to be read", [({}, pulse.pending)]),
            _metric("requests_waiting", "gauge", "Not on disk yet", [({}, intake.batch.waiting)]),
            _metric("engine_lag_seconds", "gauge", "How late the oldest work is", [({}, lag)]),
            _metric("late_steps", "gauge", "Steps a minute overdue", [({}, pulse.late_steps)]),
            _metric("late_pages", "gauge", "Pages a minute overdue", [({}, pulse.late_pages)]),
            _metric("engines_alive", "gauge", "Programs that page", [({}, pulse.engines)]),
        )
    )


def _health(store: Store, intake: Intake) -> Response:
    kind = "sqlite" if store.database.lite else "postgresql"
    try:
        pulse = health.pulse(store)
    except Unavailable as fault:
        database = {"state": "unavailable", "kind": kind, "error": str(fault)}
        return JSONResponse({"status": "unavailable", "database": database}, 503)
    alive, lag = pulse.engines > 0, pulse.lag(store.now())
    status = "late" if lag >= health.LATE else "ok"
    document = {
        "status": status if alive else "no engine",
        "database": {"state": "ok", "kind": kind},
        "engine": {
            "state": "alive" if alive else "missing",
            "alive": pulse.engines,
            "seen_at": stamp(pulse.seen_at) if pulse.seen_at else None,
            "lag_s": round(lag.total_seconds(), 3),
        },
        "watchdog": {
            "late_steps": pulse.late_steps,
            "late_pages": pulse.late_pages,
            "newer_database": pulse.newer,
        },
        "signals": {"pending": pulse.pending, "waiting": intake.batch.waiting},
    }
    return JSONResponse(document, 200 if document["status"] == "ok" else 503)


def _metric(name: str, kind: str, what: str, samples: Samples) -> str:
    full = f"watchbill_{name}"
    lines = [f"# HELP {full} {what}", f"# TYPE {full} {kind}"]
    lines += [f"{full}{_labels(labels)} {value:g}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _labels(labels: Labels) -> str:
    said = ",".join(f'{name}="{value.translate(ESCAPES)}"' for name, value in labels.items())
    return f"{{{said}}}" if said else ""
