"""The categories every team begins with, as a reader says them; what they are called in the
database and in files stays."""

from functools import cache

from PySide6.QtCore import QCoreApplication

from models.kinds import Category
from ui.language.choice import Language, worn


def category_word(category: str | None) -> str:
    """With a capital; the team's own as it is written; a dash for none."""
    if category is None:
        return "–"
    return _shipped(worn()).get(category, category)


@cache
def _shipped(_language: Language) -> dict[str, str]:
    return {
        Category.INFRASTRUCTURE: _tr("Infrastructure outage"),
        Category.THIRD_PARTY: _tr("Third-party failure"),
        Category.PIPELINE: _tr("CI/CD pipeline"),
        Category.ACCESS: _tr("Misconfiguration or access"),
        Category.SECURITY: _tr("Security or data leak"),
        Category.PERFORMANCE: _tr("Performance"),
        Category.OTHER: _tr("Other"),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
