"""Attendance: sessions of an event, badges, check-in, signature sheets."""
