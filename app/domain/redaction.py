"""Finds secrets and personal data in a text before it leaves the house, and masks them.

`found` gives spans with what each is, so that a person sees every mask before anything is sent.
A mask is in the language of the text it stands in: `say` knows it.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.redaction_check import iban_length
from app.domain.redaction_rules import RULES, SECRETS, Kind, Rule

__all__ = ["MASKS", "SECRETS", "Kind", "Redacted", "Span", "found", "hushed", "redacted", "summed"]

Say = Callable[[str], str]  # words of ours in another language
LONGEST = 100_000  # characters that are looked at; a text that leaves is never longer
SHORTEST = 6  # characters of a stored secret that is looked for


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` is a `kind`."""

    start: int
    end: int
    kind: Kind

    @property
    def mask(self) -> str:
        """What stands in its place."""
        return MASKS[self.kind]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it may leave, the spans that were masked in the original, and where the masks stand
    in `text`."""

    text: str
    spans: tuple[Span, ...] = ()
    masks: tuple[tuple[int, int], ...] = ()


def redacted(
    text: str, known: Collection[str] = (), kinds: Collection[Kind] = frozenset(Kind),
    say: Say = str,
) -> Redacted:  # fmt: skip
    """The text with every mask. `known` are secrets that the program itself stores; they are found
    wherever they stand."""
    spans = [span for span in found(text, known, say) if span.kind in kinds]
    parts, masks, at, length = [], [], 0, 0
    for span in spans:
        mask = say(span.mask)
        parts += [text[at : span.start], mask]
        length += span.start - at
        masks.append((length, length + len(mask)))
        length += len(mask)
        at = span.end
    return Redacted("".join([*parts, text[at:]]), tuple(spans), tuple(masks))


def hushed(text: str, say: Say = str) -> str:
    """Without keys and passwords; people stay readable. For what stays in the house."""
    return redacted(text, kinds=SECRETS, say=say).text


def found(text: str, known: Collection[str] = (), say: Say = str) -> list[Span]:
    """Every span, in order, none touching another. What is longer than can be looked at is masked
    whole beyond that."""
    looked = text[:LONGEST]
    masks = [range(*match.span()) for match in _masked(say).finditer(looked)]
    every = [*_stored(looked, known), *(span for rule in RULES for span in _matches(rule, looked))]
    spans = [span for span in every if not any(span.start in mask for mask in masks)]
    if len(text) > LONGEST:
        spans.append(Span(LONGEST, len(text), Kind.PASSWORD))
    return _apart(spans)


def summed(spans: Sequence[Span]) -> str:
    """`2 e-mail addresses, 1 access token`; empty for none."""
    counts = Counter(span.kind for span in spans)
    return ", ".join(f"{n} {_plural(kind, n)}" for kind, n in counts.items())


def _plural(kind: Kind, count: int) -> str:
    if count == 1:
        return kind.value
    first, _, rest = kind.value.partition(" or ")
    if kind is Kind.OURS:
        return kind.value.replace("secret", "secrets", 1)
    many = f"{first}es" if first.endswith("s") else f"{first}s"
    return f"{many} or {rest}s" if rest else many


def _stored(text: str, known: Collection[str]) -> Iterator[Span]:
    for secret in known:
        at = text.find(secret) if len(secret) >= SHORTEST else -1
        while at >= 0:
            yield Span(at, at + len(secret), Kind.OURS)
            at = text.find(secret, at + len(secret))


def _matches(rule: Rule, text: str) -> Iterator[Span]:
    for match in rule.pattern.finditer(text):
        groups = match.groupdict()
        name = next((each for each in GROUPS if groups.get(each)), None)
        said = match[name] if name else match[0]
        if rule.fits(said):
            start = match.start(name) if name else match.start()
            length = iban_length(said) if rule.kind is Kind.ACCOUNT else len(said)
            yield Span(start, start + length, rule.kind)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Of those that meet, the one that begins first, then the longest; what of a later one sticks
    out is masked as well."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end:
            last = kept.pop()
            kept.append(Span(last.start, span.end, last.kind))
    return kept


def _masked(say: Say) -> re.Pattern[str]:
    """What was masked before, in this language or in English."""
    said = dict.fromkeys((*MASKS.values(), *map(say, MASKS.values())))
    return re.compile("|".join(map(re.escape, said)))


MASKS = {kind: f"[{kind} masked]" for kind in Kind}
GROUPS = ("what", "too", "a", "b", "c", "d")
