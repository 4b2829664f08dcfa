"""What each field of the query language finds, in a few words: for help and for what completes a query."""

FIELD_WORDS = {
    "tag": "a tag, yours or a source's: name, name*",
    "is": "unread, read, starred, hidden; retracted: as its title says",
    "feed": "a feed by number or part of its title",
    "folder": "the feeds in a folder of yours",
    "has": "doi, paper (a main one), note; retracted: it cites one",
    "queue": "paper in your queue: get, to-read, reading, read, aside; open: the first three",
    "title": "words as a phrase in the title",
    "author": "part of an author's name",
    "source": "part of the name of who provided it",
    "after": 'since a date or an age: 2026-05, "2 weeks"',
    "before": "before a date or an age",
    "added": "arrived in that year, month, day, or since",
    "journal": "part of the journal of any reference",
    "doi": "references with this DOI: 10.1038/*",
    "cites": "any id of a work",
    "trial": "a trial number: NCT0438*",
    "refs": "how many references: 0, >2, <=5",
    "in": "library: cites something you have",
    "parent": "the items of a digest, by its number",
    "id": "articles by number: 3, 3,5, 3-9",
}
