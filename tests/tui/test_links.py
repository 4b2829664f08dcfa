"""What leaves through open_link(), and how."""

import sys
import time
from pathlib import Path

import pytest

from tests.store.parse.hostile_inputs import hostile, needs_hostile
from tui.links import is_console_browser, open_link, refusal


@pytest.mark.parametrize(
    "url",
    [
        "https://doi.org/10.1038/s41586-021-03819-2",
        "http://example.org/a?b=c#d",
        "https://doi.org/10.1002/(SICI)1096%3C952::AID%3E3.0.CO;2-S",
        "mailto:desk@example.org",
        "http://e.example/$(id)`id`;id|&'",
    ],
)
def test_web_and_mail_addresses_may_be_opened(url: str) -> None:
    assert refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "", " ", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "-oProxyCommand=x", "//host/x",
        "/etc/passwd", "ssh://-oProxyCommand=x/", "https://", "http://[::1", "http://e:99999999/", "https://e/\nx",
        "https://e/\x1b]52;c;x\x07", "https://e/%action", "https://e/ x", "mailto:a@b?attach=/etc/passwd", "mailto:",
        "https://e/" + "x" * 10_000, "https://e/\u202ex",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(url: str) -> None:
    reason = refusal(url)
    assert reason is not None
    assert reason.startswith("Not opened: ")
    assert reason.isprintable()


@needs_hostile
def test_the_hostile_list_never_opens_anything_but_web_addresses() -> None:
    for url in hostile().URLS:
        assert refusal(url) is not None or url.startswith(("http://", "https://"))


def log_browser(folder: Path) -> tuple[str, Path]:
    """A browser that writes its arguments to a file, one a line."""
    log = folder / "opened.log"
    script = folder / "browser.py"
    script.write_text(f"import sys\nopen({str(log)!r}, 'a').write('\\n'.join(sys.argv[1:]) + '\\n')\n")
    return f"{sys.executable} {script}", log


def wait_for(path: Path) -> str:
    for _ in range(200):
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError("the browser was not started")


def test_the_browser_gets_the_address_as_one_argument_and_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, log = log_browser(tmp_path)
    monkeypatch.setenv("BROWSER", f"/nowhere/browser:{command} --new-tab")
    url = "https://example.org/$(touch)?a='b'&c=d;e"
    assert open_link(url).ok
    assert wait_for(log) == f"--new-tab\n{url}\n"


def test_a_template_puts_the_address_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, log = log_browser(tmp_path)
    monkeypatch.setenv("BROWSER", f"{command} --open=%s --quiet")
    assert open_link("https://example.org/").ok
    assert wait_for(log) == "--open=https://example.org/\n--quiet\n"


def test_a_refused_address_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, log = log_browser(tmp_path)
    monkeypatch.setenv("BROWSER", command)
    assert not open_link("file:///etc/passwd").ok
    time.sleep(0.2)
    assert not log.exists()


def test_without_a_browser_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    opened = open_link("https://example.org/")
    assert not opened.ok
    assert "https://example.org/" in opened.message


def test_console_browsers_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "w3m").write_text("#!/bin/sh\n")
    (tmp_path / "w3m").chmod(0o755)
    monkeypatch.setenv("BROWSER", str(tmp_path / "w3m"))
    assert is_console_browser()
