"""The application for a WSGI server."""

import gc

from hackathon import create_app

app = create_app()

# What is loaded now stays for good: the collector need not look at it again, nor look for garbage in every request.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 10, 20)
