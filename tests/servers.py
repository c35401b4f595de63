"""Stock triple stores, started on loopback for a test session and ended with it.

Each is found where it was installed or fetched to (scripts/fetch_servers.sh); a test whose store is not there skips and
says what to install, except where $ZHOUBAO_REQUIRE_TOOLS is set.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

JARS = Path(os.environ.get("ZHOUBAO_SERVERS", Path.home() / ".cache" / "zhoubao" / "servers"))
_PATIENCE = 60.0
#: Where the stores of a test session keep their data: in memory where there is such a place, for what a test asks of a
#: store does not depend on a disk that is waited for at each of hundreds of small transactions.
_MEMORY = Path("/dev/shm")
#: A store ends with the tests even where these are killed.
_TIED = ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()
_JAVA = ("java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@dataclass
class Server:
    """One store: how it is started, where it answers, who may write to it."""

    name: str
    command: list[str]
    folder: Path
    port: int
    url: str
    ready: str
    credentials: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[Server], None] | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start it and wait until it answers, also after it was killed."""
        for stale in self.folder.glob("*.lck"):
            stale.unlink()
        with (self.folder / "output.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*_TIED, *self.command],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                self.kill()
                raise RuntimeError(f"{self.name} did not start: {(self.folder / 'output.log').read_text()[-2000:]}")
            time.sleep(0.05)
        if self.prepare:
            self.prepare(self)
        return self

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def request(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes]:
        """One request, past everything that is tested."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() or None, named)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def _answers(self) -> bool:
        try:
            return self.request("GET", self.ready)[0] < 500
        except (OSError, HTTPException):
            return False


def missing(what: str, remedy: str) -> None:
    """Skip, or fail where the store was to be there."""
    reason = f"{what} is missing: {remedy}"
    if os.environ.get("ZHOUBAO_REQUIRE_TOOLS"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def oxigraph(folder: Path) -> Server:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        missing("oxigraph", "pip install oxigraph")
    port = free_port()
    command = [str(program), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    return Server("oxigraph", command, folder, port, f"http://127.0.0.1:{port}", "/")


def fuseki(folder: Path, *where: str) -> Server:
    port = free_port()
    options = ["--localhost", "--port", str(port), *(where or ("--mem",)), "--update", "/ds"]
    main = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"
    command = [*_JAVA, "-cp", str(_jar("jena-fuseki-server")), main, *options]
    return Server("fuseki", command, folder, port, f"http://127.0.0.1:{port}/ds", "/ds?query=ASK%7B%7D")


def fuseki_tdb2(folder: Path) -> Server:
    (folder / "tdb2").mkdir()
    return fuseki(folder, "--tdb2", "--loc", str(folder / "tdb2"))


def rdf4j(folder: Path) -> Server:
    port = free_port()
    command = [
        *(*_JAVA, f"-Dorg.eclipse.rdf4j.appdata.basedir={folder / 'data'}", "-jar", str(_jar("jetty-runner"))),
        *("--host", "127.0.0.1", "--port", str(port), "--path", "/rdf4j-server", str(_jar("rdf4j-http-server"))),
    ]
    base = "/rdf4j-server/repositories/zb"

    def prepare(server: Server) -> None:
        if server.request("GET", f"{base}/size")[0] != 200:
            status, body = server.request("PUT", base, _REPOSITORY, Content_Type="text/turtle")
            assert status == 204, body

    url = f"http://127.0.0.1:{port}{base}"
    return Server("rdf4j", command, folder, port, url, "/rdf4j-server/protocol", prepare=prepare)


def virtuoso(folder: Path) -> Server:
    if shutil.which("virtuoso-t") is None:
        missing("virtuoso-t", "apt-get install virtuoso-opensource-7")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(port=port, sql=free_port()), encoding="utf-8")
    return Server(
        *("virtuoso", ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder, port),
        *(f"http://127.0.0.1:{port}", "/sparql?query=ASK%7B%7D"),
        credentials={"ZHOUBAO_REMOTE_USER": "dba", "ZHOUBAO_REMOTE_PASSWORD": "dba"},
    )


def sql_port(server: Server) -> str:
    """The port that a Virtuoso listens on for isql."""
    line = next(line for line in (server.folder / "virtuoso.ini").read_text().splitlines() if "ServerPort" in line)
    return line.rpartition(":")[2].strip()


STORES: Mapping[str, Callable[[Path], Server]] = {
    "oxigraph": oxigraph,
    "fuseki": fuseki,
    "fuseki-tdb2": fuseki_tdb2,
    "rdf4j": rdf4j,
    "virtuoso": virtuoso,
}


def running(name: str, folder: Path) -> Iterator[Server]:
    """A store that runs until the generator is closed."""
    server = STORES[name](folder)
    try:
        yield server.start()
    finally:
        server.kill()


def running_in_memory(name: str) -> Iterator[Server]:
    """The same, with its data in memory where that can be had."""
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="zhoubao-", dir=place, ignore_cleanup_errors=True) as folder:
        yield from running(name, Path(folder))


def _jar(name: str) -> Path:
    if shutil.which("java") is None:
        missing("java", "install a Java 17")
    found = sorted(JARS.glob(f"{name}-*.[jw]ar"))
    if not found:
        missing(name, "run scripts/fetch_servers.sh")
    return found[-1]


_REPOSITORY = """
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
@prefix ns: <http://www.openrdf.org/config/sail/native#> .
[] a rep:Repository ; rep:repositoryID "zb" ;
  rep:repositoryImpl [ rep:repositoryType "openrdf:SailRepository" ;
    sr:sailImpl [ sail:sailType "openrdf:NativeStore" ; ns:tripleIndexes "spoc,posc,cspo" ] ] .
"""

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
CaseMode = 2
DirsAllowed = .
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
MaxKeepAlives = 10
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
