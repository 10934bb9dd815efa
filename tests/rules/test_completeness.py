from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import ProjectIncomplete
from hackathon.rules import completeness
from hackathon.rules.completeness import Content

WHOLE = Content(title="Reed panels", pitch="Insulation from reed.", description="We press reed.", challenge_id=3)


def test_whole_project_lacks_nothing_even_without_links():
    assert completeness.missing_parts(WHOLE, member_count=3, min_size=3) == ()
    completeness.require_complete(WHOLE, member_count=3, min_size=3)


@pytest.mark.parametrize("blank", [None, "", " \n\t ", "\u00a0"])
@pytest.mark.parametrize("part", ["title", "pitch", "description"])
def test_blank_text_is_missing(part, blank):
    content = replace(WHOLE, **{part: blank})
    assert completeness.missing_parts(content, member_count=3, min_size=3) == (part,)


def test_challenge_must_be_chosen():
    assert completeness.missing_parts(replace(WHOLE, challenge_id=None), member_count=3, min_size=3) == ("challenge",)


@pytest.mark.parametrize(("members", "missing"), [(2, ("team_size",)), (3, ()), (4, ())])
def test_team_must_have_its_smallest_size(members, missing):
    assert completeness.missing_parts(WHOLE, member_count=members, min_size=3) == missing


def test_refusal_lists_everything_in_the_order_of_the_form():
    with pytest.raises(ProjectIncomplete) as refusal:
        completeness.require_complete(Content(None, "", " ", None), member_count=1, min_size=2)
    assert refusal.value.details == {"missing": ("title", "pitch", "description", "challenge", "team_size")}


@given(st.builds(Content, *[st.none() | st.text(max_size=3)] * 3, st.none() | st.integers()), st.integers(0, 9))
def test_more_members_never_make_a_project_less_complete(content, members):
    fewer = completeness.missing_parts(content, member_count=members, min_size=3)
    more = completeness.missing_parts(content, member_count=members + 1, min_size=3)
    assert set(more) <= set(fewer)
