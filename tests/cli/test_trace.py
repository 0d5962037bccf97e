"""``grandlivre trace audit``, as a newcomer would type it."""

import json

import pytest

from grandlivre.cli import main

SWF = "; invented\n" + "".join(
    f"{k} {60 * k} 5 600 4 -1 -1 4 900 -1 1 1 1 -1 1 -1 -1 -1\n" for k in range(30)
)


@pytest.fixture
def trace(tmp_path):
    path = tmp_path / "jobs.swf"
    path.write_text(SWF)
    return path


def test_a_trace_is_told_in_both_languages(trace, capsys):
    assert main(["trace", "audit", str(trace), "--accelerators", "64", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert "30 jobs over" in english
    assert "of 64" in english
    assert "Nothing that a replay would stumble over." in english
    assert main(["trace", "audit", str(trace), "--accelerators", "8", "--lang", "fr"]) == 0
    french = capsys.readouterr().out
    assert "30 tâches" in french
    assert "il est tenu plus qu’il n’y a" in french


def test_programs_read_it_as_json(trace, capsys):
    assert main(["trace", "audit", str(trace), "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["rows"] == 30
    assert found["capacity"] is None
    assert found["peak_held"] == 40


def test_accelerators_are_counted_in_a_table_of_nodes(trace, tmp_path, capsys):
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("sn,gpu\na,16\nb,48\n")
    assert main(["trace", "audit", str(trace), "--nodes", str(nodes), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["capacity"] == 64


@pytest.mark.parametrize("words", [[], ["audit"], ["replay", "x"]])
def test_what_makes_no_sense_is_said(words, capsys):
    assert main(["trace", *words, "--lang", "en"]) == 2
    assert "grandlivre trace audit FILE" in capsys.readouterr().err


def test_a_trace_that_is_none_is_named(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    assert main(["trace", "audit", str(path), "--lang", "en"]) == 1
    assert "x.csv" in capsys.readouterr().err
