"""Badges: four on a page of A4, each with the code that organizers scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from hackathon.attendance.queries import Listed
from hackathon.editions.words import category_name
from hackathon.rules.badge_codes import shown
from hackathon.web.wording import plain

WIDTH, HEIGHT = 105.0, 148.5  # A6
MARGIN, CODE_SIZE, CODE_TOP = 8.0, 48.0, 73.0


def made(code: str) -> Any:
    """Return the QR code of a badge: nothing but the random code, which a small symbol holds with room for dirt."""
    # Read when somebody looks at a code: workers serve pages without it.
    import segno

    return segno.make(code, micro=False, error="q")


def drawn(code: str) -> Markup:
    """Return the code as a picture for the page."""
    return Markup(made(code).svg_inline(light="#fff", dark="#000", omitsize=True, border=4))


def document(edition: Any, people: Sequence[Listed]) -> bytes:
    """Return the file with these people's badges."""
    from hackathon.attendance.paper import Paper

    paper = Paper(_("Badges"))
    paper.set_auto_page_break(False)
    title = plain(edition.title)
    for number, each in enumerate(people):
        if number % 4 == 0:
            paper.add_page()
            _cutting_lines(paper)
        _badge(paper, title, each, (number % 2 * WIDTH, number % 4 // 2 * HEIGHT))
    return bytes(paper.output())


def _cutting_lines(paper: Any) -> None:
    paper.set_draw_color(200)
    paper.set_line_width(0.1)
    paper.set_dash_pattern(dash=1, gap=2)
    paper.line(WIDTH, 0, WIDTH, 2 * HEIGHT)
    paper.line(0, HEIGHT, 2 * WIDTH, HEIGHT)
    paper.set_dash_pattern()


def _badge(paper: Any, title: str, each: Listed, corner: tuple[float, float]) -> None:
    left, top, width = corner[0] + MARGIN, corner[1] + MARGIN, WIDTH - 2 * MARGIN
    user = each.user
    written = " ".join(part for part in (user.family_name, user.given_name) if part)
    name = paper.readable(written, user.latin_name or written)
    centred = {"align": "C"}
    below = paper.fitted(title, (left, top, width), (11, 9.5, 8), 2, style="B", grey=90, **centred)
    below = paper.fitted(name, (left, below + 4, width), (24, 20, 16, 13, 11, 9), 3, style="B", **centred)
    if user.latin_name and user.latin_name != name:
        below = paper.fitted(user.latin_name, (left, below + 1, width), (13, 11, 9, 8), 2, **centred)
    if each.team:
        below = paper.fitted(each.team, (left, below + 2.5, width), (12, 10, 8), 2, style="B", **centred)
    paper.fitted(" · ".join(_roles(each)), (left, below + 1, width), (10, 8), 1, grey=70, **centred)
    _code(paper, each.code, (corner[0] + (WIDTH - CODE_SIZE) / 2, corner[1] + CODE_TOP))
    paper.say(shown(each.code), (left, corner[1] + CODE_TOP + CODE_SIZE + 0.5, width), 11, **centred)
    paper.funded(left, corner[1] + HEIGHT - 16, width, small=True)


def _roles(each: Listed) -> Iterator[str]:
    yield _("Captain") if each.is_captain else _("Participant")
    yield category_name(each.user)


def _code(paper: Any, code: str, corner: tuple[float, float]) -> None:
    matrix = made(code).matrix
    size = CODE_SIZE / len(matrix)
    paper.set_fill_color(0)
    for row, line in enumerate(matrix):
        for start, length in _runs(line):
            # A hair wider than a module, so that no white line shows between them.
            paper.rect(corner[0] + start * size, corner[1] + row * size, length * size, size + 0.01, style="F")


def _runs(line: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = None
    for at, dark in enumerate([*line, 0]):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at - start
            start = None
