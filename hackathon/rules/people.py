"""What an account must say about its person."""

from __future__ import annotations

from hackathon.errors import NameMissing, UniversityMissing

AT_A_UNIVERSITY = ("student", "teacher", "staff")


def require_name(family_name: str, given_name: str) -> None:
    """Ask for one of the two names: many people have only one."""
    if not family_name and not given_name:
        raise NameMissing(field="family_name")


def require_university(category: str, university_id: int | None, university_other: str) -> None:
    """Ask students, teachers and staff for their university: from the register, or its name."""
    if category in AT_A_UNIVERSITY and university_id is None and not university_other:
        raise UniversityMissing(field="university")
