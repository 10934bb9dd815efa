"""A server that writes letters to a real mail server, and the postman who brings their links."""

from __future__ import annotations

import pytest

from tests.journeys.post import Postman


@pytest.fixture
def live_server(start_server, smtp_server):
    return start_server(environment={"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(smtp_server.port)})


@pytest.fixture
def postman(make_app, smtp_server):
    return Postman(make_app(mail_server="127.0.0.1", mail_port=smtp_server.port), smtp_server)
