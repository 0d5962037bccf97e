"""Who receives a sum of money, as far as the words around it tell.

"40 milliards dans Norvane", "$2bn for a campus run by Norvane", "sold bonds worth $18bn", "the
latest round of Norvane", "has to buy $5bn worth of chips from Norvane", "la banque lui avance": a
few patterns, each one feature for the decisions.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.claims.syntax.cues import Cue

Relations = Iterator[tuple[Mention, str]]

_RECEIVERS = frozenset(("party", "pronoun"))
_NEAR, _PURPOSE_REACH, _ROUND_REACH, _BUYING_REACH, _PAPER_REACH = 4, 14, 4, 8, 5
_PURPOSES = frozenset(
    "pour for to afin destiné destinée destinés destinées affecté affectée affectés"
    " affectées".split()
)
_BREAKS = frozenset("; : ( ) • | – .".split())
_PAPER = frozenset(
    "obligations obligation bonds bond notes debentures shares actions convertibles".split()
)
_ISSUING = frozenset(
    "placé placée placés place placer émis émet émettre émettra émettent vendu sold sells sell"
    " selling issued issues issue issuing placed priced".split()
)
_BUYING = frozenset(
    "achète achètera achèterait acheter acheté achat commande commandé commander acquérir buy buys"
    " bought buying purchase purchased order ordered".split()
)
_INTO_WHICH = frozenset(
    (into, which)
    for into, words in (
        ("dans", ("lequel", "laquelle", "lesquels", "lesquelles")),
        ("in", ("which",)),
        ("into", ("which",)),
    )
    for which in words
)
_CLITICS = frozenset(("lui", "leur"))
_AUXILIARIES = frozenset("a ont avait avaient aura auront aurait auraient".split())
_GIVEN = frozenset(("it", "them"))
_BEING = frozenset(
    "was were been being be is are est sont été être sera seront serait seraient était"
    " étaient".split()
)
_ADVERBS = frozenset("also already now then only later thus déjà aussi ainsi enfin depuis".split())
_PARTICIPLES = ("ed", "en", "nt", "id", "é", "ée", "és", "ées")
_REFLEXIVE = frozenset(("s'", "se", "m'", "me", "nous", "vous"))
_OBJECT_REACH = 10
"""Words between a verb's indirect object and the sum that goes to it."""


def receivers(
    words: Sequence[str], placed: PlacedQuantity, parties: Sequence[Mention]
) -> Relations:
    """Parties of a sum's sentence that words around it make its receivers."""
    named = [mention for mention in parties if mention.kind in _RECEIVERS]
    if not named:
        return
    yield from _into(words, placed, named)
    yield from _put_into(words, placed, named)
    yield from _round_of(words, placed, named)
    yield from _issuer(words, placed, named)


def _into(words: Sequence[str], placed: PlacedQuantity, named: Sequence[Mention]) -> Relations:
    """Whom the money goes into, whose things it is for, and whom things are bought from."""
    stop = min(
        (q.first for q in placed.sentence.quantities if q.first >= placed.last),
        default=placed.sentence.last,
    )
    purpose = words[placed.last] in _PURPOSES if placed.last < len(words) else False
    floor = max(placed.sentence.first, placed.first - _BUYING_REACH)
    buying = not _BUYING.isdisjoint(words[floor : placed.first])
    for mention in named:
        first = mention.span[0]
        if not placed.last <= first < stop:
            continue
        gap = first - placed.last
        governed = preposition(words, first, placed.last)
        if governed == "in":
            yield mention, "into:near" if gap <= _NEAR else "into:far"
        if buying and governed in ("from", "of", "to", "*"):
            yield mention, f"bought:{governed}"
        if purpose and gap <= _PURPOSE_REACH and _BREAKS.isdisjoint(words[placed.last : first]):
            yield mention, f"purpose:{governed}"


