"""Mail as drafts: newsletters, alerts, mailboxes, and mail that is broken in the usual ways."""

import base64
import quopri
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from store.errors import SourceError
from store.model import Draft, Page
from store.parse import parse
from store.parse.mail import parse_mail
from store.parse.markup import clean, clean_line

HEAD = (
    "From: Lab Weekly <news@mail.lab.example>\nTo: me@example.org\nSubject: Corals and cells\n"
    "Date: Wed, 03 Jun 2026 08:00:00 +0200\nMessage-ID: <w23@mail.lab.example>\nMIME-Version: 1.0\n"
)
STORY = "Corals that were moved to cooler water grew back within two summers, a team of divers reports this week."


def mails(data: bytes | str) -> tuple[Draft, ...]:
    return parse_mail(Page(data.encode() if isinstance(data, str) else data, "a.eml"))


def mail(data: bytes | str) -> Draft:
    (draft,) = mails(data)
    return draft


def made(text: str | None = None, html: str | None = None, subject: str = "Corals and cells") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Lab Weekly <news@mail.lab.example>"
    message["Subject"] = subject
    message["Date"] = "Wed, 03 Jun 2026 08:00:00 +0200"
    message["Message-ID"] = "<w23@mail.lab.example>"
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def test_a_mail_says_who_when_and_what() -> None:
    draft = mail(f"{HEAD}Content-Language: en-GB\n\n{STORY}\n\nMore at doi:10.1038/s41586-025-09710-8\n")
    assert draft.title == "Corals and cells"
    assert draft.authors == ("Lab Weekly",)
    assert draft.published == datetime(2026, 6, 3, 6, tzinfo=UTC)
    assert draft.source == "mail.lab.example"
    assert draft.key == "mid:w23@mail.lab.example"
    assert draft.language == "en-GB"
    assert draft.body.count(STORY) == 1
    assert [one.ids["doi"] for one in draft.references] == ["10.1038/s41586-025-09710-8"]
    assert draft.media_type == "text/plain"


def test_a_mail_is_known_by_its_content() -> None:
    parsed = parse(Page(f"{HEAD}\n{STORY}".encode(), "anything.txt", media_type="text/plain"))
    assert parsed.kind == "mail"
    assert [draft.title for draft in parsed.drafts] == ["Corals and cells"]


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ('List-Id: "Reef Notes" <reef.lists.example.org>\n', "Reef Notes"),
        ("List-Id: Reef Notes <reef.lists.example.org>\n", "Reef Notes"),
        ("List-Id: =?utf-8?q?R=C3=A9cifs?= <reef.lists.example.org>\n", "Récifs"),
        ("List-Id: <a81.b2.mcsv.example>\n", "mail.lab.example"),
        ("", "mail.lab.example"),
    ],
)
def test_the_list_is_the_source(stated: str, source: str) -> None:
    assert mail(f"{HEAD}{stated}\n{STORY}").source == source


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Date: Wed, 03 Jun 2026 08:00:00 -0000", datetime(2026, 6, 3, 8, tzinfo=UTC)),
        ("Date: 3 Jun 26 08:00 EST", datetime(2026, 6, 3, 13, tzinfo=UTC)),
        ("Date: soon", None),
        ("Date: Thu, 32 Foo 2026 25:61:61 GMT", None),
        ("X-Nothing: 1", None),
    ],
)
def test_the_date_is_stated_or_none(stated: str, published: datetime | None) -> None:
    assert mail(f"From: a@b.example\nSubject: x\n{stated}\n\n{STORY}").published == published


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?utf-8?B?R3LDvMOfZSBhdXMgZGVtIExhYm9y?=", "Grüße aus dem Labor"),
        (b"=?utf-8?q?Gr=C3=BC?=\r\n =?utf-8?q?=C3=9Fe?= again", "Grüße again"),
        (b"=?iso-8859-1?Q?caf=E9?=", "café"),
        (b"=?no-such-charset?q?caf=E9?=", None),
        ("Grüße roh".encode(), "Grüße roh"),
        (b"caf\xe9 in Latin-1", "café in Latin-1"),
        (b"=?utf-8?B?!!!?=", None),
        (b"A =?utf-8?q?=1B]0;x=07?=B", None),
        (b"[Lab] Corals\r\n\tgrow", "[Lab] Corals grow"),
    ],
)
def test_subjects_are_read_however_they_are_written(subject: bytes, title: str | None) -> None:
    draft = mail(b"From: a@b.example\r\nSubject: " + subject + b"\r\nMessage-ID: <1@x>\r\n\r\n" + STORY.encode())
    assert title is None or draft.title == title
    assert clean_line(draft.title) == draft.title
    assert draft.title


