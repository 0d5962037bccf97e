"""Who answers a question along with the one that answers it best.

The members of one enumeration go together, as do the founders of a joint venture; besides, an
answer nearly as good as the best is one too.
"""

from collections.abc import Collection, Mapping

from grandlivre.claims.decisions.earlier import NOBODY, Answer
from grandlivre.claims.decisions.questions import Question
from grandlivre.claims.decisions.weights import millionths
from grandlivre.claims.figures.around import HINT, Scene
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.mentions.model import DESCRIPTION, NAME, Mention
from grandlivre.claims.model import PLEDGED, Measure
from grandlivre.claims.page.model import Page

_MARGIN = {
    "investor": millionths(0.3),
    "beneficiary": millionths(0.0),
    "project": millionths(0.3),
    "place": millionths(0.7),
    "speaker": millionths(0.7),
}
"""How much less than the best another answer may weigh to be one as well."""
_FELLOW_MARGIN = millionths(2.5)
"""The same for members of one enumeration, which share their part."""
_FELLOW_PAYER_MARGIN = millionths(4.0)
"""The same where the question is who pays: a round tells its backers in one breath."""
_FELLOW_REACH = 4
"""Sentences to the enumeration in which one who is not named beside the figure is named."""
_JOINT = tuple(
    frozenset(words.split())
    for words in ("coentreprise", "co-entreprise", "consortium", "joint-venture", "joint venture")
)
"""Words of a sentence whose parties go together from then on, all words of one needed."""
_RESPECTIVELY = frozenset(("respectivement", "respectively"))
_JOINED_AFTER = 2
"""Sentences after a figure in which the founders of the venture that it speaks of may be told."""
_CERTAINTY = millionths(0.5)
"""How much more than "nobody" another answer must weigh."""


def as_good(
    scores: Mapping[int, int], best: int, nothing: int, draft: Draft, question: Question
) -> list[int]:
    """The fellows of the best answer in an enumeration, and those nearly as good."""
    top, name, scene = scores[best], question.name, draft.around.scene
    margin = _FELLOW_PAYER_MARGIN if name == "investor" else _FELLOW_MARGIN
    rivals = [n for n, score in scores.items() if top - score < margin and n != best]
    if not rivals:
        return rivals
    if name == "beneficiary":
        reach = 0
    elif draft.role in PLEDGED:
        reach = _FELLOW_REACH
    else:
        # "At Varlay, Ostel and Dole. Together they will have 3 GW."
        reach = 1 if name == "place" else 0
    allied = fellows(scene, best, reach)
    # Two whom earlier sentences name apart do not pay together: one of them does.
    near: Collection[int] = scores
    if name == "investor" and best not in scene.mentions_of:
        near = scene.mentions_of
    return [
        n
        for n in rivals
        if n in allied
        or (n in near and top - scores[n] < _MARGIN[name] and scores[n] - nothing > _CERTAINTY)
    ]


def fellows(scene: Scene, best: int, reach: int) -> frozenset[int]:
    """Members of the enumeration that names an entity: here, or else in the nearest sentence."""
    entities, mine = scene.page.entities, scene.sentence.number
    mentions = scene.mentions_of.get(best, ())
    if not mentions:
        near = min(entities[best].mentions, key=lambda m: abs(m.sentence - mine), default=None)
        if near is None or abs(near.sentence - mine) > reach:
            return NOBODY
        mentions = [near]
    spans = {mention.span for mention in mentions}
    return frozenset(
        [
            other.entity.number
            for number in {mention.sentence for mention in mentions}
            for other in scene.page.sentences[number].mentions
            if other.span in spans and other.entity is not None
        ]
    )


def partners(draft: Draft, best: int, scores: Mapping[int, int], last: Answer | None) -> list[int]:
    """Those who paid together with the one just found, where it is merely carried on."""
    if last is None or best not in last.entities:
        return []
    ties = draft.around.relations.get(best, ())
    if draft.placed.quantity.measure is not Measure.MONEY:
        # A sum may be one partner's share; the size of a campus is that of all who build it.
        ties = tuple([name for name in ties if not name.startswith(HINT)])
    if ties or _is_named_alone(draft, best, last):
        return []
    return [number for number in scores if number in last.entities and number != best]


def respective(draft: Draft, chosen: list[int]) -> list[int]:
    """Of several who pay several sums "respectively", the one whose turn it is."""
    sentence, scene = draft.placed.sentence, draft.around.scene
    words = draft.around.words[sentence.first : sentence.last]
    if len(chosen) < 2 or _RESPECTIVELY.isdisjoint(words):
        return chosen
    measure = draft.placed.quantity.measure
    row = [each for each in sentence.quantities if each.quantity.measure is measure]
    here = [number for number in chosen if number in scene.mentions_of]
    if len(row) != len(chosen) or len(here) != len(chosen):
        return chosen
    here.sort(key=lambda number: scene.mentions_of[number][0].first)
    return [here[row.index(draft.placed)]]


def _is_named_alone(draft: Draft, best: int, last: Answer) -> bool:
    """True where the text has named one of those who paid since, and without the others.

    Not where it only speaks: "indique Norvane dans un communiqué".
    """
    first, page = draft.placed.first, draft.around.page
    entities = page.entities
    since = [m for m in entities[best].mentions if m.sentence > last.sentence and m.first < first]
    if not since or since[-1].form != NAME or _speaks(page, since[-1]):
        return False
    here = {since[-1].sentence, draft.placed.sentence.number}
    others = last.entities - {best}
    return not any(m.sentence in here for n in others for m in entities[n].mentions)


def _speaks(page: Page, mention: Mention) -> bool:
    """True where a verb of speech stands beside a name."""
    return any(
        cue.kind in ("speech", "say")
        and (0 <= mention.first - cue.last <= 1 or 0 <= cue.first - mention.last <= 1)
        for cue in page.sentences[mention.sentence].cues
    )


def allies(page: Page, draft: Draft, best: int) -> list[int]:
    """Those who founded a joint venture with the one that another sentence names.

    "Alpha, Beta and Gamma team up in a joint venture." What the project then costs is theirs,
    though the sentence of the figure names nobody. So too where who they are is told right after:
    "The venture, which unites Beta and Gamma around the fund, …".
    """
    if best in draft.around.scene.mentions_of:
        return []
    mentions, mine = page.entities[best].mentions, draft.placed.sentence.number
    told = [m for m in mentions if m.last <= draft.placed.first and m.form == NAME]
    for mention in told[-1:]:
        if _joins(page, mention):
            return _founders(page, mention.sentence, mention.span, best)
    for mention in mentions:
        after = mine < mention.sentence <= mine + _JOINED_AFTER
        if after and mention.form == DESCRIPTION and _joins(page, mention):
            for other in page.sentences[mention.sentence].mentions:
                if other.kind == "party" and other.span != (other.first, other.last):
                    return _founders(page, mention.sentence, other.span, best)
    return []


def _joins(page: Page, mention: Mention) -> bool:
    """True where the sentence of a mention tells of a joint venture."""
    sentence = page.sentences[mention.sentence]
    words = set(page.tokens.words[sentence.first : sentence.last])
    return any(joint <= words for joint in _JOINT)


def _founders(page: Page, sentence: int, span: tuple[int, int], best: int) -> list[int]:
    """Numbers of the members of an enumeration, without the one that they are allied to."""
    fellows = [
        mention.entity.number
        for mention in page.sentences[sentence].mentions
        if mention.span == span and mention.entity is not None
    ]
    return [number for number in dict.fromkeys(fellows) if number != best]
