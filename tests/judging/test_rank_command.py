"""`flask judging rank`: a table of marks in, a ranking out, no database."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from hackathon.config import ROOT

SCORES = """team,judge,criterion,score
Ants,J1,idea,8
Ants,J1,pitch,7
Ants,J2,idea,9
Ants,J2,pitch,6
Bees,J1,idea,4
Bees,J1,pitch,5
Bees,J2,idea,5
Bees,J2,pitch,5
"""
HEADER = "team,score,place,lo,hi,p_best,p_top3,reviews"


@pytest.fixture
def rank(any_app, tmp_path):
    """Write the tables, run the command on them, and give the result; `out` is OUT.csv as bytes, or None."""

    def run(scores, *options, **tables):
        for name, content in {"scores": scores, **tables}.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        given = [part for name in tables for part in (f"--{name}", str(tmp_path / f"{name}.csv"))]
        args = ["judging", "rank", str(tmp_path / "scores.csv"), *given, "--out", str(tmp_path / "out.csv"), *options]
        result = any_app.test_cli_runner().invoke(args=args)
        result.out = (tmp_path / "out.csv").read_bytes() if (tmp_path / "out.csv").exists() else None
        return result

    return run


def lines_of(result):
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.out.decode("utf-8-sig"), newline="")))


def test_rank_needs_no_database(tmp_path):
    (tmp_path / "scores.csv").write_text(SCORES, encoding="utf-8")
    own = {"PATH": os.environ["PATH"], "HACKATHON_INSTANCE": str(tmp_path / "instance"), "SECRET_KEY": "x" * 50,
           "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "judging", "rank", str(tmp_path / "scores.csv")]
    done = subprocess.run([*command, "--method", "mean"], cwd=ROOT, env=own, capture_output=True, text=True, check=True)
    assert done.stdout == f"{HEADER}\nAnts,7.500000,1,,,,,2\nBees,4.750000,2,,,,,2\n"


def test_calibrated_is_the_default_and_says_how_sure_it_is(rank):
    first, second = lines_of(rank(SCORES))
    assert first.keys() == set(HEADER.split(","))
    assert (first["team"], first["place"], first["lo"], first["reviews"]) == ("Ants", "1", "1", "2")
    assert 4.75 < float(second["score"]) < float(first["score"]) < 7.5
    assert float(first["p_best"]) + float(second["p_best"]) == pytest.approx(1)
    assert float(first["p_top3"]) == 1


def test_weights_and_listed_teams_count(rank):
    result = rank(SCORES, "--method", "mean", weights="criterion,weight\nidea,3\npitch,1\n",
                  teams="team\nBees\nCats\nAnts\n")
    assert [(line["team"], line["score"], line["place"], line["reviews"]) for line in lines_of(result)] == [
        ("Ants", "8.000000", "1", "2"), ("Bees", "4.625000", "2", "2"), ("Cats", "", "", "0"),
    ]


def test_json_names_method_version_and_standings(rank):
    summary = json.loads(rank(SCORES, "--json").stdout)
    assert (summary["method"], summary["version"], summary["groups"]) == ("calibrated", 1, 1)
    assert (summary["scale"], summary["weights"]) == ([1, 10], {"idea": 1, "pitch": 1})
    assert list(summary["standings"][0]) == HEADER.split(",")
    assert [line["team"] for line in summary["standings"]] == ["Ants", "Bees"]


def test_order_of_the_rows_changes_not_a_byte(rank):
    header, *rows = SCORES.splitlines()
    assert rank("\n".join([header, *reversed(rows)])).out == rank(SCORES).out


def test_every_wrong_row_is_named_and_nothing_is_written(rank):
    wrong = """team,judge,criterion,score
