"""Two of one first name are told apart."""

import pytest

from app.domain.called import called


@pytest.mark.parametrize(
    ("full_names", "said"),
    [
        (("Ana Ruiz", "Ben Okafor"), {}),
        (("Ana Ruiz", "Ana Soler", "Ben Okafor"), {0: "Ana R.", 1: "Ana S."}),
        (("Ana Ruiz", "ana maria soler"), {0: "Ana R.", 1: "ana S."}),
        (("Ana Ruiz", "Ana Rey", "Ana"), {0: "Ana Ruiz", 1: "Ana Rey"}),
        (("", "Ana", ""), {}),
    ],
)
def test_what_they_are_called(full_names: tuple[str, ...], said: dict[int, str]) -> None:
    assert called(enumerate(full_names)) == said
