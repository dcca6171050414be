"""A language nobody speaks: every text twice as long, with accents, between brackets, made when
asked for. What is cut shows no closing bracket; what has no brackets was never translated.
"""

import re

from PySide6.QtCore import QObject, QTranslator

KEPT = re.compile(r"%L?\d|%n|\{\w*\}|</?\w+[^>]*>|&[a-z]+;|&(?=\w)|\s+")
FORMAT = re.compile(r"([dMyhHmszAPap])\1*(?:[ '.,:/-]+([dMyhHmszAPap])\2*)*")  # of a date
ACCENTS = str.maketrans("aeiouycnsAEIOUYCNS", "åéîöüýçñšÅÉÎÖÜÝÇÑŠ")
FILLING = " lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"
OPEN, CLOSE = "⟦", "⟧"


def lengthened(source: str) -> str:
    """⟦Çåñçél lorem⟧: twice as long, its marks, markup and edges kept."""
    core = source.strip()
    if not core or FORMAT.fullmatch(core) or OPEN in core:
        return source
    lead, _, trail = source.partition(core)
    parts, at = [], 0
    for kept in KEPT.finditer(core):
        parts += [core[at : kept.start()].translate(ACCENTS), kept[0]]
        at = kept.end()
    text = "".join([*parts, core[at:].translate(ACCENTS)])
    return f"{lead}{OPEN}{text}{_filling(len(core))}{CLOSE}{trail}"


class PseudoTranslator(QTranslator):
    """Answers for every context."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made: dict[str, str] = {}

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, _context: str, source: str, _comment: str | None = None, _n: int = -1
    ) -> str:
        found = self._made.get(source)
        if found is None:
            found = self._made[source] = lengthened(source)
        return found


def _filling(length: int) -> str:
    text = FILLING * (length // len(FILLING) + 1)
    return text[:length].rstrip()
