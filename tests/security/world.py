"""Three editions in which everything exists, and everybody whom a rule could forget.

`home` is going on; `past` is published; `hidden` is not announced, so nothing is scored in it. The same people stand
in the same places in all of them. `other` is another country's edition with its own people. A refusal in this world
is one of rights, not of absence.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from hackathon import clock
from hackathon.accounts import tokens
from hackathon.accounts.invitations import UNSET
from hackathon.accounts.models import AccountToken, TokenPurpose, User
from hackathon.accounts.models_safety import Authenticator, EmailChange, Passkey, RecoveryCode
from hackathon.accounts.models_universities import Merger
from hackathon.attendance.models import EventSession
from hackathon.db import Localized, db
from hackathon.editions import scope
from hackathon.editions.models import Edition, Registration, Role, RoleInvitation
from hackathon.judging.models import Scorecard
from hackathon.judging.models_jury import JudgeDeparture
from hackathon.outbox.models import OutgoingEmail
from hackathon.projects.models import Project, ProjectFile, Submission
from hackathon.registrations import guardian_links
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.results import actions_proposals as results
from hackathon.results import snapshot
from hackathon.results.models import PublishedResults
from hackathon.results.models_deliberation import Appeal, TieVote, WithheldComment
from hackathon.results.models_nominations import Award, Nomination
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Stage
from hackathon.rules.votes import as_published, counted
from hackathon.teams import invites
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.teams.models_pool import PoolEntry, TeamLook
from hackathon.teams.models_suggestion import SuggestedSeat, TeamSuggestion
from tests import factories

ROLES = (
    "visitor", "guest", "student", "captain", "member", "rival", "mentor", "judge", "colleague", "foreign_judge",
    "organizer", "foreign_organizer", "administrator",
)
HOUR = timedelta(hours=1)
APPEAL = "APPEAL-pangolin"
ANSWER = "ANSWER-numbat"
SEEKER = "SEEKER-okapi"
GUARDIAN = "GUARDIAN-quokka"
AWARD = "SECRET AWARD OF THE JURY"
JURY_NOTE, TEAM_COMMENT, FILE = "JURYNOTE-quetzal", "TEAMCOMMENT-axolotl", b"FILECONTENT-okapi\n"
SECRET_TOKENS = ("confirm-token", "reset-token", "alarm-token", "address-token")


@dataclass
class Place:
    """One edition: what the addresses and forms of this world need to know of it."""

    key: str
    edition_id: int
    ids: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["ids"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class World:
    moments: dict[str, datetime]
    people: dict[str, int]
    emails: dict[str, str]
    places: dict[str, Place]
    ids: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """Make the world now: submissions of `home` are open for an hour, then it is judged for an hour."""
    now = clock.now()
    people = {name: factories.user(given_name=name.capitalize()) for name in (*ROLES[1:-1], "newcomer", "spare")}
    people["administrator"] = factories.administrator(given_name="Administrator")
    factories.administrator(given_name="Second", family_name="Administrator")
    soon = {"registration_closes": now + HOUR, "submissions_close": now + HOUR, "judging_opens": now + HOUR,
            "judging_closes": now + 2 * HOUR, "reviews_per_project": 3}
    over = {"judging_closes": now - HOUR}
    places = {
        "home": _edition("kz-2026", factories.edition(Stage.SUBMISSIONS, key="kz-2026", **soon), people),
        "past": _edition("kz-2025", factories.edition(Stage.JUDGING, key="kz-2025", **over), people),
        "hidden": _edition("kz-2033", factories.edition(Stage.HIDDEN, key="kz-2033", contact_name="Unseen"), people),
        "other": _edition("uz-2026", factories.edition(Stage.SUBMISSIONS, key="uz-2026", **soon), _foreign(people)),
    }
    _publish(places["past"], people, now)
    factories.final(db.session.get(Edition, places["home"].edition_id))
    world = World(
        moments={"submissions": now, "judging": now + 1.5 * HOUR, "after": now + 3 * HOUR},
        people={name: person.id for name, person in people.items()},
        emails={name: person.email for name, person in people.items()},
        places=places,
    )
    people["spare"].university_other = "House of Science"
    world.ids = _links_and_letters(people, now)
    world.ids |= {"university_id": factories.university().id, "merger_id": _merger(now)}
    return world


def _merger(now: datetime) -> int:
    into = factories.university()
    old = factories.university(successor_id=into.id)
    return factories.add(Merger(old_id=old.id, into_id=into.id, merged_at=now)).id


def _foreign(people: dict[str, User]) -> dict[str, User]:
    """Fill the places of another edition with people who have nothing to do with the first one."""
    taken = {"captain": "guest", "judge": "foreign_judge", "organizer": "foreign_organizer"}
    others = ("student", "member", "rival", "mentor", "colleague")
    made = {name: factories.user(given_name=f"Foreign {name}") for name in others}
    return made | {name: people[who] for name, who in taken.items()}


def _edition(key: str, edition: Edition, people: dict[str, User]) -> Place:
    for role in ("captain", "member", "rival", "student"):
        factories.student(edition, people[role])
    factories.organizer(edition, people["organizer"])
    for role in ("judge", "colleague"):
        factories.judge(edition, people[role])
    factories.chair(edition, people["colleague"])
    brief = factories.challenge(edition, slug=f"jars-of-{key}")
    unused = factories.challenge(edition, slug=f"unused-of-{key}")
    begun = edition.announced_at is not None
    admission = Admission.ADMITTED if begun else Admission.PENDING
    team = factories.team(edition, [people["captain"], people["member"]], name=f"Team of {key}", admission=admission)
    rivals = factories.team(edition, [people["rival"], factories.student(edition)], name=f"Rivals of {key}")
    factories.mentor(team, people["mentor"])
    project, other = (factories.project(each, challenge_id=brief.id) for each in (team, rivals))
    file = _with_file(project)
    _hand_in(project)
    _hand_in(other)
    third = factories.judge(edition, given_name="Third")
    marks = {(project, people["judge"]): [4, 5, 4], (project, third): [1, 2, 1],
             (other, people["colleague"]): [2, 3, 2], (other, third): [5, 4, 3]}
    for (of, judge), given in marks.items():
        if begun:
            card = factories.scorecard(of, judge, given, comment_to_team=TEAM_COMMENT, comment_to_jury=JURY_NOTE)
        else:
            factories.assignment(of, judge)
    factories.example(edition)
    if begun:
        _withheld(card)
    invitation = _invitation(edition, people["student"])
    place = Place(key, edition.id)
    vote = _closed_vote(edition, [project, other])
    secret = current_app.secret_key
    place.ids = {
        "team_id": team.id, "rival_team_id": rivals.id, "project_id": project.id, "rival_project_id": other.id,
        "slug": brief.slug, "challenge_id": brief.id, "unused": unused.slug, "unused_id": unused.id, "file_id": file.id,
        "invite": invites.token_for(team, secret), "rival_invite": invites.token_for(rivals, secret),
        "invitation_id": invitation.id, "invitation": f"invitation-{edition.id}", "third_judge": third.id,
        "criteria": [each.id for each in edition.round.criteria], "judge_id": people["judge"].id,
        "colleague_id": people["colleague"].id, "member_id": people["member"].id, "captain_id": people["captain"].id,
        "mentor_id": people["mentor"].id, "student_id": people["student"].id, "left_id": _departure(edition, third),
        "scorecard_id": card.id if begun else 0, "vote_id": vote.id, "appeal_id": 0,
        "nomination_id": _honours(edition, project).id, **_questions(edition, people, team), **_ways_in(edition, team),
        **_suggested(edition, people["member"]), **_session(edition, people),
        "import_id": factories.people_import(edition, people["organizer"]).id,
    }  # fmt: skip
    return place


@factories.committed
def _departure(edition: Edition, judge: User) -> int:
    """Somebody left the jury, and came back."""
    factories.add(JudgeDeparture(edition_id=edition.id, user_id=judge.id, with_finished=False, reason="Was ill",
                                 decided_at=clock.now()))
    return judge.id


def stored(app: Any) -> Path:
    return app.extensions["settings"].uploads_path


@factories.committed
def _with_file(project: Project) -> ProjectFile:
    name = f"file-of-{project.id}"
    return factories.add(ProjectFile(
        edition_id=project.edition_id, project_id=project.id, stored_name=name, name="plan.txt", size=len(FILE),
        media_type="text/plain", sha256=hashlib.sha256(FILE).hexdigest(), uploaded_at=clock.now(),
    ))


@factories.committed
def _questions(edition: Edition, people: dict[str, User], team: Any) -> dict[str, int]:
    """Ask people for a text and a file, and their team for a text; the captain has answered."""
    asked = [factories.question(edition, kind=kind, asked_of=of, position=place) for place, (kind, of) in
             enumerate((("short", "person"), ("file", "person"), ("long", "team")))]
    file = factories.answer_file(asked[1], people["captain"], FILE)
    factories.answers(edition, {asked[0].id: ANSWER, asked[1].id: {"file": file.id}}, user_id=people["captain"].id,
                      files=[file])
    factories.answers(edition, {asked[2].id: ANSWER}, team_id=team.id)
    own = db.session.scalar(select(Registration).filter_by(edition_id=edition.id, user_id=people["student"].id))
    found = {"question_id": asked[0].id, "file_question_id": asked[1].id}
    return {**found, "answer_file_id": file.id, "registration_id": own.id}


@factories.committed
def _session(edition: Edition, people: dict[str, User]) -> dict[str, Any]:
    """What people come to just now; nobody has been checked in."""
    now = clock.now()
    event = factories.add(EventSession(edition_id=edition.id, title=Localized(ru="Opening"), starts_at=now - HOUR,
                                       ends_at=now + 5 * HOUR))
    own = db.session.scalar(select(Registration).filter_by(edition_id=edition.id, user_id=people["captain"].id))
    return {"event_session_id": event.id, "code": own.code}


@factories.committed
def _ways_in(edition: Edition, team: Any) -> dict[str, Any]:
    """The team looks for members, invites somebody and a mentor; one person asks it, and one can be found."""
    now, seeker, asking = clock.now(), factories.student(edition), factories.student(edition)
    wish = {"edition_id": edition.id, "since": now, "languages": ["ru"]}
    factories.add(TeamLook(team_id=team.id, **wish))
    factories.add(PoolEntry(user_id=seeker.id, words=SEEKER, **wish))
    asked = factories.add(JoinRequest(edition_id=edition.id, team_id=team.id, user_id=asking.id, asked_at=now))
    made = {"edition_id": edition.id, "team_id": team.id, "created_at": now, "email": "kept@example.kz"}
    invitation = factories.add(TeamInvitation(email_key="kept@example.kz", **made))
    mentor = factories.add(TeamInvitation(email_key="kept@example.kz", invited_as="mentor", **made))
    return {"team_invitation_id": invitation.id, "seeker_id": seeker.id, "request_id": asked.id,
            "mentor_invite": invites.token_of(mentor, current_app.secret_key)}


@factories.committed
def _suggested(edition: Edition, minor: User) -> dict[str, Any]:
    """A team is suggested for two, and the guardian of a member has consented."""
    now, alone = clock.now(), [factories.student(edition) for _ in range(2)]
    made = factories.add(TeamSuggestion(edition_id=edition.id, made_at=now, size=2, cost=0, bound=0))
    factories.add_all(SuggestedSeat(edition_id=edition.id, suggestion_id=made.id, user_id=each.id, number=1)
                      for each in alone)
    row = factories.add(GuardianConsent(
        edition_id=edition.id, user_id=minor.id, birth_date=date(2010, 7, 13), guardian_name=GUARDIAN, link_version=1,
        guardian_email="guardian@example.kz", guardian_language="ru", asked_at=now, expires_at=now + 99 * HOUR,
        consented_at=now, consented_name=GUARDIAN,
    ))
    return {"suggestion_id": made.id, "guardian": guardian_links.token_for(row, current_app.secret_key)}


@factories.committed
def _hand_in(project: Project) -> None:
    db.session.expire(project)
    names = ("title", "pitch", "description", "challenge_id", "repository_url", "demo_url", "video_url")
    files = [{"id": each.id, "name": each.name, "media_type": each.media_type, "size": each.size,
              "sha256": each.sha256} for each in project.files]
    content = {**{name: getattr(project, name) for name in names}, "files": files}
    project.status, project.submission_number, project.submitted_at = "submitted", 1, clock.now()
    factories.add(Submission(
        edition_id=project.edition_id, project_id=project.id, number=1, title=project.title, pitch=project.pitch,
        content=content, sha256=factories.digest(content), idempotency_key=f"key-{project.id}",
        submitted_at=clock.now(), language=project.language, challenge_id=project.challenge_id,
    ))


@factories.committed
def _closed_vote(edition: Edition, projects: list[Project]) -> TieVote:
    now, ids = clock.now(), [each.id for each in projects]
    counts = as_published(counted(ids, []))
    return factories.add(TieVote(edition_id=edition.id, projects=ids, opened_at=now, closed_at=now, counts=counts))


@factories.committed
def _honours(edition: Edition, project: Project) -> Nomination:
    """A nomination by the first criterion, and an award to a project; nobody sees the award before publication."""
    factories.add(Award(edition_id=edition.id, project_id=project.id, name=Localized(en=AWARD)))
    weights = {edition.round.criteria[0].key: 1}
    return factories.add(Nomination(edition_id=edition.id, key="first", name=Localized(en="First of all"),
                                    weights=weights))


@factories.committed
def _withheld(card: Scorecard) -> None:
    factories.add(WithheldComment(edition_id=card.edition_id, scorecard_id=card.id, reason="hurts",
                                  withheld_at=clock.now()))


@factories.committed
def _appeal(results: PublishedResults, team_id: int, captain: User) -> Appeal:
    return factories.add(Appeal(edition_id=results.edition_id, results_id=results.id, team_id=team_id,
                                filed_by_id=captain.id, filed_at=clock.now(), grounds=APPEAL, request="Look again"))


@factories.committed
def _invitation(edition: Edition, person: User) -> RoleInvitation:
    return factories.add(RoleInvitation(
        edition_id=edition.id, email=person.email, email_key=person.email_key, role=Role.JUDGE,
        token_hash=tokens.digest(f"invitation-{edition.id}"), created_at=clock.now(),
        expires_at=clock.now() + 10 * HOUR,
    ))


def _publish(place: Place, people: dict[str, User], now: datetime) -> None:
    organizer, chair = (factories.actor(people[name]) for name in ("organizer", "colleague"))
    with scope.of(place.edition_id):
        edition = db.session.get(Edition, place.edition_id)
        seen = snapshot.of_now(edition).digest
        results.propose_results(organizer, edition, results.Words(), now=now, seen=seen)
        published = results.confirm_results(chair, edition, now=now, seen=seen)
        place.ids["revision"] = published.revision
    place.ids["appeal_id"] = _appeal(published, place.team_id, people["captain"]).id


@factories.committed
def _links_and_letters(people: dict[str, User], now: datetime) -> dict[str, Any]:
    people["newcomer"].email_confirmed_at = None
    links = (("newcomer", TokenPurpose.CONFIRM_EMAIL, "confirm-token"),
             ("spare", TokenPurpose.RESET_PASSWORD, "reset-token"), ("spare", TokenPurpose.ALARM, "alarm-token"),
             ("invited", TokenPurpose.INVITED, "invited-token"))
    people = people | {"invited": factories.user(password_hash=UNSET, email_confirmed_at=None)}
    for name, purpose, token in links:
        factories.add(AccountToken(user_id=people[name].id, purpose=purpose, token_hash=tokens.digest(token),
                                   created_at=now, expires_at=now + 5 * HOUR))
    factories.add(EmailChange(
        user_id=people["spare"].id, new_email="elsewhere@example.kz", old_token_hash=tokens.digest("address-token"),
        new_token_hash=tokens.digest("other-token"), created_at=now, expires_at=now + 5 * HOUR,
    ))
    letter = factories.add(OutgoingEmail(
        unique_key="letter", user_id=people["captain"].id, recipient=people["captain"].email, language="en",
        subject="A letter", text="reset-token", html="reset-token", message_id="<1@example.org>", due_at=now,
        created_at=now,
    ))
    return {"letter_id": letter.id}


def second_factor(user_id: int, now: datetime) -> int:
    """Give somebody an app, a passkey and a recovery code; return the passkey's id."""
    factories.add(Authenticator(user_id=user_id, sealed_secret="sealed", last_step=0, created_at=now))
    factories.add(RecoveryCode(user_id=user_id, code_hash=tokens.digest("paper"), created_at=now))
    key = {"credential_id": "AAAA", "public_key": b"key", "sign_count": 0}
    return factories.add(Passkey(user_id=user_id, name="Phone", created_at=now, **key)).id
