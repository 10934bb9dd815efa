"""Uploads: taken by content, kept under names that nobody can guess, handed out to keep and never to open."""
