"""What the policies page does; run on the writer's thread, where the late imports are made."""

from typing import TYPE_CHECKING

from ui.language.target import aimed_words

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.workspace import PolicySpec
    from app.store import Store

Wrong = dict[str, str]  # sentence by the place it belongs to


def save(
    store: "Store", spec: "PolicySpec", by: "Actor", ident: int | None, seen: int | None
) -> int | Wrong:
    """The id, or everything that is wrong at once. Raises Refused and Conflict."""
    from app.domain.policy_soundness import policy_problems
    from app.operations.policy import save_policy
    from app.queries.choice import names

    found = reversed(list(policy_problems(spec, names(store))))
    wrong = {
        ".".join(map(str, each.path)): aimed_words(each.sentence)
        for each in found
        if not each.warning
    }
    return wrong or save_policy(store, spec, by, ident=ident, seen=seen)


def remove(store: "Store", ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Refused naming whatever still needs it."""
    from app.operations.policy import remove_policy

    remove_policy(store, ident, by, seen=seen)
