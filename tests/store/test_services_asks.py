"""What goes out to the services: the address of each question, and nothing that the reader did not give."""

from urllib.parse import unquote, urlsplit

import pytest

from store import Services
from store.fetch_asks import Ask
from store.fetch_net import Web
from store.papers_services import ask_crossref, ask_datacite, ask_doi, ask_pubmed, ask_unpaywall
from tests.server import LoopbackServer, reply
from tests.store.network import PUBLIC, SMALL, Names, Wire
from tests.store.services import ServicesServer

DOIS = [
    "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2",
    "10.1000/a#b%2fc?d=e&f",
    "10.1000/100%",
    "10.1000/one,two;three",
    "10.1037//0022-3514.1.1",
    "10.6002/ect.2020.häyry",
    "10.1000/../../secret",
    "10.1000/a b+c",
    "10.1000/[1]{2}|\\^`\"'",
]
MAIL = "reader@library.example"


@pytest.mark.parametrize("doi", DOIS)
async def test_any_doi_arrives_as_it_is(doi: str) -> None:
    with ServicesServer() as server:
        services = server.services(MAIL)
        asks = [ask_crossref(services, doi), ask_doi(services, doi), ask_datacite(services, doi)]
        asks += [ask for ask in [ask_unpaywall(services, doi)] if ask]
        async with Web(SMALL) as web:
            for ask in asks:
                await web.ask(ask)
        paths = [urlsplit(seen.path).path for seen in server.seen]
    assert [path.count("/") for path in paths] == [3, 2, 3, 2]  # its own slashes are encoded
    begins = ["/crossref/works/", "/doi/", "/datacite/dois/", "/unpaywall/"]
    assert [unquote(path) for path in paths] == [f"{begin}{doi}" for begin in begins]


async def sent(ask: Ask) -> dict[str, str]:
    with LoopbackServer({"/x": reply(200, b"{}")}) as server:
        async with Web(SMALL) as web:
            await web.ask(Ask(server.url("/x"), accept=ask.accept, contact=ask.contact))
        return server.seen[0].headers


async def test_without_a_mail_address_none_is_sent() -> None:
    asks = [
        ask_crossref(Services(), "10.1/x"), ask_doi(Services(), "10.1/x"), ask_datacite(Services(), "10.1/x"),
        ask_pubmed(Services(), "1"),
    ]  # fmt: skip
    for ask in asks:
        assert "mail" not in ask.url
        assert "@" not in ask.url
        assert "mailto" not in (await sent(ask))["user-agent"]
    assert ask_unpaywall(Services(), "10.1/x") is None


async def test_a_mail_address_that_was_given_is_sent() -> None:
    services = Services(contact=MAIL)
    encoded = "reader%40library.example"
    assert urlsplit(ask_crossref(services, "10.1/x").url).query == f"mailto={encoded}"
    assert urlsplit(ask_datacite(services, "10.1/x").url).query == f"mailto={encoded}"
    assert urlsplit(ask_doi(services, "10.1/x").url).query == ""
    assert urlsplit(ask_pubmed(services, "PMC12", "pmcid").url).query == (
        f"db=pmc&id=12&retmode=json&tool=sciread&email={encoded}"
    )
    unpaywall = ask_unpaywall(services, "10.1/x")
    assert unpaywall
    assert unpaywall.url == f"https://api.unpaywall.org/v2/10.1%2Fx?email={encoded}"
    assert (await sent(unpaywall))["user-agent"].endswith(f"(+terminal feed reader; mailto:{MAIL})")


@pytest.mark.parametrize(
    "contact", ["me", "a b@c.org", "a@b", "a@b.org\r\nX: y", "a@b.org) evil", "<a@b.org>", "@b.org"]
)
async def test_what_is_no_mail_address_is_not_sent(contact: str) -> None:
    assert Services(contact=contact).mail == ""
    assert ask_unpaywall(Services(contact=contact), "10.1/x") is None
    agent = (await sent(Ask("https://x.example/", contact=contact)))["user-agent"]
    assert agent.count("(") == agent.count(")") == 1
    assert "x" not in (await sent(Ask("https://x.example/", contact=contact)))


async def test_each_service_is_asked_for_what_it_speaks() -> None:
    services = Services()
    assert (await sent(ask_crossref(services, "10.1/x")))["accept"] == "application/json"
    assert (await sent(ask_doi(services, "10.1/x")))["accept"] == "application/vnd.citationstyles.csl+json"
    assert (await sent(Ask("https://x.example/")))["accept"].startswith("application/atom+xml")
    assert (await sent(Ask("https://x.example/", accept="a\r\nX: y")))["accept"].startswith("application/atom+xml")


async def test_the_mail_address_stays_with_the_first_host() -> None:
    with LoopbackServer() as server:
        server.routes |= {"/a": reply(302, Location="http://other.example/b"), "/b": reply(200, b"{}")}
        names = Names({"first.example": [[PUBLIC]], "other.example": [[PUBLIC]]})
        wire = Wire()

        async def connect(address: str, port: int, timeout: float | None):  # type: ignore[no-untyped-def]
            return await wire(address, server.server_port, timeout)

        async with Web(SMALL, resolve=names, connect=connect) as web:
            answer = await web.ask(Ask("http://first.example/a", accept="application/json", contact=MAIL))
        assert answer.page
        first, second = (seen.headers for seen in server.seen)
    assert MAIL in first["user-agent"]
    assert MAIL not in second["user-agent"]
    assert second["accept"] == "application/json"


async def test_what_a_service_says_of_its_limits_is_kept_and_nothing_else() -> None:
    headers = {
        "X_Rate_Limit_Limit": "50", "X_Rate_Limit_Interval": "1s", "X_Concurrency_Limit": "1",
        "X_Api_Pool": "p" * 500, "X_Other": "1",
    }  # fmt: skip
    with LoopbackServer({"/a": reply(200, b"{}", **headers), "/b": reply(404, **headers)}) as server:
        async with Web(SMALL) as web:
            answers = [await web.ask(Ask(server.url(path))) for path in ("/a", "/b")]
    for answer in answers:
        assert answer.limits == {
            "x-rate-limit-limit": "50", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1",
            "x-api-pool": "p" * 64,
        }  # fmt: skip


async def test_a_failure_says_of_what_kind_it_is() -> None:
    def cut(handler):  # type: ignore[no-untyped-def]
        handler.close_connection = True

    with LoopbackServer({"/cut": cut, "/500": reply(500)}) as server:
        async with Web(SMALL, resolve=Names({"127.0.0.1": [["127.0.0.1"]]})) as web:
            broken = await web.ask(Ask(server.url("/cut")))
            failing = await web.ask(Ask(server.url("/500")))
            nobody = await web.ask(Ask("http://nobody.example/"))
    async with Web(SMALL) as web:
        gone = await web.ask(Ask(server.url("/")))
    assert [one.fault for one in (broken, failing, nobody, gone)] == ["broken", "", "unreached", "unreached"]
    assert (nobody.why, nobody.then) == (
        "its name cannot be looked up", "Check the address, or that you are online.",
    )  # fmt: skip
