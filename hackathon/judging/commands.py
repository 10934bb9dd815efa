"""`flask judging`: rank a table of marks, for recounting and for anyone's own spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
from fractions import Fraction
from pathlib import Path

import click
from flask.cli import AppGroup

from hackathon.judging import score_files, score_tables
from hackathon.judging.score_files import Event
from hackathon.judging.score_tables import Style
from hackathon.rules import methods
from hackathon.rules.methods import Ranked, Ranking
from hackathon.web import csv_export

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NAMES = sorted({method.name for method in methods.METHODS}, reverse=True)
COLUMNS = ("team", "score", "place", "lo", "hi", "p_best", "p_top3", "reviews")
DIGITS = 6
judging = AppGroup("judging", help="Marks and rankings.")


class _Ends(click.ParamType):
    """Read `1,10`."""

    name = "lowest,highest"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> tuple:
        if isinstance(value, tuple):
            return value
        ends = tuple(score_tables.number(part.strip(), Style("\t")) for part in str(value).split(","))
        if len(ends) != 2 or None in ends or ends[0] >= ends[1]:
            self.fail(f"{value!r} is not a scale: write the lowest and the highest mark, such as 1,10.", param, context)
        return ends


@judging.command("rank", with_appcontext=False)
@click.argument("scores", type=FILE)
@click.option("--method", type=click.Choice(NAMES), default="calibrated", show_default=True, help="How to rank.")
@click.option("--weights", type=FILE, help="Table with criterion,weight; without it all criteria weigh the same.")
@click.option("--teams", type=FILE, help="Table with team: those without reviews are listed as well.")
@click.option("--scale", type=_Ends(), default="1,10", show_default=True, help="The lowest and the highest mark.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write a table here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def rank_command(scores: Path, method: str, scale: tuple, out: Path | None, as_json: bool, **tables: Path) -> None:
    """Rank the teams in SCORES, a table with the columns team,judge,criterion,score. No database is needed.

    A mark that was not given has no row. Columns: lo and hi end the 90 % interval of the rank (1 is best), p_best and
    p_top3 are the probabilities of being truly first and among the first three; the plain mean has none of them, and
    leaves incomplete cards out. Teams without reviews come last, without score and place.

    \b
    Tables are UTF-8, with or without a byte order mark. Cells are separated by
    commas, semicolons or tabs, as the header shows; with semicolons or tabs 7,5 is
    a number. OUT is written the way SCORES is: with semicolons numbers have decimal
    commas. Cells that a spreadsheet would run as a formula begin with an apostrophe.

    If a row is wrong, every wrong row is named by its line and nothing is written.
    """
    _require_another_file(out, scores, *tables.values())
    try:
        event = score_files.event(scores, tables["weights"], tables["teams"], scale)
    except score_tables.TablesInvalid as refusal:
        raise click.ClickException("\n".join(["Nothing was ranked.", *refusal.faults])) from refusal
    ranking = methods.rank(methods.newest(method), event.teams, event.cards, event.rubric, event.scale)
    _remark(event, ranking)
    if out:
        _write(out, _table(ranking, event.style))
    if as_json:
        click.echo(json.dumps(_summary(event, ranking), ensure_ascii=False, indent=2))
    elif not out:
        click.echo(_table(ranking, Style(event.style.separator)), nl=False)


def _require_another_file(out: Path | None, *tables: Path | None) -> None:
    if out and out.exists() and any(table and out.samefile(table) for table in tables):
        raise click.ClickException(f"{out} is one of the tables to read: choose another name.")


def _remark(event: Event, ranking: Ranking) -> None:
    """Say beside the result what a reader should know of it."""
    if ranking.method == methods.MEAN and event.incomplete:
        click.echo(f"Incomplete cards that were left out: {event.incomplete}.", err=True)
    if (ranking.groups or 1) > 1:
        click.echo(f"Judges do not connect all teams: there are {ranking.groups} separate groups, "
                   "compared as if they were equally strong on average.", err=True)


def _values(line: Ranked) -> dict[str, object]:
    numbers = {name: getattr(line, name) for name in COLUMNS[1:]}
    rounded = {name: round(float(value), DIGITS) if isinstance(value, (float, Fraction)) else value
               for name, value in numbers.items()}
    return {"team": line.project, **rounded}


def _summary(event: Event, ranking: Ranking) -> dict[str, object]:
    return {
        "method": ranking.method.name,
        "version": ranking.method.version,
        "scale": [float(event.scale.minimum), float(event.scale.maximum)],
        "weights": {each.key: float(each.weight) for each in event.rubric.criteria},
        "groups": ranking.groups,
        "standings": [_values(line) for line in ranking.lines],
    }


def _table(ranking: Ranking, style: Style) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=style.separator, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in ranking.lines:
        values = _values(line)
        team = csv_export.neutral(values.pop("team"))
        writer.writerow([team, *(_cell(value, style) for value in values.values())])
    return (csv_export.BYTE_ORDER_MARK if style.byte_order_mark else "") + lines.getvalue()


def _cell(value: float | None, style: Style) -> str:
    if not isinstance(value, float):
        return "" if value is None else str(value)
    return f"{value:.{DIGITS}f}".replace(".", style.decimal_sign)


def _write(path: Path, text: str) -> None:
    """Write all of it or nothing."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(text.encode())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
