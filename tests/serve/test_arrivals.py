"""Slow networks: a body that arrives for minutes holds up nobody else."""

from __future__ import annotations

import io
import socket
import urllib.request
from datetime import timedelta

import pytest

from hackathon import clock
from hackathon.web.arrivals import RECEIVED_AT, Arrivals

HEAD = (
    "POST /accounts/sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    "Content-Length: {length}\r\n\r\n"
)
SLOW = 12


def begun(server, length, body=b"--x\r\n"):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    connection.sendall(HEAD.format(host=f"127.0.0.1:{server.port}", length=length).encode() + body)
    return connection


def answers(server):
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=20) as answer:
        return answer.status == 200


def status_of(connection):
    return int(connection.recv(400).split(b" ", 2)[1])


@pytest.mark.backends("sqlite")  # the database is not asked before the body is there
def test_many_bodies_that_arrive_slowly_hold_up_nobody_else(live_server):
    slow = [begun(live_server, 100_000) for _ in range(SLOW)]
    assert answers(live_server)
    for connection in slow:
        connection.close()


CHUNKED = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
)


def begun_in_pieces(server, path="/accounts/sign-in"):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    connection.sendall(CHUNKED.format(path=path, host=f"127.0.0.1:{server.port}").encode() + b"3\r\na=1\r\n")
    return connection


@pytest.mark.backends("sqlite")
def test_bodies_in_pieces_without_a_length_hold_up_nobody_either(live_server):
    slow = [begun_in_pieces(live_server) for _ in range(SLOW)]
    assert answers(live_server)
    slow[0].sendall(b"0\r\n\r\n")
    assert status_of(slow[0]) == 400  # the form has no token
    for connection in slow:
        connection.close()


def test_a_body_in_pieces_reaches_the_application_with_its_length():
    seen = []
    arrivals = Arrivals(lambda environ, start_response: seen.append((environ["CONTENT_LENGTH"],
                                                                     environ["wsgi.input"].read())) or [], 10)
    for size in (7, 11, 500):
        arrivals({"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": io.BytesIO(b"x" * size)}, None)
    assert seen == [("7", b"x" * 7), ("11", b"x" * 11), ("11", b"x" * 11)]  # 11 is one more than is accepted


class Trickle:
    """A body whose every piece takes a minute."""

    def __init__(self, set_clock, pieces):
        self.set_clock, self.pieces = set_clock, pieces

    def read(self, size):
        self.set_clock(clock.now() + timedelta(minutes=1))
        self.pieces -= 1
        return b"x" if self.pieces >= 0 else b""


@pytest.mark.parametrize(("minutes", "counted"), [(1, 0), (5, 0), (9, 4)])
def test_a_deadline_looks_at_the_moment_when_a_request_began_to_arrive(set_clock, minutes, counted):
    seen = []
    arrivals = Arrivals(lambda environ, start_response: seen.append(environ[RECEIVED_AT]) or [], 1000)
    begun = clock.now()
    set_clock(begun)
    arrivals({"CONTENT_LENGTH": str(minutes), "wsgi.input": Trickle(set_clock, minutes)}, None)
    assert seen == [begun + timedelta(minutes=counted)]


@pytest.mark.backends("sqlite")
def test_a_body_that_breaks_off_is_a_bad_request(live_server):
    connection = begun(live_server, 100_000)
    connection.shutdown(socket.SHUT_WR)
    answer = connection.recv(400)
    assert answer == b"" or b" 400 " in answer
    assert answers(live_server)
    assert "Traceback" not in live_server.log()


@pytest.mark.backends("sqlite")
def test_a_body_that_is_far_too_large_is_refused_before_it_arrives(live_server):
    connection = begun(live_server, 10**9)
    assert status_of(connection) == 413
    connection.close()
