"""What a remote store may do wrong, by mistake or on purpose, and what never happens here because of it."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pyoxigraph as ox
import pytest
from misbehaving import Answer, Misbehaving, answering, misbehaving

from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.credentials import credentials_for, without_secrets
from zhoubao.exchange.endpoint.remote_query import query_form, with_values
from zhoubao.exchange.remote import Endpoint, ask_at, open_endpoint
from zhoubao.exchange.remote.manifest import MANIFEST, read_manifest
from zhoubao.store.graph_names import PREFIXES

ROOT = Path(__file__).resolve().parent.parent
BOOLEAN = b'{"head":{},"boolean":true}'
SHOWN: Mapping[str, Mapping[str, str]] = {
    "basic": {"ZHOUBAO_REMOTE_USER": "ann", "ZHOUBAO_REMOTE_PASSWORD": "the-secret"},
    "bearer": {"ZHOUBAO_REMOTE_TOKEN": "the-secret"},
}


LIMITS = {"ZHOUBAO_REMOTE_SECONDS": "1", "ZHOUBAO_REMOTE_MEGABYTES": "1"}


def endpoint(url: str, environment: Mapping[str, str] | None = None, profile: str = "fuseki") -> Endpoint:
    return open_endpoint(url, profile, environment=environment or {}, pauses=())


def netrc_for(folder: Path) -> dict[str, str]:
    (folder / "netrc").write_text("machine 127.0.0.1 login ann password the-secret\n")
    return {"NETRC": str(folder / "netrc")}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("shown", ["basic", "bearer", "netrc"])
def test_credentials_follow_no_redirect_and_the_user_is_told(status: int, shown: str, tmp_path: Path) -> None:
    environment = netrc_for(tmp_path) if shown == "netrc" else SHOWN[shown]
    with (
        misbehaving(answering(200, BOOLEAN)) as other,
        misbehaving(answering(status, Location=other.url + "?key=private")) as store,
        endpoint(store.url, environment) as opened,
    ):
        for act in (
            lambda: opened.query("ASK {}"),
            lambda: opened.read(MANIFEST),
            lambda: opened.update("CLEAR GRAPH <urn:g>"),
            lambda: opened.replace("urn:g", [b"<urn:a> <urn:b> <urn:c> .\n"]),
        ):
            with pytest.raises(StoreError, match="E-REMOTE-REDIRECT") as failure:
                act()
            assert other.url in str(failure.value)
            assert "the-secret" not in str(failure.value)
            assert "private" not in str(failure.value)
        assert other.seen == []


def test_a_redirect_within_the_store_is_not_followed_either() -> None:
    with misbehaving(answering(301, Location="/ds/")) as store, endpoint(store.url) as opened:
        with pytest.raises(StoreError, match="E-REMOTE-REDIRECT") as failure:
            opened.query("ASK {}")
        assert f"{store.url}/ " in str(failure.value)
        assert len(store.seen) == 1


def test_a_store_that_is_not_recognised_and_points_elsewhere_names_where() -> None:
    answer = answering(302, Location="https://store.example/ds")
    match = r"E-REMOTE-REDIRECT .*https://store\.example/ds"
    with misbehaving(answer) as store, pytest.raises(StoreError, match=match):
        endpoint(store.url, profile="")


@pytest.mark.parametrize("path", ["\x1b[2J", "\x9b2J", "%1B[2J", "\u202e"])
def test_where_a_redirect_leads_reaches_the_terminal_without_its_controls(path: str) -> None:
    location = "http://me:the-secret@store.example/" + path.encode().decode("latin-1")
    with (
        misbehaving(answering(302, Location=location)) as store,
        endpoint(store.url) as opened,
        pytest.raises(StoreError, match="E-REMOTE-") as failure,
    ):
        opened.query("ASK {}")
    assert str(failure.value).isprintable()
    assert "the-secret" not in str(failure.value)


def test_a_digest_is_kept_for_its_store(tmp_path: Path) -> None:
    """Nothing is left behind in this process that would show the password to the next server that asks."""
    challenge = 'Digest realm="other", nonce="n", qop="auth"'
    with misbehaving(answering(401, WWW_Authenticate=challenge)) as store:
        with endpoint(store.url, SHOWN["basic"], "virtuoso") as opened, pytest.raises(StoreError, match="DENIED"):
            opened.query("ASK {}")
        store.seen.clear()
        code = f"import urllib.request as u\ntry: u.urlopen({store.url!r})\nexcept OSError: pass"
        exec(code)
        assert [headers.get("authorization") for _, _, headers in store.seen] == [None]


@pytest.mark.parametrize(
    "token", ["abc\n", "abc\r\nX-Other: 1", "口令abc", "abc def", "\tabc", "abc\x7f", "abc\u2028", "ａｂｃ"]
)
def test_a_token_that_cannot_be_sent_is_an_error_that_does_not_print_it(token: str) -> None:
    with pytest.raises(UsageError, match="E-SECRET-FORM ZHOUBAO_REMOTE_TOKEN") as failure:
        credentials_for("http://store.example/ds", {"ZHOUBAO_REMOTE_TOKEN": token})
    assert "abc" not in str(failure.value)
    assert "口令abc" not in str(failure.value)


@pytest.mark.parametrize(
    ("user", "password"), [("ann\n", "abc"), ("ann", "abc\r\nX: 1"), ("ann:b", "abc"), ("a\x85", "abc")]
)
def test_a_user_or_password_with_control_characters_is_an_error_too(user: str, password: str) -> None:
    environment = {"ZHOUBAO_REMOTE_USER": user, "ZHOUBAO_REMOTE_PASSWORD": password}
    with pytest.raises(UsageError, match="E-SECRET-FORM ZHOUBAO_REMOTE_USER") as failure:
        credentials_for("http://store.example/ds", environment)
    assert "abc" not in str(failure.value)


def test_a_chinese_password_is_sent() -> None:
    environment = {"ZHOUBAO_REMOTE_USER": "安", "ZHOUBAO_REMOTE_PASSWORD": "口令"}
    with (
        misbehaving(answering(200, BOOLEAN)) as store,
        endpoint(store.url, environment) as opened,
    ):
        assert opened.query("ASK {}")
        assert store.seen[0][2]["authorization"] == "Basic 5a6JOuWPo+S7pA=="


@pytest.mark.parametrize(
    "url", ["http://me:hidden@host:port/ds", "http://me:hid/hidden@host", "http:/me:hidden@host", "me:hidden@host/ds"]
)
def test_an_address_that_is_none_is_printed_without_its_password(url: str) -> None:
    with pytest.raises(UsageError, match=r"E-REMOTE-URL|E-SECRET-IN-URL") as failure:
        open_endpoint(url, environment={})
    assert "hidden" not in str(failure.value) + without_secrets(url)


@pytest.mark.parametrize("url", ["http://host:99999/ds", "http://[::1/ds", "http://host:0/"])
def test_an_address_that_only_looks_like_one_is_an_error(url: str) -> None:
    with pytest.raises(UsageError, match="E-REMOTE-URL"):
        open_endpoint(url, "fuseki", environment={})


def test_proxies_of_the_environment_get_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        misbehaving(answering(200, BOOLEAN)) as proxy,
        misbehaving(answering(200, BOOLEAN)) as store,
    ):
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/ds"))
        with endpoint(store.url, SHOWN["bearer"]) as opened:
            assert opened.query("ASK {}")
        assert proxy.seen == []


@pytest.mark.parametrize("command", ["sparql ASK{}", "ask delegations --param region=自贡", "pull"])
def test_a_store_that_ends_a_connection_does_not_end_the_command_without_a_word(command: str) -> None:
    code = (
        "import signal, sys, zhoubao.exchange.remote as remote\n"
        "def opened(*_): print(signal.getsignal(signal.SIGPIPE).name); sys.exit()\n"
        "remote.open_endpoint = opened\n"
        "from zhoubao.cli.main import main\n"
        "main()"
    )
    name, *words = command.split()
    at = ["http://127.0.0.1:9/ds"] if name == "pull" else ["--at", "http://127.0.0.1:9/ds"]
    arguments = [sys.executable, "-c", code, name, *words, *at]
    run = subprocess.run(
        arguments, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert run.stdout == "SIG_IGN\n", run.stderr


def test_the_command_line_prints_one_line_for_a_redirect() -> None:
    with misbehaving(answering(307, Location="http://other.example/ds")) as store:
        command = [sys.executable, "-m", "zhoubao", "sparql", "ASK {}", "--at", store.url, "--profile", "fuseki"]
        environment = {**os.environ, **SHOWN["bearer"], "PYTHONPATH": str(ROOT), "ZHOUBAO_LANG": "en"}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (4, "")
    assert run.stderr.startswith("zhoubao: E-REMOTE-REDIRECT")
    assert run.stderr.count("\n") == 1
    assert "the-secret" not in run.stderr


ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
FILES = [path for folder in ("queries", "samples", "tests") for path in sorted((ROOT / folder).rglob("*.rq"))]


def test_every_query_of_the_project_is_sent_as_a_query_whatever_its_comments_say() -> None:
    """SPARQLWrapper reads ADD and MOVE in comment headers, and would send an update."""
    assert len(FILES) > 70
    with misbehaving(answering(200, b"", Content_Type="text/turtle")) as store, endpoint(store.url) as opened:
        for path in FILES:
            with suppress(StoreError):  # nothing is no answer to a SELECT
                opened.query(path.read_text("utf-8"), prefixes=PREFIXES)
            assert store.bodies[-1].startswith(b"query="), path
        assert len(store.bodies) == len(FILES)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("# INSERT, DELETE\n# and MOVE\n# ADD\nSELECT ?s WHERE { ?s ?p ?o }", "SELECT"),
        ("PREFIX add: <http://example/LOAD#DROP>\nASK { add:insert ?p ?o }", "ASK"),
        ("prefix move: <http://example/clear/>\nconstruct { ?s ?p ?o } where { ?s ?p ?o }", "CONSTRUCT"),
        ("BASE <http://example/copy> describe <#select>", "DESCRIBE"),
        ("PREFIX select: <urn:s> DESCRIBE select:select", "DESCRIBE"),
        ("#SELECT\rASK { ?select ?construct 'DESCRIBE' }", "ASK"),
        ("INSERT DATA { <urn:a> <urn:b> 'SELECT' }", "SELECT"),
    ],
)
def test_the_form_of_a_query_is_its_keyword(text: str, form: str) -> None:
    assert query_form(text) == form


def test_an_update_is_not_sent_as_one() -> None:
    with misbehaving(answering(400, b"no query")) as store, endpoint(store.url, profile="sparql") as opened:
        with pytest.raises(UsageError, match="E-QUERY"):
            opened.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        assert store.bodies[0].startswith(b"query=")


def test_values_are_bound_in_the_pattern_and_not_in_a_comment() -> None:
    bound = with_values("# {\nASK { ?s ?p '{' }", {ox.Variable("s"): ox.NamedNode("urn:s")})
    assert bound == "# {\nASK { VALUES ?s { <urn:s> }  ?s ?p '{' }"


def _endless(status: int = 200, **headers: str) -> Answer:
    """A body of chunks that goes on until the client has enough."""

    def answer(handler: BaseHTTPRequestHandler, state: Misbehaving) -> None:
        handler.send_response_only(status)
        for name, value in {**headers, "Transfer-Encoding": "chunked"}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        while not state.ended.is_set():
            handler.wfile.write(b"8000\r\n" + b" " * 0x8000 + b"\r\n")

    return answer


def _byte_by_byte(handler: BaseHTTPRequestHandler, state: Misbehaving) -> None:
    """A body that is never still for long, and never ends."""
    handler.send_response_only(200)
    handler.end_headers()
    while not state.ended.wait(0.1):
        handler.wfile.write(b" ")


def _header_by_header(handler: BaseHTTPRequestHandler, state: Misbehaving) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not state.ended.wait(0.1):
        handler.wfile.write(b"x")


def _nothing(handler: BaseHTTPRequestHandler, state: Misbehaving) -> None:
    state.ended.wait()
    handler.close_connection = True


@pytest.mark.parametrize("answer", [_byte_by_byte, _header_by_header, _nothing])
def test_an_answer_that_never_ends_is_given_up_after_a_time(answer: Answer) -> None:
    with misbehaving(answer) as store, endpoint(store.url, LIMITS) as opened:
        for act in (lambda: opened.query("ASK {}"), lambda: opened.read("urn:g"), lambda: opened.drop("urn:g")):
            with pytest.raises(StoreError, match=r"E-REMOTE-SLOW .* more than 1 s"):
                act()


def test_a_store_that_never_answers_is_not_recognised_for_ever() -> None:
    with misbehaving(_nothing) as store, pytest.raises(StoreError, match="E-REMOTE-SLOW"):
        endpoint(store.url, LIMITS, profile="")


@pytest.mark.parametrize("status", [200, 400, 401, 503])
def test_an_answer_has_so_many_bytes_and_no_more(status: int) -> None:
    answer = _endless(status, WWW_Authenticate='Digest realm="r", nonce="n", qop="auth"')
    for environment in (LIMITS, {**LIMITS, **SHOWN["basic"]}):
        with (
            misbehaving(answer) as store,
            endpoint(store.url, {**environment, "ZHOUBAO_REMOTE_SECONDS": "60"}) as opened,
        ):
            for act in (lambda: opened.query("ASK {}"), lambda: opened.read("urn:g")):
                with pytest.raises(StoreError, match=r"E-REMOTE-LARGE .* more than 1 MB"):
                    act()


@pytest.mark.parametrize("status", [200, 401])
def test_what_is_compressed_unasked_is_not_unpacked(status: int) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < 2**20
    digest = 'Digest realm="r", nonce="n", qop="auth"'
    answer = answering(status, bomb, Content_Encoding="gzip", WWW_Authenticate=digest)
    with misbehaving(answer) as store, endpoint(store.url, {**LIMITS, **SHOWN["basic"]}) as opened:
        with pytest.raises(StoreError, match="E-REMOTE-GARBLED" if status == 200 else "E-REMOTE-DENIED"):
            opened.query("ASK {}")
        assert "gzip" not in store.seen[0][2]["accept-encoding"]


@pytest.mark.parametrize("value", ["0", "-1", "1e9", "many", "１", "99999999"])
def test_a_limit_is_a_positive_number(value: str) -> None:
    for name in LIMITS:
        with pytest.raises(UsageError, match=f"E-LIMIT {name}"):
            open_endpoint("http://localhost/ds", "fuseki", environment={name: value})


def rows(*bindings: str, names: str = '"s"') -> bytes:
    return f'{{"head":{{"vars":[{names}]}},"results":{{"bindings":[{",".join(bindings)}]}}}}'.encode()


GARBLED = [
    *(b"", b"<html>Sign in</html>", b"\xff\xfe", b"{}", b"[" * 50_000, BOOLEAN, rows(names='"t"')),
    rows('{"s":{"type":"uri","value":"no iri"}}'),
    rows('{"s":{"type":"uri","value":"urn:x"}}', '{"s":{"type":"bogus","value":"urn:x"}}'),
    rows('{"s":{"type":"uri","value":"urn:x"}}')[:-20],
    rows('{"t":{"type":"uri","value":"urn:x"}}'),
]


@pytest.mark.parametrize("body", GARBLED)
def test_rows_that_are_garbled_are_a_clear_error_at_once(body: bytes) -> None:
    with misbehaving(answering(200, body)) as store, endpoint(store.url) as opened:
        with pytest.raises(StoreError, match="E-REMOTE-GARBLED"):
            opened.query("SELECT ?s WHERE { ?s ?p ?o }")
        with pytest.raises(StoreError, match="E-REMOTE-GARBLED"):
            opened.query("PREFIX zw: <urn:zw#> SELECT ?s WHERE { ?s a zw:ServiceItem } # of a service")
        with pytest.raises(StoreError, match="E-REMOTE-GARBLED"):
            ask_at(opened, "delegations", {"region": "自贡"})
        with pytest.raises(StoreError, match="E-REMOTE-GARBLED"):
            opened.counts(["urn:g"])


def test_rows_are_no_answer_to_ask_and_what_is_no_turtle_none_to_construct() -> None:
    with misbehaving(answering(200, rows())) as store, endpoint(store.url) as opened:
        for text in ("ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <urn:x>"):
            with pytest.raises(StoreError, match="E-REMOTE-GARBLED"):
                opened.query(text)


@pytest.mark.parametrize("value", ['"type":"literal","value":"many"', '"type":"uri","value":"urn:x"'])
def test_a_count_that_is_no_number_is_a_clear_error(value: str) -> None:
    row = f'{{"g":{{"type":"uri","value":"urn:g"}},"n":{{{value}}}}}'
    with (
        misbehaving(answering(200, rows(row, names='"g","n"'))) as store,
        endpoint(store.url) as opened,
        pytest.raises(StoreError, match="E-REMOTE-GARBLED"),
    ):
        opened.counts(["urn:g"])


def test_terms_where_they_cannot_stand_are_a_clear_error() -> None:
    row = '{"s":{"type":"literal","value":"x"},"p":{"type":"literal","value":"x"},"g":{"type":"uri","value":"urn:g"}}'
    with (
        misbehaving(answering(200, rows(row, names='"s","p","g"'))) as store,
        endpoint(store.url) as opened,
        pytest.raises(StoreError, match="E-REMOTE-GARBLED"),
    ):
        list(opened.quads_for_pattern(None, None, ox.Literal("x"), None))


@pytest.mark.parametrize(
    "line",
    [
        "<urn:g> <http://rdfs.org/ns/void#triples> 'many' .",
        "<urn:g> <http://rdfs.org/ns/void#triples> <urn:x> .",
        "_:b <http://rdfs.org/ns/void#triples> '1' .",
        "<html>",
    ],
)
def test_a_manifest_that_is_garbled_is_a_clear_error(line: str) -> None:
    with (
        misbehaving(answering(200, line.replace("'", '"').encode() + b"\n")) as store,
        endpoint(store.url) as opened,
        pytest.raises(StoreError, match="E-REMOTE-GARBLED"),
    ):
        read_manifest(opened)


def test_what_a_store_answers_reaches_the_terminal_without_its_controls() -> None:
    with (
        misbehaving(answering(418, b"\x1b]0;title\x07 \x9b2J no")) as store,
        endpoint(store.url) as opened,
        pytest.raises(StoreError, match="E-REMOTE-REFUSED") as failure,
    ):
        opened.query("ASK {}")
    assert str(failure.value).isprintable()


def test_a_query_that_names_other_services_is_not_run_here() -> None:
    text = "SELECT ?s WHERE { SERVICE SILENT <%s> { ?s ?p ?o } }"
    with misbehaving(answering(200, rows())) as store, misbehaving(answering(200, rows())) as other:
        with endpoint(store.url) as opened:
            assert [*opened.query(text % other.url)] == []
        assert other.seen == []
