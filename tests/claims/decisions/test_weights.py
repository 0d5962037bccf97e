"""Fitted tables: they load, they add up, and a user's own replace them."""

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.claims.decisions import weights
from grandlivre.claims.decisions.weights import (
    BINARIES,
    CHOICES,
    UNIT,
    Binary,
    Choice,
    Joint,
    Questions,
    Tables,
    package_tables,
    probability,
)
from grandlivre.claims.model import Purpose, Role, Stage
from grandlivre.claims.read import read_claims
from grandlivre.documents.model import Document
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parties import parties
from grandlivre.reference.tables import data_text

ANSWERS = {"role_money": Role, "role_other": Role, "stage": Stage, "purpose": Purpose}
OTHER_MEASURES = {Role.CAPACITY, Role.DEMAND, Role.COUNT, Role.OTHER}
NUMBER = st.floats(-9, 9).map(lambda x: round(x, 3))
NAMES = st.sampled_from(["a", "b", "c", "d", "unknown"])


def files() -> dict[str, dict[str, Any]]:
    """The package's tables as their files have them."""
    return {name: json.loads(data_text(f"weights/{name}.json")) for name in (*CHOICES, *BINARIES)}


# --- the tables of the package -----------------------------------------------------------------


def test_all_questions_have_a_table() -> None:
    tables = package_tables()
    assert tables is package_tables()
    assert set(tables.choices) == set(CHOICES)
    assert set(tables.binaries) == set(BINARIES)
    assert all(len(tables.binary(name).weights) > 20 for name in BINARIES)
    assert all(len(tables.choice(name).weights) > 20 for name in CHOICES)


@pytest.mark.parametrize("name", CHOICES)
def test_choices_answer_in_known_words(name: str) -> None:
    choice = package_tables().choice(name)
    answers = {ANSWERS[name](answer) for answer in choice.answers}
    assert len(answers) == len(choice.answers) == len(choice.bias) >= 4
    assert {len(row) for row in choice.weights.values()} == {len(choice.answers)}
    if name == "role_other":
        assert answers == OTHER_MEASURES
    if name == "role_money":
        assert answers.isdisjoint(OTHER_MEASURES - {Role.OTHER})


def test_weights_are_moderate_numbers() -> None:
    """A weight beyond this would decide alone, whatever else is seen."""
    for name, table in files().items():
        rows = [w if isinstance(w, list) else [w] for w in table["weights"].values()]
        assert all(math.isfinite(w) and abs(w) < 12 for row in rows for w in row), name


def test_no_feature_names_anybody() -> None:
    """Classes of words only: what was learned on some texts must hold on others."""
    names = {n for n in parties().names() if len(n) > 3} - parties().ordinary()
    seen = {
        word
        for table in files().values()
        for feature in table["weights"]
        for word in re.split(r"[^a-z0-9]+", feature.lower())
    }
    assert not seen & names


