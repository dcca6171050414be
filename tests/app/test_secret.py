"""What the program stores sealed is known to whoever masks a text."""

from __future__ import annotations

from app.domain.redaction import Kind, redacted
from app.queries.secret import stored_secrets
from app.store import Store
from tests.app.workflows import flow, settle

HOOK = (
    '{do: call webhook, value: "https://hooks.example.org/in/plumpudding7", '
    'headers: {Authorization: "Bearer blauemotte42", Accept: application/json}}'
)


def test_the_addresses_and_headers_of_workflows_are_masked(store: Store) -> None:
    settle(store, flow("Tell", "opened", HOOK))
    text = "It sent blauemotte42 to /in/plumpudding7 as application/json."
    said = redacted(text, stored_secrets(store), {Kind.OURS}).text
    assert "blauemotte42" not in said
    assert "plumpudding7" not in said
    assert "application/json" in said
