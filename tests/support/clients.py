"""A browser without a screen: Flask's test client, kept apart from what the test itself has open."""

from __future__ import annotations

import contextvars
from typing import Any

from flask import has_app_context, session
from flask.testing import FlaskClient

from hackathon import clock
from hackathon.accounts import actions_entry
from hackathon.accounts.pages import entering
from hackathon.db import db
from hackathon.web import actor
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
        """Sign in as the page does once a password is right; with a password given, through the page itself."""
        if password is None:
            # Read before anything else: what is read later begins a transaction that the sign-in would outrun.
            who = user.id
            if has_app_context():
                afresh()
            contextvars.Context().run(self._enter, who)
            return self
        answer = self.submit("/accounts/sign-in", {"email": user.email, "password": password})
        assert answer.status_code == 303, f"sign-in of {user.email} answered {answer.status_code}"
        return self

    def _enter(self, user_id: int) -> None:
        """Do what the door does: open a sign-in by its action, and keep the cookies of the answer."""
        context = self.application.test_request_context(
            "/accounts/sign-in", method="POST", environ_base=self._copy_environ({})
        )
        self._add_cookies_to_wsgi(context.request.environ)
        with context:
            entry = actions_entry.sign_in(actor.current(), user_id, entering.browser(), now=clock.now())
            assert not entry.needs_second_step, "this person has a second factor: sign in through the pages"
            answer = entering.entered(entry)
            self.application.session_interface.save_session(self.application, session._get_current_object(), answer)
            cookies = answer.headers.getlist("Set-Cookie")
        self._update_cookies_from_response(context.request.host.partition(":")[0], context.request.path, cookies)


def afresh() -> None:
    """End the test's own transaction, so that it reads what others committed meanwhile. Requests do this themselves."""
    session = db.session()
    waiting = [*session.new, *session.dirty, *session.deleted]
    assert not waiting, f"commit what the test made, then send requests: {waiting}"
    session.rollback()
    session.expire_all()
