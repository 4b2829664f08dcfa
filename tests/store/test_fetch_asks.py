"""What may be read in messages, and whose turn it is."""

import pytest

from store.fetch_asks import Answer, Ask, redacted
from store.fetch_turns import Turns


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://feeds.example/news.xml", "feeds.example/news.xml"),
        ("https://u:PASS@feeds.example:8443/f?token=TOK&x=1#FRAG", "feeds.example:8443/f?…"),
        ("https://PASS@feeds.example/f", "feeds.example/f"),
        ("https://feeds.example/f?TOK", "feeds.example/f?…"),
        ("http://[::1]:80/f", "[::1]:80/f"),
        ("http://u:PA/SS@h/f", "an address that cannot be read"),
        ("http://[::1", "an address that cannot be read"),
        ("http:/u:PASS@h/f", "an address without a host"),
        ("u:PASS@h/f", "an address without a host"),
        ("", "an address without a host"),
        ("https://e.example/a\x1b]0;b\u202ec\nd", "e.example/a]0;bcd"),
        ("https://e.example/" + "x" * 5000, "e.example/" + "x" * 190 + "…"),
    ],
)
def test_a_message_names_host_and_path_and_no_secret(url: str, name: str) -> None:
    assert redacted(url) == name


def test_a_crash_report_shows_no_secret() -> None:
    ask = Ask("https://u:PASS@h.example/f?token=TOK")
    shown = f"{ask!r} {Answer(ask, moved='https://u:PASS@h.example/g?token=TOK')!r}"
    assert "PASS" not in shown
    assert "TOK" not in shown
    assert "h.example/f" in shown


def test_hosts_take_turns_and_no_host_gets_more_than_its_share() -> None:
    turns = Turns([Ask(f"http://{host}/{n}") for host in ("a", "b") for n in range(4)], per_host=2)
    first = [turns.next() for _ in range(4)]
    assert [ask.url for ask in first if ask] == ["http://a/0", "http://b/0", "http://a/1", "http://b/1"]
    assert turns.next() is None
    assert first[0]
    turns.done(first[0])
    following = turns.next()
    assert following
    assert following.url == "http://a/2"
    assert turns.next() is None


def test_every_ask_gets_its_turn() -> None:
    asks = [Ask(f"http://h{n % 3}/{n}") for n in range(50)] + [Ask("http://[::1"), Ask("rubbish")]
    turns = Turns(asks, per_host=2)
    running: list[Ask] = []
    told: list[str] = []
    while (ask := turns.next()) or running:
        if ask:
            running.append(ask)
            assert sum(other.url[:10] == ask.url[:10] for other in running) <= 2
        else:
            done = running.pop(0)
            told.append(done.url)
            turns.done(done)
    assert sorted(told) == sorted(ask.url for ask in asks)
