"""Where a name begins that its country and its trade lead: "Dutch chip equipment giant Norvane".

English strings nouns together before a name. What governs them governs the name, and the country
is where its bearer is from.
"""

from collections.abc import Mapping, Sequence

from grandlivre.claims.mentions.model import NAME, Mention
from grandlivre.claims.syntax.cues import Cue

_TRADES = frozenset(("who_company", "who_fund", "who_bank"))
_BREAKS = frozenset(
    "of in on at to for from by with and or the a an its their his her this that which who has have"
    " had is are was were will would said says as".split()
)
_LONGEST = 4
"""Words between the adjective of a country and the name."""


def lead_back(
    found: list[Mention],
    words: Sequence[str],
    capital: Sequence[bool],
    cues_at: Mapping[int, Sequence[Cue]],
) -> None:
    """Let such names begin right after their country, in place.

    Parameters
    ----------
    found
        The mentions of a text, in order; what is named inside of a trade ("data centre operator")
        is taken out.
    words, capital
        The words of the text, in lower case, and which of them begin with a capital.
    cues_at
        The cues by the token that they begin at.
    """
    for at in range(len(found) - 1, 0, -1):
        name = found[at]
        if name.form != NAME or name.kind != "party":
            continue
        back = at - 1
        while back > 0 and found[back].kind == "asset":
            back -= 1
        origin = found[back]
        gap = words[origin.last : name.head]
        if origin.noun != "demonym" or not 0 < len(gap) <= _LONGEST:
            continue
        is_trade = any(
            cue.kind in _TRADES and cue.last == name.head
            for i in range(origin.last, name.head)
            for cue in cues_at.get(i, ())
        )
        plain = all(map(str.isalpha, gap)) and _BREAKS.isdisjoint(gap)
        if is_trade and plain and not any(capital[origin.last : name.head]):
            name.first = origin.last
            name.country = name.country or origin.country
            del found[back + 1 : at]
