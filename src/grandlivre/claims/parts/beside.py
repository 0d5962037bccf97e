"""What stands beside a figure: between it and another one, and what tells it by the way."""

from collections.abc import Iterator, Sequence

from grandlivre.claims.figures.around import Surroundings, bucket
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.page.owners import is_gapped
from grandlivre.claims.parts.partwords import part_words
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.claims.syntax.cues import Cue

_BETWEEN = ("part", "pay", "spent", "get")
_SHARE_OF = frozenset(
    ("of the", "of its", "of their", "out of", "out of the", "des", "de ses", "de leurs", "sur les")
)
_GROWING = ("attei", "reach", "grow", "grew", "climb", "ris", "rose", "swell", "jump")
_CONTRASTS = frozenset("though although but whereas while mais tandis alors or quand".split())
_TELLING = frozenset(("speech", "say", "remark", "vow", "source"))
_RELATIVES = frozenset(("qui", "which", "who"))
_MARKS = frozenset("; : ( ) –".split())
_CLAUSE = 12
"""Words between a relative pronoun and a figure of its clause."""
_OPENERS = (
    "en parallèle",
    "parallèlement",
    "pareillement",
    "par ailleurs",
    "de son côté",
    "de leur côté",
    "en complément",
    "à côté de cela",
    "séparément",
    "in parallel",
    "separately",
    "meanwhile",
    "likewise",
    "elsewhere",
    "in a separate",
    "for its part",
)
"""What opens a sentence about something else than those before."""
_LONGEST_OPENER = max(len(each.split()) for each in _OPENERS)


def asides(around: Surroundings) -> Iterator[str]:
    """What sets a figure apart from those before it.

    "Soutenue par Norvane, qui investira 3 milliards, Orlac …": the clause tells who Norvane is, and
    the thread of the text goes on without it. "En parallèle, …" begins another thread.
    """
    words, sentence = around.words, around.sentence
    opening = " ".join(words[sentence.first : sentence.first + _LONGEST_OPENER]) + " "
    if opening.startswith(tuple([f"{each} " for each in _OPENERS])):
        yield "beside-opens"
    placed = around.placed
    for at in range(placed.first - 1, max(placed.first - 1 - _CLAUSE, sentence.first), -1):
        if words[at] in _MARKS:
            return
        if words[at] in _RELATIVES:
            named = [
                m for m in sentence.mentions if at - 1 <= m.last <= at and m.entity is not None
            ]
            told = part_words(words, placed.first, placed.last, sentence.first, sentence.last)
            # "led by Norvane, which puts in 3 million": that is a share after all.
            if "gives" not in told.part and any(
                preposition(words, m.span[0], sentence.first) in OBLIQUE for m in named
            ):
                yield "told-aside"
            return


def _grows(words: Sequence[str], cue: Cue, to: int) -> bool:
    """True for a verb of growing right before a figure."""
    near = cue.kind == "size" and 0 <= to - cue.last <= 1
    return near and words[cue.first].startswith(_GROWING)


def between(around: Surroundings, other: PlacedQuantity) -> Iterator[str]:
    """What stands between two quantities of one sentence."""
    mine = around.placed
    before = other.first < mine.first
    lo, hi = (other.last, mine.first) if before else (mine.last, other.first)
    between = {c.kind for c in mine.sentence.cues if lo <= c.first < hi}
    yield f"here:{bucket(hi - lo)}"
    yield f"here-between={min(around.quantities_between(other.first, other.last), 3)}"
    for kind in _BETWEEN:
        if kind in between:
            yield f"between-{kind}:{'b' if before else 'a'}"
    words = around.words[lo:hi]
    if is_gapped(around.words, other) and (not before or is_gapped(around.words, mine)):
        yield "gapped"  # "Norvane investira 3 milliards, Telis 2 milliards"
    if len(words) == 1 and words[0] in ("à", "to"):
        yield "changes"
    if len(words) == 1 and words[0] in ("et", "and"):
        yield "joined"  # "90 et 60 millions"
    if not before and any(_grows(around.words, c, hi) for c in mine.sentence.cues):
        yield "grows-to"  # "compte 1,2 GW ; il devrait atteindre 4,5 GW"
    if not before and " ".join(words) in _SHARE_OF:
        yield "share-of"  # "12,000 of the 25,000 GPUs"
    if not _CONTRASTS.isdisjoint(words) and not between.isdisjoint(_TELLING):
        yield "rivals"  # "costs 2 billion, though the mayor speaks of 3"
    if before:
        if any(word in words for word in ("dont", "including", "which")):
            yield "of-which"
        if ":" in words:
            yield "between-colon"
        if ";" in words:
            yield "between-semicolon"
