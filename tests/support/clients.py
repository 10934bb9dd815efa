"""A browser without a screen: Flask's test client, kept apart from what the test itself has open."""

from __future__ import annotations

import contextvars
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient

from hackathon.db import db
from tests.support import forms


class Browser(FlaskClient):
    """Send requests as another process would: nothing of the test's session, scope or `g` reaches them."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            afresh()
        return contextvars.Context().run(super().open, *args, **kwargs)

    def submit(self, url: str, changes: dict[str, Any] | None = None, **options: Any) -> Any:
        """Open a page, fill in its form and send it: see tests.support.forms.submit."""
        return forms.submit(self, url, changes, **options)

    def sign_in(self, user: Any, password: str | None = None) -> Browser:
        """Sign in through the page, as everybody does."""
        from tests import factories

        answer = self.submit("/accounts/sign-in", {"email": user.email, "password": password or factories.PASSWORD})
        assert answer.status_code == 303, f"sign-in of {user.email} answered {answer.status_code}"
        return self


def afresh() -> None:
    """End the test's own transaction, so that it reads what others committed meanwhile. Requests do this themselves."""
    session = db.session()
    waiting = [*session.new, *session.dirty, *session.deleted]
    assert not waiting, f"commit what the test made, then send requests: {waiting}"
    session.rollback()
    session.expire_all()
