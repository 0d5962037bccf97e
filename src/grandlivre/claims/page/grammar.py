"""Who does what with a quantity, as far as word order tells: subject, agent, owner, receiver.

No parser, but the few patterns that the press uses for money, read off the order of mentions, verbs
of paying or receiving, and prepositions. Each pattern is one strong feature for the decisions.
"""

from collections.abc import Iterator
from itertools import zip_longest

from grandlivre.claims.mentions.enumerations import is_origin
from grandlivre.claims.mentions.model import DESCRIPTION, Mention
from grandlivre.claims.model import Measure
from grandlivre.claims.page.estimates import estimator
from grandlivre.claims.page.model import PlacedQuantity, Sentence
from grandlivre.claims.page.orders import orders, supplies
from grandlivre.claims.page.owners import (
    approvers,
    owners,
    owners_beside,
    parents,
    partners,
    projects_of,
)
from grandlivre.claims.page.receivers import given, is_dative, is_passive, receivers
from grandlivre.claims.page.venues import nationality, seats
from grandlivre.claims.page.verbs import governing_verb, members_of, subject_after, subject_before
from grandlivre.claims.syntax.clauses import REST, preposition
from grandlivre.claims.syntax.cues import Cue

_PAYERS = frozenset(("party", "state", "place", "pronoun"))
_TELLERS = frozenset(("person", "media"))
_PARTIES = frozenset(("party", "state", "person", "media", "pronoun", "place"))

_PAID_FOR = ("subject:pay", "owner", "right:by-pay", "right:from", "label^")
"""Relations within the sentence beside which those of other sentences count for nothing."""
_ALWAYS = ("~thing", "~place", "~site", "~raiser", "~recipient")
"""Those of other sentences that count none the less: of what is built, where, and for whom."""
_ASIDE = ("theme", "~raiser")
"""Those that count for nothing where the sentence itself says who receives."""
_DIRECT = 2
"""Words between a verb of receiving and the sum that it receives."""
_AIMS = frozenset("pour to afin d' de".split())
_GIVING = tuple(
    "prêt vers vend accord confi céd lou fourni apport attribu aid subven octro dot donn allou pai"
    " pay rembours réserv rend distrib giv gave lend lent grant award hand transfer send sent"
    " allocat revien échoi échu profit répart promi promet offr offer dédi consacr destin"
    " doit".split()
)
"""Stems of verbs and nouns of giving, whose "à" or "to" stands before who is given something."""
_GOING = frozenset("ira iront irait iraient va vont go goes going went".split())
_OTHERS = REST | frozenset("matched half third quarter moitié tiers quart".split())
"""Words after which others pay: "the rest comes from X", "half of it from X"."""
_UP_TO = ["à", "hauteur", "de"]
_FUNDS = frozenset(("fund", "bank", "state"))
_HANDLED = frozenset(
    "facilitated approved announced published estimated reported designed supplied powered cooled"
    " advised selected welcomed criticised authorised authorized endorsed requested questioned"
    " facilité facilitée approuvé approuvée annoncé annoncée publié publiée estimé estimée conçu"
    " conçue fourni fournie alimenté alimentée autorisé autorisée validé validée sélectionné"
    " sélectionnée chiffré chiffrée évalué évaluée révélé révélée officialisé officialisée dévoilé"
    " dévoilée unveiled".split()
)
"""Participles whose agent does something else than pay."""
_ASIDES = frozenset((",", "»", "”", '"', "–", "-"))
_RAISING = frozenset(("get", "round"))
_ISSUING = tuple(
    "announc annonc plac pric launch lanc issu émet émis sell sold vend seek sought cherch negoti"
    " négoci complet finalis boucl".split()
)
"""How verbs begin whose subject has others pay his bonds or his shares."""
_ISSUES = frozenset(
    "placement bond bonds notes obligations émission augmentation levée série series tour round"
    " offering ipo introduction convertible convertibles sukuk emprunt fundraising raise".split()
)
_JOINED = (["and"], ["et"], [","], [";"])
_ISSUE_REACH = 6
"""Words between a sum and the round that it is of: "3 milliards d'obligations vertes"."""
_NEAR, _AGENCY = 4, 5
"""Words after a quantity within which its verb, and before an agent within which his, stands."""


