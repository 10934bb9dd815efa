"""Who may do what: one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hackathon.errors import NotAllowed, SignInNeeded


@dataclass(frozen=True)
class Actor:
    """Say who asks: ids of editions by role, ids of teams by part. Nothing here comes from the request's fields."""

    user_id: int | None = None
    is_administrator: bool = False
    organizer_of: frozenset[int] = frozenset()
    judge_of: frozenset[int] = frozenset()
    chair_of: frozenset[int] = frozenset()
    registered_in: frozenset[int] = frozenset()  # admitted
    applied_in: frozenset[int] = frozenset()  # waiting, or declined
    member_of: frozenset[int] = frozenset()
    captain_of: frozenset[int] = frozenset()
    name: str = field(default="", compare=False)

    @property
    def is_authenticated(self) -> bool:
        return self.user_id is not None


ANONYMOUS = Actor()
SYSTEM = Actor(is_administrator=True, name="system")


class Permission(StrEnum):
    EDITION_CREATE = "edition.create"
    EDITION_VIEW = "edition.view"
    EDITION_ORGANIZE = "edition.organize"
    EDITION_EDIT = "edition.edit"
    EDITION_REGISTER = "edition.register"
    REGISTRATION_OWN = "registration.own"
    REGISTRATION_REVIEW = "registration.review"
    CHALLENGE_EDIT = "challenge.edit"
    TEAM_FOUND = "team.found"
    TEAM_JOIN = "team.join"
    TEAM_VIEW_INSIDE = "team.view_inside"
    TEAM_LEAVE = "team.leave"
    TEAM_EDIT = "team.edit"
    TEAM_ADMIT = "team.admit"
    TEAM_MENTOR = "team.mentor"
    TEAM_ASK_MENTOR = "team.ask_mentor"
    TEAM_SUGGEST = "team.suggest"
    GUARDIAN_ANSWER = "guardian.answer"
    MENTORSHIP_OWN = "mentorship.own"
    POOL_VIEW = "pool.view"
    PROJECT_EDIT = "project.edit"
    PROJECT_SUBMIT = "project.submit"
    PROJECT_VIEW_DRAFT = "project.view_draft"
    JUDGE_INVITE = "judge.invite"
    CHAIR_APPOINT = "chair.appoint"
    JUDGE_ACCEPT = "judge.accept"
    JUDGING_DEAL = "judging.deal"
    JUDGING_WATCH = "judging.watch"
    JUDGING_QUEUE = "judging.queue"
    SCORECARD_EDIT = "scorecard.edit"
    RESULTS_PREVIEW = "results.preview"
    RESULTS_PROPOSE = "results.propose"
    RESULTS_CONFIRM = "results.confirm"
    RESULTS_WITHDRAW = "results.withdraw"
    TIE_OPEN = "tie.open"
    TIE_VOTE = "tie.vote"
    COMMENT_MODERATE = "comment.moderate"
    APPEAL_FILE = "appeal.file"
    APPEAL_READ = "appeal.read"
    APPEAL_ANSWER = "appeal.answer"
    ACCOUNT_CREATE = "account.create"
    ACCOUNT_SIGN_IN = "account.sign_in"
    ACCOUNT_EDIT = "account.edit"
    USER_ADMINISTER = "user.administer"
    ROLE_GRANT = "role.grant"
    UNIVERSITY_EDIT = "university.edit"
    DEMO_LOAD = "demo.load"


Predicate = Callable[[Actor, Any], bool]


def _edition_id(subject: Any) -> int | None:
    """Read the edition from the subject itself: an edition's own id, or the `edition_id` of anything inside one."""
    return getattr(subject, "edition_id", None)


def anyone(actor: Actor, subject: Any) -> bool:
    return True


def signed_in(actor: Actor, subject: Any) -> bool:
    return actor.is_authenticated


def administrator(actor: Actor, subject: Any) -> bool:
    return actor.is_administrator


def organizer(actor: Actor, subject: Any) -> bool:
    return actor.is_administrator or _edition_id(subject) in actor.organizer_of


def organizer_anywhere(actor: Actor, subject: Any) -> bool:
    return actor.is_administrator or bool(actor.organizer_of)


def judge(actor: Actor, subject: Any) -> bool:
    return _edition_id(subject) in actor.judge_of


