"""A web address -> the bytes behind it, fetched with limits and only from the public internet."""

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from store.errors import UnreadableTranscriptError
from store.formats.sniff import SUFFIXES
from store.inputs import LARGEST_BYTES, shown, too_large

CONNECT_SECONDS = 10.0
TOTAL_SECONDS = 60.0
MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "OnRecord (reads one page a person asked for)",
    "Accept": "text/html,application/pdf,text/plain,*/*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_CREDENTIALS = re.compile(r"//[^/?#]*@")
_CHUNK_BYTES = 65_536
_SUFFIX_OF = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/markdown": ".md", "text/vtt": ".vtt", "application/x-subrip": ".srt", "application/json": ".json",
    "text/csv": ".csv", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_BY_HAND = "Save the page in a browser and add the file."
# The well-known NAT64 prefix leads to IPv4 addresses, private ones too.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `url` is where the last redirect led, `name` what a file of it may be called."""

    data: bytes
    name: str
    url: str
    content_type: str


def fetch(url: str, *, allow_private: bool = False, total_seconds: float = TOTAL_SECONDS) -> Fetched:
    """Fetch an http or https address, redirects followed one by one, each checked like the first.

    Only public addresses are connected to, and the address that was checked is the one connected to;
    `allow_private` lifts that and the limit to ports 80 and 443, for tests against a server of their own.
    Raises UnreadableTranscriptError.
    """
    deadline = time.monotonic() + total_seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(url, allow_private)
        answer = _get(parts, url, deadline, allow_private)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise _error(url, f"more than {MOST_REDIRECTS} redirects", _BY_HAND)


def _checked(url: str, allow_private: bool) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _error(url, f"not a web address ({error})", "Check the address.") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _error(url, "not a web address", "Give one that starts with http:// or https://.")
    if parts.username is not None or parts.password is not None:
        raise _error(url, "the address holds a user name or password", "Leave it out, or add the saved file.")
    if not allow_private and port not in (None, 80, 443):
        raise _error(url, f"port {port} is not fetched from", _BY_HAND)
    return parts


def _get(parts: SplitResult, url: str, deadline: float, allow_private: bool) -> Fetched | str:
    """The answer to one request, or where it redirects to."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port)
    connection.sock = _connected(host, port, url, deadline, allow_private)
    # A server may send one byte a second for ever: the socket is shut when the time is up.
    sockets = [connection.sock]
    watchdog = threading.Timer(max(deadline - time.monotonic(), 0.01), _shut, [sockets])
    watchdog.daemon = True
    watchdog.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host, do_handshake_on_connect=False)
            sockets.append(connection.sock)
            connection.sock.do_handshake()
        connection.request("GET", _target(parts), headers=_HEADERS | {"Host": _host(parts)})
        with connection.getresponse() as response:
            return _answer(response, parts, url, deadline)
    except ssl.SSLCertVerificationError as error:
        raise _error(url, "the server's certificate is not valid", _BY_HAND) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        if time.monotonic() >= deadline:
            raise _error(url, "the server took too long", f"Try again later. {_BY_HAND}") from error
        what = f"the server's answer broke off ({type(error).__name__})"
        raise _error(url, what, "Try again later.") from error
    finally:
        watchdog.cancel()
        connection.close()


def _answer(response: http.client.HTTPResponse, parts: SplitResult, url: str, deadline: float) -> Fetched | str:
    location, stated = response.getheader("Location"), response.getheader("Content-Type", "")
    if response.status in _REDIRECTS and location:
        return location
    if response.status != 200:
        raise _error(url, f"the server answered {response.status} {shown(response.reason)}", "Check the address.")
    content_type = stated.split(";")[0].strip().lower()
    data = _recoded(_body(response, url, deadline), stated)
    return Fetched(data, _name(parts, content_type), url, content_type)


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _connected(host: str, port: int, url: str, deadline: float, allow_private: bool) -> socket.socket:
    """A socket to the first checked address that answers; the name is not looked up again."""
    reason = "no address"
    for address in _addresses(host, port, url, allow_private):
        seconds = min(CONNECT_SECONDS, deadline - time.monotonic())
        if seconds <= 0:
            break
        try:
            return socket.create_connection((str(address), port), timeout=seconds)
        except OSError as error:
            reason = type(error).__name__
    raise _error(url, f"the server cannot be reached ({reason})", "Check the address and the network.")


def _addresses(host: str, port: int, url: str, allow_private: bool) -> list[Address]:
    """Every address of a host. One that is not public refuses them all: a server may offer both kinds."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _error(url, f"no server called {host}", "Check the address and the network.") from error
    addresses = [ipaddress.ip_address(str(info[4][0]).split("%")[0]) for info in found]
    if not allow_private and not all(_is_public(address) for address in addresses):
        raise _error(url, "the address is inside a private network", _BY_HAND)
    return list(dict.fromkeys(addresses))


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address.is_site_local or (inner is not None and not _is_public(inner)):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _shut(sockets: list[socket.socket]) -> None:
    with contextlib.suppress(OSError):
        sockets[-1].shutdown(socket.SHUT_RDWR)


def _body(response: http.client.HTTPResponse, url: str, deadline: float) -> bytes:
    """The body, unpacked if the server packed it against our wish, up to the size limit."""
    is_packed = response.getheader("Content-Encoding", "").lower() in ("gzip", "x-gzip", "deflate")
    unpack = zlib.decompressobj(wbits=47) if is_packed else None
    data = bytearray()
    while chunk := response.read1(_CHUNK_BYTES):
        if time.monotonic() >= deadline:
            raise TimeoutError
        data += unpack.decompress(chunk, LARGEST_BYTES + 1 - len(data)) if unpack else chunk
        if len(data) > LARGEST_BYTES:
            raise too_large(url, "the page")
    if time.monotonic() >= deadline:
        raise TimeoutError
    return bytes(data)


def _recoded(data: bytes, content_type: str) -> bytes:
    """Text whose encoding only the server states, as UTF-8, since a file of it could not state it."""
    charset = content_type.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    if not charset or charset in ("utf-8", "utf8") or b"charset" in data[:4096]:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset, "replace").encode("utf-8", "replace")
        except LookupError:
            return data
    return data


def _name(parts: SplitResult, content_type: str) -> str:
    name = unquote(PurePosixPath(parts.path).name) or parts.hostname or "page"
    suffix = _SUFFIX_OF.get(content_type, "")
    known = PurePosixPath(name).suffix.lower() in SUFFIXES
    return shown(name if known or not suffix else f"{name}{suffix}").replace("/", "_")


def _error(url: str, what: str, mend: str) -> UnreadableTranscriptError:
    # A password in the address is nobody's to read in a message.
    return UnreadableTranscriptError(f"{shown(_CREDENTIALS.sub('//', url))}: {what}.", mend)
