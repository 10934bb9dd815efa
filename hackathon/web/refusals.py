"""Turn a refusal into a page, problem details (RFC 9457) or a line, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Response, current_app, json, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError
from werkzeug.exceptions import HTTPException

from hackathon import errors
from hackathon.config import MEGABYTE
from hackathon.db import end_transaction
from hackathon.errors import N_, Message, Refusal
from hackathon.web import actor, locale, wording

View = TypeVar("View", bound=Callable[..., Any])
TITLES = {
    400: N_("The request was not understood"),
    401: N_("Please sign in"),
    403: N_("Not allowed"),
    404: N_("Page not found"),
    405: N_("Not possible this way"),
    409: N_("This is not possible now"),
    410: N_("No longer valid"),
    413: N_("Too large"),
    422: N_("Please correct this"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong"),
    503: N_("For the moment not available"),
}
# What a page needs first, and where that is done; then the reader comes back.
LED_TO = {
    errors.SignInNeeded: "accounts.sign_in",
    errors.SecondFactorNeeded: "accounts.safety",
    errors.VerifyAgain: "accounts.verify_again",
}
BY_STATUS = {
    400: errors.BadRequest,
    404: errors.NotFound,
    405: errors.WrongMethod,
    429: errors.TooManyAttempts,
    503: errors.Unavailable,
}


@dataclass(frozen=True)
class Wording:
    """A refusal as it is read."""

    code: str
    status: int
    title: str
    message: str
    next_step: str
    links: tuple[tuple[str, str], ...] = ()


def worded(refusal: Refusal) -> Wording:
    """Translate a refusal: moments in the edition's zone, details filled in."""
    details = {name: _readable(value) for name, value in refusal.details.items()}
    return Wording(
        code=refusal.code,
        status=refusal.status,
        title=_(TITLES.get(refusal.status, N_("This is not possible now"))),
        message=_(refusal.message, **details),
        next_step=_(refusal.next_step, **details),
        links=tuple(refusal.details.get("links", ())),
    )


def _readable(value: Any) -> Any:
    if isinstance(value, datetime):
        return wording.moment_text(value)
    if isinstance(value, Message):
        return _(value)
    return wording.plain(value) if isinstance(value, dict) else value


def wants_json() -> bool:
    """Say whether a program asks, not a person."""
    if request.headers.get("X-Autosave"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best is not None and best != "text/html"


def answer(refusal: Refusal) -> Response:
    """Return the page or the problem details for a refusal."""
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return _unavailable(refusal)
    end_transaction()
    if isinstance(refusal, errors.NotAllowed) and actor.is_held_back():
        refusal = errors.SecondFactorNeeded(links=((_("Set up the second factor"), url_for("accounts.safety")),))
    first = LED_TO.get(type(refusal))
    if first is not None and request.method in ("GET", "HEAD") and not wants_json():
        return redirect(url_for(first, next=request.full_path.rstrip("?")), 303)
    text = worded(refusal)
    if wants_json():
        response = _problem(text)
    else:
        response = current_app.make_response(render_template("errors/error.html", refusal=text))
    response.status_code = refusal.status
    return response


def _unavailable(refusal: Refusal) -> Response:
    """Answer without asking the database anything: neither who reads nor which language the profile names."""
    locale.without_profile()
    text = worded(refusal)
    page = current_app.jinja_env.get_template("errors/unavailable.html")
    response = (
        _problem(text) if wants_json() else Response(page.render(refusal=text, language=locale.current_language()))
    )
    response.status_code = refusal.status
    response.headers["Retry-After"] = "30"
    return response


def problem(status: int, code: str, detail: str) -> Response:
    """Return problem details, for a program."""
    title = _(TITLES.get(status, N_("This is not possible now")))
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    return Response(json.dumps(body), status, mimetype="application/problem+json")


def _problem(text: Wording) -> Response:
    return problem(text.status, text.code, f"{text.message} {text.next_step}")


def leads_back(endpoint: str, label: Any, anchor: str) -> Callable[[View], View]:
    """Mark a view that takes files: when one is too large to be read, its page leads back to this one."""

    def mark(view: View) -> View:
        view.way_back = (endpoint, label, anchor)  # type: ignore[attr-defined]
        return view

    return mark


def _too_large() -> Refusal:
    """Name the limit and the way back where a file was sent; nothing of the request has been read."""
    way_back = getattr(current_app.view_functions.get(request.endpoint or ""), "way_back", None)
    if way_back is None:
        return errors.TooLarge()
    endpoint, label, anchor = way_back
    url = url_for(endpoint, **(request.view_args or {}), _anchor=anchor)
    limit = current_app.extensions["settings"].upload_limit // MEGABYTE
    return errors.UploadTooLarge(limit=limit, links=((str(label), url),))


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    if isinstance(error, CSRFError):
        return answer(errors.FormExpired())
    code = error.code or 500
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return answer(_too_large())
    return answer(BY_STATUS.get(code, errors.BadRequest if code < 500 else errors.ServerFault)())


def _database(error: DBAPIError) -> Response:
    current_app.logger.exception("database error")
    end_transaction()
    if isinstance(error, DataError):
        # PostgreSQL takes no NUL and no number that is too large: somebody sent what no form of ours sends.
        return answer(errors.BadRequest())
    lost = error.connection_invalidated or type(error).__name__ == "OperationalError"
    return answer(errors.Unavailable() if lost else errors.ServerFault())


def _fault(error: Exception) -> Response:
    current_app.logger.exception("unexpected error")
    return answer(errors.ServerFault())


def init_app(app: Flask) -> None:
    """Answer every refusal and every error."""
    app.register_error_handler(Refusal, answer)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    if not app.testing:
        app.register_error_handler(Exception, _fault)
