"""Refusals about tables of people that are uploaded."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


class TableRefused(Refusal):
    code = "table_refused"
    status = 422
    message = N_("“%(name)s” is no table that can be read: its content does not fit its name.")
    next_step = N_("Save it anew as XLSX or CSV in the program that made it, and choose that file.")


class TableTooLarge(Refusal):
    code = "table_too_large"
    status = 422
    message = N_("The table is too large: at most %(rows)s rows, %(columns)s columns and %(limit)s MB.")
    next_step = N_("Split it into several files. Nobody is taken twice, even if a row stands in two of them.")


class TableEmpty(Refusal):
    code = "table_empty"
    status = 422
    message = N_("There is nobody in this table: below the headings it has no rows.")
    next_step = N_("The first row holds the headings, each further row one person. The template shows how.")


class CellTooLong(Refusal):
    code = "cell_too_long"
    status = 422
    message = N_("The cell %(cell)s holds more text than any answer may have.")
    next_step = N_("Shorten it and choose the file again.")


class ColumnTwice(Refusal):
    code = "column_twice"
    status = 422
    message = N_("Two columns fill the same field: %(first)s and %(second)s.")
    next_step = N_("Let one of them be ignored.")


class ColumnNeeded(Refusal):
    code = "column_needed"
    status = 422
    message = N_("No column holds the e-mail addresses. By them people are known.")
    next_step = N_("Say which column it is, or add one to the file and upload it again.")


class ImportMovedOn(Refusal):
    code = "import_moved_on"
    message = N_("This import has moved on: what you wanted is not possible any more.")
    next_step = N_("Open its page to see where it stands.")


class NothingToImport(Refusal):
    code = "nothing_to_import"
    status = 422
    message = N_("No row of this file can be taken in.")
    next_step = N_("Mend the faults in the file and upload it again.")
