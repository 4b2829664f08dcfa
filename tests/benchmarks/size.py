"""How large the library file is, held against the Markdown of its articles in UTF-8."""

from tests.benchmarks.made_library import library
from tests.benchmarks.runs import Figure, Sample, Scale


def figures(scale: Scale) -> list[Figure]:
    """Megabytes of the file with everything in it: texts, originals, references, tags, full-text index."""
    found = []
    for articles in dict.fromkeys((scale.small, scale.large)):
        kept = library(articles)
        size = Sample((kept.path.stat().st_size / 1e6,), "MB")
        text = Sample((kept.text / 1e6,), "MB")
        told = f"library file, {articles:,} articles"
        bound = 1.6 if articles == scale.large else None
        found.append(size.figure(told, text, bound, "its Markdown", "the Markdown, then the index"))
    return found


if __name__ == "__main__":
    from tests.benchmarks.table import alone

    alone(figures)
