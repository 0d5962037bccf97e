"""What the verb beside a figure does: promises, weighs, raises later, gives by each, opens.

"Avait annoncé 3 milliards" spends nothing though its tense is past, "is in talks to invest" decides
nothing, "apporteront chacun" tells no price by the piece, and what was inaugurated is there.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.model import Measure
from grandlivre.claims.syntax.cues import Cue

_PROMISING = ("annonc", "announc", "promi", "promet", "pledg", "vow")
"""How verbs begin whose object is promised, in whatever tense, and not yet spent."""
_EACH = frozenset("chacun chacune each apiece".split())
_OBJECT_REACH = 4
_TO_DO = frozenset("to de d' y en".split())
_TO_REACH = 2
_OPENED = frozenset("inauguré inaugurés ouvert inaugurated opened".split())
_OPENING = [["opened", word] for word in ("a", "an", "the", "its", "their")]
_PERFECT = frozenset("a ont has have had avait avaient".split())
_WEIGHING = (
    *("talk", "negoti", "consider", "mull", "explor", "weigh", "discuss", "stud", "contempl"),
    *("envisag", "étudi", "négoci", "discut", "réfléchi", "song"),
)
"""How words begin that tell of weighing a deed, and not of having decided on it."""
_VERB_REACH = 12
_TO_RAISE = frozenset("lever réunir collecter emprunter raise borrow raising".split())
"""Verbs of raising that tell nothing of when: that is for the words before them."""
_WILL_RAISE = frozenset("lèvera lèveront réunira réuniront empruntera emprunteront".split())
_RAISED_REACH, _MODAL_REACH = 6, 6
_HOPING = (
    *"veut veulent voul voudr cherch esp souhait aimer pourra ambition tent rêv objectif".split(),
    *"pourparler want seek sought hop aim could may might look close".split(),
    *_WEIGHING,
)
"""How words begin that make of raising a wish."""
_DONE = frozenset(
    "vient viennent venait venaient réussi parvenu parvenue parvenus permis avoir après managed"
    " helped able after".split()
)


def deeds(around: Surroundings) -> Iterator[str]:
    """Signs of what the verb right before a figure does."""
    if any(_opened(around, cue) for cue in around.sentence.cues):
        yield "opened"
    words, first = around.words, around.placed.first
    if around.placed.quantity.measure is Measure.MONEY:
        yield from _raising(around)
    verb = next(
        (c for c in reversed(around.sentence.cues) if c.kind == "pay" and c.last <= first), None
    )
    if verb is None:
        return
    between = words[verb.last : first]
    is_next = not around.quantities_between(verb.first, verb.last)
    is_object = is_next and len(between) <= _OBJECT_REACH and "," not in between
    if is_object and words[verb.first].startswith(_PROMISING):
        yield "promised"
    after = words[around.placed.last : around.placed.last + 1]
    if (is_next and words[verb.last] in _EACH) or not _EACH.isdisjoint(after):
        yield "each-pays"
    if any(_considers(words, cue, verb) for cue in around.sentence.cues):
        yield "considers"


def _raising(around: Surroundings) -> Iterator[str]:
    """Signs of a round that is still to come: "veut lever 3 millions", "plans to raise $3m"."""
    words, first = around.words, around.placed.first
    floor = max(around.sentence.first, first - _RAISED_REACH)
    at = next((i for i in range(first - 1, floor - 1, -1) if words[i] in _TO_RAISE), None)
    if at is None:
        if not _WILL_RAISE.isdisjoint(words[floor:first]):
            yield "raising=announced"
        return
    before = words[max(around.sentence.first, at - _MODAL_REACH) : at]
    if around.quantities_between(at, at + 1) or not _DONE.isdisjoint(before):
        return
    if any(word.startswith(_HOPING) for word in before):
        yield "raising=considered"
    elif words[at] != "raising":
        yield "raising=announced"


def _opened(around: Surroundings, cue: Cue) -> bool:
    """True for "a inauguré jeudi un centre de 30 MW", not for "sera inauguré"."""
    words, first = around.words, around.placed.first
    return (
        cue.kind == "operational"
        and words[cue.first] in _OPENED
        and 0 <= first - cue.last <= _VERB_REACH
        and (words[cue.first - 1] in _PERFECT or words[cue.first : cue.last + 1] in _OPENING)
        and around.in_clause(cue)
        and not around.quantities_between(cue.first, cue.last)
    )


def _considers(words: Sequence[str], cue: Cue, verb: Cue) -> bool:
    """True for "is in talks to invest", "envisage d'y investir": others only hope or expect."""
    between = words[cue.last : verb.first]
    near = cue.kind == "considered" and cue.last <= verb.first and len(between) <= _TO_REACH
    return near and words[cue.last - 1].startswith(_WEIGHING) and _TO_DO.issuperset(between)
