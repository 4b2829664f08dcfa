"""A digest in the form that is asked for; each form is loaded only then."""

from store.digests import Digest, DigestForm


def write_digest(digest: Digest, form: DigestForm) -> str:
    """Write a digest as Markdown, HTML or JSON."""
    if form == "html":
        from store.digests_html import write_html

        return write_html(digest)
    if form == "json":
        from store.digests_json import write_json

        return write_json(digest)
    from store.digests_markdown import write_markdown

    return write_markdown(digest)