def test_html_wins_over_plain_text_unless_it_is_next_to_empty() -> None:
    rich = made("View this in a browser", f"<p>{STORY} 10<sup>-5</sup></p>")
    assert mail(rich.as_bytes()).body == f"{STORY} 10⁻⁵"
    assert mail(rich.as_bytes()).media_type == "text/html"
    empty = made(f"{STORY}\n\n{STORY} And so on.", "<html><body><img src='https://e.example/x.png'></body></html>")
    assert STORY in mail(empty.as_bytes()).body
    assert mail(empty.as_bytes()).media_type == "text/plain"


@pytest.mark.parametrize(
    ("charset", "bytes_"),
    [
        ("utf-8", "Größe – „gut“".encode()),
        ("iso-8859-1", "Größe – „gut“".encode("cp1252")),
        ("us-ascii", "Größe – „gut“".encode()),
        ("no-such-charset", "Größe – „gut“".encode("cp1252")),
        ("utf-8", "Größe – „gut“".encode("cp1252")),
        ("", "Größe – „gut“".encode()),
        ("utf-16", "Größe – „gut“".encode("utf-16")),
    ],
)
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_charsets_stated_wrongly_do_no_harm(charset: str, bytes_: bytes, encoding: str) -> None:
    coded = {"base64": base64.encodebytes(bytes_), "quoted-printable": quopri.encodestring(bytes_), "8bit": bytes_}
    kind = f'Content-Type: text/plain; charset="{charset}"' if charset else "Content-Type: text/plain"
    head = f"{HEAD}{kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    assert "Größe – „gut“" in mail(head + coded[encoding]).body


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://m.example/w23?u=1'>View this email in your browser</a>",
        "<p>Pictures missing? View online: <a href='https://m.example/w23?u=1'>click here</a></p>",
        "<a href='https://m.example/w23?u=1'>Web version</a>",
        "<a href='https://m.example/w23?u=1'>Im Browser ansehen</a>",
    ],
)
def test_the_mail_knows_its_own_address(link: str) -> None:
    html = f"<a href='https://lab.example/'>Home</a> {link}<p>{STORY}</p><a href='https://x.example'>Read more</a>"
    assert mail(made(html=html).as_bytes()).url == "https://m.example/w23?u=1"


def test_the_address_of_a_plain_mail() -> None:
    assert mail(f"{HEAD}\nView in your browser:\nhttps://m.example/w23\n\n{STORY}").url == "https://m.example/w23"
    assert mail(f"{HEAD}\n{STORY} https://m.example/w23").url is None
    assert mail(made(html=f"<a href='javascript:x'>View in browser</a><p>{STORY}</p>").as_bytes()).url is None


def test_pixels_and_hidden_lines_are_dropped_and_links_stay() -> None:
    html = (
        "<div style='display:none;max-height:0'>Preview words nobody sees</div>"
        f"<table width='600'><tr><td style='font-size:0'><div style='font-size:16px'>{STORY * 5}"
        "<a href='https://click.example/t?u=https%3A%2F%2Flab.example%2F1'>Read</a></div></td></tr></table>"
        "<img src='https://t.example/o.gif' width='1' height='1'><img src='https://t.example/p.gif' style='width:1px'>"
        "<img src='https://t.example/q.gif' height=0><img src='https://lab.example/reef.jpg' alt='A reef' width='600'>"
    )
    body = mail(made(html=html).as_bytes()).body
    assert STORY in body
    assert "(https://click.example/t?u=https%3A%2F%2Flab.example%2F1)" in body
    assert "![A reef](https://lab.example/reef.jpg)" in body
    assert "t.example" not in body
    assert "nobody" not in body
    assert "|" not in body


FOUND = (
    ("Reefs recover when the water cools", STORY),
    ("How a cell counts its own divisions", "A protein that wears off a little each time tells a cell when to stop."),
    ("Rivers remember the last ice age", "Pebbles on the bank of the upper valley were sorted by a flood long ago."),
    (
        "Mice dream of mazes they have walked",
        "The same neurons fire in the same order at night, but faster.",
    ),
)


def cards() -> str:
    return "".join(
        f"<tr><td><a href='https://click.example/{n}'><h3>{title}</h3></a>"
        f"<p>Source: doi:10.1038/s41586-025-0971{n}-8. {text}</p></td></tr>"
        for n, (title, text) in enumerate(FOUND)
    )


def test_a_newsletter_is_taken_apart() -> None:
    draft = mail(made(html=f"<p>Hello reader, this is what we found.</p><table>{cards()}</table>").as_bytes())
    assert [child.title for child in draft.children] == [title for title, _ in FOUND]
    assert [child.url for child in draft.children] == [f"https://click.example/{n}" for n in range(4)]
    assert [child.references[0].ids["doi"] for child in draft.children][3] == "10.1038/s41586-025-09713-8"
    assert {child.published for child in draft.children} == {draft.published}
    assert {child.source for child in draft.children} == {"mail.lab.example"}
    assert draft.body == "Hello reader, this is what we found."


