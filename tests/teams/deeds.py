"""What people do to find teams, as steps that a test draws: whatever is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from hackathon import clock
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, Registration
from hackathon.errors import Refusal
from hackathon.registrations import actions as registrations
from hackathon.teams import actions, actions_asking, actions_inviting, actions_pool
from hackathon.teams.actions_pool import Wished
from hackathon.teams.models import Membership, Part, Team
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.web import roles

WISH = Wished(languages=("ru",))
SECRET = "only for tests"


class Deeds:
    """Do one step as one person of an edition; `pick` chooses among the teams, people or requests that there are."""

    def __init__(self, edition_id: int, user_ids: list[int]) -> None:
        self.edition_id, self.user_ids = edition_id, user_ids
        self.names = 0

    def do(self, kind: str, person: int, pick: int, prefix: str = "") -> str:
        """Return what became of it: done, or the code of the refusal."""
        with scope.of(self.edition_id):
            self.now, self.pick, self.prefix = clock.now(), pick, prefix
            self.edition = db.session.get(Edition, self.edition_id)
            self.actor = roles.actor_for(db.session.get(User, self.user_ids[person % len(self.user_ids)]))
            try:
                done: Callable[[], bool | None] = getattr(self, kind)
                return "idle" if done() is False else "done"
            except Refusal as refusal:
                db.session.rollback()
                return refusal.code

    def found(self) -> None:
        self.names += 1
        actions.found_team(self.actor, self.edition, f"Team {self.prefix} {self.names}", now=self.now)

    def join(self) -> bool | None:
        team = self._one(select(Team).order_by(Team.id))
        return team and actions.join_team(self.actor, team, team.invite_version, now=self.now)

    def leave(self) -> bool | None:
        return (team := self._own()) and actions.leave_team(self.actor, team, self._member(team), now=self.now)

    def invite(self) -> bool | None:
        team, someone = self._own(), self._one(select(User).where(User.id.in_(self.user_ids)).order_by(User.id))
        return team and actions_inviting.invite_by_email(self.actor, team, someone.email, SECRET, now=self.now)

    def link(self) -> bool | None:
        return (team := self._own()) and actions_inviting.make_link(self.actor, team, True, None, now=self.now) and None

    def accept_invitation(self) -> bool | None:
        found = self._one(select(TeamInvitation).where(TeamInvitation.closed_at.is_(None)).order_by(TeamInvitation.id))
        return found and actions_inviting.join_by_invitation(self.actor, found, now=self.now)

    def look(self) -> bool | None:
        return (team := self._own()) and actions_pool.look_for_members(self.actor, team, WISH, now=self.now)

    def enter_pool(self) -> None:
        actions_pool.enter_pool(self.actor, self.edition, WISH, now=self.now)

    def request(self) -> bool | None:
        team = self._one(select(Team).order_by(Team.id))
        return team and actions_asking.ask_to_join(self.actor, team, "", now=self.now) and None

    def answer(self) -> bool | None:
        found = self._one(select(JoinRequest).where(JoinRequest.closed_at.is_(None)).order_by(JoinRequest.id))
        return found and actions_asking.answer_request(self._captain(found), found, bool(self.pick % 4), "",
                                                       now=self.now)  # fmt: skip

    def remove(self) -> bool | None:
        team = self._own()
        return team and actions.remove_member(self.actor, team, self._member(team), now=self.now) and None

    def hand_over(self) -> bool | None:
        team = self._own()
        return team and actions.hand_over_captaincy(self.actor, team, self._member(team), now=self.now) and None

    def close(self) -> bool | None:
        return (team := self._own()) and actions.close_team(self.actor, team, now=self.now)

    def withdraw(self) -> bool | None:
        own = db.session.scalar(select(Registration).where(Registration.user_id == self.actor.user_id))
        return own and registrations.withdraw(self.actor, self.edition, own, now=self.now)

    def register(self) -> None:
        registrations.register(self.actor, self.edition, now=self.now)

    def _one(self, query: Any) -> Any:
        found = db.session.scalars(query).all()
        return found[self.pick % len(found)] if found else False

    def _own(self) -> Any:
        query = select(Team).join(Membership, Membership.team_id == Team.id)
        return db.session.scalar(query.where(Membership.user_id == self.actor.user_id)) or False

    def _member(self, team: Team) -> int:
        found = db.session.scalars(select(Membership.user_id).where(Membership.team_id == team.id)).all()
        return found[self.pick % len(found)] if found else 0

    def _captain(self, request: JoinRequest) -> Any:
        led = select(Membership.user_id).where(Membership.team_id == request.team_id, Membership.part == Part.CAPTAIN)
        return roles.actor_for(db.session.get(User, db.session.scalar(led) or self.actor.user_id))


KINDS = (
    "found", "join", "leave", "invite", "link", "accept_invitation", "look", "enter_pool", "request", "answer",
    "remove", "hand_over", "close", "withdraw", "register",
)  # fmt: skip
# How often each is drawn in a rush: what fills teams more often than what empties them.
OFTEN = (*KINDS, "found", "join", "look", "look", "request", "request", "answer", "answer", "answer", "register",
         "accept_invitation")  # fmt: skip
