"""/api/v1: JSON for scripts, for whoever shows a bearer token. The routers of each noun are hung
into one; the way in that all of them share is `api_way`."""

from fastapi import APIRouter

from app.store import Store
from app.web import api_catalogue, api_change, api_incident, api_metrics, api_oncall, api_override
from app.web.api_way import noun

BASE = "/api/v1"
PARTS = (
    api_incident.add,
    api_change.add,
    api_oncall.add,
    api_override.add,
    api_catalogue.add,
    api_metrics.add,
)


def router(store: Store) -> APIRouter:
    """Plain functions, so that they never hold up the event loop."""
    made = APIRouter(prefix=BASE)
    for add in PARTS:
        part = noun(store)
        add(part, store)
        made.include_router(part)
    return made
