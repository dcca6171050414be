"""A test alert goes through the real intake, in the words of each sender it can speak for."""

import pytest

from app.domain.actor import Actor
from app.domain.workspace import IntegrationSpec
from app.errors import Refused, Unavailable
from app.intake.batch import Batch
from app.operations import trial
from app.operations.integration import save_integration
from app.operations.signal import process
from app.queries.incident import incident_ids, incident_rows
from app.queries.incident_filter import Filter
from app.queries.integration import TRIED
from app.queries.setup import setup
from app.store import Store
from app.web.app import build
from app.web.server import Server
from models.kinds import Format, Source
from tests import builders

ANA = Actor("ana", Source.SHELL)


def test_it_opens_an_incident_for_each_sender(store: Store) -> None:
    for form in (*TRIED, Format.JIRA):
        builders.service(store, form.value)
        save_integration(store, IntegrationSpec(form.value, form, form.value), ANA)
    batch = Batch(store, wake=lambda: None)
    batch.start()
    server = Server(build(store, batch, url=""), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    try:
        for at, _ in enumerate(TRIED, 1):
            assert trial.send_test(store, at, url) == url
        with pytest.raises(Refused, match="a test of its own"):
            trial.send_test(store, len(TRIED) + 1, url)
    finally:
        server.stop()
        batch.stop()
    process(store)
    rows = incident_rows(store, incident_ids(store, Filter()))
    assert sorted(row.title for row in rows) == [trial.TITLE] * len(TRIED)
    assert setup(store).steps["integration"]
    with pytest.raises(Unavailable, match="No engine answers"):
        trial.send_test(store, 1, url)
