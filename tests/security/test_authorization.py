"""The table of who may do what holds for every route."""

from __future__ import annotations

import pytest

from tests.security import routes
from tests.security.house import difference
from tests.security.table import rows
from tests.security.walk import fits, moment_of, place_of

# Where somebody may, they are asked last: until then the rows must be as they were.
MAY = "+>"
# Whoever is refused needs no page that says so.
BRIEFLY = {"Accept": "application/json"}


def test_every_route_is_in_the_table(any_app):
    listed = {route for route, _ in rows()}
    actual = set(routes.routes_of(any_app))
    assert sorted(map(str, actual - listed)) == [], "say in tests/security/table.py who may do this"
    assert sorted(map(str, listed - actual)) == [], "these routes are gone: take them out of tests/security/table.py"


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("half", [0, 1])
def test_forms_are_carried_out_for_whom_the_table_says_and_change_nothing_for_others(house, half):
    forms = [(key, marks) for key, marks in rows().items() if key[0].method != "GET"]
    wrong, pristine = [], house.dump()
    for (route, where), marks in forms[half::2]:
        for role in sorted(marks, key=lambda role: marks[role] in MAY):
            answer, carried_out = send(house, route, where, role, {} if marks[role] in MAY else BRIEFLY)
            if not fits(marks[role], route, answer):
                wrong.append(f"{route}@{where} as {role}: {answer.status_code}, not {marks[role]!r}")
            if carried_out:
                house.restore()
                house.is_untouched()
        changed = {} if house.is_untouched() else difference(pristine, house.dump())
        if changed:
            wrong.append(f"{route}@{where}: who may not changed {changed}")
            house.restore()
    assert wrong == []


def send(house, route, where, role, headers=None):
    place = place_of(house, where)
    data = routes.data_for(house, route.endpoint, place)
    path = routes.path_of(house, route.endpoint, place)
    answer = house.ask(role, path, data, method=route.method, at=moment_of(route, where), headers=headers or {})
    return answer, answer.status_code < 400


# The edition of this world deals all cards at once, has a chair, no tie and no proposal; every card is finished on the
# screen, and every team appeared. These are carried out in tests/judging/test_next_card.py, test_reminders.py,
# test_no_show.py and test_paper.py, second factors in tests/accounts/test_second_factor.py and test_passkeys.py, the
# ways into teams in tests/teams/test_ways_in.py, guardians in tests/registrations/test_guardians.py, the
# rest in tests/results/test_rounds.py, test_two_people.py, test_tie_votes.py, test_nominations.py and test_awards.py.
ELSEWHERE = [
    "accounts.add_passkey", "accounts.enter_with_passkey", "accounts.merge_university", "accounts.set_up_app",
    "accounts.take_names", "accounts.verify_by_passkey", "imports.send_letters", "imports.take_back_import",
    "judging.appoint_chair", "judging.enter_paper", "judging.next_project", "judging.remind", "judging.settle_paper",
    "judging.undo_no_show", "registrations.answer_as_guardian", "registrations.ask_guardian", "results.add_nomination",
    "results.cast_ballot", "results.close_vote", "results.confirm", "results.decide_on_carried", "results.edit_awards",
    "results.go_back", "results.open_vote", "results.remove_nomination", "results.send_back", "results.take_back",
    "teams.accept_mentorship", "teams.withdraw_request",
]  # fmt: skip


@pytest.mark.backends("sqlite")
def test_every_form_is_carried_out_for_somebody(house):
    """Otherwise the table would only show that nobody can use the form."""
    idle = {route.endpoint for route, _ in rows() if route.method != "GET"}
    for (route, where), marks in rows().items():
        for role in (role for role, mark in marks.items() if mark == "+" and route.endpoint in idle):
            if route.method == "GET":
                continue
            answer, carried_out = send(house, route, where, role)
            if carried_out:
                idle.discard(route.endpoint)
                house.restore()
                break
    assert sorted(idle) == sorted(ELSEWHERE)
