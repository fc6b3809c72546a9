"""The head that is there before anything is drawn."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

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
