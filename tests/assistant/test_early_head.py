"""The head that is there before anything is drawn."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.early_head import EarlyHead

PAGE = "<html><head><title>ä</title></head></html>"


@pytest.fixture
def client() -> TestClient:
    def page(request: Request) -> Response:
        return HTMLResponse(PAGE, headers={"x-own": "1"})

    app = Starlette(routes=[Route("/", page), Route("/other", page)])
    return TestClient(EarlyHead(app, "<script>1</script>"))


def test_head_of_the_page_begins_with_it(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.text == PAGE.replace("<head>", "<head><script>1</script>")
    assert answer.headers["x-own"] == "1"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_every_other_address_is_left_alone(client: TestClient) -> None:
    assert client.get("/other").text == PAGE


def test_manifest_is_looked_for_beside_the_page_with_the_cookie_of_a_log_in() -> None:
    def page(_: Request) -> Response:
        return HTMLResponse('<head><link rel="manifest" href="/manifest.json" /></head>')

    answer = TestClient(EarlyHead(Starlette(routes=[Route("/", page)]), "")).get("/")
    assert answer.text == '<head><link rel="manifest" href="manifest.json" crossorigin="use-credentials" /></head>'


def test_whose_page_it_is_stands_in_its_head_as_text() -> None:
    def page(_: Request) -> Response:
        return HTMLResponse(PAGE)

    app = EarlyHead(Starlette(routes=[Route("/", page)]), "")

    async def of_ana(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": {"user": 'ana"><b>'}}, receive, send)

    head = '<head><meta name="onrecord-user" content="ana&quot;&gt;&lt;b&gt;">'
    assert TestClient(of_ana).get("/").text == PAGE.replace("<head>", head)
