"""Files as people have them, and files that lie. No database is needed."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers

from hackathon.accounts.register import Register
from hackathon.errors import CellTooLong, FileRefused, TableEmpty, TableRefused, TableTooLarge
from hackathon.imports import checking, columns, reading
from hackathon.imports.cells import Reader
from hackathon.imports.universities import Lookup
from hackathon.rules import import_cells
from hackathon.rules.import_fates import Event, Seats, Standing, verdict
from hackathon.rules.importing import Wishes, repeated, turns
from hackathon.rules.registrations import Mode, State
from tests.imports import tables

ROWS = [["Фамилия", "E-mail"], ["Әуезов", "a@example.kz"], ["Оʻктам; оʻғли, Ҷумъа", "b@example.kz"]]


def read(content, name="people.csv"):
    return reading.read(io.BytesIO(content), name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_table_is_read_in_any_usual_encoding(encoding, separator):
    rows = [["Фамилия", "E-mail"], ["Ауэзов, М.; сын", "a@example.kz"]] if encoding == "cp1251" else ROWS
    table = read(tables.text(rows, separator, encoding))
    told = {"cp1251": "Windows-1251"}.get(encoding, encoding.upper()[: 5 if "8" in encoding else 6])
    assert (table.encoding, table.separator) == (told, {"\t": "tab"}.get(separator, separator))
    assert [table.sheets[0].headings, *(cells for _, cells in table.sheets[0].rows)] == rows


def test_a_workbook_is_read_as_it_looks_and_nothing_is_calculated():
    book = Workbook()
    sheet = book.active
    for row in (["List of participants"], [], ["email", "born", "phone", "sum", "name"],
                ["a@b.kz", date(2004, 5, 3), 77011234567, "=1+1", "A"], ["b@b.kz", 38110, 4.5, "=A1", "B"], ["c@b.kz"]):
        sheet.append(row)
    sheet["B5"].number_format = numbers.FORMAT_GENERAL
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("E5:E6")
    book.create_sheet("Empty")
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["email"])
    hidden.append(["old@b.kz"])
    held = io.BytesIO()
    book.save(held)
    first, old = read(held.getvalue(), "people.XLSX").sheets
    assert (first.headings, old.name, old.hidden) == (["email", "born", "phone", "sum", "name"], "Old", True)
    merged = {"bad": "merged", "text": "E5:E6"}
    assert first.rows == [
        (4, ["a@b.kz", "2004-05-03", "77011234567", {"bad": "formula"}, "A"]),
        (5, ["b@b.kz", "38110", "4.5", {"bad": "formula"}, merged]), (6, ["c@b.kz", "", "", "", merged]),
    ]  # fmt: skip


def zipped(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(tables.xlsx(tables.people(2)))) as old, zipfile.ZipFile(held, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return held.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
GOOD = tables.xlsx(tables.people(2))


@pytest.mark.parametrize(("content", "name", "refusal"), [
    (b"", "people.csv", TableEmpty), (b"\xef\xbb\xbf", "people.csv", TableEmpty), (b"\n ; \n", "a.csv", TableEmpty),
    (tables.text(tables.people(0) + [tables.HEAD]), "people.csv", TableEmpty),
    (tables.xlsx([]), "people.xlsx", TableEmpty), (GOOD, "people.csv", TableRefused),
    (b"email\na@b.kz", "people.xlsx", TableRefused), (b"<html><table>", "people.csv", TableRefused),
    (b"%PDF-1.7 ...", "people.csv", TableRefused), (b"\xd0\xcf\x11\xe0", "people.xls", TableRefused),
    (b"email\x01\na@b.kz", "people.csv", TableRefused), (b"\x98\xff\xfe", "people.csv", TableRefused),
    (zipped(sheet1=DOCTYPE), "people.xlsx", TableRefused), (zipped(sheet1=b"<worksheet"), "a.xlsx", TableRefused),
    (zipped(sheet1=b" " * 41_000_000), "people.xlsx", TableTooLarge), (zipped(theme1=DOCTYPE), "a.xlsx", TableRefused),
    (zipped(sheet1=b"<worksheet>" + b"<c><v>1</v></c>" * 700_000), "people.xlsx", TableTooLarge),
    (GOOD[:-30], "people.xlsx", TableRefused),
    (b"email,a\n" + b"a@b.kz,x\n" * 5001, "people.csv", TableTooLarge),
    (b"email" + b",a" * 60 + b"\nx" + b",a" * 60, "people.csv", TableTooLarge),
    (b"x" * (20 * 1024 * 1024), "people.csv", TableTooLarge), (b"email,a\na@b.kz," + b"x" * 7000, "a.csv", CellTooLong),
    (b"email,a\na@b.kz,\"" + b"x" * 140_000, "a.csv", TableRefused), (b"email\na@b.kz", "a\u202e.csv", FileRefused),
])  # fmt: skip
def test_what_is_no_table_is_refused_by_its_content(content, name, refusal):
    with pytest.raises(refusal):
        read(content, name)


def test_columns_are_recognized_in_both_languages_and_any_order():
    class Asked:
        id, wording = 7, {"en": "T-shirt size", "ru": "Размер футболки"}

    heads = ["Команда", "E-MAIL *", "Имя", "Фамилия", "размер  футболки", "Комментарий", "E-mail", "ВУЗ"]
    assert columns.recognized(heads, [Asked()]) == {
        0: "team", 1: "email", 2: "given_name", 3: "family_name", 4: "q7", 7: "university"}
    assert columns.recognized(["name", "surname", "mail"], ()) == {0: "given_name", 1: "family_name", 2: "email"}
    assert columns.recognized(["ФИО", "Электронная почта"], ()) == {0: "full_name", 1: "email"}
    assert (columns.letter(0), columns.letter(27), columns.is_ignored("Faults")) == ("A", "AB", True)


def test_a_row_says_who_it_is_and_strange_names_stay_as_they_are():
    fields = {0: "email", 1: "full_name", 2: "university", 3: "team"}
    reader = Reader(fields, (), Lookup(Register(()), "KZ", "en"), Wishes())
    said = reader.read(["A@b.kz", "Oʻktam  oʻgʻli Ҷумъа Ýşşägül", "Own", "=Jar"])
    assert (said.person["family_name"], said.person["given_name"]) == ("Oʻktam", "oʻgʻli")
    assert (said.planned["key"], said.planned["team"], said.faults) == ("a@b.kz", "=Jar", [])
    assert [note[0] for note in said.notes] == ["university_unknown"]
    broken = reader.read(["a@b", {"bad": "formula"}, "Own", "\u200b"])
    assert [each[:2] for each in broken.faults] == [("cell_formula", 1), ("invisible", 3), ("email_wrong", 0)]


def test_cells_are_read_as_people_write_them():
    days = {"2004-05-03": date(2004, 5, 3), "3.5.2004": date(2004, 5, 3), "38110": date(2004, 5, 3)}
    assert {text: import_cells.day(text) for text in days} == days
    assert [import_cells.day(text) for text in ("31.02.2004", "03/05/2004", "12", "2004", "x")] == [None] * 5
    assert [import_cells.number(text) for text in ("1 000,5", "7")] == [1000.5, 7]
    assert [import_cells.number(text) for text in ("x", "nan", "1e400")] == [None] * 3
    options = {"1": ["Red", "Красный"], "2": ["Red, dark"]}
    assert import_cells.several("красный; red, dark", options) == (["1", "2"], "")
    assert import_cells.several("Red, blue", options) == (["1"], "blue")


def _captain_of(rows):
    fields = {0: "email", 1: "full_name", 2: "team", 3: "captain", 4: "category"}
    reader = Reader(fields, (), Lookup(Register(()), "KZ", "en"), Wishes())
    read = checking.checked(reader, dict(enumerate([[*row, "other"] for row in rows], 2)))
    return [[note[0] for note in reading.notes] for reading, _ in read.values()]


def test_every_row_has_one_fate_and_captains_come_first():
    def event(**changes):
        return Event(**{"mode": Mode.OPEN, "free": 1, "waiting": 0, "team_max": 2, **changes})

    def fate(who, at, **wishes):
        found = verdict("jar", True, who, at, Wishes(**wishes))
        return found.fault[0] if found.fault else (found.fate, found.state)

    place = event()
    assert fate(None, place) == ("new", State.ADMITTED)
    assert fate(None, place) == "team_needs_place"
    assert fate(Standing(), event(free=None)) == ("known", State.ADMITTED)
    assert fate(None, event(mode=Mode.REVIEWED), admits=False) == "team_needs_place"
    assert fate(None, event(is_forming=False)) == "team_window"
    assert fate(Standing(office="judge"), event()) == "office"
    assert fate(Standing(is_closed=True), event()) == "account_closed"
    assert fate(Standing(state=State.WITHDRAWN), event()) == "gone"
    assert fate(None, event(asks_age=True), admits=True) == "age_unknown"
    assert fate(Standing(state=State.GUARDIAN), event(asks_age=True), updates=True) == ("update", State.GUARDIAN)
    assert fate(Standing(state=State.ADMITTED), event()) == ("already", State.ADMITTED)
    assert fate(Standing(state=State.ADMITTED), event(), updates=True) == ("update", State.ADMITTED)
    assert fate(Standing(state=State.ADMITTED), event(is_frozen=True), updates=True) == "answers_frozen"
    taken = {"jar": Seats(1)}
    assert fate(None, event(teams=taken)) == "team_exists"
    assert fate(None, event(teams=taken), joins_teams=True) == ("new", State.ADMITTED)
    assert fate(None, event(teams=taken), joins_teams=True) == "team_full"
    assert fate(None, event(teams={"jar": Seats(1, is_open=False)}), joins_teams=True) == "team_shut"
    assert _captain_of([["a@b.kz", "A", "Jar", ""], ["no", "B", "Jar", "yes"], ["c@b.kz", "C", "Jar", ""]]) == [
        ["captain_left_out"], [], []]
    assert turns([(2, "a", False), (3, "", False), (4, "a", True)]) == {4: 0, 2: 1, 3: 2}
    assert repeated({2: "x", 3: "", 4: "x", 5: ""}) == {4: 2}
