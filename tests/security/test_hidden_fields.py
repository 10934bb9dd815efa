"""Fields that a form does not show do nothing: what is stored is the same with and without them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from hackathon.db import Base
from tests.security import routes
from tests.security.table import rows
from tests.security.walk import moment_of, place_of

# Random by nature: tokens, salts, names of files, and letters with links.
RANDOM = {
    "blind_number": {"number"},
    "mark_chain": {"head"}, "mark_entry": {"salt", "previous", "seal", "digest"},
    "user": {"password_hash"}, "user_session": {"token_hash", "id"}, "account_token": {"token_hash"},
    "passkey_challenge": {"token_hash", "challenge"}, "recovery_code": {"code_hash"}, "known_device": {"token_hash"},
    "email_change": {"old_token_hash", "new_token_hash"},
    "outgoing_email": {"unique_key", "message_id", "text", "html"}, "project_file": {"stored_name"},
    "answer_file": {"stored_name"}, "registration": {"code"},
    "role_invitation": {"token_hash"}, "submission": {"idempotency_key"},
}  # fmt: skip


def hostile(world: Any) -> dict[str, Any]:
    """Every right, state, owner and score that somebody could wish for."""
    home, other, people = world.places["home"], world.places["other"], world.people
    return {
        "id": "1", "edition_id": other.edition_id, "edition": other.key, "team_id": home.rival_team_id,
        "project_id": home.rival_project_id, "user_id": people["administrator"], "judge_id": people["foreign_judge"],
        "captain_id": people["rival"], "scorecard_id": "1", "created_at": "2020-01-01", "is_administrator": "1",
        "administrator": "1", "role": "organizer", "roles": "organizer", "part": "captain", "slot": "1",
        "admission": "admitted", "status": "finished", "score": "100", "place": "1", "marks": "100",
        "submission_number": "9", "submitted_at": "2020-01-01", "finished_at": "2020-01-01",
        "announced_at": "2020-01-01", "results_published_at": "2020-01-01",
        "judging_closes_at": "2030-01-01", "published_at": "2020-01-01",
        "email": "taken@example.kz", "email_key": "taken@example.kz", "email_confirmed_at": "2020-01-01",
        "password_hash": "x", "deactivated_at": "", "session_id": "1", "token": "x", "invite_version": "9",
        "name_key": "x", "search_key": "x", "version_id": "9", "uploaded_by_id": people["rival"], "sha256": "0" * 64,
        "stored_name": "../../etc/passwd", "submitted_by_id": people["rival"], "granted_at": "2020-01-01",
        "with_finished_cards": "1", "extension": "2030-01-01T00:00", "now": "2030-01-01T00:00",
    }  # fmt: skip


def stored(house: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Read all rows, without what is random."""
    dump = house.dump()
    for table in Base.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        masked = RANDOM.get(table.name, set())
        dump[table.name] = [
            tuple("random" if name in masked and value else value for name, value in zip(names, row, strict=True))
            for row in dump[table.name]
        ]
    return dump


@pytest.mark.backends("sqlite")  # what a form takes does not depend on the database
@pytest.mark.parametrize("part", [0, 1])
def test_fields_that_no_form_shows_have_no_effect(house, part):
    wrong, before, effects = [], stored(house), 0
    chosen = [(key, marks) for key, marks in rows().items() if key[0].method != "GET" and key[1] != "judging"]
    for (route, where), marks in chosen[part::2]:
        role = next((role for role, mark in marks.items() if mark == "+"), None) or _first_seen(marks)
        plain = sent(house, route, where, role, {})
        loaded = sent(house, route, where, role, hostile(house.world))
        effects += plain[1] != before
        if plain != loaded:
            tables = [name for name, found in plain[1].items() if found != loaded[1][name]]
            wrong.append(f"{route}@{where} as {role}: {plain[0]} and {loaded[0]}, other rows in {tables}")
    assert wrong == []
    assert effects > 20


def sent(house: Any, route: Any, where: str, role: str, extra: dict[str, Any]) -> tuple[int, Any]:
    place = place_of(house, where)
    data = routes.data_for(house, route.endpoint, place)
    more = {name: value for name, value in extra.items() if name not in data}
    answer = house.ask(role, routes.path_of(house, route.endpoint, place), {**more, **data}, at=moment_of(route, where))
    found = stored(house)
    house.restore()
    return answer.status_code, found


def test_nobody_becomes_somebody_else_by_a_form(house):
    """The plainest attempts, by name, on both databases."""
    world = house.world
    home, extra = world.places["home"], hostile(world)
    profile = {"family_name": "A", "category": "other", "language": "en"}
    assert house.ask("guest", "/accounts/profile", {**extra, **profile}).status_code == 303
    assert house.ask("visitor", "/accounts/sign-up", {**extra, **routes.SIGN_UP}).status_code == 303
    rows_of = house.dump()
    people = {row[0]: row for row in rows_of["user"]}
    columns = [column.name for column in Base.metadata.tables["user"].columns]
    administrators = [number for number, row in people.items() if row[columns.index("is_administrator")]]
    assert administrators == [row[0] for row in house._rows["user"] if row[columns.index("is_administrator")]]
    newest = dict(zip(columns, people[max(people)], strict=True))
    assert newest["email"] == routes.SIGN_UP["email"]
    assert newest["email_confirmed_at"] is None
    assert isinstance(newest["created_at"], datetime)
    assert newest["created_at"].year > 2020
    assert rows_of["edition_role"] == house._rows["edition_role"]
    assert house.ask("guest", f"/{home.key}/organize/").status_code == 403


def _first_seen(marks):
    """Name who comes nearest where nobody of this world can carry a form out: see ELSEWHERE in test_authorization."""
    return next((role for role, mark in marks.items() if mark == "r"), "student")
