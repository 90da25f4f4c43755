"""A real MariaDB, started for as long as it is needed, as `tests.postgres` does with PostgreSQL.

The programs are the system's. The server listens on a loopback port and a unix socket of its own,
on files of its own, and root runs it as `nobody`. Nobody but the account made here can log in.
"""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pymysql
from tests.postgres import (
    MEMORY,
    Account,
    end_with_parent,
    environment,
    private_folder,
    roomy,
    short_temporary_folder,
    stop,
    unprivileged,
)

START_SECONDS = 60.0
OWNER = "mamoru"


class MariaDBMissingError(Exception):
    """No MariaDB can be started on this machine; the message says what was tried."""


@contextmanager
def running_mariadb() -> Iterator[str]:
    """Start a MariaDB of our own and yield the URL of its empty database `mamoru`.

    It keeps nothing through a power cut, which is of no interest here. Raises `MariaDBMissingError`
    if no server can be started. The server is stopped and its files are removed in the end.
    """
    server, install = (found(name) for name in ("mariadbd", "mariadb-install-db"))
    account = unprivileged()
    with ExitStack() as ending:
        place = MEMORY if roomy(MEMORY) else short_temporary_folder()
        folder = ending.enter_context(private_folder(account, place))
        made = account.run(
            install, "--no-defaults", f"--datadir={folder / 'files'}", "--skip-test-db",
            "--auth-root-authentication-method=normal", "--innodb-log-file-size=16M",
            folder=folder,
        )  # fmt: skip
        if made.returncode:
            message = f"mariadb-install-db failed: {(made.stderr or made.stdout)[-500:]}"
            raise MariaDBMissingError(message)
        yield ending.enter_context(running_server(server, account, folder))


def found(name: str) -> Path:
    """Return where a program is; Debian keeps servers where few search."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")
    if path is None:
        message = f"{name} is not installed"
        raise MariaDBMissingError(message)
    return Path(path)


@contextmanager
def running_server(program: Path, account: Account, folder: Path) -> Iterator[str]:
    """Run the server on its files, and yield the URL of its database."""
    port, log = free_port(), folder / "log"
    settings = {
        "datadir": folder / "files", "socket": folder / "socket", "port": port,
        "bind-address": "127.0.0.1", "pid-file": folder / "pid", "tmpdir": folder,
        "innodb-buffer-pool-size": "64M", "innodb-flush-log-at-trx-commit": 0,
        "innodb-log-file-size": "16M", "innodb-flush-method": "fsync", "max-connections": 100,
        "performance-schema": "OFF", "skip-log-bin": "1", "skip-name-resolve": "1",
    }  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, "--no-defaults", *(f"--{name}={value}" for name, value in settings.items())],
            user=account.uid, group=account.gid,
            extra_groups=None if account.uid is None else (),
            cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 - takes no lock
        )  # fmt: skip
    try:
        wait_until_ready(process, folder / "socket", log)
        word = secrets.token_hex(8)
        with pymysql.connect(unix_socket=str(folder / "socket"), user="root") as connection:
            cursor = connection.cursor()
            cursor.execute("CREATE DATABASE mamoru CHARACTER SET utf8mb4")
            cursor.execute(f"CREATE USER '{OWNER}'@'127.0.0.1' IDENTIFIED BY '{word}'")
            cursor.execute(f"GRANT ALL ON *.* TO '{OWNER}'@'127.0.0.1' WITH GRANT OPTION")
            cursor.execute("ALTER USER 'root'@'localhost' ACCOUNT LOCK")
        yield f"mariadb://{OWNER}:{word}@127.0.0.1:{port}/mamoru"
    finally:
        process.terminate()  # it takes no notice of the signal that stops a PostgreSQL
        stop(process)


def free_port() -> int:
    """Return a port that nobody has on this machine now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def wait_until_ready(process: subprocess.Popen[bytes], place: Path, log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as asking:  # the driver leaves its own open on failure
            is_there = asking.connect_ex(str(place)) == 0
        if is_there:
            return
        time.sleep(0.05)
    message = f"the server did not start: {log.read_text(errors='replace')[-500:]}"
    raise MariaDBMissingError(message)


def fresh_database(url: str) -> str:
    """Create an empty database with a new name on the server of `url`; return its URL."""
    name = f"t_{secrets.token_hex(6)}"
    run(url, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    return f"{url.rpartition('/')[0]}/{name}"


def dropped_database(url: str) -> None:
    """Drop the database of `url`."""
    run(url, f"DROP DATABASE {url.rpartition('/')[2]}")


def run(url: str, *statements: str) -> None:
    """Run statements in the database of `url`, one after the other."""
    login, _, place = url.partition("://")[2].partition("@")
    user, _, word = login.partition(":")
    server, _, name = place.partition("/")
    host, _, port = server.partition(":")
    with pymysql.connect(
        host=host, port=int(port), user=user, password=word, database=name, autocommit=True
    ) as connection:
        for statement in statements:
            connection.cursor().execute(statement)
