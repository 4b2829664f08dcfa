"""What bytes are: encodings, kinds, and refusals in one clear sentence."""

import pytest

from store.errors import SourceError
from store.model import Kind, Page
from store.parse import parse
from store.parse.recognise import decode, kind_of

GERMAN = "Größere Studie: „Übergewicht“ – 5 % mehr"
JAPANESE = "がん細胞の研究が進んでいます。新しい治療法が見つかりました。"


@pytest.mark.parametrize(
    ("data", "media_type", "text"),
    [
        (GERMAN.encode(), None, GERMAN),
        (GERMAN.encode("utf-8-sig"), None, GERMAN),
        (GERMAN.encode("utf-16"), None, GERMAN),
        (GERMAN.encode("utf-16-le"), None, GERMAN),
        (GERMAN.encode("utf-16-be"), None, GERMAN),
        (GERMAN.encode("utf-32"), None, GERMAN),
        (GERMAN.encode("cp1252"), None, GERMAN),
        (GERMAN.encode("cp1252"), "text/plain; charset=iso-8859-1", GERMAN),
        (GERMAN.encode(), "text/plain; charset=iso-8859-1", GERMAN),
        ("Жизнь клетки".encode("koi8-r"), "text/plain; charset=KOI8-R", "Жизнь клетки"),
        (JAPANESE.encode("cp932"), None, JAPANESE),
        (JAPANESE.encode("euc_jp"), None, JAPANESE),
        (b"plain words", "text/plain; charset=no-such-charset", "plain words"),
        (b"caf\xe9", "text/plain; charset=hex", "café"),
        (
            "Müller, Käse, Grüße und noch ein Fehler".encode() + b"\xc3",
            None,
            "Müller, Käse, Grüße und noch ein Fehler\ufffd",
        ),
    ],
)
def test_bytes_become_the_text_that_was_written(data: bytes, media_type: str | None, text: str) -> None:
    assert decode(data, media_type) == text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n\t\r\n ", "white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"%PDF-1.7\nwords and words", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"SQLite format 3\0rest", "SQLite"),
        (b"some words\0and a NUL in them", "binary"),
        (bytes(range(1, 32)) * 10, "binary"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=word) as refusal:
        kind_of(Page(data, "picture\x1b[31m.txt"))
    sentence = str(refusal.value)
    assert sentence.startswith("Cannot read picture.txt: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert ";" in sentence  # what to do next


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "feed"),
        ("\n <!-- made by hand -->\n<rss version='2.0'>", "feed"),
        ('<!DOCTYPE rss PUBLIC "a" "b" [\n<!ENTITY nbsp "&#160;">\n]>\n<rss version="2.0">', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"></a:feed>', "feed"),
        ('<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        ('{"version":"https:\\/\\/jsonfeed.org\\/version\\/1.1"}', "feed"),
        ('{"items": [], "note": "' + "x" * 99_999 + '", "version": "https://jsonfeed.org/version/1"}', "feed"),
        ("{curly} words open this text", "text"),
        ("[1] Smith 2020, as cited below", "text"),
        ("<!DOCTYPE html><title>x</title>", "page"),
        ("<!doctype HTML public 'x'><p>rss", "page"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "page"),
        ("<p>A fragment.</p>", "page"),
        ("<div><rss>no</rss></div>", "page"),
        ('<p align="center"><img src="x"></p>\n\n# A readme\n\nWords.', "text"),
        ("<https://example.org/> is where it stands", "text"),
        ("# Title\n\nWords of an article", "text"),
        ("<p-value below 0.05", "text"),
        ('<opml version="2.0"><body/></opml>', "opml"),
        ("From: a@example.org\nSubject: x\n\nWords", "text"),
        ("From: a@example.org\nMessage-ID: <1@x>\nSubject: x\n\nWords", "mail"),
        ("\r\nReceived: from b\r\n\tby c\r\nFrom: A <a@example.org>\r\n\r\nWords", "mail"),
        ("From: A <a@example.org>\nTo: b\nDate: Wed, 3 Jun 2026 08:00:00 +0200\n\nWords", "mail"),
        ("From a@example.org Wed Jun  3 08:00:00 2026\nFrom: a@example.org\nMIME-Version: 1.0\n\nWords", "mail"),
        ("From the start 10:30 it was clear\nthat corals grow.\n\nWords", "text"),
        ("Subject of Research: Cells\nMethod: Trial\nDate: 3 June 2026\n\nWords", "text"),
        ("From: the lab\nDate: 3 June 2026\nSubject: x\n\nWords", "text"),
        ("From: a@example.org\nMessage-ID: <1@x>\nand prose goes on here\n\nWords", "text"),
        ("---\nfrom: a@example.org\nmessage-id: 1\n---\n\nWords", "text"),
    ],
)
def test_kind_is_told_by_content(text: str, kind: Kind) -> None:
    assert kind_of(Page(text.encode(), "anything.bin", media_type="application/octet-stream")) == kind


@pytest.mark.parametrize(
    "data", [b'{"version": 3}', b"{}", b' [{"a": 1}, {"b": 2}]', b'{"a": 1}\n{"a": 2}\n', b'{"a": [']
)
def test_json_that_is_no_feed_is_no_article(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^Cannot read data\.json: it is JSON data but not a JSON Feed; .*\.$"):
        kind_of(Page(data, "data.json"))


def test_a_stray_nul_is_dropped() -> None:
    assert decode(b"Corals grow back after the heat, " * 3 + b"slowly\0 but surely", None).endswith("slowly but surely")
    assert "\0" not in decode(("Corals grow back. " * 5 + "\0").encode("utf-16"), None)


def test_an_archive_of_texts_is_refused() -> None:
    data = b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + b"0" * 248 + b"words " * 20_000
    with pytest.raises(SourceError, match="tar archive"):
        kind_of(Page(data, "texts.tar"))


def test_foreign_xml_is_refused_by_its_name() -> None:
    with pytest.raises(SourceError, match="<urlset>"):
        kind_of(Page(b'<?xml version="1.0"?><urlset><url/></urlset>', "sitemap.xml"))


def test_a_subscription_list_is_no_article() -> None:
    with pytest.raises(SourceError, match="list of subscriptions"):
        parse(Page(b'<opml version="2.0"><body/></opml>', "feeds.opml"))


def test_text_goes_to_the_text_parser() -> None:
    parsed = parse(Page(b"# Corals grow back\n\nThey do, slowly.", "x"))
    assert parsed.kind == "text"
    assert parsed.feed is None
    assert [draft.title for draft in parsed.drafts] == ["Corals grow back"]
