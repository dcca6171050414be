"""What a language model is asked for a review, and what it answered: the messages of an
OpenAI-compatible address. Nothing here sends anything."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.review import Section

MOST = 60_000  # characters of what is asked
RULES = (
    "You help a team to write a blameless post-incident review. Use only what stands below; never "
    "invent a fact, a time or a number. Names in square brackets are masks and stay as they are. "
    "Write plain, short sentences in the language of the notes. Ask what conditions made each act "
    "sensible; name no guilty person. Answer in Markdown without a heading."
)
ASKS = {
    "summary": "Two or three sentences that somebody who was not there understands.",
    "impact": "Who noticed what, how many, for how long. Say what is not known.",
    "what-happened": "The story in order, with the times, as a list.",
    "contributing-factors": "Several conditions that had to be true, as a list.",
    "five-whys": "Five numbered questions and answers, from the impact to what a team can change. "
    "Where the notes do not say why, write: not known yet.",
    "action-items": "Few and concrete: one that prevents, one that notices earlier, one that "
    "shortens it. Each a line that begins with “- [ ] ”.",
    "what-went-well": "As a list, each with its evidence.",
    "what-did-not": "As a list of questions to the process, each with its evidence.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: the exact text of each message, (role, text)."""

    section: str
    messages: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """All of it, as people read it before it leaves."""
        return "\n\n".join(f"{role}:\n{text}" for role, text in self.messages)


def question(section: Section, others: Sequence[Section], timeline: Sequence[str]) -> Question:
    """For one section of a review, of what stands in the others and in the timeline."""
    wish = ASKS.get(section.key) or section.guide or "Write this section."
    known = [f"## {each.title}\n{each.text}" for each in others
             if each.text.strip() and each.key != section.key]  # fmt: skip
    parts = [f"Write the section “{section.title}”. {wish}", *known, "## Timeline", *timeline]
    if section.text.strip():
        parts.append(f"## What stands in this section now\n{section.text}")
    said = "\n".join(parts)
    return Question(section.key, (("system", RULES), ("user", said[:MOST])))


def body(asked: Question, model: str) -> str:
    """The JSON of `POST /chat/completions`."""
    messages = [{"role": role, "content": text} for role, text in asked.messages]
    return json.dumps({"model": model, "messages": messages, "stream": False}, ensure_ascii=False)


def answer(text: str) -> str:
    """What the model wrote. Raises ValueError where there is nothing of the sort."""
    said: Any = json.loads(text)
    try:
        found = said["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError) as fault:
        raise ValueError("no choices[0].message.content") from fault
    if not isinstance(found, str) or not found.strip():
        raise ValueError("an empty answer")
    return found.strip()


def complaint(text: str) -> str:
    """The server's own sentence of what is wrong; empty where it has none."""
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    error = said.get("error") if isinstance(said, dict) else None
    found = error.get("message") if isinstance(error, dict) else error
    return " ".join(found.split())[:200].rstrip(".") if isinstance(found, str) else ""
