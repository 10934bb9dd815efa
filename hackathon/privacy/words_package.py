"""One zip with everything that is stored about a person: for programs, for reading, and the files."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from flask import render_template
from flask_babel import force_locale, get_locale

from hackathon.accounts.personal_words import WORDS
from hackathon.privacy.export import Section

IN_MEMORY = 2 * 1024 * 1024


def packed(sections: list[Section], files: Iterable[tuple[str, Path]], *, made: datetime, language: str) -> IO[bytes]:
    """Return the open zip; a large one lies on the disk without a name and is gone when it is closed."""
    held: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", as_json(sections, made))
        archive.writestr("data.html", as_html(sections, made, language))
        for name, path in files:
            archive.write(path, f"files/{name}")
    held.seek(0)
    return held


def as_json(sections: list[Section], made: datetime) -> str:
    """Write the sections for programs."""
    data: dict[str, Any] = {"made_at": made.isoformat(), **{section.key: section.rows for section in sections}}
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_html(sections: list[Section], made: datetime, language: str) -> str:
    """Write the sections for reading, in the person's language."""
    with force_locale(language):
        values = {"sections": sections, "words": WORDS, "made": made, "language": get_locale().language}
        return render_template("privacy/data.html", **values, written=_written)


def _written(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
