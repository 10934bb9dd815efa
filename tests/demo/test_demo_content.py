"""The texts of the demo are complete, in both languages, and carry nothing that would embarrass an organizer."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from hackathon.demo import content
from hackathon.demo.content import FOLDER

FILES = sorted(path for path in FOLDER.rglob("*.json"))
PICTURE = re.compile("[\U0001f000-\U0001ffff☀-➿️]")
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+\.)*([\w-]+\.\w+)")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def pairs(value: Any) -> Iterator[dict[str, str]]:
    """Give every text by language."""
    if isinstance(value, dict) and "en" in value and isinstance(value["en"], str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from pairs(each)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_small_and_their_texts_are_sober_and_in_nfc(path):
    assert path.stat().st_size < 300_000
    found = list(texts(json.loads(path.read_text(encoding="utf-8"))))
    assert [each for each in found if each != unicodedata.normalize("NFC", each)] == []
    assert [each for each in found if "!" in each or PICTURE.search(each) or "lorem" in each.casefold()] == []


@pytest.mark.parametrize("name", ["challenges", "editions", "comments"])
def test_every_text_exists_in_english_and_in_russian(name):
    found = list(pairs(content.load(name)))
    assert found
    assert [each for each in found if not each["en"].strip() or not each.get("ru", "").strip()] == []
    cyrillic = [each for each in found if len(each["en"]) > 60 and not re.search("[а-яё]", each["ru"])]
    assert cyrillic == []


def test_addresses_are_reserved_ones():
    found = [match for path in FILES for match in ADDRESS.finditer(path.read_text(encoding="utf-8"))]
    assert {match[2] for match in found} == {"example.org"}


def test_eight_briefs_keep_their_sources():
    briefs = content.load("challenges")["challenges"]
    assert len(briefs) == 8
    for brief in briefs:
        assert set(brief["title"]) == {"en", "ru", "kk", "ky", "uz", "tg", "tk"}
        for figure in brief["figures"]:
            assert figure["source"]
            assert re.match("https?://", figure["url"])
            assert set(figure["reliability"]) == {"en", "ru"}


def test_the_register_has_the_five_countries_and_sixty_one_universities():
    places = content.load("places")
    hosts = [row["code"] for row in places["countries"] if row["role"] == "host"]
    assert sorted(hosts) == ["KG", "KZ", "TJ", "TM", "UZ"]
    assert len({row["key"] for row in places["universities"]}) == 61


def test_five_editions_say_what_a_visitor_asks():
    editions = content.load("editions")["editions"]
    assert [row["key"] for row in editions] == ["kz-2026", "uz-2026", "tj-2026", "tm-2026", "kg-2026"]
    for row in editions:
        assert row["contact"]["email"].endswith("@example.org")
        assert row["partners"]
        assert set(row["title"]) == {"en", "ru", "kk", "ky", "uz", "tg", "tk"}
