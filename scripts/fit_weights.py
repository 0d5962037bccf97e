"""Fit the tables of weights on annotated texts, and say how well they do on texts left out.

    python -m scripts.fit_weights --on devset,world --write
    python -m scripts.fit_weights --on devset,world --folds 8      # cross-validation by document

Needs scipy (extra ``data``). Only class-level features are learned from (see
`grandlivre.claims.decisions.features`); a feature must occur in several documents to get a weight,
so
that no text can be learned by heart.
"""

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from bench.gold import GoldText, texts
from bench.scoring import FIELDS, Tally, agrees, f1, score
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from grandlivre.base.codec import dumps
from grandlivre.claims.decisions.bearings import role_group
from grandlivre.claims.decisions.decide import FIELD_OF
from grandlivre.claims.decisions.earlier import Answer, Earlier
from grandlivre.claims.decisions.features import Given, role_features
from grandlivre.claims.decisions.questions import (
    Asked,
    Nearby,
    Question,
    is_put,
)
from grandlivre.claims.decisions.reading import Reading, reading
from grandlivre.claims.decisions.threads import Bound, Thread, Threads
from grandlivre.claims.decisions.weights import BINARIES, CHOICES, Features, Tables
from grandlivre.claims.figures.around import Scenes
from grandlivre.claims.figures.signs import tells_stage_alone
from grandlivre.claims.figures.times import date_candidates, no_date
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import Measure, Role
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page, PlacedDate, PlacedQuantity
from grandlivre.claims.parts.wholes import Told, Wholes
from grandlivre.claims.read import read_claims

OUT = Path(__file__).resolve().parent.parent / "src/grandlivre/reference/data/weights"
FIRMNESS, LOOSENESS, CAUTION = 2.0, 1.0, 6.0
"""Weight of the squared distance from what is believed, for features with and without a belief;
the last where a question asks for names: their features are many, and easily learned by heart."""
LOOSE = {"part_of": 2.5}
"""The same for single questions, chosen on texts left out."""
STRENGTH = {"role_money": 4.0, "role_other": 2.0, "stage": 8.0, "purpose": 2.0}
SEEN = ("seeds", "devset", "world", "corpus", "press", "bulletin")
"""Folders of annotated texts that the weights are fitted on."""
FOLDS = 8
"""Parts that the texts are dealt to, so that each can be read by what the others taught."""
STAKES = {"asset": 0.3, "passed": 0.2}
"""What a case counts, by group of roles: a wrong payer of a pledge does more harm than one of a
turnover, and the two are not told apart alike."""
RECEIVED = {"asset": 0.1, "passed": 0.1}
"""The same where the question is who receives: of what is no pledge that is seldom told."""
EMPHASIS = {"seeds": 3.0, "devset": 3.0}
"""How many times over a text of a folder counts: these are what the reader is for, the others were
written to be unlike one another."""
MINIMUM = 3
"""Documents that a feature must occur in."""


