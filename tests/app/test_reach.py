"""The public address: kept where `serve --url` is looked for, in the audit log, in every feed."""

import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from app import settings
from app.command import own_command
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import feed, reach
from app.store import Store
from models.kinds import Source
from models.ledger import Audit

ANA = Actor("ana", Source.DESKTOP)
FAR, LOCAL = "https://watch.example.org", "http://127.0.0.1:8420"


def test_it_stands_in_feeds_at_once_and_in_the_audit_log(store: Store) -> None:
    assert reach.public(store) == ""
    assert reach.set_public(store, f" {FAR}/ ", ANA) == FAR
    assert settings.load().url == FAR
    assert feed.address(store, "", "t") == f"{FAR}/feeds/t.ics"
    assert reach.public(store) == FAR
    with store.read() as session:
        entry = session.scalars(select(Audit).order_by(Audit.id.desc()).limit(1)).one()
    assert (entry.action, entry.data["url"], entry.data["was"]) == ("public address set", FAR, "")
    reach.set_public(store, "", ANA)
    assert (settings.load().url, reach.public(store)) == ("", "")
    assert feed.is_local(feed.address(store, "", "t"))


@pytest.mark.parametrize(
    "wrong", ["watch.example.org", "ftp://x.org", "https://", "http://x:99999", "https://x.org/?a=b",
              "https://ana:word@x.org", "https://x .org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(store: Store, wrong: str) -> None:
    with pytest.raises(Refused) as refused:
        reach.set_public(store, wrong, ANA)
    assert refused.value.field == "url"
    assert settings.load().url == ""


def test_the_environment_wins_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHBILL_URL", FAR)
    with pytest.raises(Refused, match="WATCHBILL_URL"):
        reach.set_public(store, "https://other.example.org", ANA)


def test_a_desktop_does_not_take_the_place_of_a_public_address(store: Store) -> None:
    """Its own engine begins after `serve --url` did, and only itself reaches it."""
    feed.announce(store, LOCAL)
    assert feed.served(store) == LOCAL
    feed.announce(store, FAR)
    feed.announce(store, LOCAL)
    assert feed.served(store) == FAR


def test_a_command_is_named_as_it_can_be_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The installed window has its commands in the program beside it, outside the PATH."""
    assert own_command() == "watchbill"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "watchbill"))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert own_command() == f'"{tmp_path / "watchbill-engine"}"'
    monkeypatch.setattr(sys, "platform", "linux")
    assert own_command() == f'"{tmp_path / "watchbill"}"'
