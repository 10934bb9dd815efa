"""Which language the reader gets: by choice, then by profile, then by what the browser asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel, Domain, get_locale, refresh

from hackathon.config import INTERFACE_LANGUAGES, LANGUAGES
from hackathon.web import actor

COOKIE = "lang"
DEFAULT = "ru"
babel = Babel()


class Texts(Domain):
    """The catalogues by language. Flask-Babel's own look-up took half of the time of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.by_language: dict[str, Any] = {}

    def get_translations(self) -> Any:
        """Return the catalogue of the language in force."""
        language = current_language()
        found = self.by_language.get(language)
        if found is None:
            found = self.by_language[language] = super().get_translations()
        return found


texts = Texts()


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
    account = None if g.get("without_profile") else actor.user()
    if account is not None and account.language in INTERFACE_LANGUAGES:
        return account.language
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
    app.jinja_env.install_gettext_callables(
        gettext=lambda text: texts.get_translations().ugettext(text),
        ngettext=lambda one, many, number: texts.get_translations().ungettext(one, many, number),
        newstyle=True,
    )
    app.after_request(_remember)
    app.context_processor(lambda: {"language_links": language_links, "language": current_language()})
