"""Writes resources/sounds/page.wav, the sound of a page: `python -m tests.gallery.tone`.

Two rising notes, twice: to be heard in a sleeping house, and unlike any mail's chime.
"""

import io
import math
import wave
from pathlib import Path

import resources

RATE = 8000
NOTES = ((784.0, 0.16), (1046.5, 0.22), (0.0, 0.06))  # hertz, seconds
ROUNDS = 2
FADE = 0.012  # seconds, or it would click
PATH = Path(resources.__path__[0]) / "sounds" / "page.wav"


def samples() -> bytes:
    """Eight bits each, unsigned."""
    made = bytearray()
    for hertz, length in NOTES * ROUNDS:
        count = round(RATE * length)
        for at in range(count):
            edge = min(at, count - at) / RATE
            loud = min(1.0, edge / FADE) if hertz else 0.0
            turn = 2 * math.pi * hertz * at / RATE
            made.append(128 + round(100 * loud * (0.8 * math.sin(turn) + 0.2 * math.sin(3 * turn))))
    return bytes(made)


def tone() -> bytes:
    """The whole file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(RATE)
        out.writeframes(samples())
    return made.getvalue()


if __name__ == "__main__":
    PATH.write_bytes(tone())
