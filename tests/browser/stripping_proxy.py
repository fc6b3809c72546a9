"""A small reverse proxy, for tests: shows a server below a path, and takes that path away before it asks it."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

PER_CONNECTION = {"connection", "transfer-encoding", "keep-alive", "host"}


@contextmanager
def proxying(upstream: str, path: str, extra: dict[str, str]) -> Iterator[str]:
    """Serve `upstream` below `path`, adding headers to every request; gives the address of the page."""
    target = urlsplit(upstream).netloc

    class Proxy(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            if not self.path.startswith(f"{path}/"):
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            kept = {name: value for name, value in self.headers.items() if name.lower() not in PER_CONNECTION}
            kept |= {"Host": target, "X-Forwarded-Host": self.headers["host"], "X-Forwarded-Proto": "http", **extra}
            asked = http.client.HTTPConnection(target, timeout=30)
            try:
                asked.request(self.command, self.path.removeprefix(path), body, kept)
                self._give(asked.getresponse())
            except (OSError, http.client.HTTPException):  # one of the two went away
                pass
            finally:
                asked.close()

        def _give(self, answer: http.client.HTTPResponse) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in PER_CONNECTION:
                    self.send_header(name, value)
            self.end_headers()
            while piece := answer.read1():
                self.wfile.write(piece)
                self.wfile.flush()

        do_GET = do_POST = do_HEAD = _pass_on

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{path}/"
        finally:
            server.shutdown()
            thread.join()
