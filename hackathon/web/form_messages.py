"""WTForms' and Flask-WTF's own messages that this project's forms can show, listed for translation."""

from __future__ import annotations

from flask_babel import lazy_ngettext

from hackathon.errors import N_

MESSAGES = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid choice: could not coerce."),
    N_("Invalid Choice: could not coerce."),
    N_("Not a valid integer value."),
    N_("Not a valid datetime value."),
    N_("Not a valid date value."),
    N_("Invalid input."),
    N_("Invalid URL."),
    N_("Invalid email address."),
    N_("The CSRF token is missing."),
    N_("The CSRF session token is missing."),
    N_("The CSRF token has expired."),
    N_("The CSRF token is invalid."),
    N_("The CSRF tokens do not match."),
    N_("Field must be between %(min)d and %(max)d characters long."),
    N_("Number must be at least %(min)s."),
    N_("Number must be at most %(max)s."),
    N_("Number must be between %(min)s and %(max)s."),
    lazy_ngettext(
        "Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters.", 1
    ),
    lazy_ngettext(
        "Field must be at least %(min)d character long.", "Field must be at least %(min)d characters long.", 1
    ),
)
