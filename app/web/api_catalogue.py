"""The team over the API: people, teams, services, schedules, policies; and alerts."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.queries import alert as alerts
from app.queries.incident_json import instant
from app.queries.people import people
from app.queries.schedule import policy_rows, schedule_rows
from app.queries.service import services
from app.queries.team import teams
from app.store import Store
from app.web.api_way import By
from app.web.api_word import PAGE, Limit
from app.workspace.write import plain

INSIDE = ("id", "version", "colour")  # of rows, for nobody outside
Before = Annotated[int | None, Query(ge=1, le=2**63 - 1, description="`next` of the last page.")]


def add(router: APIRouter, store: Store) -> None:
    """Hangs them in."""

    @router.get("/people", summary="The people, by handle; contacts without their addresses")
    def list_people(everyone: bool = False) -> dict[str, Any]:
        return {"people": [_row(each) for each in people(store, everyone=everyone)]}

    @router.get("/teams", summary="The teams, who is in them and what they own")
    def list_teams() -> dict[str, Any]:
        return {"teams": [_row(each) for each in teams(store)]}

    @router.get("/services", summary="The services in use")
    def list_services() -> dict[str, Any]:
        return {"services": [_row(each) for each in services(store)]}

    @router.get("/schedules", summary="The schedules as the workspace file has them")
    def list_schedules() -> dict[str, Any]:
        return {
            "schedules": [
                plain(each.spec) | {"on_call": [name for _, name in each.now.people]}
                for each in schedule_rows(store)
            ]
        }

    @router.get("/policies", summary="The policies as the workspace file has them")
    def list_policies() -> dict[str, Any]:
        return {
            "policies": [
                plain(each.spec) | {"services": list(each.services)} for each in policy_rows(store)
            ]
        }

    @router.get("/alerts", summary="Alerts, newest first")
    def list_alerts(
        by: By,
        only_open: Annotated[bool, Query(alias="open")] = False,
        before: Before = None,
        limit: Limit = PAGE,
    ) -> dict[str, Any]:
        found = alerts.alerts(
            store, open_only=only_open, before=before, limit=limit + 1, whole=by.person is not None
        )
        beyond = found[limit - 1].id if len(found) > limit else None
        rows = [_row(each) | {"id": each.id} for each in found[:limit]]
        return {"alerts": rows, "next": beyond}


def _row(row: Any) -> dict[str, Any]:
    return {key: _said(value) for key, value in asdict(row).items() if key not in INSIDE}


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    if isinstance(value, dict):
        return {key: _said(each) for key, each in value.items() if key not in INSIDE}
    return value
