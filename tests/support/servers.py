"""A PostgreSQL server of one's own: Debian's, in a folder that goes away with it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pg8000.dbapi
import pytest

DATABASES = ("sqlite", "postgresql")


class Server:
    """A server that listens on a socket in its own folder; anyone may enter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def new_database(self) -> str:
        """The address of a new empty database."""
        name = f"ledger_{next(self._numbers)}"
        self.execute("postgres", f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def execute(self, database: str, *statements: str) -> list[list[object]]:
        """Run statements as any other program would, each by itself; rows of the last."""
        rows: list[list[object]] = []
        with self.connect(database) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
                rows = list(map(list, cursor.fetchall())) if cursor.description else []
        return rows

    def connect(self, database: str) -> pg8000.dbapi.Connection:
        socket = f"{self._folder}/.s.PGSQL.5432"
        return pg8000.dbapi.connect(user="postgres", database=database, unix_sock=socket)


@contextmanager
def postgresql() -> Iterator[Server]:
    """A server while the block lasts; the test is skipped where Debian's is not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    bin_folder = programs[-1].parent
    # A socket's path may have some hundred characters only, so it is not pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="grandlivre-"))
    # The server refuses to be run by root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")

    def run(*words: str) -> None:
        done = subprocess.run(
            [*as_user, str(bin_folder / words[0]), *words[1:]],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    # What is tested is the death of clients; the machine stays on, so nothing waits for the disk.
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        run("pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
