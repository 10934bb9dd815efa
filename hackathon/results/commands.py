"""`flask results`: write the recount bundle of an edition, and check one anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from hackathon.editions import queries as editions
from hackathon.editions import scope
from hackathon.results import bundle, container, exports, queries, recount

results = AppGroup("results", help="Results that anybody can recount.")


@results.command("bundle")
@click.argument("edition")
@click.option("--round", "number", type=click.IntRange(1, 9), help="Which round; without it, the last published one.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write the bundle here.")
@with_appcontext
def bundle_command(edition: str, number: int | None, out: Path | None) -> None:
    """Write the recount bundle of EDITION's published results, and print the bundle's own SHA-256.

    It holds marks without the names of judges, the rubric, the method, the standings and the chain of marks: whoever
    has it can recount the places with `flask results verify`. Nothing of an edition without published results is told.
    """
    found = editions.edition_by_key(edition)
    if found is None:
        raise click.ClickException(f"There is no edition {edition}.")
    with scope.of(found.id, _round(found, number)):
        published = queries.public_results()
        content, name = queries.bundle_of(published) if published else None, exports.file_name(found, "recount.zip")
    if content is None:
        before = "were published before marks were chained: withdraw and publish them again"
        raise click.ClickException(f"The results of {edition} {before if published else 'are not published'}.")
    path = out or Path(name)
    path.write_bytes(content)
    click.echo(f"{bundle.digest(content)}  {path}")


def _round(edition: Any, number: int | None) -> int:
    """Return the round that was asked for, or the last one whose results are published."""
    if number is not None and number > len(edition.rounds):
        raise click.ClickException(f"{edition.key} has no round {number}.")
    with scope.of(edition.id):
        return number or max(queries.published_rounds(), default=edition.round_number)


@results.command("verify", with_appcontext=False)
@click.argument("file", metavar="BUNDLE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sha256", help="The bundle's own SHA-256, as the page of results shows it.")
@click.option("--drawn-elsewhere", is_flag=True, help="Let intervals differ by one place and probabilities by 0.05.")
@click.option("--earlier", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The bundle of the round before: are the scores carried from it the published ones?")  # fmt: skip
def verify_command(file: Path, sha256: str | None, drawn_elsewhere: bool, earlier: Path | None) -> None:
    """Recount BUNDLE and say yes, or name the first difference: file, entry, and what is wrong. No database is needed.

    Every byte is checked, those of the zip itself too: the manifest, the chain of marks link by link, the revealed
    marks against their seals, and all scores, places and intervals, recounted.

    Compare the two fingerprints that it prints with those on the page of results.
    """
    try:
        data = _read(file)
        _require(sha256, data)
        checked = recount.verify(data, elsewhere=drawn_elsewhere, earlier=_read(earlier) if earlier else None)
    except container.Difference as found:
        # A name from a hostile file must not steer the terminal.
        raise click.ClickException(f"No. {re.sub(r'[^ -~“”–]', '?', str(found))}") from found
    of_round = f", round {checked.round}" if checked.round else ""
    click.echo(f"Yes. {checked.edition}{of_round}: {checked.standings} standings are recounted from {checked.marks} "
               f"marks, and the chain of {checked.entries} versions holds.")
    if earlier:
        click.echo("The scores carried along are those that were published of the round before.")
    click.echo(f"Fingerprint of the results (SHA-256): {checked.publication}")
    click.echo(f"Fingerprint of this bundle (SHA-256): {checked.bundle}")


def _read(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(container.LARGEST + 1)


def _require(sha256: str | None, data: bytes) -> None:
    found = bundle.digest(data)
    if sha256 and sha256.strip().lower() != found:
        raise container.Difference(container.THE_ZIP, None, f"its SHA-256 is {found}, which is another one")
