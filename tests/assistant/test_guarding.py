"""The guard: nobody gets past it who may not, and nothing of the server's disk is behind it."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.errors import SettingsError
from assistant.guarding import SECRET_HEADER, Rules
from assistant.plain_pages import STYLE
from assistant.policy import inline_scripts, plain_policy
from assistant.serving import rules_of
from store.store import Store
from tests.assistant.page_client import FETCHED, NAME, OPENED, PASSWORD, client_of, users_in

SECRET = "0123456789abcdef0123456789abcdef"
PREFIX = "/onrecord"
# Of the page, of programs, of Gradio: everything that is asked for in use, and what is always closed.
ROUTES = (
    "/ /config /theme.css /manifest.json /gradio_api/info /gradio_api/startup-events /gradio_api/queue/data "
    "/gradio_api/heartbeat/abc /gradio_api/upload_progress /gradio_api/app_id /assets/index.js /static/img/logo.svg "
    "/api/v1/transcripts /api/v1/exchange /api/v1/docs /api/v1/openapi.json /mcp"
).split()
POSTED = (
    "/api/v1/ask /api/v1/ask/stream /api/v1/search /mcp /gradio_api/upload /gradio_api/queue/join "
    "/gradio_api/run/predict /gradio_api/component_server /gradio_api/cancel /gradio_api/reset"
).split()
FILES = (
    "/etc/passwd",
    "../../../../etc/passwd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2f..%2fetc/passwd",
    "....//....//etc/passwd",
    "%252e%252e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "~/.ssh/id_rsa",
    "/proc/self/environ",
    "/proc/self/cmdline",
    "file:///etc/passwd",
    "http://127.0.0.1:7860/healthz",
    "http://169.254.169.254/latest/meta-data/",
    "/tmp/gradio/",
    "pyproject.toml",
    "assistant/settings.py",
    "/etc/passwd%00.png",
)
HOLES = [
    *(f"{route}{file}" for route in ("/gradio_api/file=", "/file=", "/gradio_api/proxy=") for file in FILES),
    *(f"/{route}/{file}" for route in ("assets", "static", "gradio_api/file") for file in FILES),
    "/gradio_api/custom_component/1/client/component/../../../../etc/passwd",
    "/svelte/../../../etc/passwd",
    "/monitoring",
    "/monitoring/summary",
    "/gradio_api/deep_link",
    "/gradio_api/openapi.json",
    "/gradio_api/runs",
    "/gradio_api/vibe-code",
    "/gradio_api/stream/a/b/1/playlist.m3u8",
    "/gradio_api/user",
    "/login_check",
    "/docs",
    "/redoc",
    "/openapi.json",
    "/catalog.sqlite3",
    "/.env",
    "/.git/config",
]


@pytest.fixture(scope="module")
def alone(library: Store) -> Iterator[TestClient]:
    """A page on the loopback, as `serve` starts it."""
    with client_of(library, Rules()) as client:
        yield client


@pytest.fixture(scope="module")
def guarded(library: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """A page that asks for a user, and a program's token."""
    users, token = users_in(tmp_path_factory.mktemp("users"))
    with client_of(library, Rules(users, names=None, root_path=PREFIX)) as client:
        yield client, token


def logged_in(client: TestClient) -> dict[str, str]:
    """The headers of a browser after the form was sent."""
    answer = client.post("/login", data={"name": NAME, "password": PASSWORD}, headers=FETCHED)
    cookie = answer.headers["set-cookie"].split(";")[0]
    client.cookies.clear()
    return FETCHED | {"cookie": cookie}


# --- users


@pytest.mark.parametrize("route", ROUTES)
def test_without_a_log_in_nothing_is_read(guarded: tuple[TestClient, str], route: str) -> None:
    answer = guarded[0].get(route)
    assert answer.status_code == 401 and set(answer.json()) == {"error"}


@pytest.mark.parametrize("route", POSTED)
def test_without_a_log_in_nothing_is_sent(guarded: tuple[TestClient, str], route: str) -> None:
    assert guarded[0].post(route, json={}).status_code == 401


def test_who_watches_the_process_learns_only_that_it_lives(guarded: tuple[TestClient, str]) -> None:
    assert guarded[0].get("/healthz").json() == {"ok": True}


