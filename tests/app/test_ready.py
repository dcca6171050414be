"""The original of the sample team, of which each window has a copy."""

import pytest
from sqlalchemy import select

from app.demo import ready
from app.paths import cache_folder
from app.store import open_store
from models.incident import Incident


@pytest.mark.parametrize(
    "left", [b"", b"no database" * 500, None], ids=["nothing", "other", "half"]
)
def test_a_sample_that_was_damaged_is_made_again(
    monkeypatch: pytest.MonkeyPatch, left: bytes | None
) -> None:
    monkeypatch.setattr(ready, "INCIDENTS", 2)
    ready.sample()
    (kept,) = (cache_folder() / "sample").glob("*.db")
    kept.write_bytes(kept.read_bytes()[:40_960] if left is None else left)
    told = list[int]()
    store = open_store(ready.sample(lambda number, _: told.append(number)))
    with store.read() as session:
        assert len(session.scalars(select(Incident.id)).all()) > 2
    store.close()
    assert told == [1, 2]