@dataclass
class Examples:
    """Features and answer of every case of one question."""

    features: list[list[str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    def add(self, features: list[str], answer: str | bool, document: str) -> None:
        self.features.append(features)
        self.answers.append(str(answer))
        self.documents.append(document)


@dataclass
class Contests:
    """Questions with candidates: each case is a list of features, the first that of "none"."""

    cases: list[list[list[str]]] = field(default_factory=list)
    right: list[list[int]] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    stakes: list[float] = field(default_factory=list)
    """How much each case counts."""

    def add(
        self,
        none: list[str],
        candidates: list[tuple[list[str], bool]],
        document: str,
        stake: float,
    ) -> None:
        if not candidates:
            return
        self.stakes.append(stake)
        self.cases.append([none, *(features for features, _ in candidates)])
        right = [i + 1 for i, (_, answer) in enumerate(candidates) if answer]
        self.right.append(right or [0])
        self.documents.append(document)


Cases = dict[str, Examples | Contests]
"""The cases of each question, by its name."""


@cache
def priors() -> dict[str, dict[str, float]]:
    """What grammar tells before any text is seen: weights that the fit starts from and is held to."""
    return tomllib.loads((OUT / "priors.toml").read_text(encoding="utf-8"))


def collect(golds: Sequence[GoldText], readers: Mapping[str, Tables] | None = None) -> Cases:
    """Put every question to every annotated quantity.

    Parameters
    ----------
    golds
        The annotated texts.
    readers
        By name of a document, the tables that answer for the quantities before the one in
        question. The reader goes by its own earlier answers, mistakes and all: weights fitted
        beside annotated ones would trust them too much. Where None, the annotated ones.
    """
    examples: Cases = {name: Examples() for name in CHOICES}
    examples |= {name: Contests() for name in BINARIES}
    for gold in golds:
        page = lay_out(gold.document)
        if page is None:
            continue
        name = gold.document.name
        pairs = _pairs(page, gold)
        told = None if readers is None else reading(page, readers[name])
        asking = _Asking(page, pairs, examples, gold, told)
        for placed, claim in pairs:
            asking.ask(placed, claim)
        for placed, claim in pairs:
            asking.ask_whole(placed, claim)
    return examples


def collect_as_read(golds: Sequence[GoldText], folds: int = FOLDS) -> Cases:
    """`collect`, what came before answered by a reader that has not seen the document.

    That reader is fitted on the other folds, by annotated answers.
    """
    examples = collect(golds)
    readers = {}
    for fold in range(folds):
        names = frozenset(gold.document.name for gold in golds[fold::folds])
        readers |= dict.fromkeys(names, _fitted(examples, names))
    return collect(golds, readers)


def _pairs(page: Page, gold: GoldText) -> list[tuple[PlacedQuantity, dict]]:
    pairs = []
    for claim, (start, end) in zip(gold.claims, gold.spans, strict=True):
        for placed in page.quantities:
            a, b = page.view.to_source(placed.quantity.start, placed.quantity.end)
            if min(b, end) > max(a, start) and placed.quantity.measure.value == claim["measure"]:
                pairs.append((placed, claim))
                break
    return pairs


def _accepts(entity: Entity, gold: Sequence) -> bool:
    names = {entity.name} | {
        m.name for m in entity.mentions if m.form == "name" or m.form == "description"
    }
    return any(
        agrees(entity.name, g if isinstance(g, list) else [g])
        or (
            entity.kind != "asset"
            and any(agrees(n, g if isinstance(g, list) else [g]) for n in names)
        )
        for g in gold
    )


class _Asking:
    """The questions put to one annotated page, answered as its annotation does."""

    def __init__(
        self,
        page: Page,
        pairs: list[tuple[PlacedQuantity, dict]],
        examples: Cases,
        gold: GoldText,
        told: Reading | None,
    ) -> None:
        self.examples = examples
        self.name = gold.document.name
        self.emphasis = EMPHASIS.get(gold.folder, 1.0)
        self.told = told
        self.scenes = Scenes(page)
        self.wholes = Wholes(self.scenes)
        self.known: dict[int, Told] = {}
        self.by_quote = {placed.number: claim["quote"] for placed, claim in pairs}
        self.given: list[Given] = []
        self.threads = Threads()
        self.read = 0
        """How many quantities of the page are taken in."""
        self.earlier = {question: Earlier() for question in FIELD_OF}

    def ask(self, placed: PlacedQuantity, claim: dict) -> None:
        """Put every question to one quantity."""
        scene = self.scenes.of(placed.sentence.number)
        around = self.scenes.around(placed)
        role = Role(claim["role"])
        money = placed.quantity.measure is Measure.MONEY
        if self.told is not None:
            self.given = self.told.given[: placed.number]
        features = role_features(around, self.given)
        if self.told is None:
            self.given.append((placed, role.value, claim["stage"]))
        self._add("role_money" if money else "role_other", features, role.value)
        features = [*features, f"role={role.value}"]
        self._add("stage", features, claim["stage"])
        self._add("purpose", features, claim["purpose"])
        asked = Asked(around, role, Nearby(scene))
        self._read_on(placed.number)
        for question, key in FIELD_OF.items():
            self._who(asked, question, claim[key])
        who = [self._answered(placed, name) for name in ("investor", "project", "place")]
        self._when(asked, claim, Bound(scene, who[0], who[1], self.threads))
        self.known[placed.number] = Told(role, *who)
        if self.told is None:
            end, sentence = self._date_of((claim["end"] or "")[:4]), placed.sentence
            section = sentence.passage.section
            self.threads.add(Thread(*who, end, section, sentence.number), asked.group)

    def _when(self, asked: Asked, claim: dict, bound: Bound) -> None:
        """Ask when a quantity starts and ends."""
        known = bound.ends()
        nothing = list(no_date(asked.around, asked.group, known))
        for key in ("end", "start"):
            year = (claim[key] or "")[:4]
            dates = [
                (_joined(seen), bool(year) and (date.date.value or "")[:4] == year)
                for date, seen in date_candidates(asked.around, asked.group, known)
            ]
            self._contest(key, asked.group, nothing, dates)

    def _date_of(self, year: str) -> PlacedDate | None:
        """The first date of the page that tells a year."""
        dates = (date for each in self.scenes.page.sentences for date in each.dates)
        return next((d for d in dates if year and (d.date.value or "")[:4] == year), None)

    def _answered(self, placed: PlacedQuantity, question: str) -> frozenset[int]:
        if self.told is not None:
            return self.told.who[question][placed.number].entities
        return self.earlier[question].answers[-1].entities

    def ask_whole(self, placed: PlacedQuantity, claim: dict) -> None:
        """Ask what a quantity is a part of, all else being known of every quantity."""
        if not is_put("part_of", Role(claim["role"])):
            self.wholes.settle(placed, None)
            return
        around = self.scenes.around(placed)
        nothing = list(self.wholes.nothing(around, self.known))
        wholes, whole = [], None
        for other, parts in self.wholes.candidates(around, self.known):
            right = self._is_whole(other, claim["part_of"])
            wholes.append((_joined(parts), right))
            whole = other if right and whole is None else whole
        group = role_group(Role(claim["role"]), placed.quantity.measure)
        self._contest("part_of", group, nothing, wholes)
        self.wholes.settle(placed, whole)

    def _is_whole(self, other: PlacedQuantity, told: str | None) -> bool:
        """True where any telling of a quantity is the one that the annotation names."""
        quotes = [self.by_quote.get(each.number) for each in self.wholes.tellings(other)]
        return told is not None and any(q and (told in q or q in told) for q in quotes)

    def _read_on(self, number: int) -> None:
        """Take in what the reader answered for the quantities before the one of that number."""
        if self.told is not None:
            for question, earlier in self.earlier.items():
                for answer in self.told.who[question][len(earlier.answers) : number]:
                    earlier.add(answer)
            for told in self.told.threads[self.read : number]:
                self.threads.add(*told)
            self.read = number

    def _payers(self, number: int, question: str) -> frozenset[int]:
        """Who pays for a quantity, where the question is who receives it."""
        if question != "beneficiary":
            return frozenset()
        if self.told is not None:
            return self.told.who["payer"][number].entities
        # The question who pays was just put, and its answer is the last.
        return self.earlier["investor"].answers[-1].entities

    def _who(self, asked: Asked, question: str, gold: Sequence) -> None:
        earlier = self.earlier[question]
        right: list[int] = []
        if is_put(question, asked.role):
            payers = self._payers(asked.around.placed.number, question)
            bound = None
            if question == "place":
                number = asked.around.placed
                who = (self._answered(number, name) for name in ("investor", "project"))
                bound = Bound(asked.around.scene, *who, self.threads)
            put = Question(asked, question, earlier, payers, bound)
            entities = self.scenes.page.entities
            right = [n for n in put.candidates if _accepts(entities[n], gold)]
            found = [(_joined(put.parts(n)), n in right) for n in put.candidates]
            self._contest(question, asked.group, _joined(put.nothing), found)
        if self.told is None:
            sentence = asked.around.sentence
            section = sentence.passage.section
            earlier.add(Answer(sentence.number, section, frozenset(right), asked.group))

    def _add(self, question: str, features: list[str], answer: str) -> None:
        examples = self.examples[question]
        assert isinstance(examples, Examples)
        examples.add(features, answer, self.name)

    def _contest(
        self,
        question: str,
        group: str,
        nothing: list[str],
        found: list[tuple[list[str], bool]],
    ) -> None:
        contests = self.examples[question]
        assert isinstance(contests, Contests)
        stakes = RECEIVED if question == "beneficiary" else STAKES
        contests.add(nothing, found, self.name, self.emphasis * stakes.get(group, 1.0))


def _joined(parts: Sequence[Features]) -> list[str]:
    return [name for part in parts for name in part]


def fit_contest(name: str, contests: Contests, leave_out: frozenset[str] = frozenset()) -> dict:
    """Fit a question with candidates: softmax over the candidates and "none" of each case."""
    used = [i for i, d in enumerate(contests.documents) if d not in leave_out]
    spread: dict[str, set[str]] = defaultdict(set)
    for i in used:
        for features in contests.cases[i]:
            for feature in features:
                spread[feature].add(contests.documents[i])
    names = sorted(f for f, documents in spread.items() if len(documents) >= MINIMUM)
    if not names:
        return {"bias": 0.0, "weights": {}}
    index = {f: i for i, f in enumerate(names)}
    rows, columns, starts, right = [], [], [0], []
    for i in used:
        for n, features in enumerate(contests.cases[i]):
            row = starts[-1] + n
            # As often as it is there: the reader adds it up part by part, and the matrix too.
            for feature in features:
                if feature in index:
                    rows.append(row)
                    columns.append(index[feature])
        right.extend(starts[-1] + n for n in contests.right[i])
        starts.append(starts[-1] + len(contests.cases[i]))
    positive = np.zeros(starts[-1])
    positive[right] = 1.0
    bounds = np.array(starts[:-1])
    sizes = np.diff(starts)
    stakes = np.array([contests.stakes[i] for i in used])
    stake_of_row = np.repeat(stakes, sizes)
    believed = priors().get(name, {})
    names += [f for f in believed if f not in index]
    prior = np.array([believed.get(f, 0.0) for f in names])
    loose = CAUTION if name in FIELD_OF else LOOSE.get(name, LOOSENESS)
    penalty = np.array([FIRMNESS if f in believed else loose for f in names])

    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(starts[-1], len(names)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.repeat(np.maximum.reduceat(scores, bounds), sizes)
        grown = np.exp(scores - top)
        every = np.repeat(np.add.reduceat(grown, bounds), sizes)
        good = np.repeat(np.add.reduceat(grown * positive, bounds), sizes)
        share, wanted = grown / every, grown * positive / good
        surprise = -stakes @ np.log(good[bounds] / every[bounds])
        value = surprise + 0.5 * penalty @ (weights - prior) ** 2
        slope = matrix.T @ (stake_of_row * (share - wanted)) + penalty * (weights - prior)
        return float(value), slope

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {
        "bias": 0.0,
        "weights": {
            f: round(float(w), 3) for f, w in zip(names, found.x, strict=True) if abs(w) >= 0.0005
        },
    }


def fit(name: str, examples: Examples | Contests, leave_out: frozenset[str] = frozenset()) -> dict:
    """Fit one question; returns its table."""
    if isinstance(examples, Contests):
        return fit_contest(name, examples, leave_out)
    spread: dict[str, set[str]] = defaultdict(set)
    for features, document in zip(examples.features, examples.documents, strict=True):
        if document not in leave_out:
            for feature in features:
                spread[feature].add(document)
    kept = {
        feature
        for feature, documents in spread.items()
        if len(documents) >= MINIMUM
        and not (name.startswith("role") and tells_stage_alone(feature))
    }
    used = [i for i, d in enumerate(examples.documents) if d not in leave_out]
    classes = sorted({examples.answers[i] for i in used})
    names = ["bias", *sorted(kept)]
    believed = priors().get(name, {})
    names += sorted({f for row in believed.values() for f in row} - set(names))
    index = {f: i for i, f in enumerate(names)}
    rows = [r for r, i in enumerate(used) for f in {"bias", *examples.features[i]} if f in index]
    columns = [index[f] for i in used for f in {"bias", *examples.features[i]} if f in index]
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(used), len(names)))
    wanted = np.zeros((len(used), len(classes)))
    wanted[range(len(used)), [classes.index(examples.answers[i]) for i in used]] = 1.0
    prior = np.zeros((len(names), len(classes)))
    penalty = np.full((len(names), 1), STRENGTH[name])
    penalty[0] = 0.01
    for answer, row in believed.items():
        for feature, weight in row.items():
            if answer in classes:
                prior[index[feature], classes.index(answer)] = weight
                penalty[index[feature]] = FIRMNESS

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(prior.shape)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        grown = np.exp(scores)
        share = grown / grown.sum(axis=1, keepdims=True)
        value = (
            -np.log((share * wanted).sum(axis=1)).sum()
            + 0.5 * (penalty * (weights - prior) ** 2).sum()
        )
        return float(value), (matrix.T @ (share - wanted) + penalty * (weights - prior)).ravel()

    found = minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = found.x.reshape(prior.shape)
    return {
        "answers": classes,
        "bias": [round(float(w), 3) for w in weights[0]],
        "weights": {
            f: [round(float(w), 3) for w in weights[i]]
            for f, i in index.items()
            if i and np.abs(weights[i]).max() >= 0.002
        },
    }


def evaluate(
    golds: Sequence[GoldText], tables: Tables, misses: list[str] | None = None
) -> dict[str, float]:
    """Scores of the reader, deciding by some tables, on annotated texts."""
    tally: Tally = {}
    _score(golds, tables, tally, misses)
    return f1(tally)


def _score(
    golds: Sequence[GoldText], tables: Tables, tally: Tally, misses: list[str] | None
) -> None:
    for gold in golds:
        claims = [json.loads(dumps(claim)) for claim in read_claims(gold.document, tables)]
        score(gold, claims, tally, misses)


def _fitted(examples: Cases, leave_out: frozenset[str] = frozenset()) -> Tables:
    return Tables.of({name: fit(name, cases, leave_out) for name, cases in examples.items()})


def cross_validate(
    golds: Sequence[GoldText], folds: int, misses: list[str] | None
) -> dict[str, dict[str, float]]:
    """Scores on each fold of documents with weights fitted on the others: of "all", and by folder.

    Of a fold left out, one thing is seen: it was among the texts of the readers that answered
    for the quantities before (see `collect_as_read`).
    """
    examples = collect_as_read(golds, folds)
    tallies: dict[str, Tally] = {"all": {}} | {gold.folder: {} for gold in golds}
    for fold in range(folds):
        out = golds[fold::folds]
        tables = _fitted(examples, frozenset(gold.document.name for gold in out))
        for gold in out:
            _score([gold], tables, tallies["all"], misses)
            _score([gold], tables, tallies[gold.folder], None)
    return {name: f1(tally) for name, tally in tallies.items()}


def show(title: str, scores: dict[str, float]) -> None:
    """One line a set."""
    print(f"{title:<22}" + " ".join(f"{name[:5]} {scores[name]:.2f}" for name in FIELDS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", default=",".join(SEEN))
    parser.add_argument("--test", default="")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--misses", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", default="", help="questions to write, by name; all where empty")
    args = parser.parse_args()
    golds = [gold for name in args.on.split(",") for gold in texts(name)]
    misses: list[str] | None = [] if args.misses else None
    if args.folds:
        print(f"left out ({args.folds} folds)")
        for name, scores in cross_validate(golds, args.folds, misses).items():
            show(name, scores)
    else:
        examples = collect_as_read(golds)
        tables = {q: fit(q, e) for q, e in examples.items()}
        fitted = Tables.of(tables)
        show("fitted on", evaluate(golds, fitted))
        for name in filter(None, args.test.split(",")):
            show(name, evaluate(list(texts(name)), fitted, misses))
        if args.write:
            OUT.mkdir(parents=True, exist_ok=True)
            wanted = set(filter(None, args.only.split(","))) or set(tables)
            for question in sorted(wanted):
                table = tables[question]
                (OUT / f"{question}.json").write_text(
                    json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8"
                )
    if args.misses and misses is not None:
        args.misses.write_text("\n".join(misses), encoding="utf-8")


if __name__ == "__main__":
    main()
