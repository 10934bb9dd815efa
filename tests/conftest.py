"""Fixtures: an app on both databases, clients, a stopped clock, a mail server, a running server, a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import hypothesis
import pytest

# Found counter-examples are the same in every run; a slow machine is no failure.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.load_profile("suite")
pytest.register_assert_rewrite("tests.support")

from hackathon import clock  # noqa: E402
from hackathon.editions import scope  # noqa: E402
from tests.support import browser as browsers  # noqa: E402
from tests.support.clients import Browser  # noqa: E402
from tests.support.databases import PostgresDatabase, SqliteDatabase, TestDatabase, closing_app  # noqa: E402
from tests.support.folders import sweep  # noqa: E402
from tests.support.postgres import PostgresServer  # noqa: E402
from tests.support.servers import Server  # noqa: E402
from tests.support.smtp import SmtpServer  # noqa: E402

BACKENDS = ("sqlite", "postgresql")
SERVER = pytest.StashKey[PostgresServer]()


def pytest_configure(config: pytest.Config) -> None:
    """Sweep what a killed run left, once, before workers make their own folders."""
    if not hasattr(config, "workerinput"):
        sweep()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Share one PostgreSQL among the workers: the first of them has it started."""
    node.workerinput["postgres_url"] = _server(node.config).url()


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.stop()


def _server(config: pytest.Config) -> PostgresServer:
    if SERVER not in config.stash:
        config.stash[SERVER] = PostgresServer()
    return config.stash[SERVER]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches the database on both of them."""
    if "backend" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("backends")
        metafunc.parametrize("backend", marker.args if marker else BACKENDS, indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Nothing is skipped: a test that cannot run here has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped. Make it run, or remove it: {report.longrepr}"
    return report


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="session")
def _databases(request: pytest.FixtureRequest) -> Iterator[Callable[[str], TestDatabase]]:
    """Make a worker's database of each kind when the first test asks for it."""
    settings = getattr(request.config, "workerinput", {})
    worker = settings.get("workerid", "main")
    made: dict[str, TestDatabase] = {}

    def database(backend: str) -> TestDatabase:
        if backend not in made and backend == "sqlite":
            made[backend] = SqliteDatabase(worker)
        elif backend not in made:
            made[backend] = PostgresDatabase(worker, settings.get("postgres_url") or _server(request.config).url())
        return made[backend]

    yield database
    for each in made.values():
        each.close()


@pytest.fixture
def database(backend: str, _databases: Callable[[str], TestDatabase]) -> TestDatabase:
    """Hand over the backend's database as the migrations leave it."""
    found = _databases(backend)
    found.reset()
    return found


@pytest.fixture
def app(database: TestDatabase) -> Iterator[Any]:
    """Hand over the app, in a context of its own: factories and queries see every edition, requests know nothing of it.

    A test of the scope itself enters one edition with `scope.of(...)`.
    """
    with database.app.app_context(), scope.every_edition(because="a test looks at what every edition holds"):
        yield database.app


@pytest.fixture
def make_app(database: TestDatabase) -> Iterator[Callable[..., Any]]:
    """Build more apps on the same database with other settings: make_app(rate_limits=True)."""
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(closing_app(database.make_app(**changes)))


@pytest.fixture(scope="session")
def any_app(_databases: Callable[[str], TestDatabase]) -> Any:
    """Hand over an app for questions that no database changes: its addresses, its settings."""
    return _databases("sqlite").app


@pytest.fixture
def new_client(app: Any) -> Callable[..., Browser]:
    """Open one browser after another: new_client(), new_client(other_app)."""
    return lambda other=None: Browser(other or app)


@pytest.fixture
def client(new_client: Callable[..., Browser]) -> Browser:
    return new_client()


@pytest.fixture
def set_clock() -> Iterator[Callable[[datetime], None]]:
    """Stop the clock at a moment, and again at another: set_clock(moment)."""
    with ExitStack() as stack:
        yield lambda moment: stack.enter_context(clock.freeze(moment))


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """Run a real mail server; `make_app(mail_server="127.0.0.1", mail_port=smtp_server.port)` sends to it."""
    server = SmtpServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def start_server(app: Any, database: TestDatabase) -> Iterator[Callable[..., Server]]:
    """Start real servers on the test's database: start_server(workers=2); `server.kill()` is a kill -9."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(Server(database.settings, **options))


@pytest.fixture
def live_server(start_server: Callable[..., Server]) -> Server:
    return start_server()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start one Chromium per worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Any, live_server: Server) -> Iterator[Callable[..., Any]]:
    """Open windows of different people: new_page(), new_page(javascript=False, width=360, language="ru")."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(browsers.window(browser, live_server.url, **options))


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    return new_page()
