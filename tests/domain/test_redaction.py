"""Two hundred secrets and personal data in the forms real people paste; and ordinary text, of which
nothing may be masked."""

import re
from pathlib import Path

import pytest

from app.domain.redaction import Kind, found, hushed, redacted, summed

FOLDER = Path(__file__).parent / "redaction"
PLANTED = (FOLDER / "planted.txt").read_text("utf-8").rstrip("\n").split("\n%%\n")
ORDINARY = (FOLDER / "ordinary.txt").read_text("utf-8")
ROOT = Path(__file__).parents[2]


def parted(sample: str) -> tuple[str, str]:
    """The text, and the secret that stands between the marks."""
    secret = re.search("⟦(.*?)⟧", sample, re.DOTALL)
    assert secret is not None
    return sample.replace("⟦", "").replace("⟧", ""), secret[1]


def test_there_are_two_hundred() -> None:
    assert len(PLANTED) >= 200


@pytest.mark.parametrize("sample", PLANTED, ids=range(len(PLANTED)))
def test_what_is_planted_does_not_leave(sample: str) -> None:
    text, secret = parted(sample)
    after = redacted(text)
    assert secret not in after.text
    at = text.index(secret)
    shown = [span for span in after.spans if span.start <= at < span.end]
    assert len(shown) == 1
    last = at + len(secret.rstrip(":")) - 1
    assert any(span.start <= last < span.end for span in after.spans)
    assert all(after.text[a:b].endswith(" masked]") for a, b in after.masks)


def test_all_at_once_as_in_a_long_log() -> None:
    pairs = [parted(sample) for sample in PLANTED if "cut off" not in sample]
    after = redacted("\n\n".join(text for text, _ in pairs)).text
    long = [secret for _, secret in pairs if len(secret) > 5 and "EMBEDDED" not in secret]
    assert [secret for secret in long if secret in after] == []


def test_ordinary_text_stays() -> None:
    masked = [ORDINARY[each.start : each.end] for each in found(ORDINARY)]
    assert len(masked) * 200 < len(ORDINARY.split()), masked


def test_our_own_words_stay() -> None:
    texts = [file.read_text("utf-8") for file in (ROOT / "resources/playbooks").glob("*.md")]
    words = sum(len(text.split()) for text in texts)
    assert words > 2000
    assert sum(len(found(text)) for text in texts) * 200 < words


def test_what_the_program_stores_is_found_wherever_it_stands() -> None:
    known = ["family-night", "correcthorse"]
    after = redacted("we use family-night and xcorrecthorsex", known)
    assert after.text.count(str(Kind.OURS)) == 2
    assert "family" not in after.text
    assert "horse" not in after.text


def test_a_short_stored_word_is_not_looked_for() -> None:
    assert redacted("ana is here", ["ana"]).text == "ana is here"


def test_the_masks_are_told() -> None:
    after = redacted("write a@example.org or b@example.org, password: hunter2")
    assert summed(after.spans) == "2 e-mail addresses, 1 password or key"
    assert [after.text[a:b] for a, b in after.masks] == [each.mask for each in after.spans]


def test_in_the_house_people_stay_readable() -> None:
    assert hushed("ana@example.org has password=tiger42") == (
        "ana@example.org has password=[password or key masked]"
    )


def test_masking_twice_changes_nothing() -> None:
    for sample in PLANTED:
        once = redacted(parted(sample)[0]).text
        assert redacted(once).text == once


def test_what_is_too_long_to_look_at_does_not_leave() -> None:
    assert len(redacted("word " * 60_000).text) < 101_000


HOSTILE = (
    ("eyJ", 9_000), ("password:", 3_000), ("1 ", 20_000), ("a@", 20_000), (":", 20_000),
    ("-----BEGIN RSA PRIVATE KEY-----", 900), ("x-", 20_000), ("+1", 20_000), ("mysql ", 5_000),
)  # fmt: skip


@pytest.mark.parametrize(("part", "times"), HOSTILE)
def test_no_text_holds_it_up(part: str, times: int) -> None:
    redacted(part * times)


def test_a_log_full_of_addresses_takes_no_minutes() -> None:
    """Counted, not timed: how far each rule looks from one place is bounded."""
    assert found("https://" * 12_000) == []
    assert "s3cret" not in redacted("https://" * 500 + "ana:s3cret@db.example.org").text


def test_a_mask_is_in_the_language_of_the_text() -> None:
    """And is known for one the next time."""

    def say(words: str) -> str:
        return {"[password or key masked]": "[Passwort oder Schlüssel weg: x1]"}.get(words, words)

    once = redacted("password=tiger42, ana@example.org", say=say)
    assert once.text == "password=[Passwort oder Schlüssel weg: x1], [e-mail address masked]"
    assert [once.text[a:b] for a, b in once.masks] == [say(each.mask) for each in once.spans]
    assert redacted(once.text, say=say).text == once.text
    assert hushed("password=tiger42", say) == "password=[Passwort oder Schlüssel weg: x1]"
