"""Read the text of PDF files as a reader program copies it: through the table that their fonts carry."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf


def text_in(content: bytes) -> str:
    """Return what stands on all pages, one line for each piece of text."""
    with pikepdf.open(BytesIO(content)) as file:
        return "\n".join(line for page in file.pages for line in _lines(page))


def _lines(page: pikepdf.Page) -> list[str]:
    tables = {name: _table(font) for name, font in page.Resources.Font.items()}
    found, table = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) == "Tj":
            found.append(_decoded(bytes(operands[0]), table))
        elif str(operator) == "TJ":
            found.append("".join(_decoded(bytes(each), table) for each in operands[0]
                                 if isinstance(each, pikepdf.String)))
    return found


def _table(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(rb"^<(\w{4})> <(\w+)>$", font.ToUnicode.read_bytes(), re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _decoded(codes: bytes, table: dict[int, str]) -> str:
    return "".join(table[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))
