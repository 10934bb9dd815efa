"""Student hackathons from registration to published results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, g, request
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from hackathon import clock, features
from hackathon.config import ROOT, Settings
from hackathon.db import db, prepare_engine
from hackathon.dialects import take_conditions
from hackathon.outbox import letters
from hackathon.outbox.delivery import mail
from hackathon.web import (
    access,
    actor,
    arrivals,
    edition_urls,
    headers,
    locale,
    navigation,
    refusals,
    rendered,
    serve,
    static_files,
    wording,
)

compress = Compress()
csrf = CSRFProtect()
LONGEST_FORM = 2_000_000


class Site(Flask):
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Take each step of a request as it is: none is a coroutine, and Flask would look at all of them every time."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings; refuse unsafe ones."""
    settings = settings or Settings.from_environment()
    settings.require_safe()
    settings.uploads_path.mkdir(parents=True, exist_ok=True)
    app = Site(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(settings.instance_path.resolve()),
    )
    app.extensions["settings"] = settings
    app.config.from_mapping(_flask_settings(settings))
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)
    _start_extensions(app)
    features.register(app, settings)
    with app.app_context():
        take_conditions(db.metadata, db.engine)
    app.cli.add_command(serve.serve)
    return app


def _start_extensions(app: Flask) -> None:
    """Connect the extensions. The order is that of the steps before a request: body and CSRF before any query."""
    app.before_request(_note_arrival)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.template_filter("plain")(letters.plain)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    csrf.init_app(app)
    mail.init_app(app)
    compress.init_app(app)
    arrivals.init_app(app)
    rendered.init_app(app)
    for part in (actor, edition_urls, access, locale, wording, navigation, headers, refusals, static_files):
        part.init_app(app)


def _note_arrival() -> None:
    g.received_at = request.environ.get(arrivals.RECEIVED_AT) or clock.now()
    if request.mimetype != "multipart/form-data":
        # Nothing but uploads may be large.
        request.max_content_length = LONGEST_FORM


def _flask_settings(settings: Settings) -> dict[str, object]:
    # The connection that was used last knows the most pages; each keeps half a megabyte of them.
    engine: dict[str, object] = {"pool_use_lifo": True, "pool_pre_ping": bool(settings.database_url)}
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.old_secret_keys),
        "TESTING": settings.testing,
        "SQLALCHEMY_DATABASE_URI": settings.sqlalchemy_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "SERVER_NAME": settings.server_name,
        "PREFERRED_URL_SCHEME": settings.scheme,
        "SESSION_COOKIE_SECURE": settings.scheme == "https",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": settings.upload_limit + 1_000_000,
        "MAX_FORM_MEMORY_SIZE": LONGEST_FORM,
        "WTF_CSRF_TIME_LIMIT": 24 * 3600,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        **_mail_settings(settings),
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        # Pages differ for each reader: what is compressed is sent once, so it must be quick.
        "COMPRESS_BR_LEVEL": 2,
        "COMPRESS_LEVEL": 3,
    }


def _mail_settings(settings: Settings) -> dict[str, object]:
    return {
        "MAIL_SERVER": settings.mail_server or "localhost",
        "MAIL_PORT": settings.mail_port,
        "MAIL_USERNAME": settings.mail_username or None,
        "MAIL_PASSWORD": settings.mail_password or None,
        "MAIL_USE_TLS": settings.mail_use_tls,
        "MAIL_DEFAULT_SENDER": settings.mail_sender,
        "MAIL_SUPPRESS_SEND": False,
    }
