"""Two people publish: proposals, votes on ties, withheld comments, appeals, and corrections that stay visible

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT, MOMENT = sa.Text(), sa.DateTime(timezone=True)
PUBLISHED = (
    ("proposed_by_id", sa.Integer(), None), ("proposed_at", MOMENT, None), ("note", TEXT, ""),
    ("correction", TEXT, ""), ("appeals_until", MOMENT, None), ("superseded_at", MOMENT, None),
    ("is_private", sa.Boolean(), sa.false()),
)  # fmt: skip
ROUND = ["edition_id", "round_number"]
TABLES = ("appeal", "withheld_comment", "tie_ballot", "tie_vote", "results_proposal")


def upgrade():
    op.add_column("edition", sa.Column("appeal_hours", sa.Integer(), nullable=False, server_default="48"))
    op.add_column("edition", sa.Column("judges_named", sa.Boolean(), nullable=False, server_default=sa.false()))
    only("uq_edition_role_chair", "edition_role", "role = 'chair'")
    with op.batch_alter_table("published_results") as batch:
        for name, kind, default in PUBLISHED:
            batch.add_column(sa.Column(name, kind, nullable=default is None, server_default=default))
        batch.create_foreign_key("fk_published_results_proposed_by_id_user", "user", ["proposed_by_id"], ["id"])
    op.drop_index("uq_published_results_current", "published_results")
    only("uq_published_results_current", "published_results", "withdrawn_at IS NULL AND superseded_at IS NULL", ROUND)
    proposals()
    votes()
    comments()
    appeals()


def proposals():
    table(
        "results_proposal",
        *of_round("results_proposal"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("method", sa.String(40), nullable=False),
        sa.Column("method_version", sa.Integer(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("correction", TEXT, nullable=False),
        sa.Column("hides_previous", sa.Boolean(), nullable=False),
        *by("results_proposal", "proposed_by_id", nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        *by("results_proposal", "decided_by_id"),
        sa.Column("decided_at", MOMENT),
        sa.Column("answer", TEXT, nullable=False),
    )
    only("uq_results_proposal_open", "results_proposal", "decided_at IS NULL", ROUND)


def votes():
    table(
        "tie_vote",
        *of_round("tie_vote"),
        sa.Column("projects", sa.JSON(), nullable=False),
        *by("tie_vote", "opened_by_id"),
        sa.Column("opened_at", MOMENT, nullable=False),
        *by("tie_vote", "closed_by_id"),
        sa.Column("closed_at", MOMENT),
        sa.Column("counts", sa.JSON()),
        sa.UniqueConstraint("edition_id", "id", name="uq_tie_vote_edition_id_id"),
    )
    only("uq_tie_vote_running", "tie_vote", "closed_at IS NULL", ROUND)
    table(
        "tie_ballot",
        *inside("tie_ballot", "vote_id", "tie_vote"),
        *by("tie_ballot", "judge_id", nullable=False),
        sa.Column("ranking", sa.JSON(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.UniqueConstraint("vote_id", "judge_id", name="uq_tie_ballot_vote_id_judge_id"),
    )
    op.create_index("ix_tie_ballot_edition_id_vote_id", "tie_ballot", ["edition_id", "vote_id"])


def comments():
    table(
        "withheld_comment",
        *inside("withheld_comment", "scorecard_id", "scorecard"),
        sa.Column("reason", sa.String(20), nullable=False),
        *by("withheld_comment", "withheld_by_id"),
        sa.Column("withheld_at", MOMENT, nullable=False),
        sa.UniqueConstraint("scorecard_id", name="uq_withheld_comment_scorecard_id"),
    )
    op.create_index("ix_withheld_comment_edition_id_scorecard_id", "withheld_comment", ["edition_id", "scorecard_id"])


def appeals():
    table(
        "appeal",
        *inside("appeal", "results_id", "published_results"),
        *inside("appeal", "team_id", "team"),
        *by("appeal", "filed_by_id", nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("grounds", TEXT, nullable=False),
        sa.Column("request", TEXT, nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.Column("answer", TEXT, nullable=False),
        *by("appeal", "answered_by_id"),
        sa.Column("answered_at", MOMENT),
        sa.UniqueConstraint("results_id", "team_id", name="uq_appeal_results_id_team_id"),
    )
    op.create_index("ix_appeal_edition_id_results_id", "appeal", ["edition_id", "results_id"])
    op.create_index("ix_appeal_edition_id_team_id", "appeal", ["edition_id", "team_id"])


def table(name, *parts):
    columns = [each for each in parts if isinstance(each, sa.Column)]
    rules = [each for each in parts if not isinstance(each, sa.Column)]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=f"fk_{name}_edition_id_edition"),
        *rules,
    )


def by(name, column, nullable=True):
    reference = sa.ForeignKeyConstraint([column], ["user.id"], name=f"fk_{name}_{column}_user")
    return sa.Column(column, sa.Integer(), nullable=nullable), reference


def inside(name, column, other):
    """Refer to a row of the same edition."""
    known = ["edition_id", column], [f"{other}.edition_id", f"{other}.id"]
    reference = sa.ForeignKeyConstraint(*known, name=f"fk_{name}_edition_id_{column}_{other}")
    return sa.Column(column, sa.Integer(), nullable=False), reference


def only(name, of, where, within=("edition_id",)):
    """Let an edition, or one of its rounds, have one row of this kind."""
    condition = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, of, list(within), unique=True, **condition)


def of_round(name):
    reference = sa.ForeignKeyConstraint(
        ROUND, ["judging_round.edition_id", "judging_round.number"],
        name=f"fk_{name}_edition_id_round_number_judging_round",
    )
    return sa.Column("round_number", sa.Integer(), nullable=False), reference


def downgrade():
    for name in TABLES:
        op.drop_table(name)
    # Before, a publication was either in force or withdrawn.
    op.execute("UPDATE published_results SET withdrawn_at = superseded_at "
               "WHERE superseded_at IS NOT NULL AND withdrawn_at IS NULL")
    op.drop_index("uq_published_results_current", "published_results")
    with op.batch_alter_table("published_results") as batch:
        batch.drop_constraint("fk_published_results_proposed_by_id_user", type_="foreignkey")
        for name, _kind, _default in PUBLISHED:
            batch.drop_column(name)
    only("uq_published_results_current", "published_results", "withdrawn_at IS NULL", ROUND)
    op.execute("DELETE FROM edition_role WHERE role = 'chair'")
    op.drop_index("uq_edition_role_chair", "edition_role")
    op.drop_column("edition", "judges_named")
    op.drop_column("edition", "appeal_hours")
