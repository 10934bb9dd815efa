"""Write a letter in its reader's language and queue it.

A letter is one Markdown template, `templates/emails/<name>.md`: its first line is the subject. The text part is the
template as it stands; the HTML part is the same, rendered. Values that people typed go through `|plain`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from typing import Any

from flask import current_app, g, url_for
from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy import insert, select

from hackathon.accounts.models import User
from hackathon.config import INTERFACE_LANGUAGES
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


@dataclass(frozen=True)
class Recipient:
    """Somebody without an account yet, or with one."""

    email: str
    language: str
    name: str = ""
    id: int | None = None


def public_url(endpoint: str, **values: Any) -> str:
    """Return an address for letters, always at the configured host: a request's Host header is not trusted."""
    settings = current_app.extensions["settings"]
    return f"{settings.scheme}://{settings.server_name}{url_for(endpoint, _external=False, **values)}"


def sealing_key() -> str:
    """Return the key that seals links in letters."""
    return current_app.secret_key


def emblem_url() -> str:
    """Return the address of the EU emblem; it never changes, so it carries no digest."""
    return public_url("static", filename="img/eu-emblem.png", v="1")


def queue(
    name: str, to: User | Recipient, *, key: str, now: datetime, edition_id: int | None = None, **values: Any
) -> None:
    """Queue a letter once: a second one with the same key is not written."""
    if db.session.scalar(select(OutgoingEmail.id).where(OutgoingEmail.unique_key == key)) is not None:
        return
    row = {"unique_key": key, "edition_id": edition_id, "due_at": now, "created_at": now}
    language = language_of(to)
    db.session.add(OutgoingEmail(**row, **addressed(to, written(name, language, to=to, **values), language)))


def queue_many(
    name: str, to: Sequence[User | Recipient], *, key: str, now: datetime, edition_id: int | None = None, **values: Any
) -> int:
    """Queue one letter for many: written once per language, so it calls nobody by name. Return how many were new."""
    keys = [f"{key}:{each.id}" for each in to]
    known = set(db.session.scalars(select(OutgoingEmail.unique_key).where(OutgoingEmail.unique_key.in_(keys))))
    parts = {language: written(name, language, **values) for language in sorted({language_of(each) for each in to})}
    shared = {"edition_id": edition_id, "due_at": now, "created_at": now}
    rows = [
        {"unique_key": f"{key}:{each.id}", **shared, **addressed(each, parts[language_of(each)], language_of(each))}
        for each in to
        if f"{key}:{each.id}" not in known
    ]
    if rows:
        db.session.execute(insert(OutgoingEmail), rows)
    return len(rows)


def language_of(to: User | Recipient) -> str:
    """Return the language of somebody's letters."""
    return to.language if to.language in INTERFACE_LANGUAGES else "ru"


def addressed(to: User | Recipient, parts: tuple[str, str, str], language: str) -> dict[str, Any]:
    """Return the columns of a letter to one person."""
    domain = current_app.extensions["settings"].server_name.split(":")[0]
    return {
        "user_id": to.id,
        "recipient": to.email,
        "language": language,
        "subject": parts[0],
        "text": parts[1],
        "html": parts[2],
        "message_id": make_msgid(domain=domain),
    }


def written(name: str, language: str, **values: Any) -> tuple[str, str, str]:
    """Return (subject, text part, HTML part) of a letter in one language."""
    from hackathon.web import markdown

    values = {"language": language, **values}
    with force_locale(language):
        g.letter_plain = _unchanged
        subject, _, text = _rendered(f"emails/{name}.md", **values).partition("\n")
        g.letter_plain = _escaped
        source = _rendered(f"emails/{name}.md", **values).partition("\n")[2]
        body = markdown.render(source.strip())
        text_part = _rendered("emails/layout.txt", body=Markup(text.strip()), language=language)
        shown = {"body": body, "subject": subject.strip(), "language": language, "emblem_url": emblem_url()}
        html_part = _rendered("emails/layout.html", **shown)
    return subject.strip(), text_part, html_part


def _rendered(template: str, **values: Any) -> str:
    """Render without the context of pages: a letter has no reader who is signed in."""
    return current_app.jinja_env.get_template(template).render(**values).strip()


def plain(value: Any) -> Markup:
    """Keep what people typed from becoming Markdown in the HTML part; the text part shows it as typed."""
    return Markup(g.letter_plain(str(value)))


def _unchanged(value: str) -> str:
    return " ".join(value.split())


def _escaped(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(value.split()))
