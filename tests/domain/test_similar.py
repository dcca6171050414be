"""Likeness: bounds, reasons, and an index that follows changes."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.domain.similar import Index, Text

DISK = Text("Disk full on db-17", "database", "infrastructure outage")


def known(*texts: Text) -> Index:
    index = Index()
    for number, text in enumerate(texts, 1):
        index.put(number, text)
    return index


def test_the_same_alert_of_another_host_is_wholly_alike() -> None:
    index = known(DISK._replace(title="Disk full on db-18"), Text("Checkout slow", "shop"))
    found = index.like(DISK)
    assert [each.number for each in found] == [1]
    assert round(found[0].score, 6) == 1
    assert found[0].words == ("disk", "full")
    assert found[0].same_service


def test_the_parts_sum_to_the_score_and_the_reason_names_them() -> None:
    index = known(Text("Disk nearly full", "database", "performance"), Text("Login fails", "sso"))
    (match,) = index.like(DISK, least=0.05)[:1]
    assert abs(match.title + match.service + match.category - match.score) < 1e-9
    assert match.category == 0
    assert "both say disk, full" in match.why
    assert "same service" in match.why


def test_words_of_another_form_are_alike() -> None:
    index = known(Text("Payments are failing"), Text("Certificate expired"))
    assert [each.number for each in index.like(Text("Payment failure"))] == [1]


def test_a_changed_text_is_found_by_the_new_one_only() -> None:
    index = known(DISK)
    index.put(1, Text("Certificate expired", "gateway"))
    assert index.like(DISK) == []
    assert [each.number for each in index.like(Text("Certificate expired"))] == [1]
    assert len(index) == 1


def test_of_equals_the_latest_comes_first() -> None:
    assert [each.number for each in known(DISK, DISK, DISK).like(DISK, most=2)] == [3, 2]


texts = st.builds(Text, st.text(max_size=40), st.text(max_size=12), st.sampled_from(["", "other"]))


@given(st.lists(texts, max_size=12), texts)
def test_scores_lie_between_nothing_and_all_and_fall(others: list[Text], asked: Text) -> None:
    scores = [each.score for each in known(*others).like(asked, least=0)]
    assert all(0 <= score <= 1 for score in scores)
    assert all(a >= b - 1e-9 for a, b in itertools.pairwise(scores))
