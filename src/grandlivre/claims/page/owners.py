"""Whose a figure is by its place alone: "Blackstone's £10bn campus", "MGX 50"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grandlivre.claims.mentions.enumerations import is_apposed_union
from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import PlacedQuantity, Sentence
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition

ALLOWING = (
    *("approv", "approuv", "clear", "authoris", "authoriz", "autoris", "valid", "accept"),
    *("waved", "endors", "aval"),
)
_AID = ("state aid", "aide d' état", "aides d' état", "aide publique", "aides publiques")
_TURNING = frozenset("with after against by than when while as beating :".split())
"""Words that end what is owned: "Norvane trumped Telis's plans with a $3bn campus"."""
_ENDING = frozenset((",", verb) for verb in ("has", "have", "had", "will", "would"))
"""So does a verb after a comma: "one of Europe's best start-ups, has raised"."""
_UNITING = frozenset("between of entre de d' among uniting".split())
_ARTICLES = frozenset("un une le la l' a an the".split())
_SHORTEST_GLOSS = 3
_ALLOWERS = frozenset(
    "commission bruxelles brussels regulator régulateur autorité authority committee comité"
    " commissioners board".split()
)
"""Bodies that allow what others pay: of a State or its government the plan would be its own."""
_PROJECTS = frozenset(
    "projet project campus centre center complexe chantier usine factory plant".split()
)
_WITH = frozenset(("avec", "with"))
_OPENING, _PROJECT_REACH = 10, 4
"""Words of a sentence among which its project is named, and from it to whose it is."""
_HELD = frozenset(
    "filiale subsidiary unit arm branche division owned détenu détenue propriété contrôlé contrôlée"
    " controlled backed soutenu soutenue adossé adossée".split()
)
"""Words that tie a house to its parent."""
_OF = frozenset("of de d' du".split())
_APPOSING = frozenset(", ( – — -".split())
_JOINS = frozenset(", ; and et".split())
_OWN = frozenset("sa ses leur leurs its their".split())
_GLOSS_REACH = 8
_AID_REACH, _ALLOWER_REACH = 16, 4


def owners(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """What owns: "Blackstone's £10bn campus", "Google - £5bn", "Liverpool (482 M€)"."""
    for mention in parties:
        last = mention.span[1]
        gap = placed.first - last
        if not 0 <= gap <= 8:
            continue
        if gap == 1 and words[last] == "(" and mention.last != last:
            continue  # "Norvane et Telis (12 M€)": the last one's alone
        follower = words[last] if last < len(words) else ""
        governed = preposition(words, _described(mention, placed), placed.sentence.first)
        if follower == "'s":
            owned = words[last + 1 : placed.first]
            if _TURNING.isdisjoint(owned) and not any(map(_ENDING.__contains__, pairwise(owned))):
                yield mention, "owner's"
        elif gap == 0 and governed in (",", "and", "^", ";"):
            yield mention, "owner0"
        elif (
            gap > _SHORTEST_GLOSS
            and _is_glossed(words, last, placed.first)
            and (governed in (";", "^") or _follows_figure(words, mention, placed))
        ):
            yield mention, "owner0"  # "Norvane en paiera 180 ; Telis, un fonds genevois, 70"
        elif gap == 1 and follower in ("avec", "with") and governed in ("and", ";"):
            yield mention, "owner0"  # "X suivra avec 20 milliards, et Y avec 5"
        elif gap == 1 and follower == "(":
            yield mention, "owner("
        elif gap == 1 and follower in (":", "-", "–", ",") and governed not in OBLIQUE:
            opens = mention.span[0] - placed.sentence.first <= 3
            yield mention, f"owner{follower}{'' if opens else '~'}"


def projects_of(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """Whose project a sentence opens with: "Le projet de Norvane à Lens coûtera 3 milliards"."""
    floor = placed.sentence.first
    # "Avec un gigawatt, le projet de Norvane à Lens fait jeu égal."
    opens = words[floor] in _WITH and placed.first - floor <= 1
    start = placed.last if opens else floor
    for mention in parties:
        first = mention.span[0]
        if mention.kind != "party" or not 0 <= first - start <= _OPENING:
            continue
        if mention.last > placed.first and not opens:
            continue
        if preposition(words, first, start) not in ("of", "by"):
            continue
        near = words[max(floor, first - _PROJECT_REACH) : first]
        if not _PROJECTS.isdisjoint(near):
            yield mention, "owner's"


def _is_glossed(words: list[str], last: int, first: int) -> bool:
    """True where a gloss between commas stands between a name and the figure."""
    gloss = words[last + 1 : first - 1]
    commas = words[last] == "," and words[first - 1] == ","
    return commas and gloss[0] in _ARTICLES and "," not in gloss


def _follows_figure(words: list[str], mention: Mention, placed: PlacedQuantity) -> bool:
    """True where only a comma or a semicolon stands between another figure and a name."""
    before = [q for q in placed.sentence.quantities if q.last <= mention.span[0]]
    between = words[before[-1].last : mention.span[0]] if before else []
    return len(between) == 1 and between[0] in _JOINS


def _described(mention: Mention, placed: PlacedQuantity) -> int:
    """Where what describes a party begins: "and state lender Norvane 3 million"."""
    first = mention.span[0]
    for cue in reversed(placed.sentence.cues):
        if cue.last == first and cue.kind.startswith("who_"):
            first = cue.first
    return first


def approvers(
    words: list[str], sentence: Sentence, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """Who only allows another's aid: "the Commission has approved €3m of French state aid"."""
    for verb in range(sentence.first + 1, sentence.last):
        if words[verb].startswith(ALLOWING):
            told = f" {' '.join(words[verb : min(verb + _AID_REACH, sentence.last)])} "
            before = [m for m in parties if 0 <= verb - m.last <= _ALLOWER_REACH]
            if before and (
                any(f" {aid} " in told for aid in _AID) or is_allower(words, before[-1])
            ):
                yield before[-1], "allows-aid"


