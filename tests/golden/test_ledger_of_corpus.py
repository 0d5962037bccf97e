"""What the package's own corpus must come out as: nothing twice, and every figure in its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import as_file, files

import pytest
from seen import Seen, bn, look, read_folder

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Stage
from grandlivre.ledger import Commitment, ConflictKind, Fold, LinkKind, Programme, fold_totals
from grandlivre.ledger.model import Aside, RelationBasis

BN = 10**9


@pytest.fixture(scope="module")
def corpus() -> Seen:
    with as_file(files("grandlivre") / "data" / "corpus") as folder:
        return read_folder(folder)


def _plan(seen: Seen) -> Programme:
    (found,) = [each for each in seen.ledger.programmes if each.euros == bn(109, 109)]
    return found


def _named(seen: Seen, *parties: str) -> list[Commitment]:
    return [
        each
        for each in seen.ledger.commitments
        if set(parties) <= {party.name for party in each.known_by}
    ]


def _whole(seen: Seen, key: str) -> set[str]:
    """All that an entry is a part of, at any remove."""
    by_id = {each.id: each for each in (*seen.ledger.commitments, *seen.ledger.programmes)}
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for whole in by_id[waiting.pop()].wholes:
            if whole not in found:
                found.add(whole)
                waiting.append(whole)
    return found


def _counted(seen: Seen) -> set[str]:
    total = next(each for each in seen.ledger.totals if each.id == "commitments")
    return set(total.sums)


def test_a_site_that_changed_hands_is_not_counted_twice(corpus: Seen) -> None:
    (gone,) = [each for each in _named(corpus, "Fluidstack") if each.is_cancelled]
    assert gone.euros == bn(10, 10)
    assert gone.id not in _counted(corpus)
    after = [
        link
        for link in corpus.ledger.links
        if link.kind is LinkKind.SUPERSEDES and link.target == gone.id
    ]
    entries = {each.id: each for each in corpus.ledger.commitments}
    assert {entries[link.source].known_by[0].name for link in after} == {"SoftBank"}
    counted = [entries[key] for key in _counted(corpus)]
    softbank = [each for each in counted if "SoftBank" in {p.name for p in each.known_by}]
    # Besides, it pays into a local fund of 10 million together with who left the site to it.
    large = [each.euros for each in softbank if each.euros.low and each.euros.low > BN]
    assert large == [bn(45, 75)]


def test_brookfields_15_and_5_are_20_and_with_10_more_30(corpus: Seen) -> None:
    (thirty,) = [each for each in _named(corpus, "Brookfield") if each.euros == bn(30, 30)]
    (twenty,) = [
        each for each in _named(corpus, "Brookfield") if each.euros == bn(20, 20) and not each.aside
    ]
    fifteen = [each for each in _named(corpus, "Brookfield") if each.euros.high == 15 * BN]
    assert thirty.id in _whole(corpus, twenty.id)
    for each in fifteen:
        assert twenty.id in _whole(corpus, each.id)
    reasons = " ".join(
        relation.reason.en
        for each in corpus.ledger.commitments
        for relation in each.relations
        if relation.is_exhaustive
    )
    assert "€15bn + €5bn = €20bn" in reasons
    assert "€10bn + €20bn = €30bn" in reasons
    counted = {each.id for each in _named(corpus, "Brookfield")} & _counted(corpus)
    assert counted == {thirty.id}


def test_campus_ias_first_phase_lies_in_the_whole_with_its_steps(corpus: Seen) -> None:
    (whole,) = [
        each for each in _named(corpus, "MGX") if each.euros == bn(30, 50) and each.aside is None
    ]
    (phase,) = [
        each for each in _named(corpus, "MGX") if each.euros == bn(8.5, 8.5) and each.aside is None
    ]
    assert whole.id in _whole(corpus, phase.id)
    assert phase.id not in _counted(corpus)
    # A row that tells of the first two steps and of no money goes to the phase that they belong to.
    powers = {
        end
        for each in (*whole.capacities, *phase.capacities)
        for end in (each.megawatts.low, each.megawatts.high)
        if end is not None
    }
    assert {240, 700, 1400} <= powers
    assert whole.power_mw is not None
    assert whole.power_mw.contains(Decimal(1400))


def test_choose_france_2025s_totals_are_told_apart_by_scope(corpus: Seen) -> None:
    entries = [
        next(each for each in corpus.ledger.programmes if each.euros == bn(figure, figure))
        for figure in (17, 26, 37, 40.8)
    ]
    note = corpus.conflict(ConflictKind.SCOPE, *entries)
    assert not note.is_contradiction
    said = " ".join(side.says.en for side in note.sides)
    assert "AI share" in said
    assert "data centres" in said


def test_a_withdrawal_changes_what_remains_of_the_plan(corpus: Seen) -> None:
    (gone,) = [each for each in _named(corpus, "Fluidstack") if each.is_cancelled]
    plan = _plan(corpus)
    assert gone.id in {item.entry for item in plan.items}
    claims = [
        replace(each, stage=Stage.ANNOUNCED)
        if each.stage is Stage.CANCELLED and each.id in gone.claims
        else each
        for each in corpus.claims.values()
    ]
    before = _plan(look([], claims))
    after = _plan(look([], list(corpus.claims.values())))
    assert before.itemised.low is not None
    assert after.itemised.low is not None
    assert before.itemised.low - after.itemised.low == 10 * BN


def test_later_programmes_count_again_what_was_in_earlier_ones(corpus: Seen) -> None:
    entries = {each.id: each for each in (*corpus.ledger.commitments, *corpus.ledger.programmes)}
    again = {
        (entries[link.source].euros.high, entries[link.target].euros.high)
        for link in corpus.ledger.links
        if link.kind is LinkKind.REANNOUNCES
    }
    assert (93 * BN, 10 * BN) in again
    assert (37 * BN, 17 * BN) in again


@pytest.mark.parametrize(
    ("party", "euros"),
    [
        ("Émirats arabes unis", bn(50, 50)),
        ("Brookfield", bn(30, 50)),
        ("Scaleway", bn(21.2, 21.2)),
        ("Scaleway", bn(9.2, 9.2)),
        ("Mistral AI", bn(10, 10)),
        ("Prologis", bn(5.4, 5.4)),
    ],
)
def test_what_one_text_says_otherwise_is_not_counted(
    corpus: Seen, party: str, euros: Interval
) -> None:
    assert not {each.id for each in corpus.entries(party, euros)} & _counted(corpus)


def test_a_heading_is_no_place(corpus: Seen) -> None:
    titles = [each.title.en for each in corpus.ledger.commitments]
    assert not [title for title in titles if "DIRECT" in title]


def test_what_is_reckoned_by_a_text_itself_is_set_aside_as_such(corpus: Seen) -> None:
    asides = {each.aside for each in corpus.ledger.commitments}
    assert {Aside.ECHO, Aside.FAINT, Aside.REMAINDER, Aside.OTHER_MONEY} <= asides


def test_the_total_of_france_is_no_longer_far_too_high(corpus: Seen) -> None:
    """It was at least 309; at least 283 since echoes, remainders and faint tellings are set aside;
    at least 265, of which 249 to 308 without open ends, since an audit by hand.

    What the audit leaves open stands in `docs/explanation/reconciliation.md`.
    """
    home = next(each for each in corpus.ledger.totals if each.id == "commitments:FR")
    assert home.without_open.low is not None
    assert home.without_open.high is not None
    assert home.without_open.low < 255 * BN
    assert home.without_open.high < 315 * BN


@pytest.mark.parametrize("by", list(Fold))
def test_every_fold_adds_up_to_the_whole(corpus: Seen, by: Fold) -> None:
    whole = next(each for each in corpus.ledger.totals if each.id == "commitments")
    folds = fold_totals(corpus.ledger, by)
    assert sum((each.euros.low or Decimal(0) for each in folds), Decimal(0)) == whole.euros.low
    assert sorted(key for each in folds for key in each.sums) == sorted(whole.sums)
    assert len({each.id for each in folds}) == len(folds)


def test_readings_are_never_firm(corpus: Seen) -> None:
    for each in corpus.ledger.commitments:
        for relation in each.relations:
            assert not (relation.basis is RelationBasis.READING and relation.is_firm)
    assert corpus.ledger.currency_date <= date(2027, 1, 1)


def test_what_is_called_a_contradiction_of_figures_is_proved(corpus: Seen) -> None:
    """The solver found claims that cannot hold together, whoever raised the contradiction."""
    kinds = (ConflictKind.AMOUNT, ConflictKind.SUM, ConflictKind.UNIT_SLIP)
    figures = [each for each in corpus.ledger.conflicts if each.kind in kinds]
    assert figures
    for each in figures:
        assert each.subsets, each.explanation.en
        assert all(set(subset) <= set(each.claims) for subset in each.subsets)


def test_each_entry_of_known_money_has_a_best_value_inside_its_bounds(corpus: Seen) -> None:
    for each in (*corpus.ledger.commitments, *corpus.ledger.programmes):
        if each.euros == Interval():
            assert each.best is None
        else:
            assert each.best is not None
            assert each.euros.contains(each.best.euros)
            assert each.implied is None or each.implied.contains(each.best.euros)


def test_a_plan_told_in_comparison_stands_once_and_at_home(corpus: Seen) -> None:
    (plan,) = [each for each in corpus.ledger.programmes if each.title.en == "Stargate"]
    assert {place.country for place in plan.places} == {"US"}
    assert len(plan.claims) == 2
