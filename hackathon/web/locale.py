"""Which language the reader gets: by choice, then by profile, then by what the browser asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel, Domain, get_locale, refresh
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from hackathon.config import INTERFACE_LANGUAGES, LANGUAGES
from hackathon.web import actor

COOKIE = "lang"
DEFAULT = "ru"
babel = Babel()


class Texts(Domain):
    """Keep the catalogue in force where Flask-Babel forgets it when the language changes.

    Looked up anew for every text, as Flask-Babel does, it took half of the time of a page.
    """

    def get_translations(self) -> Any:
        """Return the catalogue of the language in force."""
        kept = getattr(g, "_flask_babel", None) if g else None
        found = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            if kept is not None:
                kept.babel_translations = found
        return found


texts = Texts()


@pass_eval_context
def template_text(place: EvalContext, message: str, /, **values: Any) -> str:
    """Return a text of a template in the reader's language; what is filled in is escaped where the template escapes."""
    return _filled(place, texts.get_translations().ugettext(message), values)


@pass_eval_context
def template_texts(place: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    """Return the form of a text for a number."""
    return _filled(place, texts.get_translations().ungettext(one, many, num), {"num": num, **values})


def _filled(place: EvalContext, text: str, values: dict[str, Any]) -> str:
    text = Markup(text) if place.autoescape else text
    return text % values if "%" in text else text


def chosen() -> str | None:
    """Return the language that the reader chose with the switcher, now or earlier in this browser."""
    for value in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if value in INTERFACE_LANGUAGES:
            return value
    return None


def select_locale() -> str:
    """Return the interface language of this request."""
    if language := chosen():
        return language
    present = None if g.get("without_profile") else actor.sign_in()
    if present is not None and present.language in INTERFACE_LANGUAGES:
        return present.language
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or DEFAULT


def without_profile() -> None:
    """Choose the language anew without asking for the reader's profile, because the database cannot be asked."""
    g.without_profile = True
    refresh()


def current_language() -> str:
    """Return the code of the language in force."""
    locale = get_locale()
    return locale.language if locale else DEFAULT


def language_links() -> list[tuple[str, str, str, bool]]:
    """Return (code, own name, address of this page in that language, is current) for the switcher."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    here = request.path if request.method in ("GET", "HEAD") else "/"
    now = current_language()
    return [
        (code, LANGUAGES[code], f"{here}?{urlencode([*kept, ('lang', code)])}", code == now)
        for code in INTERFACE_LANGUAGES
    ]


def _remember(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    language = request.args.get("lang")
    if language in INTERFACE_LANGUAGES and request.cookies.get(COOKIE) != language:
        response.set_cookie(
            COOKIE, language, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure, httponly=True
        )
    response.headers["Content-Language"] = current_language()
    return response


def init_app(app: Flask) -> None:
    """Choose the language for gettext and remember the reader's choice in a cookie."""
    babel.init_app(app, locale_selector=select_locale, default_locale=DEFAULT)
    babel.domain_instance = texts
    app.jinja_env.globals.update(_=template_text, gettext=template_text, ngettext=template_texts)
    app.after_request(_remember)
    app.context_processor(lambda: {"language_links": language_links, "language": current_language()})
