"""The update against the Beta's own, and against what it must not do."""

import itertools
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import beta, norm

from grandlivre.base.periods import Period
from grandlivre.ledger.model import Words
from grandlivre.outlook.calibration import (
    Case,
    Ending,
    calibrated,
    likelihood,
    odds,
    posterior,
    resolved_cases,
    worlds,
)
from grandlivre.outlook.calibration.laws import STAGES, delay_law, goes_on, pass_laws
from grandlivre.programme.model import Gate, ProjectClass
from grandlivre.reference.parameters import Distribution, Scale, mean, parameters, quantile

TODAY = date(2026, 7, 31)
KNOWN = parameters()
TITLE = Words(fr="Une halle", en="A hall")


def case(number: int = 0, **changes) -> Case:
    made = {
        "id": f"case-{number}", "group": f"group-{number}", "party": "Novacalc", "place": "Sens",
        "country": "FR", "kind": ProjectClass.CAMPUS, "is_fast_track": False, "power_mw": None,
        "amount_eur": None, "stated_on": Period.parse("2024-01-01"), "reached": Gate.ANNOUNCED,
        "promised": Gate.SECURED, "by": Period.parse("2025-01"), "is_dated": False,
        "resolved_on": date(2025, 1, 31), "ending": Ending.WITHDRAWN, "passed_on": None,
        "seen_on": date(2025, 1, 31), "then": Gate.ANNOUNCED, "says": TITLE, "ended": TITLE,
        "stated_url": "https://example.org/a", "resolved_url": "https://example.org/b",
    }  # fmt: skip
    return Case(**{**made, **changes})


def passed(number: int) -> Case:
    return case(number, ending=Ending.MET, passed_on=Period.parse("2024-06-30"),
                resolved_on=date(2024, 6, 30), then=Gate.SECURED)  # fmt: skip


def test_laws_give_back_the_odds_that_they_are_made_from() -> None:
    drawn = worlds(KNOWN, draws=2**14)
    for gate in STAGES:
        spread = KNOWN[f"odds_{gate}"].distribution
        values = quantile(spread, (np.arange(20_000) + 0.5) / 20_000)
        assert np.mean(drawn.ever(gate)) == pytest.approx(mean(spread), abs=0.01)
        assert np.std(drawn.ever(gate)) == pytest.approx(np.std(values), rel=0.12)
    for earlier, later in itertools.pairwise(STAGES):
        assert (drawn.ever(earlier) <= drawn.ever(later)).all()


@pytest.mark.parametrize(("came", "failed"), [(3, 0), (0, 4), (5, 3)])
def test_one_gate_without_dates_is_the_beta_s_own_update(came: int, failed: int) -> None:
    cases = [passed(number) for number in range(came)]
    cases += [case(100 + number) for number in range(failed)]
    prior = worlds(KNOWN, draws=2**15)
    found = posterior(prior, cases, known=TODAY)
    law = pass_laws(KNOWN)[Gate.ANNOUNCED]
    known = beta(law.a + came, law.b + failed)
    assert found.mean(prior.passes[Gate.ANNOUNCED]) == pytest.approx(known.mean(), abs=0.005)
    assert found.quantiles(prior.passes[Gate.ANNOUNCED]) == pytest.approx(
        known.ppf([0.05, 0.5, 0.95]), abs=0.015
    )
    # What was not tried is not learnt.
    untouched = prior.passes[Gate.PERMITTED]
    assert found.mean(untouched) == pytest.approx(np.mean(untouched), abs=0.01)


def test_a_case_that_still_waits_says_little_and_less_the_younger_it_is() -> None:
    prior = worlds(KNOWN)
    late = case(1, ending=Ending.NOT_YET)
    young = replace(late, seen_on=date(2024, 2, 1))
    before = np.mean(prior.ever(Gate.ANNOUNCED))
    means = [
        posterior(prior, [each], known=TODAY).mean(prior.ever(Gate.ANNOUNCED))
        for each in (case(1), late, young)
    ]
    assert means[0] < means[1] < means[2] < before + 1e-3


def test_delays_are_learnt_from_dates_that_were_said() -> None:
    prior = worlds(KNOWN)
    late = [
        case(number, reached=Gate.BUILT, promised=Gate.ENERGISED, is_dated=True,
             ending=Ending.LATE, passed_on=Period.parse("2027-01-01"), then=Gate.ENERGISED,
             seen_on=date(2027, 1, 1))
        for number in range(6)
    ]  # fmt: skip
    known = date(2028, 1, 1)
    found = posterior(prior, late, known=known)
    assert found.mean(prior.nation) > 0.2
    new = calibrated(KNOWN, late, known)["delay_ratio"].distribution
    old = KNOWN["delay_ratio"].distribution
    assert new.median > old.median
    # Met on its date, six times over: the other way.
    kept = [
        replace(each, ending=Ending.MET, passed_on=Period.parse("2025-01-15"),
                resolved_on=date(2025, 1, 15), seen_on=date(2025, 1, 31))
        for each in late
    ]  # fmt: skip
    assert calibrated(KNOWN, kept, known)["delay_ratio"].distribution.median < old.median


