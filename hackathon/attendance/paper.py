"""The paper that PDF files are drawn on: fonts for seven languages, the emblem with its line, page numbers.

Imported when somebody asks for a file: workers serve pages without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from fpdf import FPDF

from hackathon import clock
from hackathon.config import ROOT

FONT = "Onest"
FONTS = Path(__file__).parent / "data"
EMBLEM = ROOT / "static" / "img" / "eu-emblem.png"
GREY, BLACK = 110, 0


class Paper(FPDF):
    """A file in A4; measures are millimetres."""

    def __init__(self, title: str, orientation: str = "portrait") -> None:
        super().__init__(orientation, "mm", "A4")
        self.add_font(FONT, "", str(FONTS / "Onest_400Regular.ttf"))
        self.add_font(FONT, "B", str(FONTS / "Onest_700Bold.ttf"))
        self.set_title(title)
        self.set_creator("CirculEC Hackathon")
        self.set_creation_date(clock.now())
        self.set_font(FONT, "", 10)
        self.wrapped: dict[tuple[str, float, float], list[str]] = {}

    def readable(self, text: str, otherwise: str) -> str:
        """Return the text, or another one if the font has not all letters of it."""
        known = self.fonts[FONT.lower()].cmap
        return text if text and all(ord(letter) in known for letter in text) else otherwise

    def say(self, text: str, place: tuple[float, float, float], size: float, **options: Any) -> float:
        """Write lines of text from a place (left, top, width) on; return where they end."""
        left, top, width = place
        self.set_font(FONT, options.get("style", ""), size)
        self.set_text_color(options.get("grey", BLACK))
        self.set_xy(left, top)
        height = size * 0.3528 * 1.25
        self.multi_cell(width, height, text, align=options.get("align", "L"), new_x="LMARGIN", new_y="NEXT",
                        max_line_height=height)  # fmt: skip
        return self.get_y()

    def fitted(self, text: str, place: tuple[float, float, float], sizes: tuple[float, ...], most: int, **options: Any
               ) -> float:  # fmt: skip
        """Write text as large as it fits into so many lines."""
        for size in sizes:
            self.set_font(FONT, options.get("style", ""), size)
            lines = self.multi_cell(place[2], size * 0.44, text, dry_run=True, output="LINES")
            whole = all(self.get_string_width(word) <= place[2] - 2 * self.c_margin for word in text.split())
            if len(lines) <= most and whole:
                break
        else:
            text = "\n".join(lines[:most])
        return self.say(text, place, size, **options)

    def funded(self, left: float, top: float, width: float, *, small: bool = False) -> None:
        """Draw the emblem of the European Union with its line, and the disclaimer beside it."""
        height = 8.0 if small else 10.0
        self.image(str(EMBLEM), left, top, height * 1.5, height)
        beside = (left + height * 1.5 + 1.5, top - 0.6, width - height * 1.5 - 1.5)
        below = self.say(_("Co-funded by the European Union"), beside, 7.5 if small else 9, style="B")
        self._repeated(disclaimer(), (beside[0], below, beside[2]), 4 if small else 5.5)

    def _repeated(self, text: str, place: tuple[float, float, float], size: float) -> None:
        """Write a text that stands on every page: where its lines end is found once."""
        self.set_font(FONT, "", size)
        self.set_text_color(GREY)
        key, height = (text, place[2], size), size * 0.3528 * 1.25
        if key not in self.wrapped:
            self.wrapped[key] = self.multi_cell(place[2], height, text, dry_run=True, output="LINES")
        for number, line in enumerate(self.wrapped[key]):
            self.text(place[0] + self.c_margin, place[1] + height * (number + 0.8), line)


def disclaimer() -> str:
    """Return the words that the grant asks for."""
    return _(
        "Co-funded by the European Union. Views and opinions expressed are however those of the author(s) only and "
        "do not necessarily reflect those of the European Union or the European Education and Culture Executive "
        "Agency (EACEA). Neither the European Union nor EACEA can be held responsible for them."
    )
