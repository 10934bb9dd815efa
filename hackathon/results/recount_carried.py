"""Check what a bundle says of scores carried along from the round before, also against that round's own bundle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hackathon.results import bundle_files as layout
from hackathon.results.container import Difference
from hackathon.rules import carrying
from hackathon.rules.scoring import Scale

DIGEST = re.compile(r"[0-9a-f]{64}")


def check_layout(publication: Mapping[str, Any]) -> None:
    """Refuse carried scores whose origin, or a decision on it, is not told as it must be; older ones tell of none."""
    told = publication["rubric"].get("carried") or {}
    if "undecided" in told:
        raise _fault("a newer revision of the round before was not decided on")
    source = told.get("source")
    if source is None:
        return
    named = source["revision"] is None and source["digest"] is None or _is_revision(source)
    if not named or source["round"] != publication["rubric"]["round"] - 1:
        raise _fault("the round and the revision that the scores come from are not as they must be")
    for each in told.get("decisions", ()):
        if not _is_revision(each) or type(each["taken"]) is not bool or not str(each["reason"]).strip():
            raise _fault("a decision on a newer revision of the round before has no reason, or names no revision")


def compare(publication: Mapping[str, Any], earlier: Mapping[str, Any], fingerprint: str) -> None:
    """Check the carried scores against the publication of the round before, known by its fingerprint."""
    rubric = publication["rubric"]
    told = rubric.get("carried") or {}
    digest = told.get("source", {}).get("digest")
    if digest != fingerprint:
        raise _fault(f"the scores come from {digest or 'no publication'}, and the earlier bundle is {fingerprint}")
    if fault := carrying.fault(told, earlier, Scale(rubric["scale_min"], rubric["scale_max"])):
        raise _fault(fault)


def _is_revision(told: Mapping[str, Any]) -> bool:
    return type(told["revision"]) is int and DIGEST.fullmatch(told["digest"]) is not None


def _fault(what: str) -> Difference:
    return Difference(layout.PUBLICATION, "carried", what)
