"""Where a redirect may lead, and what goes with it."""

import base64

import pytest

from store.fetch_asks import Ask, FetchError
from store.fetch_hops import Hop, first_hop, next_hop


def hop(url: str, *, trusted: bool = True) -> Hop:
    return first_hop(Ask(url, trusted=trusted))


def led(start: Hop, location: str, status: int = 302, *, from_public: bool = True) -> Hop:
    return next_hop(start, status, location, 5, from_public=from_public)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://h/x", "only http"),
        ("javascript:alert(1)", "only http"),
        ("/etc/passwd", "only http"),
        ("//evil/x", "only http"),
        ("", "only http"),
        ("http:///x", "no host"),
        ("http://e:99999999/", "no right port"),
        ("http://e:0/", "no right port"),
        ("http://[::1", "cannot be read"),
        ("http://e/\n--new-tab", "cannot be read"),
        ("http://e/\ud800", "cannot be read"),
        ("http://e/" + "x" * 200_000, "cannot be read"),
    ],
)
def test_only_web_addresses_are_asked(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        hop(url)


def test_user_and_password_leave_the_address_and_become_a_header() -> None:
    start = hop("https://us%40er:p%3Aw@h.example/f?x=1#part")
    assert str(start.url) == "https://h.example/f?x=1"
    assert base64.b64decode((start.authorization or "").removeprefix("Basic ")) == b"us@er:p:w"
    assert start.address == "https://us%40er:p%3Aw@h.example/f?x=1"
    assert "p:w" not in repr(start)


@pytest.mark.parametrize(
    ("start", "location", "kept"),
    [
        ("http://u:p@h.example/f", "/g", True),
        ("http://u:p@h.example/f", "http://h.example:80/g", True),
        ("http://u:p@h.example/f", "http://H.EXAMPLE/g", True),
        ("http://u:p@h.example/f", "http://h.example:8080/g", False),
        ("http://u:p@h.example/f", "https://h.example/g", False),
        ("http://u:p@h.example/f", "//other.example/g", False),
        ("http://u:p@h.example/f", "http://x:y@other.example/g", False),
        ("http://u:p@h.example/f", "http://sub.h.example/g", False),
    ],
)
def test_a_password_stays_with_its_origin(start: str, location: str, kept: bool) -> None:
    found = led(hop(start), location)
    assert (found.authorization is not None) == kept
    assert "p@" not in str(found.url)
    assert "y@" not in found.address


def test_a_password_once_left_behind_does_not_come_back() -> None:
    assert led(led(hop("http://u:p@h.example/f"), "http://other.example/"), "http://h.example/").authorization is None


def test_a_password_never_goes_from_https_to_http() -> None:
    with pytest.raises(FetchError, match="https to http"):
        led(hop("https://u:p@h.example/f"), "http://h.example/f")


@pytest.mark.parametrize(
    ("url", "steps", "permanent"),
    [
        ("http://h/f", [(301, "/g")], True),
        ("http://h/f", [(308, "https://h/f")], True),
        ("http://h/f", [(301, "/g"), (308, "http://i/")], True),
        ("http://h/f", [(302, "/g")], False),
        ("http://h/f", [(301, "/g"), (307, "/h")], False),
        ("http://h/f", [(303, "/g"), (301, "/h")], False),
        ("https://h/f", [(301, "http://h/f")], False),
    ],
)
def test_only_what_is_permanent_all_the_way_moves(url: str, steps: list[tuple[int, str]], permanent: bool) -> None:
    at = hop(url)
    for status, location in steps:
        at = led(at, location, status)
    assert at.permanent == permanent


def test_the_sixth_redirect_is_not_followed() -> None:
    at = hop("http://h/0")
    for number in range(5):
        at = led(at, f"/{number + 1}")
    with pytest.raises(FetchError, match="more than 5"):
        led(at, "/6")


@pytest.mark.parametrize("location", ["file:///etc/passwd", "data:text/html,x", "http://[::1", "http://h:99999/"])
def test_a_redirect_leads_to_web_addresses_only(location: str) -> None:
    with pytest.raises(FetchError, match="leads to an address"):
        led(hop("http://h/f"), location)


@pytest.mark.parametrize(
    ("trusted", "location", "from_public", "guarded"),
    [
        (True, "/g", False, False),  # the reader's own machine, on its own paths
        (True, "/g", True, True),  # a public name that may answer 127.0.0.1 the next time
        (True, "http://other/", False, True),
        (True, "http://other/", True, True),
        (False, "/g", False, True),
    ],
)
def test_the_guard_begins_where_trust_ends(trusted: bool, location: str, from_public: bool, guarded: bool) -> None:
    start = hop("http://h/f", trusted=trusted)
    assert start.guarded is not trusted
    assert led(start, location, from_public=from_public).guarded is guarded
