"""Where senders post: PagerDuty's paths word for word, and a path with the key for all others.

Neither bodies nor keys are ever logged.
"""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.domain.life_sign import Ping
from app.domain.signal import Signal
from app.errors import Unavailable
from app.intake import document, encoding, events_v2, genie, github, ping, post, reply
from app.intake.batch import CLOSING, Batch
from app.intake.document import Invalid
from app.intake.formats import PARSERS, Parse
from app.intake.way import Way, Ways
from app.operations.signal import Received
from app.queries.delivery import heard
from app.queries.life_sign import heartbeat_named
from app.store import Store
from models.kinds import Format

log = logging.getLogger(__name__)

LIMIT = 512 * 1024  # bytes of a body
DRAINED = 16 * LIMIT  # read and thrown away before 413 is said: many senders read only afterwards
SLOWEST = 30.0  # seconds for a whole body
EVENT = ("invalid event", "Event object is invalid")
OTHER = ("invalid", "The body cannot be taken")
GONE = "No integration has this key."
TAKEN = "Event processed"

PACKED = "The body is packed in a way that is not read here; send it as gzip, or plain."
NOT_SO = ("method not allowed", "This address does not take this method.")

Post = Callable[[Request], Awaitable[Response]]


class Unread(Exception):
    """A body that is not even looked at."""


class TooLarge(Unread):
    """A body over the limit."""


class Encoded(Unread):
    """A body packed in a way that is not known here."""


@dataclass
class Seen:
    """What no integration can be blamed for, since this program began."""

    unknown: int = 0
    malformed: int = 0
    too_large: int = 0


