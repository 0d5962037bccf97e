"""The verb of fusion: from contradicting claims to the likeliest values, and whom to believe."""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.fusion.copying import Pairs, copying, independence, mirrors, pairs_of
from grandlivre.ledger.fusion.likeness import Likeness, likeness
from grandlivre.ledger.fusion.model import FusionOptions
from grandlivre.ledger.fusion.outcome import Fusion
from grandlivre.ledger.fusion.reliability import Reliability, reliability, tested_claims
from grandlivre.ledger.fusion.table import ClaimTable, Columns, columns_of
from grandlivre.ledger.fusion.values import Floats, Ints, sum_by


def fuse(table: ClaimTable, options: FusionOptions | None = None) -> Fusion:
    """Find the likeliest value of each item, and how far each source can be relied on.

    Parameters
    ----------
    table
        Who tells what of which item.
    options
        See `FusionOptions`; the defaults serve every table.

    Returns
    -------
    Fusion
        The same whatever the order of the rows, and whatever the sources are called.

    Notes
    -----
    Rounds of three estimates, each from the other two, until no probability moves: how probable
    each value is, from the reliability and independence of those who tell it (POPACCU; Dong,
    Saha, Srivastava 2013, doi 10.14778/2535568.2448938); how reliable each source is, from the
    probability of what it tells; which sources copy, from the improbable values that they share
    (Dong, Berti-Équille, Srivastava 2009, arXiv 0909.1776). Sources that tell the same of the
    same items are taken for one from the start, else a crowd of mirrors would decide what is
    true, and thereby who is reliable. While it is being settled whom to believe, a source's
    own claim weighs, in judging it, as a stranger's of its class: nobody vouches for himself.

    Weights rank values; every value told stays in the result with those who tell it.

    Examples
    --------
    >>> told = ClaimTable(
    ...     items=["Lyon", "Lyon", "Lyon"], sources=["a", "b", "c"], values=[522250, 522250, 5222]
    ... )
    >>> fused = fuse(told)
    >>> fused.item("Lyon").value, [each.value for each in fused.item("Lyon").alternatives]
    (522250.0, [522250.0, 5222.0])
    """
    chosen = options or FusionOptions()
    columns = columns_of(table, chosen.staleness)
    rounds = _Rounds(
        columns=columns,
        pairs=pairs_of(columns),
        likeness=likeness(columns, chosen.closeness),
        tested=tested_claims(columns),
        options=chosen,
    )
    return _settled(rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rounds:
    """What stays the same from round to round."""

    columns: Columns
    pairs: Pairs
    likeness: Likeness
    tested: Floats
    options: FusionOptions


def _settled(rounds: _Rounds) -> Fusion:
    columns, options = rounds.columns, rounds.options
    rated = reliability(
        columns, np.zeros(len(columns.claim_fact)), np.zeros_like(rounds.tested), options
    )
    copied = mirrors(columns, rounds.pairs, options)
    probability, voice = np.zeros(len(columns.fact_item)), np.ones(len(columns.claim_fact))
    done, moved = 0, np.inf
    while done < options.most_rounds and moved > options.tolerance:
        voice = columns.freshness * independence(rounds.pairs, columns, copied, options)
        before, (probability, right) = probability, _believed(rounds, rated, voice)
        rated = reliability(columns, right, rounds.tested, options)
        if done:
            of_fact = sum_by(columns.claim_fact, voice, len(probability))
            copied = copying(
                rounds.pairs, columns, rated.source, probability, (voice, of_fact), options
            )
        moved = float(np.abs(probability - before).max(initial=0.0))
        done += 1
    # In the end each claim counts for what it is worth, its own source's say included.
    believed = _or_held(rounds.likeness, probability, probability)[columns.claim_fact]
    rated = reliability(columns, believed, rounds.tested, options)
    return Fusion(
        columns=columns,
        pairs=rounds.pairs,
        options=options,
        probability=probability,
        voice=voice,
        rated=rated,
        copied=np.where(rounds.pairs.is_known, 1.0, copied),
        rounds=done,
        is_settled=moved <= options.tolerance,
    )


def _believed(rounds: _Rounds, rated: Reliability, voice: Floats) -> tuple[Floats, Floats]:
    """How probable each fact is, and each claim without its own source's say.

    Notes
    -----
    The evidence for a value v, against the case that none of those told is true:
    sum over its claims of voice * log(A/(1-A)), plus for each other value w the logarithm of how
    popular it would be among the false ones, (V_w + 1)/(V - V_v + unseen) for V_w voices.
    """
    columns, options = rounds.columns, rounds.options
    fact, item = columns.claim_fact, columns.fact_item
    facts, items = len(item), len(columns.item_names)
    odds = np.log(rated.source) - np.log1p(-rated.source)
    mine = odds[columns.claim_source] * voice
    voices = sum_by(fact, voice, facts)
    all_voices = sum_by(item, voices, items)[item]
    popular = voices * np.log(voices + 1)
    all_popular = sum_by(item, popular, items)[item]
    rest = all_voices - voices
    others = (all_popular - popular) - rest * np.log(rest + options.unseen)
    none = all_popular - all_voices * np.log(all_voices + options.unseen)
    evidence = sum_by(fact, mine, facts) + others - none
    like = rounds.likeness
    lent = options.kinship * like.degree * np.maximum(evidence[like.lender], 0)
    evidence = evidence + sum_by(like.borrower, lent, facts)
    highest = np.zeros(items)
    np.maximum.at(highest, item, evidence)
    weight = np.exp(evidence - highest[item])
    # The truth may be what nobody told: one candidate more, with no evidence of its own.
    whole = (sum_by(item, weight, items) + np.exp(-highest))[item]
    probability = weight / whole
    class_odds = np.log(rated.of_class) - np.log1p(-rated.of_class)
    stranger = class_odds[columns.source_class[columns.claim_source]] * voice
    weighed = weight[fact] * np.exp(np.clip(stranger - mine, -50, 50))
    right = weighed / (whole[fact] - weight[fact] + weighed)
    return probability, _or_held(like, probability, right, fact)


def _or_held(
    like: Likeness, probability: Floats, right: Floats, fact: Ints | None = None
) -> Floats:
    """Add what is right because what it holds is: a rounded figure, a range."""
    holds = like.holds
    held = sum_by(like.lender[holds], probability[like.borrower[holds]], len(probability))
    found: Floats = np.minimum(right + (held if fact is None else held[fact]), 1.0)
    return found
