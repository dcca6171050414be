"""The link of a contact test. Looking proves nothing, for mail scanners follow links; only the
button does."""

import logging

from fastapi import APIRouter
from starlette.responses import Response

from app.errors import Refused, Unavailable
from app.notify.link import PROOF, number_of
from app.operations.proof import prove
from app.queries.language import voice_of
from app.store import Store
from app.web.ack import AWAY, ENGLISH, FAULTY, UNKNOWN, page

log = logging.getLogger(__name__)

QUESTION = "Did this test arrive?", "Then the way you came here works. Say so, and it is on record."
BUTTON = "It arrived"


def router(store: Store) -> APIRouter:
    """GET shows, POST proves."""
    made = APIRouter(include_in_schema=False)

    @made.api_route("/proof/{token}", methods=["GET", "HEAD"])
    def show(token: str) -> Response:
        return _answer(store, token, act=False)

    @made.post("/proof/{token}")
    def act(token: str) -> Response:
        return _answer(store, token, act=True)

    return made


def _answer(store: Store, token: str, *, act: bool) -> Response:
    voice = ENGLISH
    try:
        voice = voice_of(store)
        message = number_of(store.vault, token, PROOF)
        if message is None:
            return page(404, *UNKNOWN, voice=voice)
        if not act:
            return page(200, *QUESTION, button=BUTTON, voice=voice)
        name = prove(store, message)
        if name is None:
            return page(404, *UNKNOWN, voice=voice)
        return page(200, "Thank you", f"It is proven that {name} reaches you.", voice=voice)
    except Unavailable:
        return page(503, *AWAY)
    except Refused as fault:
        return page(400, "This cannot be done", str(fault), voice=voice)
    except Exception:
        log.exception("a proof link stumbled")
        return page(500, *FAULTY, voice=voice)