def test_what_was_not_known_yet_is_not_used() -> None:
    """A promise that was kept after the day counts, on that day, as one not kept yet."""
    late = case(1, reached=Gate.CONNECTED, promised=Gate.ENERGISED, is_dated=True,
                ending=Ending.LATE, passed_on=Period.parse("2026-03-01"), then=Gate.ENERGISED,
                seen_on=date(2026, 3, 1))  # fmt: skip
    waiting = replace(late, ending=Ending.NOT_YET, passed_on=None, then=Gate.CONNECTED)
    prior, day = worlds(KNOWN), date(2025, 6, 1)
    assert likelihood(late, prior, known=day) == pytest.approx(
        likelihood(replace(waiting, seen_on=day), prior, known=day)
    )
    assert posterior(prior, [late], known=date(2025, 1, 1)).cases == 0


def test_statements_of_one_build_share_one_voice() -> None:
    prior = worlds(KNOWN)
    once = posterior(prior, [case(1)], known=TODAY)
    thrice = [replace(case(1), id=f"again-{number}") for number in range(3)]
    assert posterior(prior, thrice, known=TODAY).weights == pytest.approx(once.weights)


def test_order_does_not_matter() -> None:
    cases = list(resolved_cases())
    prior = worlds(KNOWN, draws=1024)
    one = posterior(prior, cases, known=TODAY)
    assert posterior(prior, cases[::-1], known=TODAY).weights == pytest.approx(one.weights)


def test_a_class_of_better_odds_has_better_odds() -> None:
    prior = worlds(KNOWN)
    campus = goes_on(ProjectClass.CAMPUS, Gate.ANNOUNCED, Gate.ENERGISED, prior)
    public = goes_on(ProjectClass.SUPERCOMPUTER, Gate.ANNOUNCED, Gate.ENERGISED, prior)
    assert np.mean(public) > np.mean(campus)
    assert campus == pytest.approx(prior.ever(Gate.ANNOUNCED))
    ratio = np.exp(prior.log_ratio[ProjectClass.SUPERCOMPUTER])
    assert public / (1 - public) == pytest.approx(ratio * campus / (1 - campus))


def test_odds_of_a_dated_promise_are_its_share_times_the_share_in_time() -> None:
    told = case(1, reached=Gate.BUILT, promised=Gate.ENERGISED, is_dated=True)
    prior = worlds(KNOWN)
    law = delay_law(KNOWN)
    # A lognormal delay; ln 1, the date kept, lies below its centre.
    score = -law.centre / law.shorter_sd
    in_time = norm.cdf((score - np.sqrt(law.shared) * prior.nation) / np.sqrt(1 - law.shared))
    assert odds(told, prior) == pytest.approx(prior.ever(Gate.BUILT) * in_time)


def test_no_date_is_kept_before_the_steps_to_it_are_taken() -> None:
    """A campus without site, permit or grid cannot be promised for next year and come."""
    soon = case(1, promised=Gate.ENERGISED, by=Period.parse("2025-01"), is_dated=True)
    late = replace(soon, by=Period.parse("2034-01"))
    prior = worlds(KNOWN)
    assert np.mean(odds(soon, prior)) < 0.01
    assert np.mean(odds(late, prior)) > 0.05
    halls = replace(soon, kind=ProjectClass.COMPUTE)
    assert np.mean(odds(halls, prior)) > 0.05


def test_calibrated_says_what_it_did_and_leaves_the_rest_alone() -> None:
    new = calibrated(KNOWN, resolved_cases(), TODAY)
    assert set(new) == set(KNOWN)
    changed = {name for name in new if new[name] != KNOWN[name]}
    assert changed
    assert all(name.startswith(("odds_", "delay_ratio")) for name in changed)
    assert new["odds_ratio_energy"] == KNOWN["odds_ratio_energy"]
    assert "32 statements" in new["odds_announced"].reason
    assert "32 déclarations" in new["odds_announced"].reason_fr
    for name in changed:
        spread = new[name].distribution
        assert new[name].rows == KNOWN[name].rows
        assert spread.low <= spread.median <= spread.high
    ladder = [new[f"odds_{gate}"].distribution.median for gate in STAGES]
    assert ladder == sorted(ladder)


def test_no_case_no_change() -> None:
    assert calibrated(KNOWN, resolved_cases(), date(2015, 1, 1)) == dict(KNOWN)
    assert calibrated(KNOWN, (), TODAY) == dict(KNOWN)


def test_a_user_s_own_figure_stays() -> None:
    own = replace(KNOWN["odds_announced"], origin="mine.toml")
    new = calibrated({**KNOWN, "odds_announced": own}, resolved_cases(), TODAY)
    assert new["odds_announced"] == own


def test_odds_that_are_certain_stay_certain() -> None:
    sure = Distribution(scale=Scale.LINEAR, low=1, median=1, high=1)
    given = {
        name: replace(each, distribution=sure) if name.startswith("odds_") else each
        for name, each in KNOWN.items()
    }
    new = calibrated(given, resolved_cases(), TODAY)
    assert new["odds_built"].distribution == sure