def test_attachments_are_named_and_not_kept() -> None:
    message = made(STORY)
    message.add_attachment(b"%PDF" + b"x" * 1_200_000, maintype="application", subtype="pdf", filename="pa[p]er.pdf")
    message.add_attachment("a,b\n", subtype="csv", filename="t\x1b[31m.csv")
    draft = mail(message.as_bytes())
    assert "pa[p]er.pdf (application/pdf, 1 MB)" in draft.body
    assert "t.csv (text/csv, " in draft.body
    assert STORY in draft.body
    assert "a,b" not in draft.body


def test_pictures_of_the_layout_are_no_attachments() -> None:
    message = made(html=f"<p>{STORY}</p><img src='cid:1' alt=''>")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>")
    assert mail(message.as_bytes()).body == STORY


def test_a_forwarded_mail_is_read_too() -> None:
    message = made("See below.", subject="Fwd: Reefs")
    message.add_attachment(made(html=f"<p>{STORY}</p>", subject="Reefs [grow]"))
    draft = mail(message.as_bytes())
    assert (draft.title, draft.children) == ("Fwd: Reefs", ())
    assert "See below." in draft.body
    assert "## Reefs [grow]\n\n*Forwarded, from Lab Weekly*" in draft.body
    assert draft.body.endswith(STORY)


def test_the_mails_of_a_digest_are_its_children() -> None:
    parts = "".join(f"--b\n\nFrom: A {n} <a@b.example>\nSubject: Topic {n}\n\n{STORY}\n" for n in range(3))
    draft = mail(f"{HEAD}Content-Type: multipart/digest; boundary=b\n\n{parts}--b--\n")
    assert [(child.title, child.authors) for child in draft.children] == [(f"Topic {n}", (f"A {n}",)) for n in range(3)]


def test_each_message_of_an_mbox_is_a_draft() -> None:
    one = f"{HEAD}\n{STORY}\n\n>From here on we swam at 10:30 in 2026\nText: more\n"
    other = f"From: b@c.example\nSubject: Second\n\n{STORY} No id here.\n"
    box = "".join(f"From x@y Wed Jun  3 08:00:00 2026\n{m}\n" for m in (one, other, other.replace("Second", "Third")))
    drafts = mails(box)
    assert [draft.title for draft in drafts] == ["Corals and cells", "Second", "Third"]
    assert "From here on we swam" in drafts[0].body
    assert len({draft.key for draft in drafts}) == 3
    assert all(draft.key.startswith("mid:") for draft in drafts)
    assert [draft.key for draft in mails(box.replace("\n", "\r\n"))] == [draft.key for draft in drafts]


@pytest.mark.parametrize(
    "data",
    [
        HEAD.encode() + b"\n" + STORY.encode() + b" \xff\xfe\x1b[31m\x9b2J\0 end",
        f"{HEAD}Content-Type: multipart/mixed; boundary=\n\n--\n\n{STORY}\n".encode(),
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>{STORY}\n".encode(),
        f"{HEAD}Content-Type: ;;;=\nContent-Transfer-Encoding: what\n\n{STORY}\n".encode(),
        f"{HEAD}Content-Type: text/plain; charset*=x'y\nContent-Disposition: ;filename*0*=\n\n{STORY}\n".encode(),
        f"From: {'<' * 5000}\nSubject: {'=?utf-8?q?' * 2000}\nMIME-Version: 1.0\n\n{STORY}\n".encode(),
        f"{HEAD}Content-Type: text/html\n\n{'<div>' * 5000}{STORY}".encode(),
        HEAD.encode() + b"Content-Type: message/rfc822\n\n" * 900 + b"From: a@b.example\n\n" + STORY.encode(),
        f"{HEAD}Content-Type: text/plain; charset={'(' * 50_000}\n\n{STORY}".encode(),
        f"{HEAD}Content-Type: text/plain; {'a=b; ' * 100_000}\n\n{STORY}".encode(),
        (
            HEAD
            + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(900))
            + f"\n{STORY}\n"
        ).encode(),
        (HEAD + "Content-Transfer-Encoding: base64\n\n!!not*base64==").encode(),
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(data: bytes) -> None:
    draft = mail(data)
    assert draft.title
    assert clean(draft.body) == draft.body
    assert STORY in draft.body or data.endswith(b"base64==")


def test_a_mail_without_a_word_is_one_sentence() -> None:
    with pytest.raises(SourceError, match=r"^Cannot read a\.eml: the mail holds no text\. .*\.$"):
        mails("From: a@b.example\nMessage-ID: <1@x>\n\n\n")
