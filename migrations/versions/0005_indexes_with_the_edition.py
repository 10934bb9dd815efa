"""A reference inside an edition is indexed together with its edition

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The edition alone is the beginning of another index of each of these tables.
EDITIONS = (
    "challenge",
    "criterion",
    "declared_conflict",
    "edition_role",
    "judge_assignment",
    "mark",
    "membership",
    "mentorship",
    "project",
    "project_file",
    "published_results",
    "published_standing",
    "registration",
    "role_invitation",
    "scorecard",
    "submission",
    "team",
)
REFERENCES = (
    ("declared_conflict", "project_id"),
    ("judge_assignment", "project_id"),
    ("mark", "criterion_id"),
    ("mark", "scorecard_id"),
    ("membership", "team_id"),
    ("mentorship", "team_id"),
    ("project", "challenge_id"),
    ("project", "team_id"),
    ("project_file", "project_id"),
    ("published_standing", "project_id"),
    ("published_standing", "results_id"),
    ("scorecard", "project_id"),
    ("submission", "project_id"),
)


def upgrade():
    for table, column in REFERENCES:
        op.create_index(f"ix_{table}_edition_id_{column}", table, ["edition_id", column])
    for table in EDITIONS:
        op.drop_index(f"ix_{table}_edition_id", table_name=table)
    op.drop_index("ix_project_challenge_id", table_name="project")


def downgrade():
    op.create_index("ix_project_challenge_id", "project", ["challenge_id"])
    for table in EDITIONS:
        op.create_index(f"ix_{table}_edition_id", table, ["edition_id"])
    for table, column in REFERENCES:
        op.drop_index(f"ix_{table}_edition_id_{column}", table_name=table)
