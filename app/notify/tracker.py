"""Carries a question to a tracker and its answer back."""

from app.notify import outward
from app.notify.ticket import Answer, Ask


def send(ask: Ask, *, inside: bool = False, outside: bool = True) -> Answer:
    """Raises Refused (an address that is not allowed), Unavailable, or `outward.Silent` where it
    was asked and nobody knows what became of it."""
    reply = outward.call(
        ask.method, ask.url, headers=ask.headers, body=ask.body, inside=inside, outside=outside
    )
    return Answer(reply.status, reply.headers, reply.body.decode("utf-8", "replace"))
