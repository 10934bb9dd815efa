"""A browser without a screen for a server in other processes: the same verbs as the test client's."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urlencode

from tests import factories
from tests.support import forms


class Answer:
    """What the tests look at in an answer."""

    def __init__(self, answer: Any) -> None:
        self.status_code = answer.status
        self.headers = answer.headers
        self.location = answer.headers.get("Location")
        self.text = answer.read().decode()

    def get_data(self, as_text: bool = False) -> str:
        return self.text


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Leave a redirect to the test."""


class RemoteBrowser:
    """Send requests to a running server, with cookies of its own."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        jar = CookieJar(DefaultCookiePolicy(rfc2965=True, strict_ns_domain=DefaultCookiePolicy.DomainLiberal))
        self._opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(jar))

    def get(self, path: str) -> Answer:
        return self._open(urllib.request.Request(self.base_url + path, headers={"Accept-Language": "en"}))

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        body = urlencode(data, doseq=True).encode()
        return self._open(urllib.request.Request(self.base_url + path, body, headers={"Accept-Language": "en"}))

    def submit(self, path: str, changes: dict[str, Any] | None = None, **options: Any) -> Answer:
        return forms.submit(self, path, changes, **options)

    def sign_in(self, user: Any) -> RemoteBrowser:
        answer = self.submit("/accounts/sign-in", {"email": user.email, "password": factories.PASSWORD})
        assert answer.status_code == 303, f"sign-in of {user.email} answered {answer.status_code}"
        return self

    def _open(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error)
