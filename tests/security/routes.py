"""Every address of the application, filled in for the world, and what a form sends there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from tests import factories
from tests.security.world import FILE, Place, World
from tests.support import forms

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
PERSON = {"family_name": "Changed", "category": "other", "language": "en"}
UNIVERSITY = {"country": "KZ", "name_en": "Changed University"}
SIGN_UP = {"email": "new@example.kz", "password": "long enough words", "family_name": "New", "category": "other",
           "privacy": "y", "rules": "y"}


@dataclass(frozen=True)
class Route:
    method: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def routes_of(app: Any) -> list[Route]:
    """List every route that a person or program can ask, by method."""
    found = {
        Route(method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS") and rule.endpoint != "static"
    }
    return sorted(found, key=lambda route: (route.endpoint, route.method))


# What an argument of an address stands for; `endpoint:argument` where it is not the same everywhere.
ARGUMENTS: dict[str, Callable[[World, Place], Any]] = {
    "edition": lambda world, place: place.key,
    "team_id": lambda world, place: place.team_id,
    "project_id": lambda world, place: place.project_id,
    "file_id": lambda world, place: place.file_id,
    "number": lambda world, place: 1,
    "slug": lambda world, place: place.slug,
    "challenges.remove_challenge:slug": lambda world, place: place.unused,
    "user_id": lambda world, place: world.people["captain"],
    "accounts.grant_role:user_id": lambda world, place: world.people["guest"],
    "judging.remove_judge:user_id": lambda world, place: place.judge_id,
    "editions.remove_round:number": lambda world, place: 2,
    "judging.abilities:user_id": lambda world, place: place.judge_id,
    "judging.departure:user_id": lambda world, place: place.left_id,
    **{f"judging.{name}:user_id": lambda world, place: place.judge_id
       for name in ("enter_paper", "paper_pack", "print_pack", "settle_paper")},
    "event_session_id": lambda world, place: place.event_session_id,
    "question_id": lambda world, place: place.question_id,
    "registration_id": lambda world, place: place.registration_id,
    "registrations.download_answer_file:file_id": lambda world, place: place.answer_file_id,
    "session_id": lambda world, place: world.ids["session_id"],
    "university_id": lambda world, place: world.ids["university_id"],
    "merger_id": lambda world, place: world.ids["merger_id"],
    **{f"accounts.{name}:user_id": lambda world, place: world.people["spare"]
       for name in ("add_from_names", "take_names")},
    "letter_id": lambda world, place: world.ids["letter_id"],
    "judging.appoint_chair:user_id": lambda world, place: place.judge_id,
    "judging.revoke_chair:user_id": lambda world, place: place.colleague_id,
    "vote_id": lambda world, place: place.vote_id,
    "appeal_id": lambda world, place: place.appeal_id,
    "nomination_id": lambda world, place: place.nomination_id,
    "scorecard_id": lambda world, place: place.scorecard_id,
    "revision": lambda world, place: place.ids.get("revision", 1),
    "invitation_id": lambda world, place: place.invitation_id,
    "teams.join_team:token": lambda world, place: place.invite,
    "registrations.answer_as_guardian:token": lambda world, place: place.guardian,
    "registrations.withdraw_as_guardian:token": lambda world, place: place.guardian,
    "teams.form_teams:suggestion_id": lambda world, place: place.suggestion_id,
    "teams.revoke_invitation:invitation_id": lambda world, place: place.team_invitation_id,
    "teams.invite_person:user_id": lambda world, place: place.seeker_id,
    "teams.accept_mentorship:token": lambda world, place: place.mentor_invite,
    "teams.answer_request:request_id": lambda world, place: place.request_id,
    "teams.withdraw_request:request_id": lambda world, place: place.request_id,
    "judging.accept_invitation:token": lambda world, place: place.invitation,
    "judging.join_jury:token": lambda world, place: place.invitation,
    "accounts.confirm_email:token": lambda world, place: "confirm-token",
    "accounts.reset_password:token": lambda world, place: "reset-token",
    "accounts.accept_invitation:token": lambda world, place: "invited-token",
    "import_id": lambda world, place: place.import_id,
    "form": lambda world, place: "csv",
    "purpose": lambda world, place: "photo",
    "about": lambda world, place: "reset",
    "step": lambda world, place: "grant",
    "accounts.answer_email:token": lambda world, place: "address-token",
    "accounts.not_me:token": lambda world, place: "alarm-token",
    "accounts.enter_with_passkey:step": lambda world, place: "enter",
    "accounts.passkey_options:step": lambda world, place: "enter",
    "passkey_id": lambda world, place: world.ids["passkey_id"],
}


def arguments_of(app: Any, endpoint: str) -> set[str]:
    return {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments} - {"in_round"}


def path_of(house: Any, endpoint: str, place: Place, **given: Any) -> str:
    """Fill an address in with the objects of a place; `given` replaces some."""
    values = {}
    for name in arguments_of(house.app, endpoint):
        known = ARGUMENTS.get(f"{endpoint}:{name}") or ARGUMENTS.get(name)
        assert known, f"say in ARGUMENTS what <{name}> of {endpoint} stands for in the world"
        values[name] = known(house.world, place)
    return address(house.app, endpoint, {**values, **given})


def address(app: Any, endpoint: str, values: dict[str, Any]) -> str:
    return app.url_map.bind("localhost").build(endpoint, values)


def _marks(place: Place) -> dict[str, str]:
    return {f"c{criterion}": "3" for criterion in place.criteria} | {"version": "1", "comment_to_team": "Changed"}


# What a form sends; where nothing stands, a button without fields, or what the page's form holds (PAGES).
DATA: dict[str, Callable[[World, Place], dict[str, Any]]] = {
    "accounts.accept_invitation": lambda world, place: {
        "password": "long enough words", "privacy": "y", "rules": "y"},
    "imports.list_imports": lambda world, place: {"file": (BytesIO(b"email,name\na@example.kz,A\n"), "people.csv")},
    "imports.apply_import": lambda world, place: {"version": "1"},
    "imports.edit_columns": lambda world, place: {"c0": "email", "c1": "category", "c2": "family_name",
                                                  "language": "en"},
    "accounts.add_university": lambda world, place: UNIVERSITY | {"key": "new"},
    "accounts.ask_reset": lambda world, place: {"email": world.emails["captain"]},
    "accounts.change_password": lambda world, place: {"current": factories.PASSWORD, "password": "other good words"},
    "accounts.add_passkey": lambda world, place: {"name": "My phone", "credential": "{}"},
    "accounts.answer_email": lambda world, place: {"answer": "agree"},
    "accounts.change_email": lambda world, place: {"email": "another@example.kz"},
    "accounts.enter_with_passkey": lambda world, place: {"credential": "{}"},
    "accounts.move_email": lambda world, place: {"email": "another@example.kz", "reason": "Showed the passport"},
    "accounts.rename_passkey": lambda world, place: {"name": "Old phone"},
    "accounts.reset_factors": lambda world, place: {"reason": "Showed the passport"},
    "accounts.verify_again": lambda world, place: {"password": factories.PASSWORD},
    "accounts.verify_by_passkey": lambda world, place: {"credential": "{}"},
    "accounts.confirm_email": lambda world, place: {"password": factories.PASSWORD},
    "accounts.edit_university": lambda world, place: UNIVERSITY | {"version": "1"},
    "accounts.add_from_names": lambda world, place: UNIVERSITY | {"key": "house", "spellings": "House of Science"},
    "accounts.edit_user": lambda world, place: PERSON,
    "accounts.grant_role": lambda world, place: {"edition_key": place.key, "role": "organizer"},
    "accounts.profile": lambda world, place: PERSON,
    "accounts.reset_password": lambda world, place: {"password": "other good words"},
    "accounts.revoke_role": lambda world, place: {"edition_key": place.key, "role": "judge"},
    "accounts.sign_in": lambda world, place: {"email": world.emails["captain"], "password": factories.PASSWORD},
    "accounts.sign_up": lambda world, place: SIGN_UP,
    "editions.add_round": lambda world, place: {
        "version": "0", "title-ru": "Another", "judging_opens": "2028-05-01T10:00",
        "judging_closes": "2028-06-01T10:00",
        "reviews_per_project": "2", "carried_percent": "0"},
    "editions.change_method": lambda world, place: {
        "method": "calibrated", "ties": "shared", "reviews": "3", "reason": "Agreed with the jury"},
    "judging.choose_deal": lambda world, place: {"deal": "adaptive", "prizes": "3"},
    "judging.edit_practice": lambda world, place: {"title": "Example", "description": "Bottles", "version": "1"},
    "judging.enter_paper": lambda world, place: _marks(place),
    "judging.settle_paper": lambda world, place: _marks(place),
    "judging.practice": lambda world, place: {f"c{criterion}": "3" for criterion in place.criteria},
    "judging.choose_blind": lambda world, place: {"blind": "yes"},
    "judging.next_project": lambda world, place: {"dealt": "0"},
    "judging.assign": lambda world, place: {"judge_id": place.colleague_id},
    "judging.declare_conflict": lambda world, place: {"reason": "A cousin"},
    "judging.finish_scorecard": lambda world, place: _marks(place),
    "judging.invite_judge": lambda world, place: {"addresses": "new@example.kz", "language": "en"},
    "attendance.check_in": lambda world, place: {"code": place.code},
    "attendance.correct": lambda world, place: {"present": "yes", "reason": "Was seen"},
    "attendance.export_attendance": lambda world, place: {"format": "csv"},
    "attendance.save_list": lambda world, place: {"ids": world.people["captain"]},
    "attendance.type_list": lambda world, place: {"people": place.code},
    "attendance.save_scan": lambda world, place: {"id": "scan-0001", "code": place.code},
    "judging.abilities": lambda world, place: {"languages": "ru", "faculty": "Physics"},
    "judging.no_show": lambda world, place: {"reason": "Nobody came"},
    "judging.own_abilities": lambda world, place: {"languages": "ru", "faculty": "Physics"},
    "judging.remind": lambda world, place: {"again": "y"},
    "judging.remove_judge": lambda world, place: {"reason": "Asked to go", "cards": "keep"},
    "judging.switch_reminders": lambda world, place: {"automatic": ""},
    "judging.undo_no_show": lambda world, place: {"reason": "They came"},
    "judging.save_scorecard": lambda world, place: _marks(place),
    "judging.unassign": lambda world, place: {"judge_id": place.judge_id, "reason": "A mistake"},
    "privacy.my_data": lambda world, place: {"password": factories.PASSWORD},
    "privacy.erase_account": lambda world, place: {"password": factories.PASSWORD, "sure": "y"},
    "privacy.erase_user": lambda world, place: {"reason": "Letter 12", "sure": "y"},
    "projects.preview_markdown": lambda world, place: {"description": "**Bold**"},
    "projects.upload_file": lambda world, place: {"file": (BytesIO(FILE), "more.txt")},
    "registrations.decide": lambda world, place: {
        "ids": place.registration_id, "step": "declined", "confirm": "y", "reason": "Too late"},
    "registrations.edit_plan": lambda world, place: {
        "version": "0", "mode": "reviewed", "capacity": "50", "confirm_hours": "24"},
    "registrations.move_question": lambda world, place: {"to": "down"},
    "results.answer_appeal": lambda world, place: {"outcome": "dismissed", "answer": "The rules were kept."},
    "results.appeal": lambda world, place: {"grounds": "A rule was not kept", "request": "Look again"},
    "results.cast_ballot": lambda world, place: {
        "vote": str(place.vote_id), f"p{place.project_id}": "1", f"p{place.rival_project_id}": "2"},
    "results.decide_on_carried": lambda world, place: {"seen": ":0", "decision": "leave", "reason": "It was known"},
    "results.confirm": lambda world, place: {"seen": "0" * 64},
    "results.add_nomination": lambda world, place: {"name-ru": "New"},
    "results.edit_nomination": lambda world, place: {
        "name-ru": "Другое", "name-en": "Other", "reason": "Clearer", "version": "1"},
    "results.open_vote": lambda world, place: {"projects": [place.project_id, place.rival_project_id]},
    "results.send_back": lambda world, place: {"seen": "0" * 64, "reason": "Look again"},
    "results.withhold_comment": lambda world, place: {"reason": "hurts"},
    "results.withdraw": lambda world, place: {"reason": "A mistake"},
    "teams.add_mentor": lambda world, place: {"email": world.emails["spare"]},
    "teams.answer_request": lambda world, place: {"step": "decline", "words": "Sorry"},
    "teams.ask_to_join": lambda world, place: {"words": "Take me"},
    "teams.dismiss_mentor": lambda world, place: {"user_id": place.mentor_id},
    "teams.enter_pool": lambda world, place: {"languages": "ru", "skills": "data", "words": "I like jars"},
    "teams.invite_by_email": lambda world, place: {"email": "friend@example.kz"},
    "teams.invite_mentor": lambda world, place: {"email": "teacher@example.kz"},
    "teams.look_for_members": lambda world, place: {"languages": "ru", "words": "A designer"},
    "teams.make_link": lambda world, place: {"uses": "once"},
    "teams.suggest_teams": lambda world, place: {"size": "2", "wishes": "woman"},
    "teams.disqualify_team": lambda world, place: {"reason": "Cheated"},
    "teams.found_team": lambda world, place: {"name": "A new team"},
    "teams.hand_over_captaincy": lambda world, place: {"member_id": place.member_id},
    "teams.remove_member": lambda world, place: {"member_id": place.member_id},
    "teams.remove_mentor": lambda world, place: {"user_id": place.mentor_id},
    "teams.rename_team": lambda world, place: {"name": "Another name"},
}

NEXT_YEAR = {
    name: f"2028-{month:02}-01T10:00"
    for month, name in enumerate(("registration_opens", "registration_closes", "submissions_open", "submissions_close",
                                  "judging_opens", "judging_closes"), 1)
}

SESSION = {"starts_at": "2028-01-01T10:00", "ends_at": "2028-01-01T12:00"}

# Large forms are sent as their page holds them for this person, with these changes.
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "attendance.add_session": ("organizer", {"title-ru": "Final", **SESSION}),
    "attendance.edit_session": ("organizer", {"title-ru": "Changed session"}),
    "registrations.add_question": ("organizer", {"wording-ru": "New question"}),
    "registrations.edit_question": ("organizer", {"wording-ru": "Changed question"}),
    "registrations.my_registration": ("captain", {}),
    "teams.answer_questions": ("captain", {}),
    "accounts.merge_university": ("administrator", {}),
    "challenges.create_challenge": ("organizer", {"title-ru": "New brief"}),
    "challenges.edit_challenge": ("organizer", {"title-ru": "Changed brief"}),
    "editions.create_edition": ("administrator", {"key": "kz-2028", "title-ru": "Next year", **NEXT_YEAR}),
    "editions.edit_edition": ("organizer", {"title-ru": "Changed title"}),
    "editions.edit_round": ("organizer", {"title-ru": "Changed round"}),
    "editions.edit_rubric": ("organizer", {"criteria-0-weight": "60"}),
    "judging.deal": ("organizer", {}),
    "judging.redact": ("organizer", {"title": "Redacted"}),
    "judging.round_jury": ("organizer", {}),
    "projects.edit_project": ("captain", {"title": "Changed"}),
    "projects.submit_project": ("captain", {}),
    "results.advance": ("organizer", {"places": "2"}),
    "results.edit_awards": ("organizer", {"awards-0-reason": "It already runs", "awards-0-name-ru": "Приз"}),
    "results.propose": ("organizer", {}),
    "results.publication_settings": ("organizer", {"appeal_hours": "24"}),
}
PAGE_BEFORE = {"results.propose": "results.preview"}

# When a route is asked: while `home` takes submissions, unless it is the jury's turn, or all is over.
MOMENTS = {
    "judging.manifest": "judging", "judging.queue": "judging", "judging.scorecard": "judging",
    "judging.save_scorecard": "judging",
    "judging.download_file": "judging",
    "judging.finish_scorecard": "judging", "judging.declare_conflict": "judging", "judging.assign": "judging",
    "judging.next_project": "judging", "judging.remind": "judging", "judging.no_show": "judging",
    "judging.own_abilities": "judging", "judging.abilities": "judging", "judging.practice": "judging",
    "judging.enter_paper": "judging", "judging.settle_paper": "judging",
    "judging.unassign": "judging", "judging.deal": "judging", "judging.remove_judge": "judging",
    "results.preview": "after", "results.propose": "after", "results.withdraw": "after", "results.take_back": "after",
    "results.edit_awards": "after", "results.confirm": "after", "results.send_back": "after",
    "results.advance": "after", "results.decide_on_carried": "after", "results.open_vote": "after",
}  # fmt: skip


def data_for(house: Any, endpoint: str, place: Place) -> dict[str, Any]:
    """Return plausible fields for a POST."""
    if endpoint in PAGES:
        return _of_page(house, endpoint, place)
    return DATA.get(endpoint, lambda world, place: {})(house.world, place)


def _of_page(house: Any, endpoint: str, place: Place) -> dict[str, Any]:
    role, changes = PAGES[endpoint]
    before = PAGE_BEFORE.get(endpoint, endpoint)
    page = house.ask(role, path_of(house, before, place), at=MOMENTS.get(endpoint, ""))
    action = path_of(house, endpoint, place)
    found = [each for each in forms.forms_of(page) if each.method == "post" and each.action in (action, "")]
    values = found[0].values() if found else {}
    return {**{name: value for name, value in values.items() if value and name != "csrf_token"}, **changes}
