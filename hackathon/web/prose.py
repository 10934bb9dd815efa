"""Long texts of the organizers: Markdown in the reader's language, or in another one that is marked as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g
from markupsafe import Markup

from hackathon.config import LANGUAGES
from hackathon.db import Localized
from hackathon.web import markdown
from hackathon.web.locale import current_language


@dataclass(frozen=True)
class Prose:
    """A rendered text; `other` names its language where that is not the reader's."""

    html: Markup
    language: str
    other: str

    def __bool__(self) -> bool:
        return bool(self.language)


def prose(text: Mapping[str, str] | None) -> Prose:
    """Return the text as HTML with its language."""
    edition = g.get("edition")
    asked = current_language()
    language, found = Localized(text or {}).best(asked, edition.main_language if edition is not None else "ru")
    other = LANGUAGES.get(language, language) if language != asked else ""
    return Prose(markdown.render(found), language, other)
