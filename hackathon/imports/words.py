"""Names of fields and fates, and every fault in words: what is wrong, and what to do about it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.imports.fault_words import FAULTS, NOTES
from hackathon.rules.import_cells import cell
from hackathon.rules.importing import Fate, Progress, RowState
from hackathon.web.wording import plain

FIELDS = {
    "email": _l("E-mail"),
    "family_name": _l("Family name"),
    "given_name": _l("Given name"),
    "patronymic": _l("Patronymic"),
    "full_name": _l("Full name in one column"),
    "latin_name": _l("Name in Latin letters"),
    "university": _l("University"),
    "faculty": _l("Faculty"),
    "category": _l("Category"),
    "gender": _l("Gender"),
    "language": _l("Language of letters"),
    "team": _l("Team"),
    "captain": _l("Captain"),
}
FATES = {
    Fate.NEW.value: _l("New person"),
    Fate.KNOWN.value: _l("Known person, registered for this event"),
    Fate.ALREADY.value: _l("Already registered, nothing changes"),
    Fate.UPDATE.value: _l("Already registered, answers change"),
    Fate.FAULT.value: _l("Left out"),
}
FATE_KINDS = {
    Fate.NEW.value: "good", Fate.KNOWN.value: "good", Fate.ALREADY.value: "neutral", Fate.UPDATE.value: "info",
    Fate.FAULT.value: "bad",
}  # fmt: skip
ROW_STATES = {
    RowState.PENDING.value: _l("waits"),
    RowState.DONE.value: _l("done"),
    RowState.FAULT.value: _l("left out"),
    RowState.UNDONE.value: _l("taken back"),
    RowState.KEPT.value: _l("stays"),
}
PROGRESS = {
    Progress.UPLOADED.value: _l("Uploaded"),
    Progress.CHECKED.value: _l("Checked"),
    Progress.APPLYING.value: _l("Being carried out"),
    Progress.DONE.value: _l("Done"),
    Progress.UNDOING.value: _l("Being taken back"),
    Progress.UNDONE.value: _l("Taken back"),
}


def said(run: Any, row: Any, found: list[Any]) -> dict[str, str]:
    """Return a fault or a note as {where, message, next_step}: the cell, its heading, and words."""
    code, column, details = found
    message, next_step = {**FAULTS, **NOTES}[code]
    values = {**details, "cell": cell(column, row.number) if column is not None else ""}
    if isinstance(values.get("question"), dict):
        values["question"] = plain(values["question"])
    return {"where": _where(run, row, column), "message": str(message) % values, "next_step": str(next_step) % values}


def _where(run: Any, row: Any, column: int | None) -> str:
    if column is None:
        return _("Row %(number)s", number=row.number)
    heading = run.headings[column] if column < len(run.headings) else ""
    place = {"cell": cell(column, row.number), "heading": heading or _("no heading")}
    return _("Row %(number)s, column “%(heading)s”, cell %(cell)s", number=row.number, **place)


def fault_table(run: Any, rows: list[Any]) -> tuple[list[str], list[list[Any]]]:
    """Return every fault as a row of a table."""
    head = [_("Row"), _("Cell"), _("Column"), _("Value"), _("What is wrong"), _("What to do")]
    found = []
    for row in rows:
        for fault in row.faults:
            words, column = said(run, row, fault), fault[1]
            at = [cell(column, row.number), run.headings[column]] if column is not None else ["", ""]
            found.append([row.number, *at, _value(row, column), words["message"], words["next_step"]])
    return head, found


def mended_table(run: Any, rows: list[Any]) -> tuple[list[str], list[list[Any]]]:
    """Return the rows as they were uploaded, with a column that says what is wrong with each."""
    width = len(run.headings)
    found = []
    for row in rows:
        words = (said(run, row, fault) for fault in row.faults)
        cells = [_value(row, column) for column in range(width)]
        found.append([*cells, " ".join(f"{each['message']} {each['next_step']}" for each in words)])
    return [*run.headings, _("Faults")], found


def _value(row: Any, column: int | None) -> str:
    value = row.cells[column] if column is not None and column < len(row.cells) else ""
    return value if isinstance(value, str) else ""


def template_table(questions: list[Any], example: dict[str, str]) -> tuple[list[str], list[list[str]]]:
    """Return the headings in the reader's language, and one row that shows how to fill them in."""
    names = [name for name in FIELDS if name != "full_name"]
    head = [*(str(FIELDS[name]) for name in names), *(plain(each.wording) for each in questions)]
    return head, [[*(example.get(name, "") for name in names), *(example.get(f"q{each.id}", "") for each in questions)]]
