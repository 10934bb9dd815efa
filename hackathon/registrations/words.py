"""Names of states, and the list of participants with all answers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.accounts.naming import Naming
from hackathon.editions.words import category_name, university_name
from hackathon.questions import queries as questions
from hackathon.questions.words import export_cell
from hackathon.registrations import hooks
from hackathon.rules.questions import AskedOf
from hackathon.rules.registrations import Mode, State
from hackathon.web.countries import country_name
from hackathon.web.wording import moment_text, plain

STATES = {
    State.GUARDIAN.value: _l("Waits for the guardian"),
    State.APPLIED.value: _l("Applied"),
    State.WAITLISTED.value: _l("On the waitlist"),
    State.OFFERED.value: _l("Place offered"),
    State.ADMITTED.value: _l("Admitted"),
    State.DECLINED.value: _l("Declined"),
    State.WITHDRAWN.value: _l("Withdrawn"),
    State.LAPSED.value: _l("Offer not confirmed"),
}
KINDS = {
    State.GUARDIAN.value: "warn",
    State.APPLIED.value: "info", State.WAITLISTED.value: "warn", State.OFFERED.value: "accent",
    State.ADMITTED.value: "good", State.DECLINED.value: "bad",
}  # fmt: skip
MODES = {
    Mode.OPEN.value: _l("Open: whoever registers takes part as long as there are places"),
    Mode.REVIEWED.value: _l("Reviewed: people apply, and organizers decide about each"),
}
WHY = {
    "same": _l("is in this state already"),
    "step": _l("cannot come to this state from the present one"),
    "guardian": _l("is under 18 and waits for the guardian's consent"),
    "captain": _l("leads a team: it needs another captain first, or is closed"),
    "full": _l("no place is free"),
}


def table(registrations: Sequence[Any], called: Naming) -> tuple[list[str], list[list[Any]]]:
    """Return head and rows of the list with the answers of people and of their teams. No gender, no birth date.

    `called` names universities as they were called when results were published.
    """
    head = [
        _("No."), _("Family name"), _("Given name"), _("Patronymic"), _("Name in Latin letters"), _("E-mail"),
        _("University"), _("Country"), _("Category"), _("State"), _("Team"), _("Registered"),
    ]  # fmt: skip
    asked = questions.questions(retired=True)
    answers = _answers()
    names = hooks.teams.names([each.user_id for each in registrations])
    files = questions.file_names()
    rows = []
    for number, row in enumerate(registrations, 1):
        values = answers(row.user_id, names.get(row.user_id))
        cells = [export_cell(each, values.get(each.id), files) for each in asked]
        team = (names.get(row.user_id) or ("", ""))[1]
        rows.append([number, *_person(row, called), team, moment_text(row.registered_at), *cells])
    return [*head, *(_heading(each) for each in asked)], rows


def _person(row: Any, called: Naming) -> list[Any]:
    user = row.user
    country = country_name(user.university.country) if user.university else ""
    names = [user.family_name, user.given_name, user.patronymic, user.latin_name, user.email]
    return [*names, university_name(user, called), country, category_name(user), str(STATES[row.state])]


def _answers() -> Any:
    people, teams = questions.values_of_people(), questions.values_of_teams()

    def of(user_id: int, team: tuple[int, str] | None) -> dict[int, Any]:
        return {**people.get(user_id, {}), **(teams.get(team[0], {}) if team else {})}

    return of


def _heading(question: Any) -> str:
    words = plain(question.wording)
    return _("Team: %(question)s", question=words) if question.asked_of == AskedOf.TEAM else words
