"""What every visitor sees: the series, an edition, the privacy notice and the rules."""

from __future__ import annotations

from flask import g, render_template

from hackathon import clock
from hackathon.editions import queries, series
from hackathon.editions.pages import pages
from hackathon.editions.words import shown_count
from hackathon.projects import queries as projects
from hackathon.results import queries as results
from hackathon.rules.next_steps import steps_for
from hackathon.teams import queries as teams
from hackathon.web import access, actor
from hackathon.web.countries import COUNTRIES


@pages.get("/")
@access.public
def home() -> str:
    """Show the five countries, the stage of each edition and what happens next."""
    editions = queries.editions_seen_by(actor.current())
    return render_template("editions/home.html", series=series.by_country(COUNTRIES, editions, clock.now()))


@pages.get("/<edition:edition>/")
@access.public
def show_edition() -> str:
    """Show an edition: dates, what to do now, rules, prizes, partners, contact, numbers."""
    now, plan = clock.now(), queries.with_texts(g.edition).schedule
    counts = (queries.count_registered(), teams.count_of_teams(), projects.counts()["submitted"])
    return render_template(
        "editions/show_edition.html",
        timeline=series.timeline(plan, now),
        steps=steps_for(actor.current(), g.edition.id, plan, now, withdrawn=results.are_withdrawn()),
        criteria=queries.criteria(),
        counts=[shown_count(number) for number in counts],
    )


@pages.get("/privacy")
@access.public
def privacy() -> str:
    """Show which data is kept, why, for how long, and what a person can ask for."""
    return render_template("editions/privacy.html")


@pages.get("/rules")
@access.public
def show_rules() -> str:
    """Show the rules that hold in every edition."""
    return render_template("editions/rules.html")
