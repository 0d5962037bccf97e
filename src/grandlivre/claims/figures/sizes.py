"""Figures that are the size of something: "Le marché mondial atteindra 400 milliards".

A market has a size as a plan has a budget, and is told in the same tense, beside the same assets
and years; what tells the two apart is the subject of the verb. So the noun must head its phrase
("un acteur du marché" and "market leader" do not) and the verb must be one of having a size.
"""

from collections.abc import Iterable, Iterator

from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.syntax.cues import Cue

_GAINED = frozenset({"get", "round", "takeover"})
"""Words after which the figure is no size of what was named before them."""
_DETERMINERS = frozenset(
    "le la les l' un une ce cette ces the this that these a an its its".split()
)
_GOVERNING = frozenset(
    "de du des d' dans sur au aux à pour par avec sous vers of in on for to into from within across"
    " by with at over under against".split()
)
"""Words before a phrase that make it no subject."""
_HEADING = frozenset(
    "for of in on will would should could may might must can is was were are has had have to that"
    " which itself size alone worldwide globally expected set forecast projected already today now"
    " , (".split()
)  # fmt: skip
"""English words that may follow the noun that heads a phrase: not those of "market leader"."""
_NOT_SUCH = frozenset(
    "public publics publique publiques privé privés boursier boursiers financier financiers"
    " obligataire obligataires value".split()
)
_SIZED = {
    word: name
    for name, words in {
        "cost": "coût coûts cost costs facture bill budget devis estimate",
        "value": "valorisation valuation",
    }.items()
    for word in words.split()
}
"""Nouns that head their phrases wherever they stand."""
_VALUING = frozenset(
    "values valuing valorise valorisent valorisant valorisera valoriserait valorisait".split()
)
"""Verbs whose object has the value: of what is "valued at" a sum, not all is a company."""
_VALUING_REACH = 5
_VALUED = frozenset("valued valorisé valorisée".split())
_OBJECT_REACH = 6
_PHRASE_REACH, _VERB_REACH, _AFTER_REACH, _SIZED_REACH = 14, 7, 7, 4
_WORDS_BEFORE = 4


def sized(around: Surroundings) -> Iterator[str]:
    """Signs that the figure is what a cost or a valuation comes to: "son coût dépasse"."""
    words, first = around.words, around.placed.first
    if not _VALUING.isdisjoint(words[max(around.sentence.first, first - _VALUING_REACH) : first]):
        yield "sizes=value"  # "the deal values Norvane at 3 billion"
        return
    if _is_valued(around):
        yield "sizes=value"
        return
    verbs = [
        cue
        for cue in around.sentence.cues
        if cue.kind == "size" and 0 <= first - cue.last <= _SIZED_REACH
    ]
    if not verbs or around.quantities_between(verbs[-1].first, verbs[-1].last):
        return
    for at in range(
        verbs[-1].first - 1, max(around.sentence.first, verbs[-1].first - _PHRASE_REACH) - 1, -1
    ):
        name = _SIZED.get(words[at])
        if name is not None:
            yield f"sizes={name}"
            return


def _is_valued(around: Surroundings) -> bool:
    """True for "Valued at $12bn, Norvane …", "valued the firm at", "Norvane, valorisée 3 Md€"."""
    words, first, sentence = around.words, around.placed.first, around.sentence
    object_of = words[max(sentence.first, first - _OBJECT_REACH) : first]
    if object_of[-1:] in (["at"], ["à"]) and not _VALUED.isdisjoint(object_of[:-2]):
        return True
    at = next(
        (
            i
            for i in range(first - 1, max(sentence.first, first - 3) - 1, -1)
            if words[i] in _VALUED
        ),
        None,
    )
    if at is None:
        return False
    after = words[around.placed.last : around.placed.last + 1] == [","]
    beside = around.placed.last + 1 if at - sentence.first <= 1 and after else at - 1
    return any(
        mention.kind == "party" and beside in (mention.first, mention.last)
        for mention in sentence.mentions
    )


def sizes_market(around: Surroundings) -> bool:
    """True where the figure is said to be the size of a market, a sector or all its spending."""
    cues = around.sentence.cues
    nouns = [cue for cue in cues if cue.kind == "market_noun" and _heads(around, cue)]
    return bool(nouns) and (_is_subject(around, nouns, cues) or _is_estimated(around, nouns, cues))


def _is_subject(around: Surroundings, nouns: Iterable[Cue], cues: Iterable[Cue]) -> bool:
    """True for "Le marché du calcul pèsera 30 milliards", "the market will grow to $150bn"."""
    first = around.placed.first
    sizes = [c for c in cues if c.kind == "size" and first - _VERB_REACH <= c.first < first]
    if not sizes or around.quantities_between(sizes[-1].first, sizes[-1].last):
        return False
    verb = sizes[-1]
    floor = max(around.left_clause, verb.first - _PHRASE_REACH)
    subjects = [noun for noun in nouns if floor <= noun.first and noun.last <= verb.first]
    return bool(subjects) and not any(
        cue.kind in _GAINED and subjects[-1].last <= cue.first < verb.first for cue in cues
    )


def _is_estimated(around: Surroundings, nouns: Iterable[Cue], cues: Iterable[Cue]) -> bool:
    """True for "Évalué à 70 milliards en 2024, le marché" and "Worth $60bn, the market"."""
    first, last, words = around.placed.first, around.placed.last, around.words
    estimated = any(c.kind == "size" and first - 4 <= c.first < first for c in cues)
    return estimated and any(
        last < noun.first <= last + _AFTER_REACH and "," in words[last : noun.first]
        for noun in nouns
    )


def _heads(around: Surroundings, noun: Cue) -> bool:
    """True where a noun heads a phrase that no preposition governs."""
    words, floor = around.words, around.sentence.first
    after = words[noun.last] if noun.last < around.sentence.last else ""
    if after in _NOT_SUCH:
        return False
    if around.page.language != "fr" and not (after in _HEADING or _sizes(around, noun.last)):
        return False
    for at in range(noun.first - 1, max(floor, noun.first - 1 - _WORDS_BEFORE) - 1, -1):
        if words[at] in _GOVERNING:
            return False
        if words[at] in _DETERMINERS:
            return at == floor or words[at - 1] not in _GOVERNING
    return True


def _sizes(around: Surroundings, at: int) -> bool:
    """True where a verb of size begins at a word."""
    return any(cue.kind == "size" and cue.first == at for cue in around.sentence.cues)