def _put_into(words: Sequence[str], placed: PlacedQuantity, named: Sequence[Mention]) -> Relations:
    """Whom a clause about him gives the sum: "Norvane, dans lequel l'État a mis 3 milliards"."""
    for mention in named:
        at = mention.last + (words[mention.last : mention.last + 1] == [","])
        clause = words[at + 2 : placed.first]
        if tuple(words[at : at + 2]) not in _INTO_WHICH or "," in clause:
            continue
        if clause and _BREAKS.isdisjoint(clause):
            yield mention, "into:near"


def _round_of(words: Sequence[str], placed: PlacedQuantity, named: Sequence[Mention]) -> Relations:
    """Whose round it is: "the Series C of Norvane", "Norvane's latest round"."""
    sentence = placed.sentence
    sums = [q for q in sentence.quantities if q is not placed]
    rounds = [
        cue
        for cue in sentence.cues
        if cue.kind == "round"
        # Beyond another sum it is another's: "A a levé 40 millions, et le tour de B 3".
        and not any(
            min(cue.last, placed.last) <= q.first < max(cue.first, placed.first) for q in sums
        )
    ]
    if not rounds:
        return
    for mention in named:
        first, last = mention.span
        owned = last < sentence.last and words[last] == "'s"
        governed = preposition(words, first, sentence.first) == "of"
        for cue in rounds:
            before = owned and 0 < cue.first - last <= _ROUND_REACH
            if before or (governed and 0 < first - cue.last <= 2):
                yield mention, "round-of"
                break


def _issuer(words: Sequence[str], placed: PlacedQuantity, named: Sequence[Mention]) -> Relations:
    """Who sells paper: "Norvane a placé 2 milliards d'obligations"."""
    sentence = placed.sentence
    around = words[max(sentence.first, placed.first - _PAPER_REACH) : placed.first]
    beside = words[placed.last : min(placed.last + _PAPER_REACH, sentence.last)]
    if _PAPER.isdisjoint(around) and _PAPER.isdisjoint(beside):
        return
    for at in range(placed.first - 1, sentence.first, -1):
        if words[at] in _ISSUING:
            for mention in reversed(named):
                governed = preposition(words, mention.span[0], sentence.first)
                if mention.last <= at and governed not in OBLIQUE:
                    yield mention, "issuer"
                    return
            return


def given(
    words: Sequence[str], placed: PlacedQuantity, verb: Cue, parties: Sequence[Mention]
) -> Relations:
    """Whom a pronoun beside the verb means: "la banque lui avance", "has agreed to lend it"."""
    before = words[verb.first - 1] if verb.first else ""
    if before in _AUXILIARIES and verb.first > 1:
        before = words[verb.first - 2]
    after = words[verb.last] if verb.last < len(words) else ""
    if before not in _CLITICS and after not in _GIVEN:
        return
    sentence = placed.sentence
    free = [
        mention
        for mention in parties
        if mention.last <= verb.first
        and mention.kind in _RECEIVERS
        and preposition(words, mention.span[0], sentence.first) not in OBLIQUE
    ]
    if len(free) > 1:
        yield free[0], "given"
        return
    for mention, name in placed.themes:
        if name.startswith("theme"):
            yield mention, "given"


def is_passive(words: Sequence[str], verb: Cue) -> bool:
    """True for "was promised", "ont été versés"; not for "s'est engagé", "is to invest"."""
    at = verb.first - 1
    if at > 0 and words[at] in _ADVERBS:
        at -= 1
    if at < 1 or words[at] not in _BEING or not words[verb.first].endswith(_PARTICIPLES):
        return False
    return words[at - 1] not in _REFLEXIVE


def is_dative(words: Sequence[str], verb: Cue, mention: Mention, placed: PlacedQuantity) -> bool:
    """True for "lends Norvane $3m", "pays Norvane the whole cost, some $3m"."""
    first, last = mention.span
    if first - verb.last > 1 or placed.first - last > _OBJECT_REACH:
        return False
    return _BREAKS.isdisjoint(words[last : placed.first])