def chair(actor: Actor, subject: Any) -> bool:
    """Administrators are none: one person must never both propose and confirm."""
    return _edition_id(subject) in actor.chair_of


def own_card(actor: Actor, subject: Any) -> bool:
    return judge(actor, subject) and actor.is_authenticated and subject.judge_id == actor.user_id


def registered(actor: Actor, subject: Any) -> bool:
    return _edition_id(subject) in actor.registered_in


def member(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "team_id", None) in actor.member_of


def captain(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "team_id", None) in actor.captain_of


def oneself(actor: Actor, subject: Any) -> bool:
    return actor.is_authenticated and getattr(subject, "user_id", None) == actor.user_id


def announced(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "announced_at", None) is not None


TABLE: dict[Permission, tuple[Predicate, ...]] = {
    Permission.EDITION_CREATE: (organizer_anywhere,),
    Permission.EDITION_VIEW: (announced, organizer, judge),
    Permission.EDITION_ORGANIZE: (organizer,),
    Permission.EDITION_EDIT: (organizer,),
    Permission.EDITION_REGISTER: (signed_in,),
    Permission.REGISTRATION_OWN: (oneself,),
    Permission.REGISTRATION_REVIEW: (organizer,),
    Permission.CHALLENGE_EDIT: (organizer,),
    Permission.TEAM_FOUND: (registered,),
    Permission.TEAM_JOIN: (registered,),
    Permission.TEAM_VIEW_INSIDE: (member, organizer),
    Permission.TEAM_LEAVE: (member,),
    Permission.TEAM_EDIT: (captain,),
    Permission.TEAM_ADMIT: (organizer,),
    Permission.TEAM_MENTOR: (organizer,),
    Permission.TEAM_ASK_MENTOR: (captain, organizer),
    Permission.TEAM_SUGGEST: (organizer,),
    Permission.GUARDIAN_ANSWER: (anyone,),
    Permission.MENTORSHIP_OWN: (oneself,),
    Permission.POOL_VIEW: (registered, organizer),
    Permission.PROJECT_EDIT: (member,),
    Permission.PROJECT_SUBMIT: (member,),
    Permission.PROJECT_VIEW_DRAFT: (member, organizer),
    Permission.JUDGE_INVITE: (organizer,),
    Permission.CHAIR_APPOINT: (organizer,),
    Permission.JUDGE_ACCEPT: (signed_in,),
    Permission.JUDGING_DEAL: (organizer,),
    Permission.JUDGING_WATCH: (organizer,),
    Permission.JUDGING_QUEUE: (judge,),
    Permission.SCORECARD_EDIT: (own_card,),
    Permission.RESULTS_PREVIEW: (organizer,),
    Permission.RESULTS_PROPOSE: (organizer,),
    Permission.RESULTS_CONFIRM: (chair,),
    Permission.RESULTS_WITHDRAW: (organizer,),
    Permission.TIE_OPEN: (organizer,),
    Permission.TIE_VOTE: (judge,),
    Permission.COMMENT_MODERATE: (organizer, chair),
    Permission.APPEAL_FILE: (captain,),
    Permission.APPEAL_READ: (organizer, chair),
    Permission.APPEAL_ANSWER: (organizer,),
    Permission.ACCOUNT_CREATE: (anyone,),
    Permission.ACCOUNT_SIGN_IN: (anyone,),
    Permission.ACCOUNT_EDIT: (oneself,),
    Permission.USER_ADMINISTER: (administrator,),
    Permission.ROLE_GRANT: (administrator,),
    Permission.UNIVERSITY_EDIT: (administrator,),
    Permission.DEMO_LOAD: (administrator,),
}


def may(actor: Actor, permission: Permission, subject: Any = None) -> bool:
    """Answer whether one of the permission's predicates holds for this actor and subject."""
    return any(holds(actor, subject) for holds in TABLE[permission])


def permit(actor: Actor, permission: Permission, subject: Any = None) -> None:
    """Raise `NotAllowed` (or `SignInNeeded` for a visitor) unless the actor may do this."""
    if may(actor, permission, subject):
        return
    if not actor.is_authenticated and not actor.is_administrator:
        raise SignInNeeded()
    raise NotAllowed()
