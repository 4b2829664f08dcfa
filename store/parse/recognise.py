"""What bytes are: their encoding, and whether they are a feed, a page, mail, a subscription list or text.

Everything here looks at the content, never at a file's name: saved pages are called anything.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from store.errors import SourceError
from store.model import Kind, Page
from store.parse.markup_clean import clean_line

_BOMS = (
    (BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (Word, EPUB and others are such archives)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)
_TAR = (257, b"ustar")
_SCHEMES = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})")
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})"
    rb"|<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
# The web's rule: who says Latin-1 or ASCII means windows-1252, whose quotes and dashes they use.
_AS_THE_WEB_DOES = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
}
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b\x0b")
_KANA = re.compile(r"[\u3040-\u30ff]")
_WIDE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})(?=[\s/>])")
_HTML_TAGS = frozenset(
    re.findall(
        r"\w+",
        "html head body article section main div p h1 h2 h3 h4 header nav aside meta title link script style "
        "table ul ol dl blockquote center span font a img b i em strong br hr form figure",
    )
)
_FEED_ROOTS = frozenset({"rss", "feed", "channel"})
_RSS_AS_RDF = ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/", "http://channel.netscape.com/rdf/")
_JSON_FEED = re.compile(r"\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version")
_JSON = re.compile(r"\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\}\s*$)|\[\s*\{\s*\"[^\"\n]{0,200}\"\s*:")
_MAIL_LINE = re.compile(rb"([!-9;-~]{1,100}):|[ \t]")
_MBOX_LINE = re.compile(rb"From [^\n]{0,500}\d\d:\d\d[^\n]{0,100}\n")
_BY_MACHINES = {b"message-id", b"mime-version", b"received", b"return-path", b"dkim-signature", b"delivered-to"}
_MAIL_DATE = re.compile(rb"(?mi)^date:[^\n]{0,60}\d{4} \d\d?:\d\d")
_MAIL_SENDER = re.compile(rb"(?mi)^from:[^\n]{0,500}[^\s@]@[^\s@]")
_MARKDOWN_HEADING = re.compile(r"^#{1,6} +\w", re.MULTILINE)
_TAG = re.compile(
    r"</?(?:p|div|html|body|head|article|section|table|li|h[1-6])\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\s\ufeff]*")
_PROLOG = (("<!--", "-->"), ("<?", "?>"), ("<!doctype", ">"))
_SUBSET = re.compile(r"<!doctype[^>\[]{0,2000}\[[^\]]{0,1000000}\]\s*>", re.IGNORECASE)
_LOOK = 65_536  # how far in we look for what a document is


def kind_of(page: Page) -> Kind:
    """Tell what a page holds. Raises SourceError for what is empty, binary, or XML or JSON of a foreign kind."""
    return recognise(page)[0]


def recognise(page: Page) -> tuple[Kind, str]:
    """Tell as `kind_of` does what a page holds, with its text; mail, which may hold several charsets, has none yet."""
    if _is_mail(page.data):
        return "mail", ""
    text = text_of(page)
    return _kind(text, page), text


def text_of(page: Page) -> str:
    """Decode a page; its source is named in the SourceError where that is impossible."""
    return decode(page.data, page.media_type, where=page.where)


def decode(data: bytes, media_type: str | None, *, where: str = "the document") -> str:
    """Turn bytes into text: byte order mark, NUL pattern, stated charset, UTF-8, Japanese, windows-1252.

    Raises SourceError for data that is empty, white space only or no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace").removeprefix("\ufeff"), where)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise _refusal(where, f"it is {name}")
    if data.startswith(_TAR[1], _TAR[0]):
        raise _refusal(where, "it is a tar archive")
    if sixteen := _utf16(data):
        return _checked(data.decode(sixteen, "replace"), where)
    if _is_binary(data):
        raise _refusal(where, "it is binary data")
    return _checked(_eight_bit(data, media_type), where)


def _checked(text: str, where: str) -> str:
    if not text or text.isspace():
        what = "holds only white space" if text else "is empty"
        raise SourceError(f"Cannot read {clean_line(where)}: it {what}; save or fetch it again.")
    if text.count("\ufffd") * 10 > len(text) or text.count("\x00") * 50 > len(text):
        raise _refusal(where, "it is binary data")
    return text.replace("\x00", "")  # a stray NUL is a fault of the tool that wrote it, not of the text


def _refusal(where: str, why: str) -> SourceError:
    return SourceError(
        f"Cannot read {clean_line(where)}: {why}, not text; give a feed, an HTML page, Markdown or plain text."
    )


