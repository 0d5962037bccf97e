"""What is built, where no name says it: "data center à Cambrai", "supercomputer"."""

from collections.abc import Sequence

from grandlivre.claims.cues import Cue
from grandlivre.claims.mentions import Mention
from grandlivre.claims.quantities import Quantity
from grandlivre.claims.tokens import Tokens

_PURPOSES = {
    "asset_data_centre": "data_centre",
    "asset_compute": "compute",
    "asset_energy": "energy",
    "asset_network": "network",
    "asset_ai": "ai",
    "asset_site": "site",
    "asset_chips": "chips",
}
_EXTENDING = frozenset("ia géant géants gigantesque".split())
_BEFORE_PLACE = frozenset("à au en in at near de d'".split())


def with_assets(
    mentions: Sequence[Mention],
    text: str,
    tokens: Tokens,
    cues: Sequence[Cue],
    quantities: Sequence[Quantity],
) -> list[Mention]:
    """Add what is built to what is named, in order."""
    words = tokens.words
    by_first = {m.first: m for m in mentions}
    taken = {i for m in mentions for i in range(m.first, m.last)}
    for quantity in quantities:
        taken.update(range(tokens.until(quantity.start), tokens.at(quantity.end)))
    assets: list[Mention] = []
    for cue in cues:
        purpose = _PURPOSES.get(cue.kind)
        if purpose is None or cue.first in taken or cue.last - 1 in taken:
            continue
        last = cue.last
        while last < len(words) and words[last] in _EXTENDING:
            last += 1
        if last + 1 < len(words) and words[last] in _BEFORE_PLACE:
            place = by_first.get(last + 1)
            if place is not None and place.kind == "place":
                last = place.last
        name = text[tokens.starts[cue.first] : tokens.ends[last - 1]]
        assets.append(Mention("asset", cue.first, last, cue.first, name, noun=purpose))
        taken.update(range(cue.first, cue.last))
    return sorted([*mentions, *assets], key=lambda m: (m.first, -m.last))