@pytest.mark.parametrize(
    ("question", "feature"),
    [
        ("investor", "subject:pay"),
        ("investor", "right:by-pay"),
        ("beneficiary", "commitment&subject:get"),
    ],
)
def test_what_grammar_says_speaks_for_it(question: str, feature: str) -> None:
    assert package_tables().binary(question).weights[feature] > 0.5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("investor.json", None),
        ("stage.json", "{"),
        ("place.json", "[]"),
        ("end.json", '{"bias": 0}'),
    ],
)
def test_a_damaged_table_is_named(
    name: str, text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "weights"
    folder.mkdir(parents=True)
    for known, table in files().items():
        (folder / f"{known}.json").write_text(json.dumps(table), encoding="utf-8")
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(weights.resources, "files", lambda package: tmp_path)
    with pytest.raises(ReferenceDataError, match=re.escape(name)):
        package_tables.__wrapped__()


# --- arithmetic --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0.0, 1e-300, 0.5, 30, 60, 700, 1e6, 1e308, math.inf])
def test_probability_is_safe_at_any_size(size: float) -> None:
    high, low = probability(size), probability(-size)
    assert 0.0 < low <= 0.5 <= high <= 1.0
    assert high + low == pytest.approx(1.0)


@settings(deadline=None)
@given(st.floats(-50, 50), st.floats(0, 5))
def test_probability_grows(log_odds: float, more: float) -> None:
    assert probability(log_odds) <= probability(log_odds + more)
    assert probability(log_odds) == pytest.approx(1 / (1 + math.exp(-log_odds)))


def test_a_binary_adds_up() -> None:
    binary = Binary(-1.0, {"a": 2.0, "b": -0.5})
    assert binary.score([]) == -1.0
    assert binary.score(["a", "b", "unknown"]) == 0.5
    assert binary.strongest(["b", "a"]) == "a"
    assert binary.strongest(["b", "unknown"]) == "unknown"
    assert binary.strongest([]) == ""


def test_a_choice_adds_up() -> None:
    choice = Choice(("x", "y"), (0.5, 0.0), {"a": (1.0, 2.0), "b": (0.0, -1.0)})
    assert choice.scores([]) == [0.5, 0.0]
    assert choice.scores(["a", "b", "unknown"]) == [1.5, 1.0]
    assert choice.row("a") == (1.0, 2.0)
    assert choice.row("unknown") == (0.0, 0.0)
    assert choice.strongest(["b", "a"], "y") == "a"
    assert choice.strongest([], "x") == ""


@settings(deadline=None)
@given(
    st.dictionaries(NAMES, st.tuples(NUMBER, NUMBER)),
    st.lists(st.lists(NAMES, max_size=4).map(tuple), max_size=4),
    NUMBER,
)
def test_parts_add_up_as_the_whole_does(
    rows: Mapping[str, tuple[float, float]], parts: list[tuple[str, ...]], bias: float
) -> None:
    """Looked up part by part, for several questions at once, nothing changes."""
    binaries = {
        name: Binary(bias, {feature: row[column] for feature, row in rows.items()})
        for column, name in enumerate(("one", "two"))
    }
    questions = Questions(binaries)
    features = [name for part in parts for name in part]
    for name, binary in binaries.items():
        score = questions.score(name, parts)
        assert score / UNIT == pytest.approx(binary.score(features), abs=1e-6)
        assert score == questions.score(name, [tuple(features)])
        assert score == questions.score(name, parts[::-1])
        assert questions.strongest(name, parts) == binary.strongest(features)
        told = [questions.weight(name, part) for part in parts]
        assert sum(told) == questions.told(questions.weigh(parts), name)
        for part in parts:
            only = questions.only(name, part)
            assert questions.told(only, name) == questions.weight(name, part)
            assert all(questions.told(only, other) == 0 for other in binaries if other != name)


@given(st.lists(st.sampled_from([-math.inf, -1e308, -5.0, 0.0, 7.5, 1e308, math.inf]), max_size=9))
def test_no_weight_spills_into_the_next_question(weights: list[float]) -> None:
    """Whatever numbers a user's own table holds."""
    wild = {str(i): weight for i, weight in enumerate(weights)}
    tame = dict.fromkeys(wild, -1.0)
    names = "first", "second", "third"
    columns = (tame, wild, tame)
    questions = Questions(
        {name: Binary(0.25, column) for name, column in zip(names, columns, strict=True)}
    )
    parts = [(name,) for name in wild]
    for name in ("first", "third"):
        assert questions.score(name, parts) == UNIT // 4 - UNIT * len(wild)


@settings(deadline=None)
@given(
    st.dictionaries(NAMES, st.tuples(NUMBER, NUMBER)),
    st.dictionaries(NAMES, st.tuples(NUMBER, NUMBER, NUMBER)),
    st.lists(NAMES, max_size=8, unique=True),
)
def test_choices_put_together_answer_as_each_alone(
    two: dict[str, tuple[float, ...]], three: dict[str, tuple[float, ...]], features: list[str]
) -> None:
    choices = (
        Choice(("x", "y"), (0.25, 0.0), two),
        Choice(("u", "v", "w"), (0.0, 1.0, -1.0), three),
    )
    weighed = Joint(*choices).weigh(features)
    for at, choice in enumerate(choices):
        assert weighed.scores[at] == pytest.approx(choice.scores(features), abs=1e-9)
        for column, answer in enumerate(choice.answers):
            reason, weight = weighed.strongest(at, column)
            assert reason == choice.strongest(features, answer)
            assert weight == (choice.row(reason)[column] if features else 0.0)


# --- a user's own ------------------------------------------------------------------------------

TEXT = "Brookfield va placer 12 milliards d'euros à Fouju d'ici 2030."


def read(tables: Tables | None = None) -> Any:
    (claim,) = read_claims(Document(id="d", name="d.txt", text=TEXT, language="fr"), tables)
    return claim


def test_the_files_make_the_tables_of_the_package() -> None:
    tables = Tables.of(files())
    assert tables == package_tables()
    assert read(tables) == read()


def test_a_table_of_ones_own_replaces() -> None:
    usual = read()
    assert (usual.role, usual.investors) == (Role.COMMITMENT, ("Brookfield",))
    own = files()
    own["role_money"] = {"answers": ["turnover", "round"], "bias": [1.0, 0.0], "weights": {}}
    own["investor"] = {"bias": 0.0, "weights": {"none:turnover": 1.0, "none:passed": 1.0}}
    changed = read(Tables.of(own))
    assert changed.role is Role.TURNOVER
    assert changed.investors == ()
    assert changed.evidence == usual.evidence
    # Nothing of it stays behind.
    assert read() == usual


def test_empty_tables_still_answer() -> None:
    own = {
        name: {"answers": table["answers"], "bias": [0.0] * len(table["bias"]), "weights": {}}
        if "answers" in table
        else {"bias": 0.0, "weights": {}}
        for name, table in files().items()
    }
    claim = read(Tables.of(own))
    assert claim.evidence.quote == "12 milliards d'euros"
    assert 0 < claim.confidence <= 1
