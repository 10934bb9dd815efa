"""The judge's pages as an application on the phone's screen."""

from __future__ import annotations

from flask import Response, g, json, url_for
from flask_babel import gettext as _

from hackathon.judging.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access
from hackathon.web.locale import current_language
from hackathon.web.wording import plain

ICONS = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


@pages.get("/<edition:edition>/judging/manifest.webmanifest")
@access.needs(Permission.JUDGING_QUEUE)
def manifest() -> Response:
    """Describe the queue as something that can be installed."""
    icons = [
        {"src": url_for("static", filename=f"img/{name}"), "sizes": sizes, "type": kind, "purpose": purpose}
        for name, sizes, kind, purpose in ICONS
    ]
    return Response(json.dumps({**_description(), "icons": icons}), mimetype="application/manifest+json")


def _description() -> dict[str, str]:
    start, title = url_for("judging.queue"), plain(g.edition.title)
    names = {"name": _("Judging: %(title)s", title=title), "short_name": _("Judging"), "lang": current_language()}
    look = {"display": "standalone", "background_color": "#faf6ee", "theme_color": "#fffdf8"}
    return {"id": start, "start_url": start, "scope": start, **names, **look}
