"""Which earlier incidents look like this one: TF-IDF over character trigrams of title and service,
and the category as one term; the score is the cosine (Salton and Buckley, 1988), and its parts say
why. Equal texts are one text here, so a hundred thousand incidents of few alerts stay quick."""

import heapq
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
DIGITS = re.compile(r"\d+")
SHORTLIST = 200  # texts whose exact cosine is worth working out
LEAST = 0.25  # a lower score is chance
CATEGORY = 2  # how often the category counts as a term


class Text(NamedTuple):
    """What of an incident is compared; empty where it has none."""

    title: str
    service: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An incident like the one asked about. The parts sum to `score`, 0 to 1; `words` are those
    both titles have."""

    number: int
    score: float
    title: float
    service: float
    category: float
    words: tuple[str, ...]
    same_service: bool

    @property
    def why(self) -> str:
        """One line for people."""
        said = [f"both say {', '.join(self.words[:4])}"] if self.words else []
        if not self.words and self.title > 0.05:
            said.append("titles spelled alike")
        if self.same_service:
            said.append("same service")
        elif self.service > 0.02:
            said.append("service of a like name")
        if self.category > 0.005:
            said.append("same category")
        return f"{self.score:.0%} alike: {'; '.join(said)}"


def terms(text: Text) -> Counter[str]:
    """Trigrams of each word, `t` of the title and `s` of the service before them. Numbers are one:
    host-17 and host-18 are alike."""
    found = Counter(f"t{gram}" for word in _words(text.title) for gram in _grams(word))
    found.update(f"s{gram}" for word in _words(text.service) for gram in _grams(word))
    if text.category:
        found[f"c{text.category}"] += CATEGORY
    return found


class Index:
    """Texts and the incidents that have them; `put` adds or changes one."""

    def __init__(self) -> None:
        self._texts: list[Text] = []
        self._places: dict[Text, int] = {}
        self._numbers: list[dict[int, None]] = []
        self._of: dict[int, int] = {}
        self._terms: list[Counter[str]] = []
        self._postings: defaultdict[str, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._of)

    def put(self, number: int, text: Text) -> None:
        """This incident has this text from now on."""
        place = self._place(text._replace(title=DIGITS.sub("0", text.title.casefold())))
        before = self._of.get(number)
        if before == place:
            return
        if before is not None:
            self._numbers[before].pop(number, None)
        self._of[number] = place
        self._numbers[place][number] = None

    def like(self, text: Text, *, most: int = 50, least: float = LEAST) -> list[Match]:
        """The best first; of equals the latest first."""
        own = terms(text)
        rarity = {term: self._rarity(term) for term in own}
        sums: defaultdict[int, float] = defaultdict(float)
        for term, count in own.items():
            gain = _weight(count) * rarity[term] ** 2
            for place in self._postings.get(term, ()):
                sums[place] += gain
        near = heapq.nlargest(SHORTLIST, sums, key=lambda place: sums[place] / self._length(place))
        scored = [(place, self._parts(own, place)) for place in near if self._numbers[place]]
        scored.sort(key=lambda each: (-sum(each[1].values()), -each[0]))
        found: list[Match] = []
        for place, parts in scored:
            if sum(parts.values()) < least or len(found) >= most:
                break
            latest = heapq.nlargest(most - len(found), self._numbers[place])
            found += [_match(number, parts, text, self._texts[place]) for number in latest]
        return found

    def _place(self, text: Text) -> int:
        place = self._places.setdefault(text, len(self._texts))
        if place == len(self._texts):
            own = terms(text)
            self._texts.append(text)
            self._terms.append(own)
            self._numbers.append({})
            for term in own:
                self._postings[term].append(place)
        return place

    def _rarity(self, term: str) -> float:
        """Inverse document frequency, smoothed, never zero."""
        return math.log((1 + len(self._texts)) / (1 + len(self._postings.get(term, ())))) + 1

    def _length(self, place: int) -> float:
        return math.sqrt(len(self._terms[place])) or 1.0

    def _norm(self, own: Counter[str]) -> float:
        return math.sqrt(sum((_weight(n) * self._rarity(term)) ** 2 for term, n in own.items()))

    def _parts(self, own: Counter[str], place: int) -> dict[str, float]:
        other = self._terms[place]
        norm = self._norm(own) * self._norm(other)
        parts = {"t": 0.0, "s": 0.0, "c": 0.0}
        for term in own.keys() & other.keys():
            rarity = self._rarity(term)
            parts[term[0]] += _weight(own[term]) * _weight(other[term]) * rarity**2 / norm
        return parts


def _match(number: int, parts: dict[str, float], asked: Text, found: Text) -> Match:
    theirs = set(_words(found.title))
    said = dict.fromkeys(_words(asked.title))
    shared = [w for w in said if w in theirs and len(w) > 2 and "0" not in w]
    same = bool(asked.service) and asked.service == found.service
    score = min(1.0, sum(parts.values()))
    return Match(number, score, parts["t"], parts["s"], parts["c"], tuple(shared), same)


def _weight(count: int) -> float:
    return 1 + math.log(count)


def _words(text: str) -> list[str]:
    return WORD.findall(DIGITS.sub("0", text.casefold()))


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