def relations(
    words: list[str], placed: PlacedQuantity, left_clause: int
) -> Iterator[tuple[Mention, str]]:
    """Mentions that stand in a known relation to a quantity, most of them in its sentence."""
    verb = governing_verb(placed, placed.sentence, words)
    told = list(_told(words, placed, left_clause, verb))
    yield from told
    yield from seats(words, placed.sentence)
    for each in placed.sentence.quantities:
        name = "~nationality" if each is placed else "~another's-nationality"
        yield from [(mention, name) for mention in nationality(words, each)]
    if any(name.startswith(_PAID_FOR) for _, name in told):
        yield from [theme for theme in placed.themes if theme[1].startswith(_ALWAYS)]
    elif any(name == "gets" for _, name in told):
        yield from [theme for theme in placed.themes if not theme[1].startswith(_ASIDE)]
    else:
        yield from placed.themes
    if placed.voices:
        yield from _speakers(words, placed, told, verb)


def _speakers(
    words: list[str], placed: PlacedQuantity, told: list[tuple[Mention, str]], verb: Cue | None
) -> Iterator[tuple[Mention, str]]:
    """Who says the quantity, and whether it is their own money."""
    payers = {id(m.entity) for m, name in told if name.startswith(("subject:pay", "owner"))}
    for i, voice in enumerate(placed.voices):
        mention = voice.mention
        if mention.entity is None:
            continue
        tail = ""
        if mention.entity.kind in _PAYERS and id(mention.entity) in payers:
            # "Amazon said it would invest", as against "Microsoft confirmed its plan".
            itself = verb is not None and verb.first <= voice.at < verb.last
            tail = "-object" if itself else "-own"
        elif i and voice.at != placed.voices[0].at and voice.how != "report":
            tail = "/"
        elif voice.at < placed.first and ";" in words[voice.at : placed.first]:
            tail = ";"
        yield mention, f"speaker:{voice.how}{tail}"
        if not tail:
            yield mention, f"speaker:{mention.entity.kind}"
            yield mention, f"speaker:{voice.how}={mention.entity.kind}/{mention.entity.noun}"


def _told(
    words: list[str], placed: PlacedQuantity, left_clause: int, verb: Cue | None
) -> Iterator[tuple[Mention, str]]:
    """Mentions of the quantity's sentence that stand in a known relation to it."""
    sentence = placed.sentence
    parties = [
        m
        for m, after in zip_longest(sentence.mentions, sentence.mentions[1:])
        if m.kind in _PARTIES and m.entity is not None and not is_origin(m, after, words)
    ]
    if not parties:
        return
    yield from _right(words, placed, parties)
    owning = list(owners(words, placed, parties))
    yield from owning
    yield from owners_beside(words, placed, parties)
    yield from approvers(words, sentence, parties)
    yield from partners(words, parties)
    yield from parents(words, parties)
    yield from projects_of(words, placed, parties)
    yield from _of_noun(words, placed, parties)
    if placed.quantity.measure is Measure.MONEY:
        yield from receivers(words, placed, parties)
        yield from orders(words, placed, parties)
        if verb is not None:
            yield from given(words, placed, verb, parties)
    if verb is None:
        yield from _label(words, placed, parties)
        return
    gapped = any(name == "owner0" for _, name in owning) and any(
        verb.last <= q.first and q.last <= placed.first for q in sentence.quantities
    )
    if gapped:
        # "Brookfield investira 20 milliards, MGX 50": the verb has another subject here.
        subject = subject_before(words, verb.first, parties, sentence.first)
        for member in members_of(subject, parties) if subject is not None else ():
            yield member, "another's:before"
        return
    yield from _clause(words, placed, left_clause, verb, parties)


