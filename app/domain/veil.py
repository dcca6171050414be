"""Covers what is not ours while a sentence of ours is put into another language."""

import re

VEIL = re.compile("[\U00100000-\U0010fffd]")
VEILS = 0x10FFFD - 0x100000  # as many texts as can be veiled


class Veil:
    """Puts a character that nobody types in the place of the team's own words, so that what is
    said around them is put into another language and they are not."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def over(self, text: str) -> str:
        """What stands for it; nothing for nothing."""
        if not text or len(self._texts) >= VEILS:
            return text
        self._texts.append(text)
        return chr(0x100000 + len(self._texts) - 1)

    def off(self, text: str) -> str:
        """With the words back in their places."""
        return VEIL.sub(lambda mark: self._text(mark[0]), text)

    def _text(self, mark: str) -> str:
        at = ord(mark) - 0x100000
        return self._texts[at] if at < len(self._texts) else mark
