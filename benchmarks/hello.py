"""A bare Flask application: what the framework and the server cost by themselves, and what a row on the disk costs."""

import os
import sqlite3
import threading

from flask import Flask

app = Flask(__name__)
_own = threading.local()


@app.get("/")
def hello() -> str:
    """Say hello."""
    return "Hello"


@app.post("/row")
def row() -> str:
    """Put one row on the disk, without any layer and with nothing checked."""
    if not hasattr(_own, "connection"):
        _own.connection = sqlite3.connect(os.environ["HELLO_DATABASE"], isolation_level=None, timeout=15)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            _own.connection.execute(f"PRAGMA {pragma}")
        _own.connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)")
    _own.connection.execute("BEGIN IMMEDIATE")
    _own.connection.execute("INSERT INTO row (text) VALUES ('Well argued, and measured on a real place.')")
    _own.connection.execute("COMMIT")
    return "Stored"