def _clause(
    words: list[str],
    placed: PlacedQuantity,
    left_clause: int,
    verb: Cue,
    parties: list[Mention],
) -> Iterator[tuple[Mention, str]]:
    """Subject and objects of the verb that a quantity belongs to."""
    floor = placed.sentence.first
    asides = _asides(words, placed.sentence)
    parties = [m for m in parties if m.span[0] not in asides and m.first not in asides]
    kind = "pay" if verb.kind == "give" else verb.kind
    if kind == "pay" and is_passive(words, verb):
        kind = "paid"  # "Norvane was promised $3m": it is no payer
    elif kind == "pay" and (_issues(words, placed, verb) or supplies(words, verb, parties)):
        kind = "get"  # "Norvane announced a private placement of $3m", "will supply Telis with"
    subject = subject_after(words, verb, parties) if verb.first >= placed.last else None
    subject = subject or subject_before(words, verb.first, parties, floor)
    if subject is not None:
        for member in members_of(subject, parties):
            if member.kind in _TELLERS and _tells(placed.sentence, verb):
                yield member, "subject:tell"  # a minister's announcement is not his own money
                continue
            yield member, f"subject:{kind}"
            if subject.first < left_clause:
                yield member, f"subject/{kind}"
            if verb.kind == "get" and 0 <= placed.first - verb.last <= _DIRECT:
                yield member, "gets"  # "X touchera 85 M$", not "X obtained permission for …"
        for mention in parties:
            inside = subject.span[1] <= mention.first and mention.last <= verb.first
            if inside and preposition(words, mention.span[0], floor) == "with":
                yield mention, f"subject+{kind}"  # "X, alongside Y, will invest"
    if kind == "paid":
        for mention in parties:
            if mention.first >= verb.last and preposition(words, mention.span[0], floor) == "by":
                yield mention, "right:by-pay"  # "was promised $3m by Ottawa"
    if verb.first < placed.first:
        for mention in parties:
            if verb.last <= mention.first < placed.first:
                governed = preposition(words, mention.span[0], floor)
                yield mention, f"object:{kind}:{governed}"
                if governed == "*" and kind != "get" and is_dative(words, verb, mention, placed):
                    yield mention, "dative"
    elif verb.first - placed.last <= _NEAR:
        for mention in parties:
            gap = mention.span[0] - verb.last
            bare = preposition(words, mention.span[0], verb.last) in ("^", "*")
            aimed = words[verb.first - 1] in _AIMS  # "10 millions pour financer les entreprises"
            if 0 <= gap <= 1 and bare and mention is not subject and not aimed:
                yield mention, "right:object"  # "5 millions rémunéreront X"


def _asides(words: list[str], sentence: Sentence) -> frozenset[int]:
    """Where who speaks in an aside is named: ", explique Norvane," governs nothing else."""
    return frozenset(
        cue.last
        for cue in sentence.cues
        if cue.kind == "speech" and words[cue.first - 1] in _ASIDES
    )


def _issues(words: list[str], placed: PlacedQuantity, verb: Cue) -> bool:
    """True for who announces, places or seeks a round of his own: others pay it."""
    if not words[verb.first].startswith(_ISSUING) or verb.first > placed.first:
        return False
    low, high = max(verb.first, placed.first - _ISSUE_REACH), placed.last + _ISSUE_REACH
    joined = next((i for i in range(placed.last, high) if words[i : i + 1] in _JOINED), high)
    high = min(high, joined)
    return any(
        cue.kind == "round"
        and words[cue.first] in _ISSUES
        and low <= cue.first < high
        and not any(
            min(cue.last, placed.last) <= q.first < max(cue.first, placed.first)
            for q in placed.sentence.quantities
            if q is not placed
        )
        for cue in placed.sentence.cues
    )


def _tells(sentence: Sentence, verb: Cue) -> bool:
    return any(c.kind in ("speech", "vow") and c.first == verb.first for c in sentence.cues)