def test_browser_is_led_to_the_form_and_back_to_its_question(guarded: tuple[TestClient, str]) -> None:
    client, _ = guarded
    led = client.get("/?q=Will+it+sail%3F", headers=OPENED)
    assert (led.status_code, led.headers["location"]) == (303, f"{PREFIX}/login?then=q%3DWill%2Bit%2Bsail%253F")
    form = client.get(led.headers["location"].removeprefix(PREFIX), headers=OPENED)
    assert 'value="q=Will+it+sail%3F"' in form.text and "<script" not in form.text
    sent = {"name": NAME, "password": PASSWORD, "then": "q=Will+it+sail%3F"}
    answer = client.post("/login", data=sent, headers=FETCHED)
    assert answer.headers["location"] == f"{PREFIX}/?q=Will+it+sail%3F"
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", f"path={PREFIX}/"))


@pytest.mark.parametrize(
    "then", ["//evil.example/", "https://evil.example", "\r\nSet-Cookie: a=b", "a=\r\nb: c", "@evil"]
)
def test_log_in_leads_nowhere_else(guarded: tuple[TestClient, str], then: str) -> None:
    sent = {"name": NAME, "password": PASSWORD, "then": then}
    answer = guarded[0].post("/login", data=sent, headers=FETCHED)
    assert answer.headers["location"].split("?")[0] == f"{PREFIX}/"
    assert "\n" not in answer.headers["location"]


def test_name_that_is_markup_stays_text_in_the_form(guarded: tuple[TestClient, str]) -> None:
    name = '"><script>alert(1)</script>'
    answer = guarded[0].post("/login", data={"name": name, "password": "x", "then": name}, headers=FETCHED)
    assert answer.status_code == 401 and "<script" not in answer.text
    assert answer.headers["content-security-policy"] == plain_policy(STYLE)


