"""Fields that clean and check what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from wtforms import DateTimeLocalField, EmailField, Form, FormField, IntegerField, StringField, TextAreaField, URLField
from wtforms.validators import URL, InputRequired, Length, Optional, StopValidation

from hackathon import text
from hackathon.config import LANGUAGES
from hackathon.db import Localized
from hackathon.errors import InvalidText, TimeAmbiguous
from hackathon.web import refusals
from hackathon.web.forms import FIELD_REQUIRED, PartForm

LARGEST = 2**31 - 1


def _visible(clean: Callable[[str], str], typed: str | None) -> str:
    try:
        return clean(typed or "")
    except InvalidText as refusal:
        raise ValueError(refusals.worded(refusal).message) from refusal


class LineField(StringField):
    """One line, in NFC, without characters that cannot be seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0]
            self.data = _visible(text.clean_line, valuelist[0])


class ProseField(TextAreaField):
    """Several lines, in NFC, without characters that cannot be seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0]
            self.data = _visible(text.clean_text, valuelist[0])


class AddressField(EmailField):
    """An e-mail address; whether mail arrives there is found out by sending one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0]
            self.data = _visible(text.clean_line, valuelist[0])

    def pre_validate(self, form: Form) -> None:
        if not self.data:
            return
        try:
            validate_email(self.data, check_deliverability=False)
        except EmailNotValidError as error:
            raise StopValidation(
                gettext("Enter an e-mail address in the right form, like name@example.com.")
            ) from error


class LinkField(URLField):
    """A web address that begins with http:// or https://."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0]
            self.data = _visible(text.clean_line, valuelist[0])

    def pre_validate(self, form: Form) -> None:
        if not self.data:
            return
        if not self.data.lower().startswith(("http://", "https://")):
            raise StopValidation(gettext("Enter a link that begins with http:// or https://."))
        URL(message=gettext("Enter a complete web address, like https://example.com/page."))(form, self)


class LocalMomentField(DateTimeLocalField):
    """A date and time in the edition's zone; `data` is the moment in that zone, aware."""

    def __init__(self, label: Any = None, validators: Any = None, *, zone: str = "UTC", **options: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)
        self.zone = zone

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = aware(self.data, self.zone)


def aware(local: datetime, zone: str) -> datetime:
    """Return the moment of a local time; refuse one that does not exist or exists twice."""
    early, late = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        words = refusals.worded(TimeAmbiguous())
        raise ValueError(f"{words.message} {words.next_step}")
    return early


def localized_field(
    label: Any, languages: list[str], *, required: str = "", longest: int = 200, prose: bool = False, **options: Any
) -> FormField:
    """Return one text in several languages; `required` names the language that must be filled in."""
    kind = ProseField if prose else LineField
    fields = {
        language: kind(
            LANGUAGES[language],
            [InputRequired(FIELD_REQUIRED) if language == required else Optional(), Length(max=longest)],
            default="",
        )
        for language in languages
    }
    return FormField(type("LocalizedForm", (PartForm,), fields), label, **options)


def localized_data(data: dict[str, str | None]) -> Localized:
    """Return the texts that were filled in."""
    return Localized({language: words for language, words in data.items() if words})


class WholeNumberField(IntegerField):
    """A whole number; anything else is refused with a message that says so."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
            if self.data is not None:
                storable(self.data)
        except ValueError as error:
            raise ValueError(gettext("Enter a whole number.")) from error


def storable(typed: str | int) -> int:
    """Return the whole number if a row can have it: a database fails on larger ones."""
    number = int(typed)
    if not -LARGEST <= number <= LARGEST:
        raise ValueError("no row has this number")
    return number
