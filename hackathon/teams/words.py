"""Skills that people choose from, and how what they wish is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from hackathon.config import LANGUAGES
from hackathon.editions.words import university_name
from hackathon.rules.grouping import Wish
from hackathon.rules.joining import Closing
from hackathon.teams.models_suggestion import Fate
from hackathon.web.wording import plain

SKILLS = {
    "programming": _l("Programming"),
    "data": _l("Data and machine learning"),
    "web": _l("Web and mobile applications"),
    "electronics": _l("Electronics and prototypes"),
    "engineering": _l("Engineering and production"),
    "ecology": _l("Ecology and chemistry"),
    "research": _l("Research"),
    "design": _l("Design"),
    "business": _l("Business and economics"),
    "marketing": _l("Marketing"),
    "law": _l("Law and policy"),
    "management": _l("Project management"),
    "presenting": _l("Presenting and writing"),
}
WISHES = {
    Wish.UNIVERSITIES: _l("At least two universities"),
    Wish.DISCIPLINES: _l("At least two disciplines"),
    Wish.WOMAN: _l("At least one woman"),
}
FATES = {
    Fate.ELSEWHERE: _l("found a team meanwhile"),
    Fate.GONE: _l("takes part no more"),
    Fate.FEW: _l("too few of the others were left"),
}
CLOSINGS = {
    None: _l("Waits for an answer"),
    Closing.ACCEPTED: _l("Accepted"),
    Closing.DECLINED: _l("Declined"),
    Closing.WITHDRAWN: _l("Taken back"),
    Closing.REVOKED: _l("Taken back"),
    Closing.SEATED: _l("Closed: you found a team"),
    Closing.FULL: _l("Closed: the team looks for nobody any more"),
    Closing.GONE: _l("Closed: the team is gone"),
    Closing.LEFT: _l("Closed: you left the event"),
}


def skills(keys: Iterable[str], other: str = "") -> list[str]:
    """Name skills, with those in own words at the end."""
    return [*(str(SKILLS[each]) for each in keys if each in SKILLS), *([other] if other else [])]


def languages(codes: Iterable[str]) -> list[str]:
    """Name languages, each in itself."""
    return [LANGUAGES[each] for each in codes if each in LANGUAGES]


def titles(ids: Iterable[int], known: dict[int, Any]) -> list[str]:
    """Name challenges."""
    return [plain(known[each]) for each in ids if each in known]


def university(user: Any) -> str:
    """Name somebody's university."""
    return university_name(user)
