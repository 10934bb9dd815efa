"""Choose a file, say what its columns hold, and how people are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField

from hackathon.config import INTERFACE_LANGUAGES, LANGUAGES
from hackathon.errors import ColumnNeeded, ColumnTwice
from hackathon.imports import columns
from hackathon.imports.words import FIELDS
from hackathon.rules.importing import Wishes
from hackathon.rules.questions import Kind
from hackathon.web.choices import select_choices
from hackathon.web.forms import BaseForm
from hackathon.web.wording import plain


class UploadForm(BaseForm):
    file = FileField(
        _l("Table"),
        description=_l("XLSX, or CSV in UTF-8, UTF-16 or Windows-1251. At most 5000 rows and 10 MB."),
    )


class SheetForm(BaseForm):
    """Which sheet of a workbook holds the people."""

    sheet = RadioField(_l("Sheet"))


class ColumnsForm(BaseForm):
    """One select for each column (c0, c1 ...), and what is wanted for all rows."""

    joins_teams = BooleanField(
        _l("People may join teams that exist"),
        description=_l("Otherwise a row that names a team which exists already is left out."),
    )
    updates = BooleanField(
        _l("Answers of people who are registered change"),
        description=_l("Names, e-mail and university of an existing account never change."),
    )
    admits = BooleanField(
        _l("Admit people as long as there are places"),
        description=_l("Otherwise they count as applications where registration is reviewed."),
    )
    sends_letters = BooleanField(
        _l("Write to everybody at once"),
        description=_l("Otherwise the letters wait until you send them from the page of the import."),
    )
    language = SelectField(
        _l("Language of letters"),
        choices=select_choices((code, LANGUAGES[code]) for code in INTERFACE_LANGUAGES),
        description=_l("For people whose row names none."),
    )
    headings: Sequence[str] = ()

    def mapping(self) -> dict[int, str]:
        """Return which field each column fills."""
        chosen = ((number, self[f"c{number}"].data) for number in range(len(self.headings)))
        return {number: field for number, field in chosen if field}

    def wishes(self) -> Wishes:
        """Return what is wanted for all rows."""
        return Wishes(**{name: self[name].data for name in Wishes.__dataclass_fields__})

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse two columns for one field, and a table without addresses."""
        return super().validate(extra_validators) and self.performs(self._require_sound)

    def _require_sound(self) -> None:
        seen: dict[str, int] = {}
        for number, field in self.mapping().items():
            if seen.setdefault(field, number) != number:
                names = {"first": self.name_of(seen[field]), "second": self.name_of(number)}
                raise ColumnTwice(field=f"c{number}", **names)
        if "email" not in seen:
            raise ColumnNeeded()

    def name_of(self, number: int) -> str:
        """Return a column's heading, or its letter."""
        return self.headings[number] or _("Column %(letter)s", letter=columns.letter(number))


def sheet_form(run: Any) -> SheetForm:
    """Return the form with the sheets that have rows."""
    form = SheetForm(sheet=str(run.sheet if run.sheet is not None else 0))
    form.sheet.choices = select_choices((str(place), _sheet_name(each)) for place, each in enumerate(run.sheets))
    return form


def _sheet_name(sheet: Any) -> str:
    name = ngettext("%(name)s: %(num)s row", "%(name)s: %(num)s rows", sheet["rows"], name=sheet["name"])
    return _("%(name)s (hidden)", name=name) if sheet["hidden"] else name


def columns_form(run: Any, questions: Sequence[Any], language: str) -> ColumnsForm:
    """Return the form, filled in by what the headings say, or by what was chosen before."""
    groups = [*select_choices([("", _("Ignore this column"))]), *select_choices(FIELDS.items(), _("About the person"))]
    asked = [(f"q{each.id}", plain(each.wording)) for each in questions if each.kind != Kind.FILE]
    groups += select_choices(asked, _("Questions of the form"))
    mapping = run.columns or columns.recognized(run.headings, questions)
    fields: dict[str, Any] = {
        f"c{number}": SelectField(heading or columns.letter(number), choices=groups)
        for number, heading in enumerate(run.headings)
    }
    kind = type("TableColumnsForm", (ColumnsForm,), {**fields, "headings": run.headings})
    wishes = run.wishes or {**vars(Wishes()), "language": language}
    return kind(data={**wishes, **{f"c{number}": field for number, field in mapping.items()}})
