"""Whatever is sealed is known to those who seal it anew and who keep it out of texts."""

from __future__ import annotations

import ast

from sqlalchemy import LargeBinary

from app import vault
from app.operations.key import SETTINGS
from app.queries.secret import IN_JSON, SEALED
from models.tables import METADATA
from tests.architecture.checkout import modules, tree

PLAIN = {"payload.body", "blob.content"}  # what somebody sent, as it came
SEALING = {"seal", "written"}


def test_every_binary_column_is_sealed_anew_or_no_secret() -> None:
    """A new one is put into `app.queries.secret.SEALED`, or here into PLAIN."""
    columns = [column for table in METADATA.sorted_tables for column in table.columns]
    binary = {str(each) for each in columns if isinstance(each.type, LargeBinary)}
    known = {f"{column.class_.__tablename__}.{column.key}" for column, _ in SEALED}
    assert binary == known | PLAIN


def test_every_purpose_is_sealed_anew_from_one_place() -> None:
    """Columns, settings, and the addresses of workflows."""
    purposes = [about for _, about in SEALED] + [about for *_, about in SETTINGS] + [vault.WEBHOOK]
    assert sorted(purposes) == sorted(IN_JSON)


def test_nothing_is_sealed_for_an_unknown_purpose() -> None:
    """Every call of `seal` and `written` says one of the vault's own words."""
    said = {
        ast.unparse(call.args[1])
        for path in modules("app")
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and _seals(call.func) and len(call.args) == 2
    }
    assert {getattr(vault, name, name) for name in said - {"about"}} == set(IN_JSON)


def _seals(called: ast.expr) -> bool:
    """A vault's method, by its name: `….vault.seal`, `new.written`."""
    if not isinstance(called, ast.Attribute) or called.attr not in SEALING:
        return False
    return ast.unparse(called.value).split(".")[-1] in ("vault", "new")
