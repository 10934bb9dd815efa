"""What is read of the jury's votes on ties: who may vote, who has, and the counts of closed votes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.judging import queries_blind
from hackathon.judging import queries_docket as docket
from hackathon.outbox import Recipient
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.results.models_deliberation import TieBallot, TieVote
from hackathon.rules import blindness
from hackathon.rules import votes as rules
from hackathon.rules.votes import Vote
from hackathon.teams.models import Team


@dataclass(frozen=True)
class Candidate:
    """A project on the ballot; `address` stands for it there: its number where judging is blind, otherwise its id."""

    id: int
    title: str
    address: int
    team_name: str = ""


@dataclass(frozen=True)
class Poll:
    """A vote as organizers see it: who has voted, who has not, who may not; never what."""

    vote: TieVote
    candidates: tuple[Candidate, ...]
    voted: tuple[str, ...]
    missing: tuple[str, ...]
    excluded: tuple[str, ...]


def held(projects: Collection[int]) -> tuple[Vote, ...]:
    """Return the closed votes on projects that take part, the oldest first; a vote without a ballot is none."""
    query = select(TieVote).where(TieVote.closed_at.is_not(None)).order_by(TieVote.id)
    found = [rules.of_published(vote.counts) for vote in db.session.scalars(query)]
    return tuple(vote for vote in found if vote.ballots and len(set(vote.projects) & set(projects)) >= rules.FEWEST)


def running() -> TieVote | None:
    """Return the vote that is open now."""
    return db.session.scalar(select(TieVote).where(TieVote.closed_at.is_(None)))


def running_for(judge: int) -> list[int]:
    """Return the numbers of the rounds in which a vote is open that somebody may take part in."""
    with scope.every_round(because="a judge is led to a vote whichever round is looked at"):
        found = list(db.session.scalars(select(TieVote).where(TieVote.closed_at.is_(None))))
    numbers = []
    for vote in found:
        with scope.of(vote.edition_id, vote.round_number):
            if may_vote(judge, vote):
                numbers.append(vote.round_number)
    return sorted(numbers)


def without_conflict(judges: Collection[int], projects: Collection[int]) -> set[int]:
    """Return the judges whom nothing ties to any of the projects; the same university only warns, as at the deal."""
    tied = docket.ties(judges)
    projects = [each for each in projects if each in tied.entries]
    hard = tied.pairs(judges)["hard"]
    return {judge for judge in judges if not any((judge, project) in hard for project in projects)}


def may_vote(judge: int, vote: TieVote) -> bool:
    """Tell whether somebody judges now and has no conflict with a project of the vote."""
    return docket.sits(judge) and judge in without_conflict([judge], vote.projects)


def electors(vote: TieVote) -> list[Recipient]:
    """Return those who may vote and whose accounts are in use, to write to them."""
    entitled = without_conflict(docket.judge_ids(), vote.projects)
    query = select(User).where(User.id.in_(entitled), User.deactivated_at.is_(None)).order_by(User.id)
    return [Recipient(user.email, user.language, user.name, user.id) for user in db.session.scalars(query)]


def ballot_of(vote: TieVote, judge: int) -> TieBallot | None:
    """Return a judge's own ballot."""
    return db.session.scalar(select(TieBallot).filter_by(vote_id=vote.id, judge_id=judge))


def ballots_of(vote: TieVote) -> list[TieBallot]:
    """Return all ballots, to be counted."""
    return list(db.session.scalars(select(TieBallot).filter_by(vote_id=vote.id).order_by(TieBallot.id)))


def candidates_of(projects: Collection[int]) -> tuple[Candidate, ...]:
    """Return the projects in the order of their titles, which tells nothing of their places."""
    rows = sorted(_handed_in(projects), key=lambda row: (row.title, row.id))
    return tuple(Candidate(row.id, row.title, row.id, row.name) for row in rows)


def on_the_ballot(edition: Edition, projects: Collection[int]) -> tuple[Candidate, ...]:
    """Return the projects as judges know them: while names are hidden by their numbers and what may be read."""
    if not blindness.is_running(edition):
        return candidates_of(projects)
    rows, numbers = _handed_in(projects), queries_blind.numbers(projects)
    titles = queries_blind.titles({row.id: row for row in rows})
    return tuple(sorted((Candidate(row.id, titles[row.id], numbers[row.id]) for row in rows),
                        key=lambda each: each.address))  # fmt: skip


def _handed_in(projects: Collection[int]) -> Sequence[Row]:
    columns = (Project.id, Submission.title, Submission.sha256, Project.team_id, Team.name)
    query = select(*columns).join(Project.team).join(
        Submission, windows.of_the_round()
    )
    return db.session.execute(query.where(Project.id.in_(tuple(projects)))).all()


def poll_of(vote: TieVote) -> Poll:
    """Return who has voted and who has not, by name."""
    judges = docket.judge_ids()
    electors = without_conflict(judges, vote.projects)
    cast = {ballot.judge_id for ballot in ballots_of(vote)} & electors
    people = db.session.scalars(select(User).where(User.id.in_(judges)).order_by(User.search_key, User.id))
    names = {person.id: person.name or person.email for person in people}

    def named(ids: Collection[int]) -> tuple[str, ...]:
        return tuple(name for judge, name in names.items() if judge in ids)

    groups = (named(cast), named(electors - cast), named(set(judges) - electors))
    return Poll(vote, candidates_of(vote.projects), *groups)


def past_polls() -> list[TieVote]:
    """Return the closed votes, the newest first."""
    query = select(TieVote).where(TieVote.closed_at.is_not(None)).order_by(TieVote.id.desc())
    return list(db.session.scalars(query))
