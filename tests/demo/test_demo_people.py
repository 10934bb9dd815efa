"""Invented people: the same for the same seed, each in the script of the country, none twice."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

import pytest

from hackathon.demo.people import people

COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")
CYRILLIC = re.compile(r"[Ѐ-ӿ’ -]+")
TURKMEN = re.compile(r"[A-Za-zÄäÇçŇňÖöŞşÜüÝýŽž]+")
UZBEK = re.compile(r"[A-Za-zʻʼ ]+")
SCRIPTS = {"KG": CYRILLIC, "TJ": CYRILLIC, "TM": TURKMEN, "UZ": UZBEK}


def first(country, number, seed=1):
    return list(islice(people(country, seed), number))


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_same_seed_gives_the_same_people(country):
    assert first(country, 200, seed=7) == first(country, 200, seed=7)
    assert first(country, 200, seed=7) != first(country, 200, seed=8)


@pytest.mark.parametrize("country", COUNTRIES)
def test_four_thousand_people_share_neither_all_names_nor_an_address(country):
    found = first(country, 4000)
    assert len({(each.family_name, each.given_name, each.patronymic) for each in found}) == 4000
    assert len({each.email for each in found}) == 4000


@pytest.mark.parametrize("country", COUNTRIES)
def test_names_are_in_nfc_and_addresses_are_plain_and_reserved(country):
    for each in first(country, 1000):
        for name in (each.family_name, each.given_name, each.patronymic, each.latin_name):
            assert name == unicodedata.normalize("NFC", name) == name.strip()
        assert re.fullmatch(r"[a-z0-9.]+@example\.org", each.email)


@pytest.mark.parametrize("country", sorted(SCRIPTS))
def test_names_are_in_the_script_of_the_country(country):
    broken = [
        name
        for each in first(country, 1000)
        for name in (each.family_name, each.given_name, each.patronymic)
        if name and not SCRIPTS[country].fullmatch(name)
    ]
    assert broken == []


def test_names_of_kazakhstan_are_cyrillic_but_for_guests():
    found = first("KZ", 1000)
    latin = [each for each in found if not CYRILLIC.fullmatch(each.family_name)]
    assert 1 <= len(latin) <= 5
    assert sum(bool(re.search("[ӘҒҚҢӨҰҮҺІәғқңөұүһі]", each.family_name + each.given_name)) for each in found) > 300


def test_early_students_of_kazakhstan_have_names_that_programs_trip_over():
    names = " ".join(f"{each.family_name} {each.given_name} {each.patronymic}" for each in first("KZ", 90))
    for part in ("Әуезов", "ʻ", "ʼ", "’", "Ким-Сергеева", "Анна-Мария", "Іңкәрбек"):
        assert part in names


@pytest.mark.parametrize(
    ("country", "female", "male"), [("KZ", "қызы", "ұлы"), ("UZ", " qizi", " oʻgʻli"), ("TM", "owna", "owiç")]
)
def test_patronymics_follow_the_gender(country, female, male):
    found = first(country, 1000)
    assert any(each.patronymic.endswith(female) for each in found if each.gender == "female")
    assert not any(each.patronymic.endswith(female) for each in found if each.gender == "male")
    assert not any(each.patronymic.endswith(male) for each in found if each.gender == "female")


def test_who_has_the_fathers_name_as_family_name_has_no_patronymic():
    found = [each for each in first("KG", 1000) if each.family_name.endswith((" уулу", " кызы"))]
    assert found
    assert all(each.patronymic == "" for each in found)
    assert all(each.family_name.endswith(" кызы") == (each.gender == "female") for each in found)
