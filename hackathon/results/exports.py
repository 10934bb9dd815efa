"""The leaderboard as a table for spreadsheet programs, with what every score can be recomputed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from hackathon.results.models import PublishedResults, PublishedStanding
from hackathon.rules import methods, publication, recounting
from hackathon.web import wording


def file_name(edition: Any, what: str) -> str:
    """Name a file for the edition, and for its round where there are several."""
    several = f"-round-{edition.round.number}" if len(edition.rounds) > 1 else ""
    return f"{edition.key}{several}-{what}"


def table(
    results: PublishedResults, standings: Sequence[PublishedStanding], named: Mapping[int, str]
) -> tuple[list[str], list[list[Any]]]:
    """Return header and rows. Means are given as sums of marks: "13/3" would be a date to a spreadsheet program."""
    criteria = results.rubric["criteria"]
    header = [_("Place"), _("Project"), _("Team"), _("Members"), _("Challenge"), _("Reviews"), _("Score")]
    estimated = results.method != methods.MEAN.name
    if estimated:
        header += [_("True place from"), _("True place to"), _("Probability of first place")]
    for each in criteria:
        name, weight = wording.plain(each["name"]), each["weight"]
        header.append(_("Sum of marks: %(criterion)s (weight %(weight)s)", criterion=name, weight=weight))
    names = [wording.plain(each["name"]) for each in results.nominations or ()]
    header += [_("Place in the nomination “%(name)s”", name=name) for name in names]
    header += [_("Awards")] if results.awards else []
    keys, absent = [each["key"] for each in criteria], results.rubric.get("did_not_appear", ())
    rows = [_row(line, keys, estimated, named) for line in standings]
    for row, line in zip(rows, standings, strict=True):
        row[0] = _("Did not appear") if line.project_id in absent else row[0]
    return header, [[*row, *more] for row, more in zip(rows, _honours(results, standings), strict=True)]


def _honours(results: PublishedResults, standings: Sequence[PublishedStanding]) -> Iterator[list[Any]]:
    """Give each project's places in nominations and its awards; nothing where there are none."""
    places, given = recounting.nomination_places(results.nominations).values(), results.awards or ()
    for line in standings:
        own = "; ".join(wording.plain(each["name"]) for each in given if each["project_id"] == line.project_id)
        yield [*(each.get(line.project_id) for each in places), *([own] if given else ())]


def _row(line: PublishedStanding, keys: list[str], estimated: bool, named: Mapping[int, str]) -> list[Any]:
    sums = [publication.sum_of_marks(line.criterion_means[key], line.reviews) if line.score else None for key in keys]
    return [
        line.place,
        line.project_title,
        line.team_name,
        ", ".join(line.names(named)),
        wording.plain(line.challenge_title),
        line.reviews,
        float(publication.rounded(line.score)) if line.score else None,
        *((line.rank_low, line.rank_high, line.p_best) if estimated else ()),
        *sums,
    ]
