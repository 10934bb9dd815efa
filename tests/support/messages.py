"""Collect the texts that a reader sees, and compare them with a language's catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.support.source import ROOT

MORE_KEYWORDS = {"_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


@cache
def extracted() -> Catalog:
    """Collect every marked text of Python files and templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as settings:
        methods, options = parse_mapping_cfg(settings)
    catalog = Catalog()
    for path, line, message, comments, context in extract_from_dir(
        ROOT, methods, options, keywords={**DEFAULT_KEYWORDS, **MORE_KEYWORDS}, directory_filter=_wanted
    ):
        catalog.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return catalog


def _wanted(folder: str) -> bool:
    name = str(folder).rsplit("/", 1)[-1]
    return not name.startswith((".", "_")) or name == "_macros"


def translated(language: str) -> Catalog:
    path = ROOT / "hackathon" / "translations" / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def missing(language: str) -> Iterator[str]:
    """Give each text without a translation, with the place where it is used."""
    catalog = translated(language)
    for message in extracted():
        if not message.id:
            continue
        found = catalog.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        forms = () if found is None else found.string if isinstance(found.string, (tuple, list)) else (found.string,)
        wanted = catalog.num_plurals if isinstance(message.id, (tuple, list)) else 1
        if len(forms) < wanted or not all(forms) or found.fuzzy:
            path, line = message.locations[0]
            yield f"{path}:{line} {first(message)!r}"


def different_placeholders(language: str) -> Iterator[str]:
    """Give each translation that names other values than the English text."""
    for message in translated(language):
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        known = {name for text in ids for name in PLACEHOLDER.findall(text)}
        for text in strings:
            used = set(PLACEHOLDER.findall(text or ""))
            if text and (used - known or (known - used and len(ids) == 1)):
                yield f"{first(message)!r}: {text!r}"
