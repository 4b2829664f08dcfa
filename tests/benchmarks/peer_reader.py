"""lemon24/reader as a program: `python peer_reader.py add|update DATABASE [ADDRESS…]`, in its own environment.

`update` is all that our refresh does: the feeds, then the search index. Defaults are reader's own.
"""

import sys

from reader import make_reader


def main(what: str, database: str, *addresses: str) -> None:
    """Do one of the two."""
    reader = make_reader(database)
    if what == "add":
        for address in addresses:
            reader.add_feed(address)
        reader.enable_search()
    else:
        reader.update_feeds(scheduled=False)  # all of them, whenever they were asked last
        reader.update_search()
        print(reader.get_entry_counts().total, reader.search_entry_counts("doi").total)


if __name__ == "__main__":
    main(*sys.argv[1:])