def partners(words: list[str], parties: list[Mention]) -> Iterator[tuple[Mention, str]]:
    """Whose venture acts in its own name: "Norvane, the joint venture of Telis and Orlac, will"."""
    for union in parties:
        if not is_apposed_union(union, words) or words[union.last] not in _UNITING:
            continue
        first = union.last + 1
        for mention in parties:
            if mention.span[0] == first and mention is not union:
                yield mention, "another's:before"


def parents(words: list[str], parties: list[Mention]) -> Iterator[tuple[Mention, str]]:
    """Whose subsidiary acts in its own name: "Norvane, filiale de Telis, investira"."""
    for house, parent in pairwise(parties):
        if is_parent(words, house, parent):
            yield from [
                (each, "another's:before")
                for each in parties
                if each.span == parent.span and each.first >= parent.first
            ]


def is_parent(words: Sequence[str], house: Mention, parent: Mention) -> bool:
    """True for Telis in "Norvane, filiale de Telis," and "Norvane, a Telis subsidiary,"."""
    between = words[house.last : parent.head]
    if not 0 < len(between) <= _GLOSS_REACH or house.entity is parent.entity:
        return False
    if words[house.head] in _HELD and between[0] in _OF:
        return True  # "Norvane, a subsidiary of Telis"
    if (between[0] not in _APPOSING and between[0] not in _HELD) or "," in between[1:]:
        return False
    if not _OWN.isdisjoint(between):
        return False  # "Norvane, dont 15 affectés à sa filiale Telis"
    return not _HELD.isdisjoint([*between, *words[parent.last : parent.last + 1]])


def is_allower(words: list[str], mention: Mention) -> bool:
    """True for a body that approves the money of others: the Commission, a regulator."""
    return not _ALLOWERS.isdisjoint(words[mention.first : mention.last])


def allows(words: list[str], mention: Mention) -> bool:
    """True for the Commission of "la Commission a autorisé la France à verser"."""
    after = words[mention.last : mention.last + _ALLOWER_REACH]
    return is_allower(words, mention) and any(word.startswith(ALLOWING) for word in after)


def owners_beside(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """Who gives the figure before or after: "Norvane investira 3 milliards, Telis 2 milliards"."""
    row = placed.sentence.quantities
    at = placed.number - row[0].number  # looked for, it would cost the square of a long row
    for side, beside in (("before", row[max(at - 1, 0) : at]), ("after", row[at + 1 : at + 2])):
        for other in beside:
            for mention, how in owners(words, other, parties):
                if how == "owner0":
                    yield mention, f"another's:{side}"


def is_gapped(words: list[str], placed: PlacedQuantity) -> bool:
    """True for the later figures of "Norvane investira 3 milliards, Telis 2, Verne 1,5"."""
    sentence = placed.sentence
    beside = [m for m in sentence.mentions if m.span[1] == placed.first and m.entity is not None]
    return any(how == "owner0" for _, how in owners(words, placed, beside)) and (
        sentence.quantities[0] is not placed
    )
