"""Figures that nobody promises, or no longer: denied, negated, struck.

Words of withdrawal near a figure are weighed like all others, and a plain "The $3bn plan was
scrapped" has few other words to go by. So the patterns that leave no doubt are signs of their own.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.syntax.clauses import BE
from grandlivre.claims.syntax.cues import Cue

_DENYING = ("deni", "deny", "dément", "démen")
_BETWEEN = frozenset(("to", "ever", "even"))
"""English words between a negation and its verb: not those of "not only" and "not yet"."""
_NEVER = (["will", "not"], ["won", "'"], ["ne", "verra"], ["ne", "verront"])
_NE, _PAS = frozenset(("ne", "n'")), frozenset("pas jamais plus point".split())
_STAGED = frozenset(
    "considered confirmed under_construction operational cancelled paused negation".split()
)
_VERB_REACH, _STRUCK_REACH, _NOT_REACH, _LIST_REACH = 12, 6, 4, 24


def denials(around: Surroundings) -> Iterator[str]:
    """Signs that the figure is denied, negated, or that what it is of was struck."""
    cues = [cue for cue in around.sentence.cues if around.in_clause(cue)]
    if any(_denies(around, cue) for cue in around.sentence.cues):
        yield "denied"
    if any(_is_negated(around, cue) for cue in cues):
        yield "negated"
    told = {cue.kind for cue in around.sentence.cues if cue.kind in _STAGED}
    struck = told == {"cancelled"} and any(_is_struck(around, cue) for cue in cues)
    never = told <= {"cancelled", "negation"} and any(
        _never_happens(around, cue) for cue in around.sentence.cues
    )
    if struck or never:  # and no word of another stage in the sentence
        yield "struck"


def _denies(around: Surroundings, cue: Cue) -> bool:
    """True for "Norvane denied on Monday that it would invest 5 billion"."""
    words, first = around.words, around.placed.first
    return (
        cue.kind == "cancelled"
        and words[cue.first].startswith(_DENYING)
        and 0 <= first - cue.last <= _VERB_REACH
        and not around.quantities_between(cue.first, cue.last)
    )


def _is_negated(around: Surroundings, cue: Cue) -> bool:
    """True for "has not promised $3bn", "will not invest", "has no plans to spend"."""
    words, first = around.words, around.placed.first
    if cue.kind != "pay" or not 0 <= first - cue.last <= _VERB_REACH:
        return False
    if around.quantities_between(cue.first, cue.last):
        return False
    negations = [
        each
        for each in around.sentence.cues
        if each.kind == "negation" and 0 <= cue.first - each.last <= _NOT_REACH
    ]
    if around.page.language == "fr":
        return any(_is_whole(words, each, cue) for each in negations)
    return any(_BETWEEN.issuperset(words[each.last : cue.first]) for each in negations)


def _is_whole(words: Sequence[str], negation: Cue, verb: Cue) -> bool:
    """True for "n'investira pas" and "n'a jamais promis": a lone "ne" negates nothing."""
    if words[negation.first] not in _NE:
        return False
    after = words[verb.last : verb.last + 2]
    if after and not after[0].endswith("ment"):  # "ne construira finalement pas"
        after = after[:1]
    return not _PAS.isdisjoint((words[verb.first - 1], *after))


def _is_struck(around: Surroundings, cue: Cue) -> bool:
    """True for "the $3bn plan was scrapped", "le plan de 3 milliards est abandonné"."""
    words, last = around.words, around.placed.last
    return (
        cue.kind == "cancelled"
        and 0 < cue.first - last <= _STRUCK_REACH
        and words[cue.first - 1] in BE
        and not around.quantities_between(cue.first, cue.last)
    )


def _never_happens(around: Surroundings, cue: Cue) -> bool:
    """True for "its 500 MW, its 4 billion euros and its 1,000 jobs will not happen"."""
    words, last = around.words, around.placed.last
    if cue.kind != "cancelled" or words[cue.first : cue.first + 2] not in _NEVER:
        return False
    deeds = [c for c in around.sentence.cues if c.kind == "pay" and last <= c.first < cue.first]
    return 0 <= cue.first - last <= _LIST_REACH and not deeds
