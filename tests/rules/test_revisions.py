"""What a revision changed: places, awards, places in nominations."""

from __future__ import annotations

from hackathon.rules import revisions

FIRST, DESIGN = {"name": {"en": "First"}, "project_id": 1}, {"name": {"en": "Design"}, "project_id": 2}


def nomination(**places):
    lines = [{"project_id": int(project[1:]), "place": place} for project, place in places.items()]
    return {"key": "design", "name": {"en": "Design"}, "standings": lines}


def test_awards_that_stay_are_not_told_and_the_others_are():
    found = revisions.honoured(([FIRST, DESIGN], [DESIGN, {**FIRST, "project_id": 3}]), (None, None))
    assert (found.gone, found.given, found.nominations) == ((FIRST,), ({**FIRST, "project_id": 3},), ())


def test_places_in_nominations_are_compared_also_where_one_is_new():
    before, after = nomination(p1=1, p2=2), nomination(p1=2, p2=1, p3=3)
    ((name, moved),) = revisions.honoured((None, None), ([before], [after])).nominations
    assert (name, [(each.project, each.before, each.after) for each in moved]) == (
        {"en": "Design"}, [(2, 2, 1), (1, 1, 2), (3, None, 3)])  # fmt: skip
    assert len(revisions.honoured((None, None), (None, [after])).nominations[0][1]) == 3
    assert not revisions.honoured((None, [FIRST][:0]), ([before], [before]))
