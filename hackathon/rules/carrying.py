"""Say which revision of the round before a carried score comes from, and when a newer one has to be decided on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hackathon.errors import CarriedUndecided, NothingToDecide
from hackathon.rules import publication
from hackathon.rules import rounds as rules
from hackathon.rules.scoring import Scale


@dataclass(frozen=True)
class Revision:
    """A publication of the round before, with each project's score; None where it has none."""

    number: int
    digest: str
    is_in_force: bool
    scores: Mapping[int, str | None]


@dataclass(frozen=True)
class Decision:
    """What organizers did with a newer revision: its scores were taken over, or left."""

    revision: int
    digest: str
    taken: bool
    reason: str


@dataclass(frozen=True)
class Carrying:
    """The scores that projects brought along, all revisions of the round before, and what was decided on them."""

    earlier: int
    scores: Mapping[int, str]
    revisions: tuple[Revision, ...]
    decisions: tuple[Decision, ...]

    def differing(self, revision: Revision) -> list[int]:
        """Return the projects whose score in a revision is not the one that they brought along."""
        return [project for project, score in self.scores.items() if revision.scores.get(project) != score]

    def takable(self, revision: Revision) -> dict[int, str]:
        """Return what taking a revision over changes; who has no score in it keeps what is carried."""
        new = {project: revision.scores.get(project) for project in self.differing(revision)}
        return {project: score for project, score in new.items() if score is not None}

    @property
    def source(self) -> Revision | None:
        """Return the first revision that has these scores, None if they were never published."""
        known = (each for each in self.revisions if any(each.scores.get(project) for project in self.scores))
        return next((each for each in known if not self.takable(each)), None)

    @property
    def newer(self) -> Revision | None:
        """Return the revision in force, if its scores are others than those carried."""
        return next((each for each in self.revisions if each.is_in_force and self.differing(each)), None)

    @property
    def is_undecided(self) -> bool:
        """Tell whether nobody has said yet what happens with the newer revision."""
        newer = self.newer
        return newer is not None and all(each.digest != newer.digest for each in self.decisions)

    @property
    def seen(self) -> str:
        """Name what an organizer looks at when deciding: another revision or decision makes it another one."""
        return f"{self.newer.digest if self.newer else ''}:{len(self.decisions)}"

    def told(self) -> dict[str, Any]:
        """Write what is published of it; a proposal made before the newer revision is another text than one after."""
        source = self.source
        kept = sorted(project for project in self.scores if source and source.scores.get(project) is None)
        found = {"round": self.earlier, "revision": source and source.number, "digest": source and source.digest}
        undecided = {"undecided": self.newer.digest} if self.newer and self.is_undecided else {}
        decisions = {"decisions": [vars(each) for each in self.decisions]} if self.decisions else {}
        return {"source": {**found, **({"kept": kept} if kept else {})}, **decisions, **undecided}


def require_decided(carrying: Carrying | None) -> None:
    """Refuse to propose or to publish while a newer revision of the round before is not decided on."""
    if carrying is not None and carrying.is_undecided:
        raise CarriedUndecided()


def require_decidable(carrying: Carrying | None, seen: str | None) -> Revision:
    """Return the newer revision; refuse if there is none, or not the one that was looked at."""
    if carrying is None or carrying.newer is None or carrying.seen != seen:
        raise NothingToDecide()
    return carrying.newer


def on_scale(scores: Mapping[int, str], earlier: Scale, later: Scale) -> dict[int, Fraction]:
    """Translate published scores to the scale of the round that they are carried into."""
    return {project: rules.on_scale(Fraction(score), earlier, later) for project, score in scores.items()}


def fault(told: Mapping[str, Any], earlier: Mapping[str, Any], later: Scale) -> str:
    """Say what of the carried scores is not what the earlier round's publication says, or nothing."""
    scale = Scale(earlier["rubric"]["scale_min"], earlier["rubric"]["scale_max"])
    published = {line["project_id"]: line["score"] for line in earlier["standings"]}
    for project, score in told["scores"].items():
        own = published.get(int(project))
        if own is None and int(project) not in told["source"].get("kept", ()):
            return f"project {project} has no score in the earlier round"
        if own is not None and publication.exact(rules.on_scale(Fraction(own), scale, later)) != score:
            return f"project {project} carries {score}, which is not its score in the earlier round"
    return ""
