"""Forms about the register of universities."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from hackathon.accounts.register import Entry
from hackathon.columns import Localized
from hackathon.config import LANGUAGES
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField, ProseField
from hackathon.web.forms import BaseForm, required

ONE_DOMAIN = r"[\w.-]+\.[A-Za-z0-9-]{2,}"
DOMAIN, KEY = rf"^{ONE_DOMAIN}(\s+{ONE_DOMAIN})*$", r"^[a-z0-9-]+$"
NATIVE = "native"
NAMED_IN = (*LANGUAGES, NATIVE)
# What is told about an institution in every language: (name of the field, label, longest).
TEXTS = (("name", _l("Name"), 200), ("short_name", _l("Abbreviation"), 60), ("city", _l("City"), 100))
MOST_ALIASES = 2000


class UniversityForm(BaseForm):
    """A line of the register; the English name is needed, the others fall back to it."""

    language_names = LANGUAGES
    country = SelectField(_l("Country"))
    domain = LineField(
        _l("Domain"), [Optional(), Length(max=300), Regexp(DOMAIN, message=_l("Enter a domain like example.kz."))],
        default="",
        description=_l("The part of its e-mail addresses after the @ sign. Several with blanks between them."),
    )  # fmt: skip
    is_partner = BooleanField(_l("Partner of the project"))
    is_verified = BooleanField(_l("Checked against an official source"), default=True)

    def texts(self, what: str) -> Localized:
        """Return the name, or another text, by language."""
        typed = {language: self._fields[f"{what}_{language}"].data or "" for language in NAMED_IN}
        return Localized({language: words for language, words in typed.items() if words})

    def aliases(self) -> Localized:
        """Return the aliases by language, each once, one per line."""
        typed = {language: dict.fromkeys(map(str.strip, words.split("\n"))) for language, words in
                 self.texts("aliases").items()}  # fmt: skip
        return Localized({language: "\n".join(filter(None, lines)) for language, lines in typed.items()})


for _language in NAMED_IN:
    for _name, _label, _longest in TEXTS:
        _needed = required() if (_name, _language) == ("name", "en") else Optional()
        setattr(UniversityForm, f"{_name}_{_language}",
                LineField(_label, [_needed, Length(max=_longest)], default=""))  # fmt: skip
    setattr(UniversityForm, f"aliases_{_language}", ProseField(
        _l("Other names and spellings"), [Optional(), Length(max=MOST_ALIASES)], default="",
        description=_l("One per line: former names, other abbreviations, what people say."),
    ))  # fmt: skip


class EditUniversityForm(UniversityForm):
    version = HiddenField(validators=[InputRequired(), Regexp(r"^\d{1,9}$")])
    is_renamed = BooleanField(
        _l("The institution was renamed"),
        description=_l("Tick this if the name before was right in its time: it stays known, and old lists keep it."),
    )
    until = DateField(_l("Last day of the name before, if known"), [Optional()])


class AddUniversityForm(UniversityForm):
    key = StringField(
        _l("Key"),
        [required(), Length(max=60), Regexp(KEY, message=_l("Only small Latin letters, digits and hyphens."))],
        description=_l("Short and lasting, like ektu: small Latin letters, digits and hyphens."),
    )


class Spellings(SelectMultipleField):
    """Boxes with what people typed."""

    widget, option_widget = ListWidget(prefix_label=False), CheckboxInput()


class NewFromNameForm(AddUniversityForm):
    spellings = Spellings(_l("Names that people typed"), [InputRequired(_l("Tick at least one."))])


class TakeNamesForm(BaseForm):
    spellings = Spellings(_l("Names that people typed"), [InputRequired(_l("Tick at least one."))])
    university = RadioField(_l("Institution"), [InputRequired(_l("Choose the institution."))])


class MergeForm(BaseForm):
    university = RadioField(_l("Goes over into"), [InputRequired(_l("Choose the institution."))])
    merged_on = DateField(_l("Official day of the merger, if known"), [Optional()])


def offer(field: Any, entries: list[Entry], label: Any) -> None:
    """Let a field choose among institutions."""
    field.choices = select_choices((str(entry.id), label(entry)) for entry in entries)


def tick_all(field: Any, spellings: tuple[tuple[str, int], ...], label: Any) -> None:
    """Offer spellings, all of them ticked until somebody unticks one."""
    field.choices = select_choices((spelling, label(spelling, people)) for spelling, people in spellings)
    if field.raw_data is None and not field.data:
        field.data = [spelling for spelling, _ in spellings]


def day(value: date | None) -> date | None:
    """Return a day that can be one; years before there were universities are slips."""
    return value if value is not None and 1000 <= value.year <= 9998 else None
