"""Pages are fetched with limits, and only from public addresses."""

import gzip
import ipaddress
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from store.errors import UnreadableTranscriptError
from store.fetch import Fetched, _is_public, fetch

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answers: dict[str, Answer]) -> Iterator[str]:
    """A server on this machine that gives each path its answer; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answers[self.path](self)
            except OSError:
                return  # the client hung up, as it should

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def giving(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def dripping(start: bytes) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    return answer


def here(url: str) -> Fetched:
    return fetch(url, allow_private=True, total_seconds=5)


def test_page_is_fetched_with_its_name_and_kind() -> None:
    with serving({"/b/briefing?x=1%20y": giving(b"<p>Ana", Content_Type="text/html; charset=utf-8")}) as server:
        fetched = here(f"{server}/b/briefing?x=1 y#part")
    assert fetched.data == b"<p>Ana"
    assert (fetched.name, fetched.content_type) == ("briefing.html", "text/html")


def test_redirects_are_followed_and_the_last_address_counts() -> None:
    answers = {
        "/a": giving(b"", 302, Location="b"),
        "/b": giving(b"", 301, Location="/c.pdf"),
        "/c.pdf": giving(b"%PDF-", Content_Type="application/pdf"),
    }
    with serving(answers) as server:
        fetched = here(f"{server}/a")
        assert fetched.url == f"{server}/c.pdf"
    assert fetched.name == "c.pdf"


def test_packed_answer_is_unpacked_and_the_stated_encoding_is_kept() -> None:
    body = gzip.compress("Ana Vell: café".encode("cp1252"))
    answer = giving(body, Content_Type="text/plain; charset=windows-1252", Content_Encoding="gzip")
    with serving({"/a.txt": answer}) as server:
        assert here(f"{server}/a.txt").data == "Ana Vell: café".encode()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (giving(b"", 302, Location="/x"), "more than 5 redirects"),
        (giving(b"", 302, Location="ftp://norlandia.example/"), "not a web address"),
        (giving(b"", 302, Location="http://user:pw@norlandia.example/"), "user name or password"),
        (giving(b"no", 404), "the server answered 404"),
        (giving(b"0" * 51_000_000), "larger than 50 MB"),
        (giving(gzip.compress(b"0" * 60_000_000), Content_Encoding="gzip"), "larger than 50 MB"),
        (giving(b"no gzip", Content_Encoding="gzip"), "broke off"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "broke off"),
    ],
)
def test_answer_that_is_no_page_is_an_error(answer: Answer, problem: str) -> None:
    with serving({"/x": answer}) as server, pytest.raises(UnreadableTranscriptError, match=problem) as caught:
        here(f"{server}/x")
    assert caught.value.mend


@pytest.mark.parametrize("start", [b"", b"HTTP/1.0 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_server_that_drips_is_left_after_the_time_limit(start: bytes) -> None:
    with serving({"/x": dripping(start)}) as server:
        started = time.monotonic()
        with pytest.raises(UnreadableTranscriptError, match="took too long"):
            fetch(f"{server}/x", allow_private=True, total_seconds=0.3)
        assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
        "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]",
    ],
)  # fmt: skip
def test_address_inside_a_network_is_never_connected_to(host: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=r"private network|no server called"):
        fetch(f"http://{host}/")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://norlandia.example/", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("http://", "not a web address"),
        ("http://[::1", "not a web address"),
        ("http://norlandia.example:99999/", "not a web address"),
        ("http://user:secret@norlandia.example/", "user name or password"),
        ("http://norlandia.example:8080/", "port 8080"),
        ("http://a..b/", "no server called"),
        ("javascript:alert(1)", "not a web address"),
    ],
)
def test_address_that_is_not_fetched_is_an_error(url: str, problem: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=problem) as caught:
        fetch(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d822", True),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_public_addresses_are_told_from_private_ones(address: str, is_public: bool) -> None:
    assert _is_public(ipaddress.ip_address(address)) is is_public
