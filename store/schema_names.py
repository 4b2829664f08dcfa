"""What a library of ours is known by, without loading the schema: opening one that is up to date needs no more."""

APPLICATION_ID = 0x53434952
"""Marks the file as ours ("SCIR"), see https://sqlite.org/pragma.html#pragma_application_id."""

NAMES = (
    "m001_library", "m002_views", "m003_hidden", "m004_places", "m005_rules", "m006_notices",
    "m007_search",
    "m008_counts", "m009_told", "m010_state", "m011_tag_view", "m012_papers",
)  # fmt: skip
"""The migrations of schema.py in their order; a test compares the two. A new one is added in both."""
