"""What a device may keep: the worker of a judge's pages and of the door, and the word that lets it keep a page."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, json, make_response, url_for

from hackathon.web import access, actor

pages = Blueprint("device", __name__)
FILES = (
    "css/app.css",
    "js/app.js",
    *(f"js/device/{name}.js" for name in ("store", "send", "keep", "both", "card", "queue", "leave")),
    *(f"js/attendance/{name}.js" for name in ("store", "send")),  # leave.js needs them on every page
    "img/favicon.svg",
    "img/eu-emblem.svg",
    "offline.html",
)


@pages.get("/service-worker.js")
@access.public
def service_worker() -> Response:
    """Hand out the worker; its text changes with every file that it keeps, so that browsers take the new one."""
    files = [url_for("static", filename=name) for name in FILES]
    worker = url_for("static", filename="js/device/worker.js")
    version = hashlib.sha256(json.dumps([*files, worker]).encode()).hexdigest()[:12]
    text = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\n"
    response = Response(f"{text}importScripts({json.dumps(worker)});\n", mimetype="text/javascript")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def kept(page: Response | str) -> Response:
    """Let the device of whoever is signed in keep this page, for them alone."""
    response = make_response(page)
    if response.status_code == 200:
        response.headers["Kept-For"] = str(actor.current().user_id)
    return response


def cleared(response: Response) -> Response:
    """Let the device forget all that it kept."""
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
