"""Which sources go back to one another: shared false values betray copying."""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.fusion.likeness import pairs_within
from grandlivre.ledger.fusion.model import FusionOptions
from grandlivre.ledger.fusion.table import Columns
from grandlivre.ledger.fusion.values import Bools, Floats, Ints, sum_by

MOST_SOURCES = 64
"""Items told by more sources than this are no evidence of copying: what everyone tells says
little, and their pairs would outgrow the table."""
_TINY = 1e-9
_NEGLIGIBLE = 1e-6
_LEAST_DOUBT = 1e-3
# What pairs of sources share by chance is learnt from all pairs; these pseudo-pairs keep it sane
# where there are few, and its spread within reason.
_PSEUDO_PAIRS, _PSEUDO_SHARE = 2.0, 1 / 3
_LEAST_SPREAD, _MOST_SPREAD = 0.5, 20.0
_MIRROR_SURENESS = 20.0
"""Items that `FusionOptions.mirrored_share` is worth, as the mean of a beta distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of sources that tell of one item at least, and where they meet."""

    first: Ints
    second: Ints
    """Sources, the first with the lower number."""
    one: Ints
    other: Ints
    """Claims of one item by two sources: one row for each meeting."""
    pair: Ints
    """Number of the pair that a meeting belongs to."""
    agrees: Bools
    """Whether the two claims are for one value."""
    is_evidence: Bools
    """Whether their item is disputed: agreement where all agree says nothing."""
    is_known: Bools
    """Per pair, whether the table says that they are copies."""
    known_others: Floats
    """Per claim, how many known copies of its source tell the same."""


