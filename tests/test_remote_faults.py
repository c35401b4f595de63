"""What a remote store may do wrong, by mistake or on purpose, and what never happens here because of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from misbehaving import answering, misbehaving

from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.credentials import credentials_for, without_secrets
from zhoubao.exchange.endpoint.remote_query import query_form, with_values
from zhoubao.exchange.remote import Endpoint, open_endpoint
from zhoubao.exchange.remote.manifest import MANIFEST
from zhoubao.store.graph_names import PREFIXES

ROOT = Path(__file__).resolve().parent.parent
BOOLEAN = b'{"head":{},"boolean":true}'
SHOWN: Mapping[str, Mapping[str, str]] = {
    "basic": {"ZHOUBAO_REMOTE_USER": "ann", "ZHOUBAO_REMOTE_PASSWORD": "the-secret"},
    "bearer": {"ZHOUBAO_REMOTE_TOKEN": "the-secret"},
}


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
