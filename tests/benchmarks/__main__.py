"""`make bench`: every benchmark in turn, each also by itself as `python -m tests.benchmarks.NAME`."""

from tests.benchmarks import article_view, cites, identify_speed, refresh, scores, tagging

for benchmark in (scores, identify_speed, cites, refresh, article_view, tagging):
    print(f"\n== {benchmark.__name__.rpartition('.')[2]}: {(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.main()
