"""Whatever is stored is classified: whose it is, what a person is shown of it, and what erasure leaves."""

from __future__ import annotations

from sqlalchemy import inspect

from hackathon import create_app  # noqa: F401 - imports every model
from hackathon.accounts.holdings import HOLDINGS, of_model
from hackathon.accounts.personal_words import WORDS
from hackathon.db import Base
from tests.support.source import report

USER = "user"


def mappers():
    return sorted(Base.registry.mappers, key=lambda mapper: mapper.local_table.name)


def columns(mapper):
    return {each.key for each in mapper.column_attrs}


def test_every_column_of_every_table_is_classified(any_app):
    broken = [f"{mapper.local_table.name}: {', '.join(sorted(missing))}" for mapper in mappers()
              if (missing := columns(mapper) - {name for each in of_model(mapper.class_) for name in each.columns}
                  - {"edition_id"})]
    report(broken, "Say in the feature's personal.py what these columns tell about people: declare(...), nobodys(...).")


def test_nothing_is_classified_that_is_not_there(any_app):
    broken = [f"{each.model.__tablename__}: {name}" for each in HOLDINGS
              for name in sorted((each.columns | set(each.emptied.split()) | set(each.owners))
                                 - columns(inspect(each.model)))]
    report(broken, "These columns are gone: take them out of the feature's personal.py.")


def test_every_reference_to_a_person_makes_somebody_an_owner(any_app):
    """Otherwise a row about a person would be in nobody's data."""
    broken = [
        f"{mapper.local_table.name}.{column.name}"
        for mapper in mappers() for column in mapper.local_table.columns
        if any(key.column.table.name == USER for key in column.foreign_keys)
        and not any(column.name in each.owners or callable(each.whose) for each in of_model(mapper.class_))
    ]
    report(broken, "Name this column in `whose` of a declaration.")


def test_what_is_emptied_or_shown_is_declared_and_what_stays_says_why(any_app):
    broken = [f"{each.model.__tablename__}: no reason" for each in HOLDINGS
              if each.whose and not each.gone and not each.emptied and not each.why]
    broken += [f"{each.model.__tablename__}: no title" for each in HOLDINGS if each.shown and not each.title]
    broken += [f"{each.model.__tablename__}: {name} is emptied but not classified" for each in HOLDINGS
               for name in each.emptied.split() if name not in each.columns]
    report(broken, "Complete the declaration.")


def test_every_column_that_people_read_has_a_word(any_app):
    shown = {name for each in HOLDINGS for name in each.shown.split()}
    report(sorted(shown - set(WORDS)), "Name these columns for people in hackathon/accounts/personal_words.py.")
