"""What a command's output holds that must not stand in a timeline: keys, tokens, passwords."""

import re

PATTERNS = (
    re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
    ),
    re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"),
    re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    re.compile(r"\b(?:ghp|gho|ghs|ghu|glpat|xox[abprs]|sk|rk|pk)[-_][A-Za-z0-9_-]{16,}"),
    re.compile(r"(?i)(?<=bearer )[A-Za-z0-9._~+/=-]{8,}"),
    re.compile(r"(?<=://)[^\s/:@]*:[^\s/@]+(?=@)"),
    re.compile(
        r"(?i)(?:password|passwd|secret|token|api[_-]?key|access[_-]?key)[\"']?\s*[=:]\s*"
        r"(?P<kept>[\"']?[^\s\"',;]{4,})"
    ),
)
MASK = "[masked]"


def hushed(text: str) -> str:
    """The text with each of them replaced."""
    for pattern in PATTERNS:
        text = pattern.sub(_mask, text)
    return text


def _mask(found: re.Match[str]) -> str:
    kept = found.groupdict().get("kept")
    return MASK if kept is None else found.group()[: -len(kept)] + MASK
