"""Feeds made by rule, the same on every machine, in the shape of a WordPress science blog.

An article has some 8 KB of HTML in paragraphs with a little markup, 12 categories of 400, and a trailer that names its
paper with authors, journal and DOI. Words follow a Zipf distribution over 6,000 made-up ones, so that an index and a
search meet frequent and rare words as they would in prose.
"""

import random
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from itertools import accumulate

SYLLABLES = tuple(f"{a}{b}" for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "in", "or"))
WORDS, CATEGORIES, PARAGRAPHS = 6000, 400, 11
NEWEST = datetime(2026, 6, 1, 12, tzinfo=UTC)


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    rng = random.Random(20260601)
    words = {"the", "of", "and", "in", "cells", "study", "researchers", "patients", "tumour", "article"}
    while len(words) < WORDS:
        words.add("".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3, 3, 4)))))
    ordered = sorted(words, key=lambda word: (len(word), word))
    rng.shuffle(ordered)
    ordered = ["the", "of", "and", "in", *(word for word in ordered if word not in ("the", "of", "and", "in"))]
    return ordered, list(accumulate(1 / (rank + 3) for rank in range(WORDS)))


def words(rng: random.Random, count: int) -> list[str]:
    """Return so many words, frequent ones often."""
    ordered, weights = _vocabulary()
    return [ordered[bisect(weights, rng.random() * weights[-1])] for _ in range(count)]


def _sentence(rng: random.Random) -> str:
    found = words(rng, rng.randint(14, 26))
    if rng.random() < 0.2:
        found[3] = f"<em>{found[3]}</em>"
    if rng.random() < 0.1:
        found[5] = f'<a href="https://blog.example/{found[5]}">{found[5]} {found[6]}</a>'
    return " ".join([found[0].capitalize(), *found[1:]]) + "."


def _html(rng: random.Random, doi: str, count: int) -> str:
    paragraphs = "\n".join(f"<p>{' '.join(_sentence(rng) for _ in range(5))}</p>" for _ in range(count))
    title, journal = " ".join(words(rng, 12)).capitalize(), " ".join(words(rng, 3)).title()
    names = ", ".join(f"{name.title()}o, {chr(65 + rng.randrange(26))}." for name in words(rng, 3))
    link = f'<a href="https://doi.org/{doi}">https://doi.org/{doi}</a>'
    return (
        f"{paragraphs}\n<hr />\n<p><strong>Subject of Research</strong>:<br />\n{_sentence(rng)}</p>\n"
        f"<p><strong>Article Title</strong>:<br />\n{title}.</p>\n"
        "<p><strong>Article References</strong>:<br />\n"
        f"{names} et al. {title}. <em>{journal}</em> (2026). {link}</p>\n"
        f"<p><strong>DOI</strong>:<br />\n{link}</p>\n"
    )


@dataclass(frozen=True, slots=True)
class Made:
    """An article before it is written as an item of a feed, or as a draft. `html` has a line for each paragraph."""

    title: str
    link: str
    html: str
    when: datetime
    categories: tuple[str, ...]


def made(number: int, paragraphs: int = PARAGRAPHS) -> Made:
    """Return article `number` of the whole library; the higher its number, the older it is."""
    rng = random.Random(number)
    html, title = _html(rng, f"10.5555/made.{number}", paragraphs), " ".join(words(rng, 9)).capitalize()
    link = f"https://blog.example/{number}/{'-'.join(words(rng, 4))}/"
    named = tuple(f"Category {n}" for n in rng.sample(range(CATEGORIES), 12))
    return Made(title, link, html, NEWEST - timedelta(minutes=7 * number), named)


def item(number: int) -> str:
    """Return article `number` of the whole library as an RSS item."""
    article = made(number)
    html, title, link = article.html, article.title, article.link
    when = format_datetime(article.when)
    named = "".join(f"\t\t<category><![CDATA[{name}]]></category>\n" for name in article.categories)
    teaser = html[3 : html.index("</p>")][:380]
    return (
        f"<item>\n\t\t<title>{title}</title>\n\t\t<link>{link}</link>\n\t\t\n"
        f"\t\t<dc:creator><![CDATA[BLOG]]></dc:creator>\n\t\t<pubDate>{when}</pubDate>\n{named}"
        f'\t\t<guid isPermaLink="false">{link}</guid>\n\n'
        f"\t\t\t\t\t<description><![CDATA[{teaser} [&#8230;]]]></description>\n"
        f"\t\t\t\t\t\t\t\t\t\t<content:encoded><![CDATA[{html}]]></content:encoded>\n"
        f'\t\t<post-id xmlns="com-wordpress:feed-additions:1">{number}</post-id>\t</item>\n'
    )


END = "</channel>\n</rss>\n"


def head(name: int, address: str, built: datetime = NEWEST) -> str:
    """Return what stands before the items of a feed; `built` stands in lastBuildDate."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n'
        '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
        '\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n\txmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        '\txmlns:atom="http://www.w3.org/2005/Atom"\n\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"\n'
        '\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"\n\t>\n\n'
        f"<channel>\n\t<title>Made feed {name} &#8211; Blog</title>\n"
        f'\t<atom:link href="{address}" rel="self" type="application/rss+xml" />\n'
        "\t<link>https://blog.example</link>\n\t<description></description>\n"
        f"\t<lastBuildDate>{format_datetime(built)}</lastBuildDate>\n\t<language>en-US</language>\n"
        "\t<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>\n\t<sy:updateFrequency>\n\t1\t</sy:updateFrequency>\n"
        "\t<generator>https://wordpress.org/?v=7.0</generator>\n"
    )


def feed(name: int, numbers: Iterable[int], address: str, built: datetime = NEWEST) -> bytes:
    """Return a feed of these articles in this order."""
    return (head(name, address, built) + "".join(map(item, numbers)) + END).encode()


def feeds(articles: int, count: int = 100) -> Iterator[range]:
    """Return the article numbers of each feed of a library."""
    each = articles // count
    return (range(n * each, (n + 1) * each) for n in range(count))
