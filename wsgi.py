"""The application for a WSGI server."""

from hackathon import create_app

app = create_app()
