"""Choose one's university: by country, by a search in any script, or by its name if it is not in the register."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import TextInput

from hackathon.accounts import offering
from hackathon.errors import UniversityAlike, UniversityNotChosen
from hackathon.rules.people import AT_A_UNIVERSITY
from hackathon.web.choices import select_choices
from hackathon.web.countries import country_name
from hackathon.web.fields import LineField
from hackathon.web.forms import BaseForm

OTHER_UNIVERSITY = "other"
SEARCH = "find_university"


class UniversityChoice(BaseForm):
    """The part of a form in which somebody says where they study or work."""

    university_country = SelectField(_l("Country of the university"), default="")
    university_other = LineField(
        _l("Name or abbreviation of the university"), [Optional(), Length(max=200)], default="",
        description=_l("In any language: EKTU, ВКТУ, ШҚТУ or Serikbayev find the same one."),
    )
    # Drawn by hand, as a group that an error can be linked to.
    university = RadioField(_l("University"), [Optional()], default="", widget=TextInput())
    university_seen = StringField(default="")
    find_university = StringField(default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = [(code, country_name(code)) for code in offering.countries()]
        self.university_country.choices = select_choices([("", _l("Any country")), *countries])
        if self.university_country.data not in dict(countries):
            self.university_country.data = ""
        self.offer = offering.offer(self.university_other.data or "", self.university_country.data, self._wanted())
        if self.offer.chosen is not None:
            self.university.data = str(self.offer.chosen.id)
        ids = [str(entry.id) for entry in self.offer.entries]
        self.university.choices = select_choices((each, each) for each in (*ids, OTHER_UNIVERSITY))
        for field, event in ((self.university_other, "input changed delay:400ms"), (self.university_country, "change")):
            field.render_kw = searching(event)

    def only_searches(self) -> bool:
        """Tell whether the button was pressed that looks a university up: then nothing is stored yet."""
        return self.is_submitted() and bool(self.find_university.data)

    def _wanted(self) -> int | None:
        chosen = self.university.data or ""
        return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None

    def university_chosen(self) -> tuple[int | None, str]:
        """Return (id in the register, "") or (None, name that was typed)."""
        if (university_id := self._wanted()) is not None:
            return university_id, ""
        return None, (self.university_other.data or "") if self.university.data == OTHER_UNIVERSITY else ""

    def require_decided(self, category: str) -> None:
        """Refuse a name that was typed but not decided on, and show once what is similar to one not in the list."""
        typed = self.university_other.data or ""
        if category not in AT_A_UNIVERSITY or not typed or self._wanted() is not None:
            return
        if not self.university.data:
            raise UniversityNotChosen(field="university")
        if self.offer.found and self.university_seen.data != typed:
            raise UniversityAlike(field="university")


def searching(event: str) -> dict[str, str]:
    """Return the attributes that bring hits while somebody types."""
    return {
        "hx-get": url_for("accounts.find_university"), "hx-trigger": event, "hx-target": "#university-hits",
        "hx-swap": "outerHTML", "hx-include": "closest fieldset", "hx-sync": "closest fieldset:replace",
    }  # fmt: skip
