"""What the status page's screen and the update card ask the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.workspace import PageSpec, StakeholderSpec
    from app.operations.seen import Stand
    from app.operations.status_update import Draft, Prepared
    from app.queries.component import ComponentRow
    from app.queries.status_public import Board, Line
    from app.queries.status_update import Outlook
    from app.queries.status_view import ViewRow
    from app.queries.subscriber import SubscriberRow
    from app.queries.update_template import TemplateRow
    from app.store import Store
    from models.kinds import Stage


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole screen. `targets` are who may be in a group, as `kind:name`; `works` the planned
    work with its id, title, begin, end; `sender` is how the address that mail is sent from stands,
    of which only the host is told."""

    board: "Board"
    lines: "tuple[Line, ...]"
    page: "PageSpec"
    rows: "tuple[ComponentRow, ...]"
    subscribers: "tuple[SubscriberRow, ...]"
    groups: "tuple[StakeholderSpec, ...]"
    templates: "tuple[TemplateRow, ...]"
    services: tuple[str, ...]
    targets: tuple[str, ...]
    works: tuple[tuple[int, str, datetime, datetime], ...]
    mail: bool
    sender: "Stand"
    sender_host: str
    views: "tuple[ViewRow, ...]" = ()


def desk(store: "Store") -> Desk:
    """Everything at once: it is little."""
    from app.domain.workspace import PageSpec
    from app.operations.seen import stand_in
    from app.operations.status_sender import SETTING, host_in
    from app.queries.component import components_in
    from app.queries.maintenance import planned
    from app.queries.spec import names_now
    from app.queries.status_public import board, every_line
    from app.queries.status_spec import page_spec, stakeholder_specs
    from app.queries.status_view import views
    from app.queries.subscriber import mail_works, subscribers
    from app.queries.update_template import templates_in

    shown = board(store)
    with store.read() as session:
        names = names_now(session)
        kinds = (("person", names.people), ("team", names.teams), ("channel", names.channels))
        return Desk(
            board=shown,
            lines=every_line(store),
            page=page_spec(session) or PageSpec(),
            rows=tuple(components_in(session, store.now())),
            subscribers=tuple(subscribers(store)),
            groups=stakeholder_specs(session),
            templates=tuple(templates_in(session)),
            services=tuple(sorted(names.services)),
            targets=tuple(f"{kind}:{name}" for kind, named in kinds for name in sorted(named)),
            works=tuple(planned(session, store.now())),
            mail=mail_works(store),
            sender=stand_in(session, SETTING),
            sender_host=host_in(store, session),
            views=tuple(views(store)),
        )


def outlook(store: "Store", number: int) -> "Outlook":
    """An incident as the composer sees it."""
    from app.queries.status_update import outlook as read

    return read(store, number)


def filled(
    store: "Store", number: int, template: str, stage: "Stage | None", next_at: datetime | None
) -> str:
    """A template with the incident's facts. Raises Refused."""
    from app.operations.status_update import fill

    return fill(store, number, template, stage, next_at)


def tried(store: "Store", text: str) -> str:
    """A template as it would read for the newest incident; empty without one. Raises Refused."""
    from app.notify.update_text import check
    from app.operations.status_update import fill_text
    from app.queries.status_update import newest

    check(text)
    with store.read() as session:
        number = newest(session)
        return fill_text(store, session, number, text) if number else ""


def prepared(store: "Store", number: int, draft: "Draft") -> "Prepared":
    """What would leave. Raises Refused."""
    from app.operations.status_update import prepare

    return prepare(store, number, draft)