def pairs_of(columns: Columns) -> Pairs:
    """Find the pairs of sources that can be compared."""
    source, item = columns.claim_source, columns.claim_item
    one, other = pairs_within(item, MOST_SOURCES)
    apart = source[one] != source[other]
    one, other = one[apart], other[apart]
    swap = source[one] > source[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    keys, pair = np.unique(
        source[one] * len(columns.source_names) + source[other], return_inverse=True
    )
    first, second = np.divmod(keys, max(len(columns.source_names), 1))
    group = columns.source_group
    _, voices, together = np.unique(
        columns.claim_fact * len(columns.source_names) + group[source],
        return_inverse=True,
        return_counts=True,
    )
    return Pairs(
        first=first,
        second=second,
        one=one,
        other=other,
        pair=pair,
        agrees=columns.claim_fact[one] == columns.claim_fact[other],
        is_evidence=columns.is_disputed[item[one]],
        is_known=group[first] == group[second],
        known_others=(together[voices] - 1).astype(np.float64),
    )


def mirrors(columns: Columns, pairs: Pairs, options: FusionOptions) -> Floats:
    """Probability that two sources are one in two guises, before any truth is known.

    Notes
    -----
    Of n disputed items that either tells of, k are told alike by both. For mirrors, k is
    beta-binomial around `FusionOptions.mirrored_share`; for others, around what the pairs of
    the table share that are plainly no mirrors, fitted by moments. Two good sources agree often
    too, but seldom tell of the same items and of no other.
    """
    count = len(pairs.first)
    disputed = columns.is_disputed[columns.claim_item]
    told = sum_by(columns.claim_source, disputed, len(columns.source_names))
    both = sum_by(pairs.pair, pairs.is_evidence, count)
    alike = sum_by(pairs.pair, pairs.agrees & pairs.is_evidence, count)
    either = np.maximum(told[pairs.first] + told[pairs.second] - both, alike)
    n, k = np.rint(either).astype(np.int64), np.rint(alike).astype(np.int64)
    share, sure = options.mirrored_share, _MIRROR_SURENESS
    shares = k[n > 0] / n[n > 0]
    # Where most sources mirror one another, they are not what sources share by chance.
    a, b = _background(shares[shares < share])
    as_mirrors = _beta_binomial(k, n, share * sure, (1 - share) * sure)
    evidence = as_mirrors - _beta_binomial(k, n, a, b)
    return _sigmoid(evidence + _prior_odds(columns, options))


def _background(shares: Floats) -> tuple[float, float]:
    """The beta distribution of what pairs of sources share, by moments."""
    weight = len(shares) + _PSEUDO_PAIRS
    mean = float((shares.sum() + _PSEUDO_PAIRS * _PSEUDO_SHARE) / weight)
    spread = float(((shares - mean) ** 2).sum() / max(len(shares), 1))
    size = mean * (1 - mean) / max(spread, _TINY) - 1
    size = min(max(size, _LEAST_SPREAD), _MOST_SPREAD)
    return mean * size, (1 - mean) * size


def _beta_binomial(k: Ints, n: Ints, a: float, b: float) -> Floats:
    """Logarithm of the beta-binomial probability of k in n, without its binomial coefficient."""
    steps = np.arange(int(n.max(initial=0)))

    def rising(start: float) -> Floats:
        return np.concatenate([[0.0], np.cumsum(np.log(start + steps))])

    found: Floats = rising(a)[k] + rising(b)[n - k] - rising(a + b)[n]
    return found


def copying(
    pairs: Pairs,
    columns: Columns,
    accuracy: Floats,
    probability: Floats,
    voices: tuple[Floats, Floats],
    options: FusionOptions,
) -> Floats:
    """Probability of copying of each pair, given how probable each value is.

    Parameters
    ----------
    pairs, columns
        Where sources meet.
    accuracy
        Reliability of each source.
    probability
        Of each fact.
    voices
        Weight of each claim as a voice, and of all voices for each fact.
    options
        `copied_share` c, `copiers` and `unseen`.

    Notes
    -----
    Dong, Berti-Équille, Srivastava (2009, section 3), with the direction left open. Two
    independent sources of accuracies A1, A2 agree on a true value with probability A1*A2, and on
    a false value v with (1-A1)*(1-A2)*p(v), p(v) being its popularity among the other false
    voices (Dong, Saha, Srivastava 2013). A copier repeats a share c whatever it is, and tells
    the rest as if independent: it agrees on a true value with c*A + (1-c)*A1*A2, on a false one
    with c*(1-A) + (1-c)*(1-A1)*(1-A2)*p(v), and differs 1-c times as often.
    """
    share, (voice, of_fact) = options.copied_share, voices
    source, fact = columns.claim_source, columns.claim_fact
    met = pairs.agrees & pairs.is_evidence
    one, other, at = pairs.one[met], pairs.other[met], fact[pairs.one[met]]
    false = _false_voices(columns, probability, of_fact)
    both = voice[one] + voice[other]
    rest = np.maximum(of_fact[at] - both, 0) + 1
    popular = rest / (np.maximum(false[at] - both, 0) + options.unseen)
    first, second, true = accuracy[source[one]], accuracy[source[other]], probability[at]
    middle = (first + second) / 2
    apart = true * first * second + (1 - true) * (1 - first) * (1 - second) * popular
    copied = share * (true * middle + (1 - true) * (1 - middle)) + (1 - share) * apart
    alike = np.log(np.maximum(copied, _TINY) / np.maximum(apart, _TINY))
    evidence = sum_by(pairs.pair[met], alike, len(pairs.first))
    differing = sum_by(pairs.pair, ~pairs.agrees, len(pairs.first))
    evidence += differing * np.log(1 - share)
    return _sigmoid(evidence + _prior_odds(columns, options))


def _false_voices(columns: Columns, probability: Floats, of_fact: Floats) -> Floats:
    """Per fact, how many voices of its item tell a false value, should the fact be false."""
    item, items = columns.fact_item, len(columns.item_names)
    everyone = sum_by(item, of_fact, items)[item]
    right = sum_by(item, of_fact * probability, items)[item] - of_fact * probability
    others_right = right / np.maximum(1 - probability, _LEAST_DOUBT)
    found: Floats = np.maximum(everyone - others_right, of_fact)
    return found


def independence(
    pairs: Pairs, columns: Columns, probability: Floats, options: FusionOptions
) -> Floats:
    """The part of a voice that each claim is, beside the claims it agrees with.

    Notes
    -----
    1 / (1 + sum of c * P(copying) over the others for that value): k copies share one voice, as
    near-identical sequences share one weight in biology (Henikoff and Henikoff 1994). Known
    copies have P = c = 1, so that together they count as one exactly. In no order, so that no
    name or row sets who is the copy.
    """
    part = np.where(pairs.is_known, 0.0, options.copied_share * probability)
    met = pairs.agrees & (part[pairs.pair] > _NEGLIGIBLE)
    weight = part[pairs.pair[met]]
    count = len(columns.claim_fact)
    others = pairs.known_others + sum_by(pairs.one[met], weight, count)
    others += sum_by(pairs.other[met], weight, count)
    found: Floats = 1.0 / (1.0 + others)
    return found


def _prior_odds(columns: Columns, options: FusionOptions) -> float:
    """Logarithm of the odds that two sources copy, before anything is known.

    A source copies from one other, however many there are: the more pairs, the rarer copies are
    among them, else chance would supply some in every large table.
    """
    prior = 2 * options.copiers / (len(columns.source_names) + 1)
    return float(np.log(prior) - np.log1p(-prior))


def _sigmoid(log_odds: Floats) -> Floats:
    found: Floats = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -50.0, 50.0)))
    return found
