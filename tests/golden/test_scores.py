"""The reader does as well on annotated texts as it did, and our scorer is the founders'."""

import importlib.util
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grandlivre.base.codec import dumps
from grandlivre.claims.read import read_claims

pytest.importorskip("bench.scoring", reason="run from the project's folder: python -m pytest")

from bench.gold import FOLDERS, texts
from bench.scoring import FIELDS, Tally, f1, score

FOLDS = ("seeds", "devset", "corpus", "world", "press", "bulletin", "wire", "blind")
# F1 that each folder must reach, a little below what the reader reached when it was last set.
# Whoever makes the reader better raises them; a change that needs one lowered is a change for the
# worse. One exception: where annotated texts are added to those that weights are fitted on, each
# text counts for less, what was learned by heart is unlearned, and all floors are set anew. The
# same goes for words taken out of the lexicon because only one annotated text had them, and for
# weights that are held closer to what is believed because texts left out ask for it. And blind texts
# choose nothing: rules that help all others, and texts left out too, stay where those fall. Nor is
# a floor held that only texts seen in the fit pass: figures that choose their wholes together do so
# better on texts left out (devset .67 to .73) and worse on the same texts seen (.88 to .83); and
# projects told more sparingly are right more often on texts left out and on those never seen.
FLOORS = {
    #                 seeds devset corpus  world  press bulletin wire blind
    "quantity":      (0.99, 0.99, 0.99, 0.99, 0.99, 0.96, 0.97, 0.98),
    "role":          (0.99, 0.97, 0.97, 0.94, 0.92, 0.91, 0.78, 0.83),
    "pledge":        (0.99, 0.98, 0.99, 0.94, 0.94, 0.94, 0.90, 0.89),
    "investors":     (0.99, 0.92, 0.86, 0.78, 0.64, 0.61, 0.55, 0.61),
    "beneficiaries": (0.85, 0.93, 0.92, 0.80, 0.58, 0.52, 0.43, 0.40),
    "projects":      (0.90, 0.85, 0.64, 0.76, 0.56, 0.60, 0.55, 0.54),
    "places":        (0.90, 0.84, 0.84, 0.66, 0.62, 0.71, 0.56, 0.53),
    "purpose":       (0.93, 0.97, 0.93, 0.86, 0.86, 0.86, 0.49, 0.58),
    "end":           (0.99, 0.81, 0.87, 0.69, 0.75, 0.73, 0.44, 0.68),
    "stage":         (0.99, 0.85, 0.91, 0.85, 0.82, 0.85, 0.66, 0.67),
    "attributed_to": (0.90, 0.94, 0.85, 0.89, 0.77, 0.81, 0.52, 0.58),
    "part_of":       (0.93, 0.83, 0.81, 0.69, 0.65, 0.77, 0.56, 0.51),
    "whole_pledge":  (0.99, 0.77, 0.75, 0.54, 0.50, 0.43, 0.28, 0.35),
}  # fmt: skip

SCORER = FOLDERS["seeds"].parent / "tools" / "score_claims.py"


@cache
def _read(folder: str) -> dict[str, list[bytes]]:
    return {
        gold.document.name: [dumps(claim) for claim in read_claims(gold.document)]
        for gold in texts(folder)
    }


def claims_of(folder: str) -> dict[str, list[dict[str, Any]]]:
    """Claims of the reader, as JSON records, by document."""
    return {name: [json.loads(line) for line in lines] for name, lines in _read(folder).items()}


