"""One kind for one unknown name: what one place of a text shows of it holds for the others."""

from collections import Counter
from collections.abc import Mapping, Sequence

from grandlivre.claims.mentions.model import NAME, Mention
from grandlivre.claims.mentions.names import spelling
from grandlivre.claims.syntax.cues import Cue

_ACTS = ("pay", "get", "say")
_COMPANIES = ("company", "fund", "bank")
_CALLED = ("who_company", "who_fund", "who_bank")

_LISTING = {(",",), ("et",), ("and",), (",", "et"), (",", "and"), ("et", "à"), (",", "à")}
"""Words between the members of a list."""
_FEWEST = 3
_PAIR = 2


def agree(
    mentions: Sequence[Mention], words: Sequence[str], cues_at: Mapping[int, Sequence[Cue]]
) -> None:
    """Give all mentions of an unknown name the kind that the clearest of them shows, in place.

    "Norvane" alone is held for a party; where the text writes "à Norvane" as well, and nothing
    that only parties do, it is a place; after "projet" it is a project, after a title a person.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.form == NAME and mention.party is None and not mention.country:
            groups.setdefault(spelling(mention.name), []).append(mention)
    for group in groups.values():
        kinds = Counter(mention.kind for mention in group)
        if len(kinds) == 1:
            continue
        kind = _settled(kinds, _acts(group, words, cues_at))
        for mention in group:
            mention.kind = kind


def agree_in_lists(mentions: Sequence[Mention], words: Sequence[str]) -> None:
    """Hold unknown names for places where a list sets them among towns, in place.

    "Telgruc, Marsan et Escaudin": nobody sets a party between two towns. Nor a government: in
    "Lyon, Paris et Le Havre", Paris is a town.
    """
    run: list[Mention] = []
    for mention in mentions:
        if run and tuple(words[run[-1].last : mention.first]) not in _LISTING:
            _hold_for_places(run)
            run = []
        run.append(mention)
    _hold_for_places(run)


def _hold_for_places(run: Sequence[Mention]) -> None:
    unknown = [m for m in run if m.kind == "party" and m.form == NAME and m.party is None]
    towns = sum(m.kind == "place" and m.noun == "town" for m in run)
    if towns >= _PAIR:
        for mention in run:
            if mention.kind == "place" and mention.noun == "metonym":
                mention.noun = "town"
    if 0 < len(unknown) <= towns and len(unknown) + towns == len(run) >= _FEWEST:
        for mention in unknown:
            if mention.last - mention.first == 1:
                mention.kind, mention.noun = "place", ""


def _settled(kinds: Mapping[str, int], acts: int) -> str:
    for kind in ("person", "media", "project"):
        if kinds.get(kind):
            return kind
    return "place" if kinds.get("place", 0) > acts else "party"


def _acts(
    group: Sequence[Mention], words: Sequence[str], cues_at: Mapping[int, Sequence[Cue]]
) -> int:
    """How often the name stands right before a verb of paying, receiving or saying, or is a firm.

    That is told by "la société Norvane" and "Norvane, société danoise".
    """
    return sum(
        1
        for mention in group
        if (
            mention.kind == "party"
            and any(
                cue.kind in _ACTS
                for i in (mention.last, mention.last + 1)
                for cue in cues_at.get(i, ())
                if i < len(words)
            )
        )
        or _is_called_company(mention, words, cues_at)
    )


def _is_called_company(
    mention: Mention, words: Sequence[str], cues_at: Mapping[int, Sequence[Cue]]
) -> bool:
    if mention.noun in _COMPANIES and mention.first < mention.head:
        return True
    after = mention.last
    if after + 1 >= len(words) or words[after] != ",":
        return False
    near = range(after + 1, min(after + 4, len(words)))
    return any(cue.kind in _CALLED for i in near for cue in cues_at.get(i, ()) if words[i] != ",")
