"""Finding a university by whatever people type."""

import pytest

from hackathon.rules.finding import Index, Line, Match
from hackathon.rules.institution_words import grouped, initials, telling
from hackathon.text import sound_key

EKTU, SHAKARIM, GUMILYOV, TASHKENT, KARAGANDA, OSH, MANY = 1, 2, 3, 4, 5, 6, 100


def line(number, country, *texts, places=()):
    return Line(number, country, tuple(map(sound_key, texts)), tuple(map(sound_key, places)))


REGISTER = Index([
    line(EKTU, "KZ", "D. Serikbayev East Kazakhstan Technical University", "ВКТУ", "ШҚТУ", "EKTU",
         "Восточно-Казахстанский технический университет имени Д. Серикбаева",
         "Д. Серікбаев атындағы Шығыс Қазақстан техникалық университеті", places=["Oskemen", "Усть-Каменогорск"]),
    line(SHAKARIM, "KZ", "Shakarim University", "Университет имени Шакарима", "Шәкәрім университеті", places=["Semey"]),
    line(GUMILYOV, "KZ", "L.N. Gumilyov Eurasian National University", "ЕНУ",
         "Евразийский национальный университет имени Л.Н. Гумилёва", places=["Astana"]),
    line(TASHKENT, "UZ", "Tashkent State Technical University", "Toshkent davlat texnika universiteti", "TDTU", "ТГТУ",
         places=["Tashkent", "Toshkent"]),
    line(KARAGANDA, "KZ", "Karaganda Technical University", "КарТУ", places=["Karaganda"]),
    line(OSH, "KG", "Osh State University", "Ошский государственный университет", "ОшГУ", places=["Osh"]),
    *(line(MANY + number, "KZ", f"Namesake {number} University") for number in range(30)),
])  # fmt: skip


def found(text, **options):
    return [hit.id for hit in REGISTER.find(sound_key(text), **options)]


@pytest.mark.parametrize(("typed", "wanted"), [
    *((text, EKTU) for text in ("ВКТУ", "вкту", "EKTU", "ektu", "ЕКТУ", "ШҚТУ", "шкту", "В.К.Т.У", "екту ", "ekut")),
    *((text, EKTU) for text in ("serikbayev", "Serikbaev", "серикбаев", "Серікбаев", "сирикбаев", "СЕРИКБАЕВА")),
    *((text, EKTU) for text in ("усть каменогорск", "восточно казахст", "East Kazahstan tecnical")),
    *((text, SHAKARIM) for text in ("shkarim", "шакарим", "Шәкәрім", "shakarim universitet")),
    *((text, GUMILYOV) for text in ("gumilev", "гумилев", "Гумелёв", "ену")),
    *((text, TASHKENT) for text in ("tdtu", "тдту", "Toshkent texnika")),
    ("ОШГУ", OSH), ("osh", OSH),
])  # fmt: skip
def test_what_people_type_finds_the_institution_first(typed, wanted):
    assert found(typed)[:1] == [wanted]


@pytest.mark.parametrize("typed", ["", "  ", "!!!", "Дом науки", "House of Science", "жжжжж", "x" * 5000])
def test_what_is_nowhere_finds_nothing(typed):
    assert found(typed) == []


def test_exact_comes_before_beginning_words_and_similar_and_the_list_is_limited():
    assert [hit.match for hit in REGISTER.find("ektu")] == [Match.EXACT]
    assert REGISTER.find("vktu")[0].match == Match.EXACT
    assert REGISTER.find("osh")[0].match == Match.BEGINNING
    assert REGISTER.find("tekhnical karaganda")[0].id == KARAGANDA
    assert len(found("university")) == 10
    assert len(found("namesake", limit=3)) == 3


def test_the_country_comes_first_and_others_follow_only_if_they_fit_better():
    assert found("technical university", country="UZ") == [TASHKENT]
    assert found("ВКТУ", country="UZ") == [EKTU]
    assert found("osh", country="KG") == [OSH]


def test_initials_stop_at_the_person_that_the_university_is_named_after():
    assert initials(sound_key("Восточно-Казахстанский технический университет имени Д. Серикбаева")) == "vktu"
    assert initials(sound_key("Osh University")) == ""
    assert telling("university of the") == ["university"]


def test_spellings_of_the_same_are_one_group_in_all_scripts():
    typed = {"Мирас университеті": None, "ВКТУ": EKTU, "Miras universiteti": None, "EKTU": EKTU,
             "Университет Мирас": None, "Turan": None, "ШҚТУ": EKTU, "Туран": None}
    groups = grouped({spelling: (sound_key(spelling), line_id) for spelling, line_id in typed.items()})
    assert groups == [["Мирас университеті", "Miras universiteti", "Университет Мирас"], ["ВКТУ", "EKTU", "ШҚТУ"],
                      ["Turan", "Туран"]]