class Intake:
    """Reads requests, finds their integration, parses, and answers when they are on disk."""

    def __init__(self, store: Store, batch: Batch) -> None:
        self._store = store
        self._ways = Ways(store)
        self.batch = batch
        self.seen = Seen()

    def at(self, path: str) -> Post | None:
        """What answers at a path; None where the path is not a sender's."""
        if path == "/v2/enqueue":
            return partial(self._answer, self._enqueue, ("POST",))
        if path == "/v2/change/enqueue":
            return partial(self._answer, self._change, ("POST",))
        if (order := genie.order(path)) is not None:
            return partial(self._answer, partial(self._genie, order), order.methods)
        if (heart := genie.heartbeat(path)) is not None:
            return partial(self._answer, partial(self._genie_ping, heart), ping.METHODS)
        if (place := ping.place(path)) is None:
            return None
        return partial(self._answer, partial(self._by_key, place), place.methods)

    async def _answer(self, act: Post, methods: Sequence[str], request: Request) -> Response:
        if request.method not in methods:
            return reply.refused(405, *NOT_SO, headers={"allow": ", ".join(methods)})
        try:
            return await act(request)
        except Unread as fault:
            self._count(fault)
            return unread(fault)
        except Invalid as refusal:  # by whom is not known: it was packed, and that is broken
            self.seen.malformed += 1
            return reply.refused(400, *OTHER, refusal.errors)
        except Unavailable as fault:
            return reply.unavailable(str(fault))
        except asyncio.CancelledError:  # the server stops, and will not wait any longer
            return reply.unavailable(CLOSING)
        except (ClientDisconnect, TimeoutError):
            return reply.refused(408, "timeout", "The body did not come to its end.")
        except Exception as fault:  # noqa: BLE001 - said in the shape senders know
            return _our_fault(fault)

    async def _enqueue(self, request: Request) -> Response:
        return await self._event(request, events_v2.parse, "Event processed")

    async def _change(self, request: Request) -> Response:
        return await self._event(request, events_v2.parse_change, "Change event processed")

    async def _event(self, request: Request, parse: Parse, thanks: str) -> Response:
        raw = await body(request)
        key, signals, errors = _understood(raw, parse)
        way = await self._ways.find(key) if key else None
        if key and way is None:
            return self._unknown_routing_key()
        if way is not None and way.format is not Format.EVENTS_V2:
            return self._wrong_format(way, Format.EVENTS_V2.value)
        if way is None or errors:
            return self._invalid_event(way, errors)
        if not await self._accept(request, way, signals, raw):
            return self._unknown_routing_key()
        key = events_v2.said_key(signals[0])
        return reply.taken(thanks, **({"dedup_key": key} if key else {}))

    async def _by_key(self, place: ping.Place, request: Request) -> Response:
        way = await self._ways.find(place.key)
        if way is None:
            return self._unknown_key()
        if place.named not in (None, way.format.value):
            return self._wrong_format(way, str(place.named))
        if way.format is Format.HEARTBEAT:
            return await self._ping(way, request, failed=place.failed)
        if place.failed:
            return reply.refused(404, "not found", ping.NO_FAIL)
        if request.method not in ping.POSTS:
            return reply.refused(405, *NOT_SO, headers={"allow": ", ".join(ping.POSTS)})
        if way.format is Format.EMAIL:
            return await self._letter(way, request)
        return await self._document(way, request)

    async def _document(self, way: Way, request: Request) -> Response:
        try:
            raw = await body(request)
            kind = request.headers.get("content-type", "")
            signals = PARSERS[way.format](document.posted(raw, kind), request.headers)
        except Invalid as refusal:
            self.batch.refuse(way.integration)
            words = EVENT if way.format is Format.EVENTS_V2 else OTHER
            return reply.refused(400, *words, refusal.errors)
        except Unread as fault:
            self.batch.refuse(way.integration)
            return unread(fault)
        if not await self._accept(request, way, signals, raw):
            return self._unknown_key()
        if way.format is Format.GITHUB and github.is_ping(request.headers):
            return reply.pong(TAKEN)
        one = {"dedup_key": events_v2.said_key(signals[0])} if len(signals) == 1 else {}
        return reply.taken(TAKEN, signals=len(signals), **one)

    async def _letter(self, way: Way, request: Request) -> Response:
        """Taken whatever it is; a machine's reply makes no alert."""
        if isinstance(raw := await self._body(way, request), Response):
            return raw
        found = await asyncio.to_thread(post.opened, self._store, way.integration, raw)
        if not await self._accept(request, way, found.signals, raw):
            return self._unknown_key()
        if found.none:
            return reply.taken(f"This is {found.none}: it makes no alert.", signals=0)
        return reply.taken(TAKEN, signals=1, dedup_key=events_v2.said_key(found.signals[0]))

    async def _ping(self, way: Way, request: Request, *, failed: bool) -> Response:
        if isinstance(raw := await self._body(way, request), Response):
            return raw
        said = ping.said(raw, request.query_params, failed=failed)
        if not await self._accept(request, way, (), raw, said):
            return self._unknown_key()
        return ping.answered(said, request.method)

    async def _genie_ping(self, name: str, request: Request) -> Response:
        """By the key of an integration of Opsgenie's, whichever service that is for: there, too, a
        heartbeat is known by its name alone."""
        way = await self._ways.find(genie.key(request.headers.get("authorization", "")))
        if way is None:
            self.seen.unknown += 1
            return reply.refused(401, "unauthorized", genie.NO_KEY)
        if way.format is not Format.OPSGENIE:
            return self._wrong_format(way, Format.OPSGENIE.value)
        heart = await asyncio.to_thread(heartbeat_named, self._store, name)
        if heart is None:
            self.batch.refuse(way.integration)
            return reply.refused(404, "not found", genie.NO_HEART.format(name[:100]))
        own = Way(heart, Format.HEARTBEAT)
        if isinstance(raw := await self._body(own, request), Response):
            return raw
        said = ping.said(raw, request.query_params, failed=False)
        if not await self._accept(request, own, (), raw, said):
            return reply.refused(404, "not found", genie.NO_HEART.format(name[:100]))
        return genie.taken(str(uuid4()), genie.PONG)

    async def _body(self, way: Way, request: Request) -> bytes | Response:
        """The body, or why it cannot be read, which is counted against its integration."""
        try:
            return await body(request)
        except Invalid as refusal:
            self.batch.refuse(way.integration)
            return reply.refused(400, *OTHER, refusal.errors)
        except Unread as fault:
            self.batch.refuse(way.integration)
            return unread(fault)

    async def _genie(self, order: genie.Order, request: Request) -> Response:
        key = genie.key(request.headers.get("authorization", ""))
        way = await self._ways.find(key) if key else None
        if way is None:
            self.seen.unknown += 1
            return reply.refused(401, "unauthorized", genie.NO_KEY)
        if way.format is not Format.OPSGENIE:
            return self._wrong_format(way, Format.OPSGENIE.value)
        if request.method == "GET":
            return await self._state(way, genie.named(order.verb))
        ident = str(uuid4())
        try:
            raw = await body(request)
            said = order.read(document.read(raw or b"{}"), request.headers)
        except Invalid as refusal:
            self.batch.refuse(way.integration)
            return reply.refused(422, *OTHER, refusal.errors)
        except Unread as fault:
            self.batch.refuse(way.integration)
            return unread(fault)
        if not await self._accept(request, way, genie.marked(said, ident), raw):
            self.seen.unknown += 1
            return reply.refused(401, "unauthorized", genie.NO_KEY)
        return genie.taken(ident)

    async def _state(self, way: Way, ident: str) -> Response:
        found = await asyncio.to_thread(heard, self._store, way.integration, ident)
        return genie.state(ident, way.integration, found)

    async def _accept(
        self,
        request: Request,
        way: Way,
        signals: Sequence[Signal],
        raw: bytes,
        said: Ping | None = None,
    ) -> bool:
        kind = request.headers.get("content-type", "")
        received = Received(way.integration, signals, raw, kind, self._store.now(), said)
        return await self.batch.accept(received)

    def _invalid_event(self, way: Way | None, errors: Sequence[str]) -> Response:
        if way is None:
            self.seen.malformed += 1
        else:
            self.batch.refuse(way.integration)
        return reply.refused(400, *EVENT, errors)

    def _count(self, fault: Unread) -> None:
        if isinstance(fault, TooLarge):
            self.seen.too_large += 1
        else:
            self.seen.malformed += 1

    def _unknown_key(self) -> Response:
        self.seen.unknown += 1
        return reply.refused(404, "not found", GONE)

    def _unknown_routing_key(self) -> Response:
        self.seen.unknown += 1
        return reply.refused(400, *EVENT, ["Invalid routing key"])

    def _wrong_format(self, way: Way, named: str) -> Response:
        self.batch.refuse(way.integration)
        sentence = f"This key belongs to an integration of format {way.format}, not {named}."
        return reply.refused(400, "wrong format", sentence)