def test_log_in_and_out_are_ours_alone_to_send(guarded: tuple[TestClient, str]) -> None:
    client, _ = guarded
    sent = {"name": NAME, "password": PASSWORD}
    for headers in ({}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert client.post("/login", data=sent, headers=headers).status_code == 403
        assert client.post("/logout", headers=headers).status_code == 403
    assert client.get("/logout", headers=OPENED).status_code == 403


def test_session_lasts_until_the_log_out(guarded: tuple[TestClient, str]) -> None:
    client, _ = guarded
    browser = logged_in(client)
    page = client.get("/", headers=browser)
    assert page.status_code == 200 and f"{PREFIX}/logout" in page.text
    assert client.get("/api/v1/transcripts", headers=browser).json()["total"] == 2
    assert client.post("/logout", headers=browser).headers["location"] == f"{PREFIX}/login"
    assert client.get("/api/v1/transcripts", headers=browser).status_code == 401


def test_programs_come_in_with_basic_and_with_a_token(guarded: tuple[TestClient, str]) -> None:
    client, token = guarded
    assert client.get("/api/v1/transcripts", auth=(NAME, PASSWORD)).status_code == 200
    assert client.get("/api/v1/transcripts", headers={"authorization": f"Bearer {token}"}).status_code == 200
    refused = client.get("/api/v1/transcripts", headers={"authorization": "Bearer onr_x"})
    assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Bearer")


def test_wrong_passwords_are_slowed_down(library: Store, tmp_path: Path) -> None:
    users, _ = users_in(tmp_path)
    with client_of(library, Rules(users)) as client:
        sent = {"name": NAME, "password": "wrong"}
        statuses = [client.post("/login", data=sent, headers=FETCHED).status_code for _ in range(11)]
        assert statuses == [401] * 10 + [429]
        refused = client.get("/api/v1/transcripts", auth=(NAME, PASSWORD))
        assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0


# --- a proxy's secret, names and other sites


def test_without_the_proxys_secret_nothing_is_served(library: Store) -> None:
    with client_of(library, Rules(secret=SECRET, names=None)) as client:
        for headers in ({}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: ""}):
            assert {client.get(route, headers=headers).status_code for route in ROUTES} == {401}
        told = {SECRET_HEADER: SECRET, "host": "transcripts.example", "origin": "https://transcripts.example"}
        assert client.get("/api/v1/transcripts", headers=told).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_without_the_proxys_secret_nothing_is_sent(library: Store) -> None:
    upload = {"files": ("may.txt", b"Radio Fjord: Will it sail?\nAna Vell: It will.\n")}
    with client_of(library, Rules(secret=SECRET, names=None)) as client:
        for headers in ({}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: ""}):
            assert {client.post(route, json={"question": "x"}, headers=headers).status_code for route in POSTED} == {
                401
            }
            assert client.post("/gradio_api/upload", files=upload, headers=headers).status_code == 401
        assert client.post("/gradio_api/upload", files=upload, headers={SECRET_HEADER: SECRET}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1", "", "localhost@evil.example:80"])
def test_name_led_here_by_another_site_is_refused(alone: TestClient, host: str) -> None:
    assert alone.get("/api/v1/transcripts", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST"])
def test_names_of_this_machine_are_served(alone: TestClient, host: str) -> None:
    assert alone.get("/api/v1/transcripts", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_sites_page_asks_in_vain(alone: TestClient, method: str, headers: dict[str, str]) -> None:
    assert alone.request(method, "/api/v1/transcripts", headers=headers).status_code == 403


def test_link_from_another_site_opens_the_page(alone: TestClient) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert alone.get("/?q=x", headers=link | {"accept": "text/html"}).status_code == 200
    assert alone.post("/", headers=link).status_code == 403


# --- the disk


@pytest.mark.parametrize("hole", HOLES)
def test_nothing_of_the_disk_is_reachable(alone: TestClient, hole: str) -> None:
    answer = alone.get(hole)
    assert answer.status_code in (403, 404), answer.text[:200]
    assert "root:" not in answer.text


@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "http://127.0.0.1:7860/healthz", __file__])
def test_path_in_an_event_is_not_read(alone: TestClient, path: str) -> None:
    """Sent as if it had been uploaded."""
    events = alone.get("/config").json()["dependencies"]
    begin = next(one["id"] for one in events if one["targets"] and one["targets"][0][1] == "begin")
    form = {"job": "job00001", "files": [{"path": path, "name": "upload.txt"}]}
    sent = {"data": [], "event_data": {"form": form}, "fn_index": begin, "session_hash": "s"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of gradio's own statistics, in a thread of the server
        assert alone.post("/gradio_api/queue/join", json=sent).status_code == 200
        told = alone.get("/gradio_api/queue/data?session_hash=s").text
    refused = '"success":false' in told or "the upload is no longer there" in told  # by Gradio, or by us
    assert refused and "Reading" not in told
    assert alone.get("/api/v1/transcripts").json()["total"] == 2


# --- sizes and headers


def test_too_much_is_refused_before_it_is_read(alone: TestClient) -> None:
    assert alone.post("/api/v1/ask", content=b"x" * 1_048_577).status_code == 413
    assert alone.post("/gradio_api/upload", headers={"content-length": "999999999999"}).status_code == 413
    assert alone.post("/login", headers={"content-length": "x"}).status_code == 413


def test_too_much_without_a_length_is_refused_while_it_comes(alone: TestClient) -> None:
    answer = alone.post("/api/v1/search", content=(b"x" * 100_000 for _ in range(20)))
    assert answer.status_code == 413


@pytest.mark.parametrize("route", ["/", "/config", "/api/v1/transcripts", "/api/v1/docs", "/nowhere", "/healthz"])
def test_every_answer_carries_the_headers(alone: TestClient, route: str) -> None:
    headers = alone.get(route, headers={"origin": "http://127.0.0.1:7860"}).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert not [name for name in headers if name.startswith("access-control-")]


def test_policy_lets_run_only_the_scripts_that_stand_in_the_page(alone: TestClient) -> None:
    page = alone.get("/", headers=OPENED)
    scripts = page.headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert "'unsafe-inline'" not in scripts and scripts.count("sha256-") > len(inline_scripts(page.text))
    assert page.headers["content-encoding"] == "gzip"


# --- where it may listen


def test_other_machines_are_let_in_only_when_somebody_says_so(tmp_path: Path) -> None:
    def rules(host: str, *, auth: Path | None = None, secret: str | None = None, all: bool = False) -> Rules:
        return rules_of(host=host, auth=auth, secret=secret, open_to_all=all, root_path="")

    users_in(tmp_path)
    for host in ("0.0.0.0", "::", "192.0.2.7"):
        with pytest.raises(SettingsError, match="--auth"):
            rules(host)
        assert rules(host, auth=tmp_path / "users.txt").users
        assert rules(host, secret=SECRET).secret == SECRET
        assert rules(host, all=True).names is None
    assert rules("127.0.0.1").names == frozenset({"127.0.0.1"})
    with pytest.raises(SettingsError, match="16 characters"):
        rules("127.0.0.1", secret="short")


@pytest.mark.parametrize("root_path", ["onrecord", "/onrecord/", "//evil.example", "/a b", "/a\n"])
def test_root_path_that_is_none_is_refused(root_path: str) -> None:
    with pytest.raises(SettingsError, match="--root-path"):
        rules_of(host="127.0.0.1", auth=None, secret=None, open_to_all=False, root_path=root_path)
