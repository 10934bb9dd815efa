"""Ask the application as anybody of the world, and put the world back as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from hackathon import clock
from hackathon.accounts import sessions
from hackathon.accounts.models import User, UserSession
from hackathon.db import Base, db
from hackathon.editions import scope
from tests import factories
from tests.security import world as worlds
from tests.support import forms
from tests.support.clients import Browser
from tests.support.databases import TestDatabase, forget_rendered_pages

VALID = "valid"
Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Signed:
    """What somebody's browser holds: the cookie, and the token that pages put into its forms."""

    cookie: str
    token: str


class House:
    """A production application on a database with the world in it. Cookies are sent by hand: nothing is remembered."""

    def __init__(self, database: TestDatabase) -> None:
        self.database = database
        database.reset()
        self.app = database.make_app(production=True)
        self.start = clock.now()
        with clock.freeze(self.start):
            with self.app.app_context(), scope.every_edition(because="a test makes a world of several editions"):
                self.world = worlds.build()
                self.world.ids["session_id"] = self._second_session()
            self.browsers = {role: self._signed_in(role) for role in worlds.ROLES}
            self.change(self._as_if_with_two_factors)
        self.walked: Any = None
        self.forms: Any = None
        self._onlooker: sqlite3.Connection | None = None
        self._version = 0
        self.searches: list[forms.Form] = []
        self._client = Browser(self.app, use_cookies=False)
        self._let_go()
        self._keep()
        self.restore()

    def _second_session(self) -> int:
        """Sign the captain in on another device, whose sign-in can be ended."""
        user = db.session.get(User, self.world.people["captain"])
        sessions.open_session_for(user, now=clock.now(), user_agent="phone")
        return db.session.scalars(select(func.max(UserSession.id))).one()

    def _as_if_with_two_factors(self) -> None:
        """Let everybody have shown a second factor, as production asks of an office, and be seen only now."""
        seen = self.start + timedelta(days=1)
        db.session.execute(update(UserSession).values(second_factor=True, last_seen_at=seen))
        # Whoever has one is asked for it when signing in: given only now, and to somebody who holds no office.
        self.world.ids["passkey_id"] = worlds.second_factor(self.world.people["mentor"], self.start)

    def _signed_in(self, role: str) -> Signed:
        client = Browser(self.app)
        if role != "visitor":
            fields = {"email": self.world.emails[role], "password": factories.PASSWORD}
            assert client.submit("/accounts/sign-in", fields).status_code == 303
        page = client.get("/accounts/sign-in" if role == "visitor" else "/accounts/sessions")
        token = next(form.values()["csrf_token"][0] for form in forms.forms_of(page) if "csrf_token" in form.names)
        host = self.app.config["SERVER_NAME"].split(":")[0]
        return Signed(f"session={client.get_cookie('session', host).value}", token)

    def ask(self, role: str, path: str, data: dict[str, Any] | None = None, *, method: str = "", at: str = "",
            token: str | None = VALID, **options: Any) -> Any:
        """Send one request as somebody: GET without data, POST with it and a valid token, another one, or None."""
        browser = self.browsers[role]
        headers = {"Cookie": browser.cookie, "Accept-Language": "en", **options.pop("headers", {})}
        method = method or ("GET" if data is None else "POST")
        if data is not None and token is not None:
            data = {**data, "csrf_token": browser.token if token == VALID else token}
        with clock.freeze(self.moment(at)):
            return self._client.open(path, method=method, data=data, headers=headers, **options)

    def moment(self, at: str) -> datetime:
        return self.world.moments[at or "submissions"]

    def dump(self) -> Dump:
        """Read every row of every table."""
        with self.app.app_context(), db.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
                for table in Base.metadata.sorted_tables
            }

    def is_untouched(self) -> bool:
        """Tell, on SQLite alone and at once, that nobody has committed anything since this was asked or all put back.

        Another connection's `data_version` is another one after every commit; False where it must be looked.
        """
        if self.database.url != "":
            return False
        fresh = self._onlooker is None
        if fresh:
            self._onlooker = sqlite3.connect(self.database.file)
        before, self._version = self._version, self._onlooker.execute("PRAGMA data_version").fetchone()[0]
        return not fresh and before == self._version

    @contextmanager
    def unchanged(self, what: str) -> Iterator[None]:
        """Fail, naming the tables, if the block changes a row."""
        before = self.dump()
        yield
        changed = difference(before, self.dump())
        if changed:
            self.restore()
        assert not changed, f"{what} changed {changed}"

    def change(self, deed: Any) -> None:
        """Change rows by hand, in every edition."""
        with self.app.app_context(), scope.every_edition(because="a test plants rows"):
            deed()
            db.session.commit()
        self._let_go()

    def _keep(self) -> None:
        """Remember the rows. SQLite: the file; PostgreSQL: they are read out and written back."""
        self._rows = self.dump()
        self._let_go()
        if self.database.url == "":
            shutil.copyfile(self.database.file, self.database.folder / "world.sqlite3")

    def restore(self) -> None:
        """Put every row, file and rendered page back."""
        self._let_go()
        self._look_away()
        self.database.reset()
        if self.database.url == "":
            shutil.copyfile(self.database.folder / "world.sqlite3", self.database.file)
        else:
            self._write_back()
        folder = worlds.stored(self.app)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for place in self.world.places.values():
            (folder / f"file-of-{place.project_id}").write_bytes(worlds.FILE)
            (folder / f"answer-{place.file_question_id}").write_bytes(worlds.FILE)
        forget_rendered_pages(self.app)

    def _write_back(self) -> None:
        with self.app.app_context(), db.engine.begin() as connection:
            for table in Base.metadata.sorted_tables:
                names = [column.name for column in table.columns]
                rows = [dict(zip(names, row, strict=True)) for row in self._rows[table.name]]
                if rows:
                    connection.execute(table.insert(), rows)
                if "id" in names:
                    sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
                    connection.execute(select(func.setval(sequence, max([1, *(row["id"] for row in rows)]))))

    def _let_go(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _look_away(self) -> None:
        if self._onlooker is not None:
            self._onlooker.close()
            self._onlooker = None

    def close(self) -> None:
        self._look_away()
        self._let_go()


def difference(before: Dump, after: Dump) -> dict[str, int]:
    """Name the tables that are not the same, with the number of rows that came, went or changed."""
    changed = {}
    for name, rows in before.items():
        if rows != after[name]:
            old, new = list(map(repr, rows)), list(map(repr, after[name]))
            changed[name] = len(set(old) ^ set(new))
    return changed
