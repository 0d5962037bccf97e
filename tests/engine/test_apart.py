"""A function in a process apart: what it returns, what it may take, what ends it."""

import os
import time

import apart_stages
import pytest

from grandlivre.engine import Bounds, run_apart
from grandlivre.errors import DocumentError, EngineError

MB = 1_000_000


def test_it_returns_bytes_and_tells_its_steps():
    told = []
    found = run_apart(apart_stages.counted, 3, told=lambda *step: told.append(step))
    assert found == b"3"
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_it_is_another_process():
    assert int(run_apart(apart_stages.who)) != os.getpid()


@pytest.mark.parametrize(
    ("function", "bounds", "words"),
    [
        ("hoarder", Bounds(memory_bytes=200 * MB), "more memory"),
        ("sleeper", Bounds(seconds=1), "more time"),
        ("spinner", Bounds(seconds=1), "more time"),
        ("dying", Bounds(), "ended before"),
        ("recursing", Bounds(), "RecursionError"),
        ("writer", Bounds(may_write_files=False), "File too large"),
        ("talker", Bounds(result_bytes=1000), "ended before"),
    ],
)
def test_it_harms_nobody(function, bounds, words):
    started = time.monotonic()
    with pytest.raises(EngineError, match=words):
        run_apart(getattr(apart_stages, function), bounds=bounds)
    assert time.monotonic() - started < 60


def test_it_says_what_went_wrong():
    with pytest.raises(DocumentError) as caught:
        run_apart(apart_stages.refusing)
    assert (caught.value.what, caught.value.where) == ("an odd text", "a.txt")


def test_it_ends_when_it_is_not_wanted():
    end = time.monotonic() + 1.0
    with pytest.raises(EngineError) as caught:
        run_apart(apart_stages.sleeper, is_wanted=lambda: time.monotonic() < end)
    assert caught.value.code == "unwanted"
