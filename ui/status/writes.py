"""What the status page's screen and the update card do; run on a worker, where the late imports are
made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec, ViewSpec
    from app.operations.maintenance import Planned
    from app.operations.status_update import Draft, Prepared
    from app.store import Store
    from models.kinds import Stage
    from models.kinds_status import ComponentState


def post(store: "Store", number: int, draft: "Draft", by: "Actor") -> "Prepared":
    """Raises Refused."""
    from app.operations.status_update import post as act

    return act(store, number, draft, by)


def keep_private(store: "Store", number: int, private: bool, by: "Actor") -> int:
    """Whether nothing of an incident leaves the house."""
    from app.operations.incident import change

    return change(store, number, by, None, private=private)


def say_state(store: "Store", ident: int, state: "ComponentState", by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.component import say_state as act

    return act(store, ident, state, by)


def save_component(
    store: "Store", spec: "ComponentSpec", by: "Actor", ident: int | None, seen: int | None
) -> int:
    """Raises Refused and Conflict."""
    from app.operations.component import save_component as act

    return act(store, spec, by, ident=ident, seen=seen)


def remove_component(store: "Store", ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Conflict."""
    from app.operations.component import remove_component as act

    act(store, ident, by, seen=seen)


def move(store: "Store", idents: "tuple[int, ...]", by: "Actor", was: "tuple[int, ...]") -> None:
    """Another order. Raises Conflict."""
    from app.operations.component import order_components as act

    act(store, idents, by, was)


def save_view(
    store: "Store", spec: "ViewSpec", by: "Actor", ident: int | None, seen: int | None
) -> int:
    """A further page. Raises Refused and Conflict."""
    from app.operations.status_view import save_view as act

    return act(store, spec, by, ident=ident, seen=seen)


def remove_view(store: "Store", ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Conflict."""
    from app.operations.status_view import remove_view as act

    act(store, ident, by, seen=seen)


def save_page(store: "Store", spec: "PageSpec", by: "Actor", seen: "PageSpec") -> None:
    """Raises Refused and Conflict."""
    from app.operations.status_page import save_page as act

    act(store, spec, by, seen)


def set_sender(store: "Store", address: str, by: "Actor", was: str | None) -> str:
    """Returns its stamp. Raises Refused and Conflict."""
    from app.operations.status_sender import set_sender as act

    return act(store, address, by, was)


def save_group(
    store: "Store", spec: "StakeholderSpec", by: "Actor", was: "StakeholderSpec | None"
) -> int:
    """A new one, or one as it `was` seen. Raises Refused and Conflict."""
    from app.operations.stakeholder import find_stakeholder, save_stakeholder

    ident = find_stakeholder(store, spec.name) if was is not None else None
    return save_stakeholder(store, spec, by, ident=ident, was=was)


def remove_group(store: "Store", was: "StakeholderSpec", by: "Actor") -> None:
    """As it `was` seen; nothing when it is gone. Raises Refused and Conflict."""
    from app.operations.stakeholder import find_stakeholder, remove_stakeholder

    ident = find_stakeholder(store, was.name)
    if ident is not None:
        remove_stakeholder(store, ident, by, was=was)


def subscribe(store: "Store", address: str, by: "Actor", inside: bool) -> None:
    """By mail they are asked first; a webhook is told at once. Raises Refused."""
    from app.operations import subscriber

    if "://" in address:
        subscriber.add_hook(store, address, by, inside=inside)
    else:
        subscriber.subscribe(store, address)


def unsubscribe(store: "Store", ident: int, by: "Actor") -> bool:
    """False when they had left."""
    from app.operations.subscriber import remove

    return remove(store, ident, by)


def plan(store: "Store", planned: "Planned", by: "Actor") -> int:
    """Raises Refused."""
    from app.operations.maintenance import schedule

    return schedule(store, planned, by)


def end_work(store: "Store", ident: int, by: "Actor") -> bool:
    """Raises Conflict."""
    from app.operations.maintenance import end_now

    return end_now(store, ident, by)


def save_template(
    store: "Store",
    name: str,
    text: str,
    by: "Actor",
    stage: "Stage | None",
    public: bool,
    seen: int | None,
) -> int:
    """`seen` None: a new one. Raises Refused and Conflict."""
    from app.operations.update_template import save_template as act

    fresh = seen is None
    return act(store, name, text, by, stage=stage, public=public, seen=seen, fresh=fresh)


def remove_template(store: "Store", name: str, by: "Actor", seen: int | None) -> bool:
    """A shipped one shows again as it was shipped. Raises Conflict."""
    from app.operations.update_template import remove_template as act

    return act(store, name, by, seen)
