"""Which mentions are members of one enumeration: "MGX, Oracle et SoftBank"."""

from collections.abc import Sequence

from grandlivre.claims.mentions import Mention

_LINKS = frozenset(
    ", et and & le la l' les the ainsi que puis with as well a un une son sa its de d' du by"
    " par".split()
)
_PLACE_LINKS = _LINKS | frozenset("en à au aux in at".split())
_JOINING = frozenset((",", "et", "and", "&"))
_PAYERS = frozenset(("party", "state", "person", "media"))
_LONGEST_LINK = 5


def enumerate_mentions(mentions: Sequence[Mention], words: Sequence[str]) -> None:
    """Give the members of an enumeration the span of the whole of it, in place."""
    run: list[Mention] = []
    for mention in mentions:
        if mention.kind == "place" and mention.last < len(words) and words[mention.last] == "'s":
            # "Aker and Britain's Nscale": the owner is no member.
            mention.span = (mention.first, mention.last)
        elif run and _linked(run[-1], mention, words):
            run.append(mention)
        else:
            _close(run)
            run = [mention]
    _close(run)


def _close(run: Sequence[Mention]) -> None:
    for member in run:
        member.span = (run[0].first, run[-1].last)


def _linked(left: Mention, right: Mention, words: Sequence[str]) -> bool:
    if not 0 < right.first - left.last <= _LONGEST_LINK:
        return False
    if left.kind != right.kind and not (left.kind in _PAYERS and right.kind in _PAYERS):
        return False
    between = words[left.last : right.first]
    links = _PLACE_LINKS if left.kind == "place" else _LINKS
    return links.issuperset(between) and not _JOINING.isdisjoint(between)
