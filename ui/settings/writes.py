"""What the settings page does; run on the writer's thread, where the late imports are made."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.actor import Actor
    from app.notify.send import Outcome
    from app.operations.tracker import Wanted
    from app.store import Store
    from models.kinds import Severity


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox as it is typed; `folder` empty: the inbox, `port` empty: the usual one."""

    host: str
    port: str
    user: str
    word: str = field(repr=False)
    folder: str = ""
    sealed: bool = True

    def address(self) -> str:
        """As one address."""
        from urllib.parse import quote

        kind = "imaps" if self.sealed else "imap"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        login = f"{quote(self.user, safe='')}:{quote(self.word, safe='')}"
        return f"{kind}://{login}@{host}{port}/{quote(self.folder)}"


def set_pace(store: "Store", span: timedelta, by: "Actor", was: str | None) -> str:
    """Returns its stamp. Raises Refused and Conflict."""
    from app.operations import pace

    return pace.set_pace(store, span, by, was)


def set_public(store: "Store", url: str, by: "Actor", was: str | None) -> str:
    """The address of links and feeds, as it is kept. Raises Refused beside `url`, and Conflict."""
    from app.operations import reach

    return reach.set_public(store, url, by, was)


def rename_tag(store: "Store", ident: int, name: str, by: "Actor", was: str, alone: bool) -> None:
    """On every incident; raises Refused and Conflict."""
    from app.operations import tag

    tag.rename(store, ident, name, by, was, alone)


def remove_tag(store: "Store", ident: int, by: "Actor", was: str) -> None:
    """From every incident; raises Refused and Conflict."""
    from app.operations import tag

    tag.remove(store, ident, by, was)


def set_language(store: "Store", code: str, by: "Actor", was: str | None) -> str:
    """Returns its stamp. Raises Conflict."""
    from app.domain.language import Language
    from app.operations import language

    return language.set_language(store, Language(code), by, was)


def set_heartbeat(
    store: "Store", address: str, every: timedelta, inside: bool, by: "Actor", was: str | None
) -> str:
    """An empty address ends it. Returns its stamp. Raises Refused beside `url` or `every`, and
    Conflict."""
    from app.operations import heartbeat

    return heartbeat.set_heartbeat(store, address, by, every=every, inside=inside, was=was)


def try_beat(store: "Store") -> str:
    """What went wrong, empty when it was heard; as slow as the other end."""
    from app.duties import heartbeat

    return heartbeat.try_beat(store)


def set_mailbox(store: "Store", box: Box | None, by: "Actor", was: str | None) -> str:
    """None: replies are looked for nowhere. Returns its stamp. Raises Refused and Conflict."""
    from app.operations import mailbox

    return mailbox.set_mailbox(store, box.address() if box else "", by, was)


def start_drill(store: "Store", script: str, service: int, by: "Actor") -> int:
    """One of the scripts that are shipped. Raises Refused."""
    from app.operations import drill
    from app.queries.language import language
    from app.workspace.drill import shipped

    return drill.start(store, shipped(language(store))[script], service, by)


def stop_drill(store: "Store", ident: int, by: "Actor") -> bool:
    """What is open of it is resolved. Raises Refused."""
    from app.operations import drill

    return drill.stop(store, ident, by)


def save_tracker(
    store: "Store", said: "Wanted", by: "Actor", ident: int | None, seen: int | None
) -> int:
    """Raises Refused beside a field, and Conflict."""
    from app.operations.tracker import save

    return save(store, said, by, ident=ident, seen=seen)


def remove_tracker(store: "Store", ident: int, by: "Actor") -> None:
    """Raises Refused."""
    from app.operations.tracker import remove

    remove(store, ident, by)


def try_tracker(store: "Store", said: "Wanted", ident: int | None) -> str:
    """What it said; as slow as the network. Raises Refused and Unavailable."""
    from app.operations.tracker import attempt

    return attempt(store, said, ident)


def save_channel(
    store: "Store", name: str, address: str, by: "Actor", ident: int | None, seen: int | None
) -> int:
    """An empty address keeps the stored one. Raises Refused beside a field, and Conflict."""
    from app.domain.workspace import ChannelSpec
    from app.operations import channel

    return channel.save_channel(store, ChannelSpec(name, address or None), by, ident=ident,
                                seen=seen)  # fmt: skip


def remove_channel(store: "Store", ident: int, by: "Actor", seen: int) -> None:
    """Raises Refused naming whatever needs it, and Conflict."""
    from app.operations import channel

    channel.remove_channel(store, ident, by, seen=seen)


def try_channel(store: "Store", ident: int | None, address: str) -> "Outcome":
    """Writes a line there; as slow as the network. Raises Refused and Conflict."""
    from app.operations import channel

    return channel.send_test(store, ident, address)


def make_token(store: "Store", name: str, by: "Actor") -> str:
    """The token itself, never to be seen again. Raises Refused beside `name`."""
    from app.operations import token

    return token.make(store, name, by)


def revoke_token(store: "Store", name: str, by: "Actor") -> None:
    """Raises Refused."""
    from app.operations import token

    token.revoke(store, name, by)


def set_days(store: "Store", days: "Mapping[Severity, int]", by: "Actor", was: str | None) -> str:
    """Returns their stamp. Raises Refused and Conflict."""
    from app.operations.followup import set_sla

    return set_sla(store, days, by, was)


def save_review_template(store: "Store", text: str, by: "Actor", seen: "Mapping[str, str]") -> str:
    """Returns its name. Raises Refused and Conflict."""
    from app.operations.review_template import save_template

    return save_template(store, text, by, seen)


def remove_review_template(
    store: "Store", name: str, by: "Actor", seen: "Mapping[str, str]"
) -> bool:
    """Takes the team's own out. Raises Conflict."""
    from app.operations.review_template import remove_template

    return remove_template(store, name, by, seen)


def set_model(
    store: "Store", url: str, model: str, key: str, inside: bool, by: "Actor", was: str | None
) -> str:
    """An empty address ends it. Returns its stamp. Raises Refused beside a field, and Conflict."""
    from app.operations.assistant import Assistant, set_assistant

    return set_assistant(store, Assistant(url, model, key, inside) if url else None, by, was)
