import pytest

from hackathon.web.next_url import same_site_path


@pytest.mark.parametrize("path", ["/", "/kz-2026/join/abc_-9", "/kz-2026/teams/?page=2&q=%2F%2Fevil", "/a//b"])
def test_a_path_of_this_site_is_followed(path):
    assert same_site_path(path) == path


@pytest.mark.parametrize(
    "target",
    [
        "",
        None,
        "//evil.com",
        "///evil.com",
        "/\\evil.com",
        "\\\\evil.com",
        "https:evil.com",
        "https://evil.com",
        "javascript:alert(1)",
        "evil.com",
        " /x",
        "/\t/evil.com",
        "/\n/evil.com",
        "/x\r\nSet-Cookie: a=b",
        "/" + "a" * 600,
        "/ok\x00",
    ],
)
def test_anything_that_a_browser_could_take_for_another_site_is_ignored(target):
    assert same_site_path(target) is None
