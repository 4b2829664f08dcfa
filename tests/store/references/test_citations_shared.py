"""What is read from the shared documents, field by field against the expectations beside them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from markdownify import markdownify

from store.model import Reference
from store.references.citations import Citations, read_citations

SHARED = Path(__file__).parents[3].parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared documents in {SHARED}")

ROLES = {"primary": "main", "listed": "cited", "self": "self"}


def _collapsed(text: str) -> str:
    return re.sub(r"\s+([,.])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" for part in parts)


def _of_reference(found: Reference | None, expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """(found, expected) of each field of one expected trailer reference."""
    if found is None:
        return {name: (None, value) for name, value in expected.items()}
    plain = {
        "authors": [author.name for author in found.authors],
        "issued": list(found.issued),
        "doi": found.ids.get("doi"),
    }
    return {name: (plain.get(name, getattr(found, name, None)), value) for name, value in expected.items()}


def _of_page(found: Citations, expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """(found, expected) of the fields that are about the page and not about a work."""
    own = next((one for one in found.references if one.role == "self"), None)
    listing: dict[str, Any] = {"date": _iso(found.issued), "journal": found.labels.get("journal"), "title": found.title}
    listing |= {"funders": (found.labels.get("funder") or "").split(", "), "source": found.source}
    self_fields = {"title": found.title, "date": _iso(found.issued), "url": found.url}
    self_fields["accessed"] = _iso(own.accessed) if own else None
    table: dict[str, tuple[Any, Any]] = {}
    for name, value in expected.items():
        if name == "self":
            table |= {f"self {key}": (self_fields.get(key), each) for key, each in value.items()}
        elif name == "digest_item":
            table |= {f"item {key}": (listing.get(key), each) for key, each in value.items()}
        elif name in ("source", "summary"):
            table[name] = (getattr(found, name), value)
        elif name == "date":
            table[name] = (_iso(found.issued), value)
        elif name in ("subject", "image_credit"):
            table[name] = (found.labels.get(name), value)
        elif name == "links":
            table[name] = ([url for url in value if url in found.labels.get("more_information", "")], value)
    return table


def _compared(text: str, expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    found = read_citations(text)
    works = [one for one in found.references if one.role != "self"]
    table = _of_page(found, expected)
    if "reference" in expected and expected["reference"] is None:
        table["reference"] = (works, [])
    elif "reference" in expected:
        table |= _of_reference(works[0] if works else None, expected["reference"])
    for number, each in enumerate(expected.get("references", ())):
        fields = _of_reference(works[number] if number < len(works) else None, each)
        table |= {f"{number} {name}": pair for name, pair in fields.items()}
    if "boilerplate" in expected:
        table["boilerplate"] = ([text[start:end] for start, end in found.noise], expected["boilerplate"])
    if "body_starts" in expected:
        at = text.index(expected["body_starts"])
        table["body"] = (any(start <= at < end for start, end in (*found.trailer, *found.noise)), False)
    return table


def test_trailers_are_read_field_by_field() -> None:
    cases = [json.loads(line) for line in (SHARED / "refs" / "trailers.jsonl").read_text().splitlines()]
    pairs = {
        (case["id"], name): pair for case in cases for name, pair in _compared(case["text"], case["expect"]).items()
    }
    wrong = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    share = 1 - len(wrong) / len(pairs)
    print(f"trailers: {len(pairs) - len(wrong)} of {len(pairs)} fields right ({share:.1%}); wrong: {wrong}")  # noqa: T201
    assert len(pairs) > 50
    assert share >= 0.95, wrong


def _seed(name: str) -> Any:
    return json.loads((SHARED / "seeds" / "expected.json").read_text())[name]


def _assert_reference(found: Reference, expected: Mapping[str, Any]) -> None:
    assert _collapsed(found.raw) == _collapsed(expected["raw"])
    assert found.label == expected["label"]
    assert found.title == expected["title"]
    assert [(one.family, one.given) for one in found.authors] == [
        (one.get("family"), one.get("initials") or one.get("given")) for one in expected["authors"]
    ]
    assert found.et_al == expected["et_al"]
    assert found.container == expected["container"]
    assert list(found.issued) == (expected["issued"] or [])
    for name in ("volume", "issue", "article_number", "status"):
        assert getattr(found, name) == expected.get(name)
    assert found.pages == expected.get("page")
    assert dict(found.ids) == expected["ids"]
    assert found.url == expected["url"]
    assert (found.role, found.confidence) == (ROLES[expected["role"]], expected["confidence"])
    assert list(found.inferred) == expected.get("inferred", [])
    assert list(found.accessed) == expected.get("accessed", [])


@pytest.mark.parametrize(
    "name",
    ["000_48f7bb4af971f51b.txt", "002_63a5bd8a0bf23d2c.txt", "003_c93f55086acf7e5a.txt", "004_1c4e08465bfc6e79.txt"],
)
def test_every_reference_field_of_a_sample_page_comes_out(name: str) -> None:
    text = (SHARED / "seeds" / name).read_text()
    expected = _seed(name)
    found = read_citations(text)
    assert len(found.references) == len(expected["references"])
    for one, fields in zip(found.references, expected["references"], strict=True):
        _assert_reference(one, fields)
        assert one.start is not None
        assert one.raw.split()[0] in text[one.start : one.end]


def test_every_reference_field_of_the_sample_feed_comes_out() -> None:
    expected = _seed("001_0bef90d4cee8d57b.txt")["items"]
    feed = feedparser.parse((SHARED / "seeds" / "001_0bef90d4cee8d57b.txt").read_bytes())
    assert len(feed.entries) == len(expected) > 0
    for entry, item in zip(feed.entries, expected, strict=True):
        found = read_citations(markdownify(entry.content[0].value), title=entry.title)
        (reference,) = found.references
        _assert_reference(reference, item["references"][0])
        assert found.labels["subject"] == item["trailer"]["Subject of Research"]
        assert found.labels["image_credit"] == item["trailer"]["Image Credits"]
        assert found.labels["title"] == item["trailer"]["Article Title"]


def test_the_page_of_a_science_x_article_tells_of_itself() -> None:
    name = "004_1c4e08465bfc6e79.txt"
    text, expected = (SHARED / "seeds" / name).read_text(), _seed(name)
    found = read_citations(text)
    assert (found.title, _iso(found.issued)) == (expected["title"], expected["date"])
    assert (found.source, found.url) == (expected["source"], expected["url"])
    assert [text[start:end] for start, end in found.noise] == expected["boilerplate"]
