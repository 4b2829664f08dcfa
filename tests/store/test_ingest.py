"""Adding and subscribing, source by source: files, folders, standard input, addresses, pages that name a feed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Added, Query, SourceError, Store, add, full_text, subscribe
from store.ingest import address_of, import_own
from store.model import Draft
from tests.server import LoopbackServer, reply

RSS = b"""<rss version="2.0"><channel><title>Cells</title><link>https://cells.example/</link>
<item><title>One</title><link>https://cells.example/1</link><description>About cells.</description></item>
</channel></rss>"""
PAGE = b"""<html><head><title>Lungs</title>%s</head><body><article><h1>Lungs</h1><p>A lung is an organ. It takes in air,
and the air goes to the blood. Without it there would be no breath, and no word could be said of it.</p></article>
</body></html>"""
NOTE = "# Lungs\n\nA lung is an organ. It takes in air.\n"
LIST = """<opml version="2.0"><body><outline text="A" xmlUrl="https://feeds.example.org/a"/>
<outline text="Runs" xmlUrl="exec:touch x"/></body></opml>"""


def html(content: bytes) -> bytes:
    return reply(200, content, content_type="text/html")


def naming(*addresses: str) -> bytes:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{address}">' for address in addresses)
    return html(PAGE % links.encode())


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    routes = {
        "/feed": reply(200, RSS, content_type="application/rss+xml"),
        "/page": naming(),
        "/names": naming("/gone", "/page", "/feed"),
        "/nothing": html(b"<html><head><title></title></head><body></body></html>"),
        "/empty": reply(200),
    }
    with LoopbackServer(dict(routes)) as running:
        yield running


def one(store: Store, where: str, **more: object) -> Added:
    (added,) = add(store, where, **more)  # type: ignore[arg-type]
    return added


def titles(store: Store) -> list[str]:
    return [article.title for article in store.articles(store.ids(Query("")))]


def test_standard_input_is_a_document_without_a_place(store: Store) -> None:
    assert one(store, "-", stdin=io.BytesIO(NOTE.encode())).added == 1
    assert one(store, "-", stdin=io.BytesIO(NOTE.encode())).added == 0
    assert titles(store) == ["Lungs"]


def test_a_source_without_a_name_is_refused(store: Store) -> None:
    assert "has no name" in (one(store, "").error or "")


def test_what_is_no_file_is_refused(store: Store) -> None:
    assert "it is not a file" in (one(store, "/dev/null").error or "")
    assert "Check the path" in (one(store, "/nowhere/at/all").error or "")
    assert "Check the path" in (one(store, "a\0b").error or "")


def test_what_is_too_large_is_refused(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.fetch.MAX_BYTES", 1024)
    (tmp_path / "note.md").write_text(NOTE * 100)
    assert "larger than 0 MB" in (one(store, str(tmp_path / "note.md")).error or "")
    assert titles(store) == []


def test_a_folder_passes_over_what_is_no_document_and_what_is_hidden(store: Store, tmp_path: Path) -> None:
    for name, data in {
        "note.md": NOTE.encode(),
        ".secret.md": b"# Secret\n\nWords.",
        "a.bin": bytes(range(256)),
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "note.md").write_text("# Hidden\n\nWords.")
    (tmp_path / "list.opml").write_text(LIST)
    assert [added.error for added in add(store, str(tmp_path))] == [None]
    assert titles(store) == ["Lungs"]
    assert store.feeds() == []


def test_a_folder_without_documents_is_an_error(store: Store, tmp_path: Path) -> None:
    assert "no document is in this folder" in (one(store, str(tmp_path)).error or "")


def test_a_list_is_subscribed_to_and_what_is_no_address_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(LIST)
    added = one(store, str(tmp_path / "feeds.opml"))
    assert (added.kind, added.added) == ("opml", 1)
    assert "Runs: its address begins with exec:" in (added.error or "")
    assert [feed.url for feed in store.feeds()] == ["https://feeds.example.org/a"]


def test_tags_are_given_and_rules_see_them(store: Store) -> None:
    store.add_rule("tag:mine", ["found"])
    one(store, "-", stdin=io.BytesIO(NOTE.encode()), tags=("mine",))
    assert set(store.articles([1])[0].tags) == {"mine", "found"}


def test_a_page_is_added_and_a_feed_subscribed_to(store: Store, server: LoopbackServer) -> None:
    assert one(store, server.url("/page")).kind == "page"
    added = one(store, server.url("/feed"))
    assert (added.kind, added.added) == ("feed", 1)
    assert [feed.title for feed in store.feeds() if feed.subscribed] == ["Cells"]
    assert sorted(titles(store)) == ["Lungs", "One"]


def test_an_answer_without_a_text_is_an_error(store: Store, server: LoopbackServer) -> None:
    for path in ("/empty", "/gone", "/nothing"):
        assert one(store, server.url(path)).error, path
    assert titles(store) == []


def test_subscribing_to_a_page_takes_the_first_feed_that_is_one(store: Store, server: LoopbackServer) -> None:
    added = subscribe(store, server.url("/names"), folder="Biology")
    assert (added.kind, added.error) == ("feed", None)
    (feed,) = store.feeds()
    assert (feed.url, feed.folder) == (server.url("/feed"), "Biology")


def test_a_page_that_names_no_feed_cannot_be_subscribed_to(store: Store, server: LoopbackServer) -> None:
    assert "it is no feed and names none" in (subscribe(store, server.url("/page")).error or "")
    assert "neither an address nor a folder" in (subscribe(store, "nothing").error or "")
    assert subscribe(store, server.url("/gone")).error
    assert store.feeds() == []


def test_a_folder_is_subscribed_to(store: Store, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(NOTE)
    added = subscribe(store, str(tmp_path))
    assert (added.added, added.error) == (1, None)
    assert [(feed.kind, feed.title) for feed in store.feeds()] == [("folder", tmp_path.name)]
    (tmp_path / "empty").mkdir()
    assert "no document" in (subscribe(store, str(tmp_path / "empty")).error or "")


def test_the_full_text_takes_the_place_of_the_summary(store: Store, server: LoopbackServer) -> None:
    store.subscribe(server.url("/feed"))  # a feed of this machine: its pages may be here too
    store.save([Draft("a", "Lungs", "Summary.", server.url("/page")), Draft("b", "No address", "Summary.")])
    store.save([Draft("c", "Gone", "Summary.", server.url("/gone")), Draft("d", "Feed", "S.", server.url("/feed"))])
    assert full_text(store, 1).error is None
    assert "the air goes to the blood" in store.body(1)
    assert "has no address" in (full_text(store, 2).error or "")
    assert full_text(store, 3).error
    assert "there is no text on it" in (full_text(store, 4).error or "")
    assert "no article" in (full_text(store, 99).error or "")
    assert [store.body(id) for id in (2, 3, 4)] == ["Summary.", "Summary.", "S."]


def test_content_does_not_lead_to_this_machine(store: Store, server: LoopbackServer) -> None:
    store.save([Draft("a", "Lungs", "Summary.", server.url("/page"))])
    assert "private address" in (full_text(store, 1).error or "")
    assert server.seen == []


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" HTTP://a.example ", "HTTP://a.example"),
        ("feed://a.example/f", "https://a.example/f"),
        ("feed:https://a.example/f", "https://a.example/f"),
        ("FEED:a.example/f", "https://a.example/f"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("see 10.1000/182", None),
        ("file:///etc/hostname", None),
        ("note.md", None),
    ],
)
def test_what_is_an_address(where: str, address: str | None) -> None:
    assert address_of(where) == address


def test_a_file_that_is_called_like_a_doi_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "10.1000").mkdir()
    (tmp_path / "10.1000" / "182").write_text(NOTE)
    assert address_of("10.1000/182") is None


def test_own_references_and_subscriptions_are_imported(store: Store) -> None:
    bib = b"@article{doe, title={A}, doi={10.1000/182}}\n@article{roe, title={B}, doi={nonsense}}"
    done = import_own(store, "-", stdin=io.BytesIO(bib))
    assert (done.what, done.read, done.changed) == ("references", 2, 2)
    assert done.faults
    done = import_own(store, "-", stdin=io.BytesIO(LIST.encode()))
    assert (done.what, done.read, done.changed) == ("subscriptions", 1, 1)
    assert re.search("exec:", done.faults[0][1])
    with pytest.raises(SourceError):
        import_own(store, "/nowhere/at/all")
