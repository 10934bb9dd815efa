"""Headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response, g, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STANDING = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def secure(response: Response) -> Response:
    """Add the security headers; what depends on who asks is not stored by browsers or proxies."""
    headers = response.headers
    given = {name for name, _value in headers}
    for name, value in STANDING:
        if name not in given:
            headers.add(name, value)
    # Letters show the emblem inside web mail, which is another site.
    shared = request.endpoint == "static" and request.path.startswith("/static/img/")
    headers.add("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
    if request.is_secure:
        headers.add("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static" and "Cache-Control" not in given:
        headers["Cache-Control"] = "no-store" if _private(response) else "no-cache"
        headers.add("Vary", "Cookie, Accept-Language")
    return response


def _private(response: Response) -> bool:
    actor = g.get("actor")
    return response.status_code != 200 or (actor is not None and actor.is_authenticated)


def init_app(app: Flask) -> None:
    """Add the headers after every request."""
    app.after_request(secure)