def scores_of(folder: str, claims: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    tally: Tally = {}
    for gold in texts(folder):
        score(gold, claims[gold.document.name], tally)
    return f1(tally)


@pytest.mark.parametrize("folder", FOLDERS)
def test_floors(folder: str) -> None:
    if not FOLDERS[folder].is_dir():
        pytest.skip(f"the annotated texts of {folder} are not at hand")
    assert tuple(FLOORS) == FIELDS
    column = FOLDS.index(folder)
    claims = claims_of(folder)
    assert claims
    found = scores_of(folder, claims)
    below = {
        field: f"{found[field]:.3f} < {floors[column]:.2f}"
        for field, floors in FLOORS.items()
        if found[field] < floors[column]
    }
    assert below == {}, folder


# --- the scorer --------------------------------------------------------------------------------


def their_figures(
    folder: Path, claims: dict[str, list[dict[str, Any]]], out: Path
) -> dict[str, float]:
    """F1 of each field by the founders' own script."""
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: list[Any] = []

    class Kept(module.Tally):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    # It prints three decimals; what it counted has them all.
    module.Tally = Kept  # type: ignore[attr-defined]
    lines = [json.dumps(claim) for each in claims.values() for claim in each]
    out.write_text("\n".join(lines), encoding="utf-8")
    module.main([str(folder), str(out)])
    return {name: tally.figures()[2] for name, tally in zip(FIELDS, made, strict=True)}


def spoil(claims: dict[str, list[dict[str, Any]]], folder: str, seed: int) -> None:
    """Make mistakes of every kind, in place."""
    chance = random.Random(seed)
    whole = {gold.document.name: gold.document.text for gold in texts(folder)}
    names = ["Brookfield", "l'Élysée", "MGX, Abu Dhabi", "le", "", "ÉLYSÉE", "France"]
    for document, each in claims.items():
        ids = [claim["id"] for claim in each]
        for claim in list(each):
            if chance.random() < 0.1:
                each.remove(claim)
                continue
            if chance.random() < 0.1:
                each.append({**claim, "id": claim["id"] + "x"})
            if chance.random() < 0.2:
                evidence = claim["evidence"]
                evidence["end"] = chance.randint(evidence["start"] + 1, evidence["end"])
                evidence["quote"] = whole[document][evidence["start"] : evidence["end"]]
            for key, values in {
                "role": ["commitment", "round", "other"],
                "stage": ["announced", "cancelled"],
                "purpose": ["ai", "other"],
                "unit": ["EUR", "USD"],
                "end": [None, "2029", "2029-H2"],
                "low": [None, 0, 2.5, 1e9],
                "part_of": [None, chance.choice(ids), chance.choice(ids)],
            }.items():
                if chance.random() < 0.2:
                    claim[key] = chance.choice(values)
            for key in ("investors", "beneficiaries", "projects", "places", "attributed_to"):
                if chance.random() < 0.3:
                    claim[key] = [*claim[key], *chance.sample(names, 2)][chance.randint(0, 2) :]
        each.sort(key=lambda claim: claim["evidence"]["start"])


@pytest.mark.skipif(not SCORER.is_file(), reason="the founders' scorer is not at hand")
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
@pytest.mark.parametrize("folder", ["seeds", "devset", "world"])
def test_our_scorer_agrees_with_the_founders(folder: str, seed: int | None, tmp_path: Path) -> None:
    if not FOLDERS[folder].is_dir():
        pytest.skip(f"the annotated texts of {folder} are not at hand")
    claims = claims_of(folder)
    if seed is not None:
        spoil(claims, folder, seed)
    ours = scores_of(folder, claims)
    theirs = their_figures(FOLDERS[folder], claims, tmp_path / "claims.jsonl")
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert all(0 <= figure <= 1 for figure in ours.values())
    assert len(set(ours.values())) > 5


def test_perfect_claims_score_one_and_none_score_nothing() -> None:
    for gold in texts("world"):
        # Claims that say what the annotations say.
        perfect = [
            {
                **wanted,
                **{
                    name: [g[0] if isinstance(g, list) else g for g in wanted[name]]
                    for name in ("investors", "beneficiaries", "projects", "places", "attributed_to")
                },
                "id": f"{span[0]}",
                "evidence": {"quote": wanted["quote"], "start": span[0], "end": span[1]},
                "part_of": next(
                    (
                        f"{other_span[0]}"
                        for other, other_span in zip(gold.claims, gold.spans, strict=True)
                        if other["quote"] == wanted["part_of"]
                    ),
                    None,
                ),
            }
            for wanted, span in zip(gold.claims, gold.spans, strict=True)
        ]  # fmt: skip
        tally: Tally = {}
        score(gold, perfect, tally)
        assert f1(tally) == dict.fromkeys(FIELDS, 1.0), gold.document.name
        tally = {}
        score(gold, [], tally)
        assert f1(tally)["quantity"] == (1.0 if not gold.claims else 0.0)
