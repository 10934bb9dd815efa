"""Make an edition with its texts, dates, criteria and briefs."""

from __future__ import annotations

from typing import Any

from hackathon.challenges.models import Challenge, Track
from hackathon.db import Localized, db
from hackathon.demo import content, rows, timeline
from hackathon.demo.plans import Load, Plan
from hackathon.editions import scope, suggestions
from hackathon.editions.models import Criterion, Edition, EditionRole, Role, Round


def edition(load: Load, plan: Plan) -> Edition:
    """Make the edition of a plan in its stage, with criteria and the briefs of its country, results unpublished."""
    texts = next(row for row in content.load("editions")["editions"] if row["country"] == plan.country)
    zone = next(row["time_zone"] for row in content.load("places")["countries"] if row["code"] == plan.country)
    moments = timeline.moments(plan.stage, load.now, zone)
    made = Edition(
        key=plan.key,
        country=plan.country,
        time_zone=zone,
        **{name: Localized(texts[name]) for name in ("title", "summary", "rules", "prizes", "city")},
        **{name: texts[name] for name in ("partners", "main_language", "languages")},
        contact_name=texts["contact"]["name"],
        contact_email=texts["contact"]["email"],
        team_size_min=texts["team_size"][0],
        team_size_max=texts["team_size"][1],
        **{name: moment for name, moment in moments.items() if not name.startswith("judging")},
    )
    made.rounds = [_first_round(texts, moments)]
    db.session.add(made)
    db.session.flush()
    with scope.of(made.id, 1):
        rows.add(Criterion, [{"edition_id": made.id, **row} for row in suggestions.criteria_for(made.round.scale_max)])
        rows.add(Challenge, [_challenge(made, row, number) for number, row in enumerate(briefs(plan.country))])
    return made


def _first_round(texts: dict[str, Any], moments: dict[str, Any]) -> Round:
    return Round(
        number=1,
        scale_min=texts["scale"][0],
        scale_max=texts["scale"][1],
        reviews_per_project=texts["reviews"],
        **{name: moment for name, moment in moments.items() if name.startswith("judging")},
    )


def briefs(country: str) -> list[dict[str, Any]]:
    """Return the briefs that are set in a country."""
    return [row for row in content.load("challenges")["challenges"] if country in row["countries"]]


def give_role(load: Load, made: Edition, role: Role, user_ids: list[int]) -> None:
    """Make people organizers or judges of the edition entered."""
    since = min(load.now, made.registration_opens)
    given = {"edition_id": made.id, "role": role, "granted_at": since}
    rows.add(EditionRole, [{**given, "user_id": user_id} for user_id in user_ids])


def _challenge(made: Edition, row: dict[str, Any], position: int) -> dict[str, Any]:
    lists = ("figures", "constraints", "data", "deliverables", "hints", "sdgs", "stakeholders", "safety")
    return {
        "edition_id": made.id,
        "slug": row["key"],
        "track": Track(row["track"]),
        "position": position,
        **{name: Localized(row[name]) for name in ("title", "summary", "problem")},
        **{name: row[name] for name in lists},
    }
