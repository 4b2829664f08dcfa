"""The open copies of a paper that Unpaywall knows. Pure."""

from collections.abc import Iterator, Mapping

from store.model_paper import Access, Copy
from store.papers_shapes import AnswerError, Object, address, objects, read_object, same_doi, text

_VERSIONS: Mapping[str, str] = {
    "publishedVersion": "published", "acceptedVersion": "accepted", "submittedVersion": "submitted",
}  # fmt: skip
_ORDER = ("published", "accepted", "submitted", "")
_COLORS = ("gold", "hybrid", "bronze", "green", "closed", "diamond")


def read(data: bytes, doi: str) -> Access:
    """Read what Unpaywall answered about a DOI: the best copy first, then by version. Raises AnswerError."""
    work = read_object(data)
    same_doi(work.get("doi"), doi)
    if not isinstance(work.get("is_oa"), bool):
        raise AnswerError("its answer does not say whether the paper is open")
    color = text(work.get("oa_status"), 20) or ""
    if not work["is_oa"]:
        return Access("closed")
    best = list(_copies(objects(work.get("best_oa_location"))))
    others = sorted(_copies(objects(work.get("oa_locations"))), key=lambda copy: _ORDER.index(copy.version))
    copies = {copy.url: copy for copy in reversed((*best, *others))}
    order = dict.fromkeys(copy.url for copy in (*best, *others))
    return Access(color if color in _COLORS else "", tuple(copies[url] for url in order))


def _copies(locations: list[Object]) -> Iterator[Copy]:
    for one in locations:
        pdf = address(one.get("url_for_pdf"))
        url = address(one.get("url_for_landing_page")) or address(one.get("url")) or pdf
        version = one.get("version")
        if url:
            yield Copy(
                url, pdf, _VERSIONS.get(version, "") if isinstance(version, str) else "",
                text(one.get("host_type"), 50) or "", text(one.get("license"), 100),
            )  # fmt: skip
