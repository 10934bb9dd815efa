"""Names for what editions and registrations hold."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.accounts.models import Category, User
from hackathon.accounts.naming import Naming
from hackathon.web.wording import plain

CATEGORIES = {
    Category.STUDENT: _l("Student"),
    Category.TEACHER: _l("Teacher"),
    Category.STAFF: _l("Administrative staff"),
    Category.INDUSTRY: _l("Industry"),
    Category.OTHER: _l("Other"),
}
METHODS = {
    "calibrated": _l("Calibrated score"),
    "mean": _l("Weighted mean"),
}
TIES = {
    "in_order": _l("Told apart by the criteria in their order, by the judges who saw both, by more first places"),
    "shared": _l("Share a place"),
}
METHOD_HINTS = {
    "calibrated": _l(
        "Each judge's usual strictness is removed, judges who agree with the others count a little more, "
        "and every place shows how sure it is."
    ),
    "mean": _l("The weighted mean of all marks: a pocket calculator gives the same numbers."),
}
DEALS = {
    "fixed": _l("All at once"),
    "adaptive": _l("Card by card"),
}
DEAL_HINTS = {
    "fixed": _l("Every project is dealt to the same number of judges before they begin."),
    "adaptive": _l(
        "A judge who is ready is dealt one project. Every project first gets one review fewer than planned; after that "
        "each next review goes where it settles most about the prizes."
    ),
}
# Below this a number could point at single people.
SMALLEST_SHOWN = 5


def category_name(user: User) -> str:
    """Return what a person takes part as."""
    return str(CATEGORIES.get(user.category, user.category))


def university_name(user: User, naming: Naming | None = None) -> str:
    """Return the university from the register, as it is called today or was called then, or as the person wrote it."""
    named = naming(user) if naming else user.university.name if user.university is not None else None
    return plain(named) if named is not None else user.university_other


def day(moment: datetime, zone: str) -> str:
    """Return the local date, short enough for a table: "8 Nov 2026"."""
    return format_date(moment.astimezone(ZoneInfo(zone)), "d MMM y", locale=get_locale())


def shown_count(number: int) -> str:
    """Return a number for the public, or that it is small."""
    return str(number) if number == 0 or number >= SMALLEST_SHOWN else _("fewer than %(limit)s", limit=SMALLEST_SHOWN)
