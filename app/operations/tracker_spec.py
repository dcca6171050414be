"""Trackers and the days of follow-ups as the workspace file says them."""

from dataclasses import replace

from app.domain.followup import USUAL
from app.domain.workspace import TrackerSpec
from app.errors import Refused
from app.operations.edit import Edit
from app.operations.tracker import Wanted, check, take_out, url_of, why_asked_again
from app.queries.followup import SLA, sla_in
from app.queries.spec import tracker_spec
from app.vault import TRACKER
from models.kinds import Severity
from models.ledger import Setting
from models.ticket import Tracker


def put_tracker(edit: Edit, spec: TrackerSpec, row: Tracker | None) -> None:
    """Makes the row what the spec says. Raises Refused."""
    said = Wanted(spec.name, spec.kind, spec.url, spec.project, spec.token or "", spec.user,
                  spec.type, spec.labels, spec.inside)  # fmt: skip
    if row is None and spec.token is None:
        raise Refused(f"The tracker {spec.name} has no token yet; expected one.", "token")
    check(said, fresh=row is None)
    if row is not None and (why := why_asked_again(row.url, said)):
        raise Refused(f"Tracker {spec.name}: {why}", "token")
    old = tracker_spec(row, edit.vault) if row is not None else None
    wanted = replace(spec, url=url_of(said), token=spec.token or (old.token if old else None))
    if wanted == old:
        return
    made = row or Tracker(name=spec.name, active=True)
    made.kind, made.url, made.project = wanted.kind, wanted.url, wanted.project
    made.user, made.type, made.labels = wanted.user, wanted.type, ",".join(wanted.labels)
    made.inside, made.quiet_until = wanted.inside, None
    if spec.token is not None and (old is None or spec.token != old.token):
        made.token = edit.vault.seal(spec.token, TRACKER)
    if row is None or old is None:
        edit.add(made)
    else:
        edit.change(row, old, wanted)


def drop_tracker(edit: Edit, row: Tracker) -> None:
    """Takes it out; its tickets stay."""
    if row.active:
        edit.note("-", "tracker", row.name)
        take_out(edit.session, row)


def put_days(edit: Edit, days: tuple[tuple[Severity, int], ...]) -> None:
    """Days by severity; those that are not said are the usual ones."""
    wanted = {**USUAL, **dict(days)}
    if wanted == sla_in(edit.session):
        return
    value = {each.value: count for each, count in wanted.items()}
    edit.session.merge(Setting(name=SLA, value=value))
    edit.note("~", "setting", "followup_days")