def _of_noun(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """Who a noun of giving belongs or goes to: "le chèque de X", "a loan to X", "stake in X"."""
    sentence = placed.sentence
    rest = next((i for i in range(placed.last, sentence.last) if words[i] in REST), sentence.last)
    nouns = [c for c in sentence.cues if c.kind == "giving" and c.first < rest]
    if not nouns:
        return
    for mention in parties:
        first = mention.span[0]
        governed = preposition(words, first, sentence.first)
        if governed not in ("of", "by", "from", "to", "in", "for"):
            continue
        side = "L" if first < placed.first else "R"
        for noun in nouns:
            if 0 < first - noun.last <= 3:
                yield mention, f"giving:{governed}"
                break
            inside = noun.last <= placed.first and placed.last <= first
            if inside and placed.first - noun.last <= 3 and first - placed.last <= 3:
                yield mention, f"giving:{governed}{side}"
                break


def _right(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """What follows: "20 milliards de Brookfield", "financés par X", "from Y", "to Z"."""
    sentence = placed.sentence
    after = [mention for mention in parties if mention.first >= placed.last]
    if not after:
        return
    stop = min(
        (q.first for q in sentence.quantities if q.first >= placed.last), default=sentence.last
    )
    if words[placed.last : placed.last + 1] == [")"]:
        return  # "auprès de Norvane (3 M€) et de Telis": what follows is another's
    others = next((i for i in range(placed.last, stop) if words[i] in _OTHERS), stop)
    raised = any(c.kind in _RAISING for c in sentence.cues)
    inside = words[sentence.first : sentence.last]
    money = placed.quantity.measure is Measure.MONEY
    gives = not money or any(word in _GOING or word.startswith(_GIVING) for word in inside)
    whose = estimator(words, placed, after)
    for mention in after:
        first = mention.span[0]
        governed = preposition(words, max(first, placed.last), placed.last)
        where = governed == "in" or (governed == "to" and not gives)
        if where and mention.kind == "place":
            yield mention, "~in"  # that is where, and not who
            continue
        if first >= stop:
            if governed == "from" and raised:
                yield mention, "right:from:far"  # "raised €30bn at a value of €380bn from X"
            continue
        if first >= others or words[mention.last : mention.last + 3] == _UP_TO:
            yield mention, "right:others"
            continue
        gap = first - placed.last
        if mention is whose:
            continue  # who says what it will cost does not pay for it by that
        if governed == "by" and not _HANDLED.isdisjoint(words[first - 4 : first]):
            yield mention, "another's:after"  # "funded by Norvane and facilitated by Telis"
        elif governed == "by":
            yield mention, f"right:by{_agency(sentence, first)}"
        elif governed == "via" and mention.noun in _FUNDS:
            yield mention, "right:by"  # "50 milliards apportés via le fonds MGX"
        elif governed == "from":
            yield mention, "right:from"
        elif governed in ("of", "to", "with", "for", "via") and gap <= 3:
            yield mention, f"right:{governed}:near"
        elif governed in ("of", "to", "with", "for", "via", "at"):
            yield mention, f"right:{governed}:far"
        elif governed == "(" and gap <= 2:
            yield mention, "right:bracket"
        elif governed == "part" and any(
            m.form == DESCRIPTION and placed.last <= m.first < first for m in parties
        ):
            yield mention, "right:member"  # "seven banks, among them X, Y and Z"


def _agency(sentence: Sentence, first: int) -> str:
    """What an agent does: ``-pay``, ``-get`` ("raised by X"), or nothing that is known."""
    kinds = {c.kind for c in sentence.cues if first - _AGENCY <= c.last <= first}
    if "backing" in kinds:
        return "-pay"
    close = {c.kind for c in sentence.cues if first - 3 <= c.last <= first}
    if "get" in close and "pay" not in close:
        return "-get"
    near = {c.kind for c in sentence.cues if first - _AGENCY <= c.first < first}
    return "-pay" if near & {"pay", "round", "spent", "get"} else ""


def _label(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """What opens the line where no verb governs the quantity."""
    first = parties[0]
    if first.last <= placed.first:
        for member in members_of(first, parties):
            yield member, "label"
            if first.first - placed.sentence.first <= 2:
                yield member, "label^"
