"""An edition whose jury is done, and what its organizer does with the results."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hackathon import clock
from hackathon.accounts.models import ConsentPurpose
from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.results import actions_proposals as actions
from hackathon.results import snapshot
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.clients import Browser


@dataclass
class World:
    edition: Any
    organizer: Any
    judges: list[Any]
    projects: list[Any] = field(default_factory=list)
    base: str = ""

    @property
    def chair(self) -> Any:
        return self.judges[0]

    @property
    def url(self) -> str:
        return f"/{self.edition.key}{self.base}"

    @property
    def results(self) -> str:
        return f"{self.url}/results"

    @property
    def desk(self) -> str:
        return f"{self.url}/chair/results"

    @property
    def preview(self) -> str:
        return f"{self.url}/organize/results"

    def add(self, *cards: list[int], **changes: Any) -> Any:
        """Add a submitted project with one finished scorecard for each list of marks."""
        team = factories.team(self.edition, changes.pop("members", 2), **changes.pop("team", {}))
        project = factories.submitted_project(team, **changes)
        for judge, marks in zip(self.judges, cards, strict=False):
            factories.scorecard(project, judge, marks, comment_to_team=f"For the team: {marks}",
                                comment_to_jury="SECRET OF THE JURY")
        self.projects.append(project)
        return project


def judged(*projects: list[list[int]], over: bool = True, judges: int = 3, **changes: Any) -> World:
    """Make an edition with these projects' marks (criteria weigh 50, 30 and 20); its judging is over unless said."""
    if over:
        changes = {"judging_closes": clock.now() - timedelta(hours=1), **changes}
    edition = factories.edition(Stage.JUDGING, **changes)
    jury = [factories.judge(edition, family_name=f"Judgeson{number}") for number in range(judges)]
    factories.chair(edition, jury[0])
    world = World(edition, factories.organizer(edition), jury)
    for cards in projects:
        world.add(*cards)
    return world


def propose(client: Any, world: World, **words: Any) -> Any:
    """Propose the standings as an organizer; what was published before needs a correction."""
    if not words and "name=\"correction\"" in client.get(world.preview).text:
        words = {"correction": "A mark was typed wrongly."}
    return client.submit(world.preview, words, form="organize/results/propose")


def chair_of(client: Any, world: World) -> Browser:
    """Open a browser of the chair on the same application as another one."""
    browser = Browser(client.application)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser.sign_in(world.chair)


def confirm(client: Any, world: World) -> Any:
    return client.submit(world.desk, form="chair/results/confirm")


def publish(client: Any, world: World, **words: Any) -> Any:
    """Publish as two people do: this organizer proposes, the chair confirms. Give the answer to the chair."""
    answer = propose(client, world, **words)
    return confirm(chair_of(client, world), world) if answer.status_code == 303 else answer


def publish_directly(world: World, *, now: Any = None, **words: Any) -> Any:
    """Publish by the actions alone, in the edition's scope."""
    now = now or clock.now()
    edition = db.session.get(Edition, world.edition.id)
    seen = snapshot.of_now(edition).digest
    actions.propose_results(factories.actor(world.organizer), edition, actions.Words(**words), now=now, seen=seen)
    return actions.confirm_results(factories.actor(world.chair), edition, now=now, seen=seen)


def withdraw(client: Any, world: World, reason: str = "A mark was typed wrongly.") -> Any:
    return client.submit(world.preview, {"reason": reason}, form="organize/results/withdraw")


def published(new_client: Any, *projects: list[list[int]], **changes: Any) -> World:
    """Make a judged edition and publish it through the page."""
    world = judged(*projects, **changes)
    answer = publish(new_client().sign_in(world.organizer), world)
    assert answer.status_code == 303
    return world


def agrees_to_be_named(person: Any) -> Any:
    factories.consent(person, ConsentPurpose.PUBLIC_NAME)
    return person
