"""The list for signature: number, name as on paper, institution, category, room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from hackathon.accounts.naming import Naming
from hackathon.attendance.queries import Listed
from hackathon.editions.words import category_name, university_name
from hackathon.web.wording import clock_time, moment_text, plain

EMPTY_ROWS = 10
COLUMNS = (12, 92, 80, 34, 55)
MARGIN, ROW = 12.0, 10.0


def document(edition: Any, event: Any, people: Sequence[Listed], called: Naming) -> bytes:
    """Return the file for one session, or for the whole event; at its end there is room for those not listed."""
    paper = _paper()(_("List of participants"), "landscape")
    paper.heading = plain(edition.title)
    paper.lines = _about(edition, event)
    paper.add_page()
    paper.set_draw_color(150)
    rows = [_row(paper, number, each, called) for number, each in enumerate(people, 1)]
    rows += [(str(len(rows) + extra), "", "", "", "") for extra in range(1, EMPTY_ROWS + 1)]
    _head(paper)
    for row in rows:
        _line(paper, row)
    return bytes(paper.output())


def _about(edition: Any, event: Any) -> list[str]:
    if event is None:
        return [_("List of participants"), plain(edition.city)]
    when = f"{moment_text(event.starts_at, edition.time_zone)} – {clock_time(event.ends_at, edition.time_zone)}"
    return [_("List of participants: %(session)s", session=plain(event.title)), when,
            event.place or plain(edition.city)]  # fmt: skip


def _row(paper: Any, number: int, each: Listed, called: Naming) -> tuple[str, ...]:
    user = each.user
    name = paper.readable(user.formal_name, user.latin_name or user.formal_name)
    return str(number), name, university_name(user, called), category_name(user), ""


def _titles() -> tuple[str, ...]:
    return _("No."), _("Family name, given name, patronymic"), _("Institution"), _("Category"), _("Signature")


def _head(paper: Any) -> None:
    paper.set_fill_color(235)
    _line(paper, _titles(), style="B", fill=True)


def _line(paper: Any, cells: Sequence[str], style: str = "", *, fill: bool = False) -> None:
    """Draw a row as high as its longest cell; one that does not fit begins the next page, below the titles."""
    paper.set_font("Onest", style, 9.5)
    paper.set_text_color(0)
    wrapped = [_wrapped(paper, text, width) for text, width in zip(cells, COLUMNS, strict=True)]
    height = max(ROW, 4.4 * max(len(each) for each in wrapped) + 2)
    if paper.get_y() + height > paper.page_break_trigger:
        paper.add_page()
        _head(paper)
        paper.set_font("Onest", style, 9.5)
    left, top = MARGIN, paper.get_y()
    for lines, width in zip(wrapped, COLUMNS, strict=True):
        paper.rect(left, top, width, height, style="DF" if fill else "D")
        for at, text in enumerate(lines):
            paper.text(left + 1.5, top + (height - 4.4 * len(lines)) / 2 + 4.4 * at + 3.4, text)
        left += width
    paper.set_y(top + height)


def _wrapped(paper: Any, text: str, width: float) -> list[str]:
    if paper.get_string_width(text) <= width - 3:
        return [text]
    return paper.multi_cell(width - 3 + 2 * paper.c_margin, 4.4, text, dry_run=True, output="LINES")


def _paper() -> type:
    from hackathon.attendance.paper import GREY, Paper

    class Sheet(Paper):
        heading = ""
        lines: Sequence[str] = ()

        def header(self) -> None:
            """Say on each page of what event the list is."""
            self.set_margins(MARGIN, MARGIN)
            self.set_auto_page_break(True, margin=22)
            below = self.say(self.heading, (MARGIN, 10, 273), 13, style="B")
            below = self.say(" · ".join(each for each in self.lines if each), (MARGIN, below, 273), 10)
            self.set_y(below + 3)

        def footer(self) -> None:
            """Put the emblem, its line, and the number of the page at the foot."""
            self.set_auto_page_break(False)
            self.funded(MARGIN, 192, 235)
            number = _("Page %(number)s of %(total)s", number=self.page_no(), total="{nb}")
            self.say(number, (250, 196, 35), 8, align="R", grey=GREY)

    return Sheet