Ants,J1,idea,8
Ants,J1,idea,9
,J1,idea,5
Bees,,,5
Bees,J1,idea,11
Bees,J2,idea,0.5
Bees,J3,idea,many
Bees,J4,idea,nan
Bees,J5,idea,1e1
Bees,J6,idea,
Bees,J7,idea
Bees,J8,idea,5,5
Bees,J9,style,5
Dogs,J1,idea,5
"""
    weights = "criterion,weight\nidea,1\npitch,0\nidea,2\npitch,\n"
    result = rank(wrong, weights=weights, teams="team\nAnts\nBees\nAnts\n")
    assert result.exit_code == 1
    assert result.out is None
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Error: Nothing was ranked.",
        "scores.csv, line 3: “J1” has scored “Ants” on “idea” already, on line 2.",
        "scores.csv, line 4: the team is empty.",
        "scores.csv, line 5: the judge and the criterion are empty.",
        "scores.csv, line 6: the score 11 is outside of the scale from 1 to 10.",
        "scores.csv, line 7: the score 0.5 is outside of the scale from 1 to 10.",
        "scores.csv, line 8: the score “many” is not a number.",
        "scores.csv, line 9: the score “nan” is not a number.",
        "scores.csv, line 10: the score “1e1” is not a number.",
        "scores.csv, line 11: the score is empty; leave the whole row out if there is no mark.",
        "scores.csv, line 12: there are 3 cells, the header has 4.",
        "scores.csv, line 13: there are 5 cells, the header has 4.",
        "scores.csv, line 14: the criterion “style” has no weight.",
        "scores.csv, line 15: the team “Dogs” is not in the list of teams.",
        "weights.csv, line 3: the weight “0” is not a number above zero.",
        "weights.csv, line 4: the criterion “idea” has a weight already.",
        "weights.csv, line 5: the weight “” is not a number above zero.",
        "teams.csv, line 4: the team “Ants” is listed already.",
    ]


def test_earlier_result_stays_when_a_row_is_wrong(rank):
    before = rank(SCORES).out
    assert rank(SCORES + "Cats,J1,idea,99\n").out == before


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ("", "line 1: the header has no column “team”"),
        ("team,judge,criterion\nA,J,c\n", "line 1: the header has no column “score”"),
        ("team,team,judge,criterion,score\n", "line 1: the header has two columns “team”"),
        ("team,judge,criterion,score\n", "line 2: there is no mark."),
        (b"team,judge,criterion,score\n\xd0\xd0,J,c,5\nB,J,c,5\n\xff,J,c,5\n", "line 2: this is not UTF-8"),
        (b"team,judge,criterion,score\n\xd0\xd0,J,c,5\nB,J,c,5\n\xff,J,c,5\n", "line 4: this is not UTF-8"),
        ("team,judge,criterion,score\nA\x00,J,c,5\n", "line 2: this holds a NUL character"),
        ('team,judge,criterion,score\nA,J,c,5\n"B,J,c,5\n', "line 3: this cannot be read as a table"),
        (f"team,judge,criterion,score\n{'A' * 501},J,c,5\n", "line 2: a cell is longer than 500 characters."),
        ('team,judge,criterion,score\n"A\nB",J,c,5\nC,J,c,99\n', "line 4: the score 99"),
    ],
)
def test_what_is_no_table_of_marks_is_named_by_line(rank, scores, told):
    result = rank(scores)
    assert (result.exit_code, result.out) == (1, None)
    assert f"scores.csv, {told}" in result.stderr


def test_table_with_a_byte_order_mark_is_answered_with_one(rank):
    with_mark, without = rank(SCORES.encode("utf-8-sig")).out, rank(SCORES).out
    assert with_mark == b"\xef\xbb\xbf" + without


def test_semicolons_and_decimal_commas_are_read_and_written(rank):
    scores = "Judge;Team;Criterion;Score;Remark\r\nJ1;Команда;идея;7,5;\r\n\r\nJ1;Bees;идея;4.5;x\r\n"
    result = rank(scores, "--method", "mean")
    assert result.out.decode().splitlines() == [
        HEADER.replace(",", ";"), "Команда;7,500000;1;;;;;1", "Bees;4,500000;2;;;;;1",
    ]


def test_comma_in_a_name_separates_nothing_in_a_single_column(rank):
    scores = "team;judge;criterion;score\nAnts, Ltd;J;c;5\n"
    assert rank(scores, "--method", "mean", teams="team\nBees, Ltd\nAnts, Ltd\n").out.decode().splitlines()[1:] == [
        "Ants, Ltd;5,000000;1;;;;;1", "Bees, Ltd;;;;;;;0",
    ]


def test_decimal_comma_between_commas_is_no_number(rank):
    assert "line 2: the score “7,5” is not a number." in rank('team,judge,criterion,score\nA,J,c,"7,5"\n').stderr


@pytest.mark.parametrize("name", ["=1+1", "+7", "-Ants", "@SUM(A1)", " =1+1", "＝1"])
def test_team_that_looks_like_a_formula_is_made_safe(rank, name):
    scores = io.StringIO()
    csv.writer(scores).writerows([("team", "judge", "criterion", "score"), (name, "J", "c", 5)])
    assert [line["team"] for line in lines_of(rank(scores.getvalue()))] == [f"'{name.strip()}"]


def test_scale_is_checked_and_used(rank):
    scores = "team,judge,criterion,score\nAnts,J,c,18.5\nBees,J,c,0\n"
    assert [line["score"] for line in lines_of(rank(scores, "--scale", "0,20", "--method", "mean"))] == [
        "18.500000", "0.000000",
    ]
    for wrong in ("10,1", "5", "1,2,3", "a,b", "5,5", ""):
        refused = rank(SCORES, "--scale", wrong)
        assert refused.exit_code == 2
        assert "write the lowest and the highest mark" in refused.stderr


def test_mean_tells_how_many_incomplete_cards_it_left_out(rank):
    result = rank(SCORES + "Cats,J1,idea,9\n", "--method", "mean")
    assert [line["team"] for line in lines_of(result)] == ["Ants", "Bees", "Cats"]
    assert lines_of(result)[2]["place"] == ""
    assert result.stderr == "Incomplete cards that were left out: 1.\n"


def test_separate_groups_of_judges_are_told(rank):
    result = rank("team,judge,criterion,score\nA,J1,c,5\nB,J1,c,6\nC,J2,c,5\nD,J2,c,7\n")
    assert "there are 2 separate groups" in result.stderr


def test_unknown_method_and_lost_file_are_refused(rank, tmp_path):
    assert rank(SCORES, "--method", "median").exit_code == 2
    assert rank(SCORES, "--teams", str(tmp_path / "nowhere.csv")).exit_code == 2
    assert rank(SCORES, "--out", str(tmp_path / "nowhere" / "out.csv")).exit_code == 1


def test_table_of_marks_is_never_overwritten(rank, tmp_path):
    result = rank(SCORES, "--out", str(tmp_path / "scores.csv"))
    assert result.exit_code == 1
    assert (tmp_path / "scores.csv").read_text(encoding="utf-8") == SCORES