def _utf16(data: bytes) -> str | None:
    """Name the UTF-16 of bytes without a mark: most of every second byte is NUL and none of the others."""
    head = data[:_LOOK]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and not even:
        return "utf-16-le"
    if even > 0.4 * half and not odd:
        return "utf-16-be"
    return None


_STRAY = 16
"""So many control characters a text of any length may hold: a few colour codes, a stray NUL."""


def _is_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > max(_STRAY, len(data) // 50)


def _eight_bit(data: bytes, media_type: str | None) -> str:
    stated = _SCHEMES.search((media_type or "").encode("ascii", "ignore").lower())
    declared = _DECLARED.search(data, 0, 4096)
    names = ["utf-8"]
    if b"\x1b$" in data:
        names.insert(0, "iso2022_jp")
    for found in (stated, declared):
        names += [name.decode("ascii") for name in (found.groups() if found else ()) if name]
    for name in names:
        if (text := _strictly(data, name)) is not None:
            return text
    return _damaged_utf8(data) or _japanese(data) or data.decode("cp1252", "replace")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(_AS_THE_WEB_DOES.get(encoding.lower(), encoding))
    except (LookupError, ValueError):  # an unknown name, bytes that do not fit, a codec that is none for text
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes (cut or joined by a careless tool) is still UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if len(_BEYOND_ASCII.findall(text)) > 3 * broken else None


def _japanese(data: bytes) -> str | None:
    for encoding in ("cp932", "euc_jp"):
        text = _strictly(data, encoding)
        if text and _KANA.search(text):
            beyond = len(_BEYOND_ASCII.findall(text))
            if len(_WIDE.findall(text)) >= 0.9 * beyond:
                return text
    return None


def _is_mail(data: bytes) -> bool:
    """Tell whether bytes begin with the header of a mail, or with an mbox's line before it.

    Told from bytes: a mail may hold several charsets. Articles begin with fields too ("Subject of Research: …",
    "From: …"), so a header is nothing but fields and has what only mail programs write, or a date and an address.
    """
    data = data[:_LOOK].removeprefix(BOM_UTF8).lstrip(b"\r\n")
    if envelope := _MBOX_LINE.match(data):
        data = data[envelope.end() :]
    names, end = set(), 0
    for line in data.splitlines(keepends=True):
        field = _MAIL_LINE.match(line)
        if not field:
            break
        names.add((field[1] or b"").lower())
        end += len(line)
    ended = end == len(data) or data[end : end + 2].startswith((b"\n", b"\r\n"))
    if b"from" not in names or not ended:
        return False
    return bool(names & _BY_MACHINES or (_MAIL_DATE.search(data, 0, end) and _MAIL_SENDER.search(data, 0, end)))


def _kind(text: str, page: Page) -> Kind:
    head = _skip_prolog(text)
    if _JSON.match(head):
        if head.startswith("{") and _JSON_FEED.search(text):
            return "feed"
        where = clean_line(page.where)
        raise SourceError(f"Cannot read {where}: it is JSON data but not a JSON Feed; give the address of a feed.")
    if root := _ROOT.match(head):
        return _kind_of_root(root[1], head, xml=text.lstrip().startswith("<?xml"), page=page)
    says_html = "html" in (page.media_type or "").lower()
    if "<html" in head[:1024].lower() or (says_html and _TAG.search(head)):
        return "page"
    return "text"


def _kind_of_root(name: str, head: str, *, xml: bool, page: Page) -> Kind:
    lower = name.lower()
    if lower in _FEED_ROOTS or (lower == "rdf" and any(space in head for space in _RSS_AS_RDF)):
        return "feed"
    if lower == "opml":
        return "opml"
    if lower == "html":
        return "page"
    if lower in _HTML_TAGS:
        # Markdown may begin with a tag (a centred picture); its own headings give it away.
        return "text" if _MARKDOWN_HEADING.search(head) and not head.rstrip().endswith(">") else "page"
    if xml:
        raise SourceError(
            f"Cannot read {clean_line(page.where)}: it is XML of the kind <{name}>, "
            "neither a feed nor a page; give the address of the article or of its feed."
        )
    return "text"


def _skip_prolog(text: str) -> str:
    """Return the first _LOOK characters after declarations, comments and document type."""
    at = 0
    while True:
        at = _after_space(text, at)
        head = text[at : at + _LOOK]
        if head[:14].lower() == "<!doctype html":
            return "<html>" + head
        if subset := _SUBSET.match(text, at):  # entities of its own: they hold ">" too
            at = subset.end()
            continue
        closing = next((end for start, end in _PROLOG if head[:9].lower().startswith(start)), None)
        end = text.find(closing, at) if closing else -1
        if closing is None or end < 0:
            return head
        at = end + len(closing)


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
