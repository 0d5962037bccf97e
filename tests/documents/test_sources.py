"""Files, folders, patterns, archives: what stands behind them, in a fixed order."""

import os
import pickle
import zipfile

import pytest

from grandlivre.documents.readers import read
from grandlivre.documents.sources import Limits, Source, expand
from grandlivre.errors import DocumentError


def paths(*given, **options):
    return [source.name for source in expand([str(one) for one in given], **options)]


def errors(source, **options):
    return [one for one in read(source, **options) if isinstance(one, DocumentError)]


def test_a_folder_is_read_to_its_depths_in_name_order_without_hidden_files_and_sidecars(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden", ".git/x.txt", "b.gold.json", "c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == [
        f"{tmp_path}/{name}" for name in ("b.txt", "c.html", "a/1.txt", "a/2.txt")
    ]


def test_what_is_about_a_folder_is_marked_unless_it_is_named(tmp_path):
    for name in ("README.md", "Cambrai.md", "AFP.md", "TO-DO_LIST.md", "NOTES.txt"):
        (tmp_path / name).write_text("x")
    marked = {source.name for source in expand([str(tmp_path)]) if source.is_note}
    assert marked == {f"{tmp_path}/README.md"}
    (named,) = expand([str(tmp_path / "README.md")])
    assert not named.is_note
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as archive:
        archive.writestr("press/LICENSE.md", "x")
        archive.writestr("press/a.md", "x")
    found = expand([str(tmp_path / "press.zip")])
    assert {source.member: source.is_note for source in found} == {
        "press/LICENSE.md": True,
        "press/a.md": False,
    }


def test_each_real_file_once_whatever_the_way_to_it(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    assert paths(tmp_path / "a.txt", tmp_path, tmp_path / "*.txt") == [f"{tmp_path}/a.txt"]


def test_a_loop_of_folders_ends(tmp_path):
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "a.txt").write_text("x")
    (inner / "up").symlink_to(tmp_path)
    (inner / "self").symlink_to(inner)
    assert paths(tmp_path) == [f"{inner}/a.txt"]


def test_patterns_reach_into_folders(tmp_path):
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("x/a.txt", "x/y/b.txt", "c.md"):
        (tmp_path / name).write_text("x")
    assert paths(f"{tmp_path}/**/*.txt") == [f"{tmp_path}/x/a.txt", f"{tmp_path}/x/y/b.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    (tmp_path / "a[1].txt").write_text("x")
    assert paths(tmp_path / "a[1].txt") == [f"{tmp_path}/a[1].txt"]


@pytest.mark.parametrize("name", ["none.txt", "*.nothing", "a\0b", "x" * 5000])
def test_what_is_missing_is_an_error_when_read(tmp_path, name):
    (source,) = expand([f"{tmp_path}/{name}"])
    (error,) = errors(source)
    assert error.code in ("no_file", "unreadable")
    assert error.remedy


def test_a_dangling_link_is_named(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (source,) = expand([str(tmp_path)])
    assert [error.code for error in errors(source)] == ["dangling_link"]


def test_a_link_to_itself_is_an_error(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    (source,) = expand([str(tmp_path)])
    assert len(errors(source)) == 1


def test_an_empty_folder_says_so_and_an_empty_folder_below_does_not(tmp_path):
    (tmp_path / "below").mkdir()
    (source,) = expand([str(tmp_path)])
    assert [error.code for error in errors(source)] == ["not_a_file"]
    (tmp_path / "a.txt").write_text("x")
    assert paths(tmp_path) == [f"{tmp_path}/a.txt"]
    assert paths(tmp_path, tmp_path) == [f"{tmp_path}/a.txt"]


@pytest.mark.parametrize("kind", ["fifo", "device", "socket"])
def test_what_is_no_file_is_refused_without_waiting(tmp_path, kind):
    import socket

    path = str(tmp_path / "x")
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        server.bind(path)
    else:
        path = "/dev/zero"
    (source,) = expand([path])
    (error,) = errors(source)
    assert error.code in ("not_a_file", "unreadable")


def test_no_permission_is_an_error(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (error,) = errors(Source(path=str(path)))
    assert error.code == "no_access"
    assert "chmod" in str(error)


def test_standard_input_is_read_once(monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "Un."}\n')))
    (source,) = expand(["-", "-"])
    (document,) = read(source)
    assert (document.name, document.text) == ("-#1", "Un.")
    monkeypatch.setattr(sys, "stdin", None)
    assert [error.code for error in errors(source)] == ["empty"]


def test_members_of_an_archive_are_sources_that_travel(tmp_path):
    path = tmp_path / "press.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b/two.txt", "deux")
        archive.writestr("a.txt", "un")
        archive.writestr("__MACOSX/._a.txt", "x")
        archive.writestr(".DS_Store", "x")
        archive.writestr("a.gold.json", "{}")
        archive.mkdir("empty")
    found = list(expand([str(path)]))
    assert [(source.member, source.size) for source in found] == [("a.txt", 2), ("b/two.txt", 4)]
    assert pickle.loads(pickle.dumps(found)) == found
    texts = [document.text for source in found for document in read(source)]
    assert texts == ["un", "deux"]
    assert [d.name for s in found for d in read(s)] == [f"{path}!a.txt", f"{path}!b/two.txt"]


def test_a_zip_bomb_is_refused_by_its_ratio_and_by_its_size(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * 60_000_000)
    (source,) = expand([str(path)])
    assert source.member is None
    assert [error.code for error in errors(source)] == ["zip_bomb"]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"0" * 2000)
    few = Limits(max_unpacked_bytes=1000)
    (source,) = expand([str(path)], limits=few)
    assert [error.code for error in errors(source, limits=few)] == ["zip_bomb"]


def test_too_many_members_are_refused(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", "x")
    few = Limits(max_members=10)
    (source,) = expand([str(path)], limits=few)
    assert [error.code for error in errors(source, limits=few)] == ["zip_bomb"]


def test_an_archive_whose_name_hides_it_is_read_by_its_content(tmp_path):
    path = tmp_path / "press.dat"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "un")
    (source,) = expand([str(path)])
    (document,) = read(source)
    assert (document.name, document.text) == (f"{path}!a.txt", "un")
