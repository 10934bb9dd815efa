"""The page at the door: camera, code, name; and what its script asks and sends."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from hackathon import clock
from hackathon.attendance import actions, queries, words
from hackathon.attendance.actions import Noted, Scan
from hackathon.attendance.forms import CodeForm
from hackathon.attendance.pages import pages
from hackathon.errors import BadRequest
from hackathon.rules import attendance as rules
from hackathon.rules import badge_codes
from hackathon.rules.attendance import How, Kind
from hackathon.rules.permissions import Permission
from hackathon.text import search_key
from hackathon.web import access, actor, device, forms

AT = "/<edition:edition>/organize/attendance/<int:event_session_id>"
CAMERA = "camera=(self), geolocation=(), microphone=()"


@pages.route(f"{AT}/check-in", methods=["GET", "POST"])
@access.needs(Permission.EDITION_ORGANIZE)
def check_in(event_session_id: int) -> ResponseReturnValue:
    """Check people in with the camera, by code or by name; without scripts by typing the code."""
    event, form = queries.session_by_id(event_session_id), CodeForm()
    if form.validate_on_submit() and form.performs(lambda: _by_code(event, form.code.data)):
        noted = form.outcome
        flash(f"{noted.name} ({noted.team}): {_said(noted)}" if noted.team else f"{noted.name}: {_said(noted)}",
              "success" if noted.outcome == "new" else "warning")  # fmt: skip
        return redirect(url_for("attendance.check_in", event_session_id=event.id), 303)
    page = forms.page("attendance/check_in.html", form, event=event, count=queries.counts().get(event.id, 0))
    page.headers["Permissions-Policy"] = CAMERA
    return device.kept(page)


def _by_code(event: Any, typed: str) -> Noted:
    scan = Scan(code=badge_codes.normalized(typed))
    return actions.check_in(actor.current(), event, scan, now=clock.now())


def _said(noted: Noted) -> str:
    return words.said(noted.outcome, noted.at)


@pages.get(f"{AT}/roster")
@access.needs(Permission.EDITION_ORGANIZE)
def roster(event_session_id: int) -> ResponseReturnValue:
    """Give the device who is here, and unless it knows them names, teams and digests of codes, for a day longer."""
    event = queries.session_by_id(event_session_id)
    listed, _total = queries.listed(event.id)
    people = [_on_roster(each) for each in listed]
    tag = hashlib.sha256(json.dumps(people).encode()).hexdigest()[:16]
    answer = {"until": (event.ends_at + rules.KEPT).isoformat(), "tag": tag}
    answer["here"] = {str(each.user.id): each.at.isoformat() for each in listed if each.at}
    return jsonify(answer if request.args.get("known") == tag else {**answer, "people": people})


def _on_roster(each: queries.Listed) -> dict[str, Any]:
    name = each.user.formal_name or each.user.email
    found_by = search_key(name, each.user.latin_name, each.team)
    return {"p": each.user.id, "n": name, "t": each.team, "d": _digest(each.code), "s": found_by}


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:16]


@pages.post(f"{AT}/scans")
@access.needs(Permission.EDITION_ORGANIZE)
def save_scan(event_session_id: int) -> ResponseReturnValue:
    """Take one scan, or its undoing, from a device; sent again it is answered like the first time."""
    event, sent = queries.session_by_id(event_session_id), request.form
    scan, now = _scan(sent), clock.received_at()
    if sent.get("kind", Kind.IN) == Kind.OUT:
        noted = actions.take_back(actor.current(), event, sent.get("of", "")[:40], scan, now=now)
    else:
        noted = actions.check_in(actor.current(), event, scan, now=now)
    return jsonify(outcome=noted.outcome, person=noted.user_id, name=noted.name, team=noted.team,
                   at=noted.at.isoformat(), said=_said(noted))  # fmt: skip


def _scan(sent: Any) -> Scan:
    client_id, person = sent.get("id", ""), sent.get("person", "")
    if not (8 <= len(client_id) <= 40 and client_id.isascii() and client_id.replace("-", "").isalnum()):
        raise BadRequest()
    how = How(sent["how"]) if sent.get("how") in (How.CAMERA, How.CODE, How.NAME) else How.CODE
    number = int(person) if person.isascii() and person.isdigit() and len(person) < 10 else None
    code = badge_codes.normalized(sent.get("code", ""))
    return Scan(client_id, how, code, None if code else number, _moment(sent.get("at", "")))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text[:40])
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
