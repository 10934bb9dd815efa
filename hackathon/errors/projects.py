"""Refusals about projects and their files."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


class ProjectIncomplete(Refusal):
    code = "project_incomplete"
    status = 422
    message = N_("The project cannot be submitted yet: something is missing.")
    next_step = N_("Fill in what the list names and submit again.")


class FileRefused(Refusal):
    code = "file_refused"
    status = 422
    message = N_("The file “%(name)s” was not accepted: its content is not of an allowed type.")
    next_step = N_("Send one of these: %(allowed)s.")


class FileTooLarge(Refusal):
    code = "file_too_large"
    status = 422
    message = N_("The file “%(name)s” is larger than %(limit)s MB.")
    next_step = N_("Send a smaller file, or give a link to it instead.")


class ArchiveTooLarge(Refusal):
    code = "archive_too_large"
    status = 422
    message = N_("The archive “%(name)s” holds too much: unpacked it would be larger than %(limit)s MB.")
    next_step = N_("Pack fewer or smaller files, or give a link to them instead.")


class TooManyFiles(Refusal):
    code = "too_many_files"
    status = 422
    message = N_("A project can have %(limit)s files at the most.")
    next_step = N_("Remove a file first.")


class FileNotCleaned(Refusal):
    code = "file_not_cleaned"
    message = N_("This file cannot be given out without what tells who made it.")
    next_step = N_("Score by the rest, or ask the organizers.")