def _understood(raw: bytes, parse: Parse) -> tuple[str, list[Signal], list[str]]:
    """The routing key, the signals, and every fault of either."""
    key, signals, errors = "", list[Signal](), list[str]()
    try:
        body = document.read(raw)
    except Invalid as refusal:
        return key, signals, list(refusal.errors)
    try:
        key = events_v2.routing_key(body)
    except Invalid as refusal:
        errors += refusal.errors
    try:
        signals = parse(body, {})
    except Invalid as refusal:
        errors += refusal.errors
    return key, signals, list(dict.fromkeys(errors))


async def body(request: Request) -> bytes:
    """The body, unpacked and counted while it comes. Raises Unread, Invalid where it is packed and
    not whole, ClientDisconnect or TimeoutError."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > DRAINED:
        raise TooLarge
    reader = encoding.reader(request.headers.get("content-encoding", ""))
    parts: list[bytes] = []
    size = came = 0
    async with asyncio.timeout(SLOWEST):
        async for part in request.stream():
            came += len(part)
            if came > DRAINED:
                raise TooLarge
            if reader is not None and size <= LIMIT:
                parts.append(reader.read(part, LIMIT + 1 - size))
                size += len(parts[-1])
    if reader is None:
        raise Encoded
    if size > LIMIT:
        raise TooLarge
    reader.end()
    return b"".join(parts)


def unread(fault: Unread) -> Response:
    """413 or 415; after the first the connection is done with."""
    if isinstance(fault, TooLarge):
        sentence = f"The body is larger than {LIMIT // 1024} KB."
        return reply.refused(413, "too large", sentence, headers={"connection": "close"})
    return reply.refused(415, "encoding not known", PACKED, headers={"accept-encoding": "gzip"})


def _our_fault(fault: Exception) -> Response:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    log.error("intake: %s in %s, line %s", type(fault).__name__, where.name, where.lineno)
    return reply.refused(500, "error", "Watchbill failed to read this; it is in its log.")
