"""Whose a figure is by its place alone: "Blackstone's £10bn campus", "MGX 50"."""

from collections.abc import Iterator

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import PlacedQuantity, Sentence
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition

_ALLOWING = ("approv", "clear", "authoris", "authoriz", "autoris", "valid")
_AID = ("state aid", "aide d' état", "aides d' état", "aide publique", "aides publiques")
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
        follower = words[last] if last < len(words) else ""
        governed = preposition(words, _described(mention, placed), placed.sentence.first)
        if follower == "'s":
            yield mention, "owner's"
        elif gap == 0 and governed in (",", "and", "^", ";"):
            yield mention, "owner0"
        elif gap == 1 and follower in ("avec", "with") and governed in ("and", ";"):
            yield mention, "owner0"  # "X suivra avec 20 milliards, et Y avec 5"
        elif gap == 1 and follower == "(":
            yield mention, "owner("
        elif gap == 1 and follower in (":", "-", "–", ",") and governed not in OBLIQUE:
            opens = mention.span[0] - placed.sentence.first <= 3
            yield mention, f"owner{follower}{'' if opens else '~'}"


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
        if words[verb].startswith(_ALLOWING):
            told = " ".join(words[verb : min(verb + _AID_REACH, sentence.last)])
            before = [m for m in parties if 0 <= verb - m.last <= _ALLOWER_REACH]
            if before and any(aid in told for aid in _AID):
                yield before[-1], "allows-aid"


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
