"""What a decision was read from, in words: features as a person would say them."""

import re
from functools import lru_cache

_CUES = {
    "pay": "a verb of paying or promising",
    "get": "a verb of receiving",
    "commit_noun": "a noun of investment",
    "programme": "a word of a plan or an envelope",
    "round": "a word of raising funds",
    "valuation": "a word of valuation",
    "turnover": "a word of revenue",
    "assets": "a word of assets under management",
    "market": "a word of a market's size",
    "other": "a word of another kind of sum",
    "spent": "a word of money spent",
    "considered": "a word of intention or possibility",
    "confirmed": "a word of signature or approval",
    "under_construction": "a word of works under way",
    "operational": "a word of operation",
    "cancelled": "a word of withdrawal",
    "paused": "a word of suspension",
    "announced": "a word of announcement",
    "say": "a verb of saying",
    "say_prep": '"according to"',
    "part": "a word of part and whole",
    "service": "a word of coming into service",
    "works": "a word of works",
    "demand": "a word of demand",
    "speech": "a verb of speech",
    "vow": "a verb of promise",
    "source": "a word of a source",
    "backing": "a word of backing",
    "giving": "a noun of giving",
    "sport": "a word of sport",
}
_RELATIONS = {
    "subject": "subject of the verb",
    "right:by-pay": 'follows "paid by"',
    "right:by": 'follows "by"',
    "right:from": 'follows "from"',
    "right:of:near": 'follows "of" after the figure',
    "right:member": "member of the group that pays",
    "owner": "owner of the figure",
    "label": "opens the line",
    "speaker": "who is said to say it",
    "theme": "subject of the sentences around",
    "backer": "backer of the round told before",
    "giving": "party to the investment named",
    "prev": "as for the figure before",
    "heads-section": "heads the section",
    "of-which": 'follows "of which"',
    "of-it": 'followed by "of it"',
    "of-sum": "speaks of a sum told before",
    "rest": "a word of the remainder",
    "slice": "a word of a phase or a tranche",
    "fraction": "a share of it, in words",
    "adds-up": "adds up with other figures",
    "payers=same": "the same party pays both",
    "into<": "a word of what it belongs to",
    "total<": "a word of a total",
    "whole": "as for the whole that it is a part of",
    "fellows": "as for the rest of its list, or where it is told again",
    "twin": "as where the same sum is told before",
    "headed": "as where the text tells the same sum",
    "related": "stands in the same clause",
}
_DISTANCES = (
    "next to it",
    "close by",
    "in the clause",
    "in the sentence",
    "in the sentence",
    "far off",
)
_CUE_FORM = re.compile(r"(?P<cue>[a-z_]+):(?P<side>[LRI])(?P<far>\d?)")


@lru_cache(maxsize=10_000)
def in_words(feature: str) -> str:
    """A feature's name as a short English phrase.

    Examples
    --------
    >>> in_words("pay:L1")
    'a verb of paying or promising before it, close by'
    >>> in_words("subject:pay")
    'subject of the verb'
    """
    if not feature:
        return "nothing speaks for another answer"
    plain = feature.rpartition("&")[2]
    for name, phrase in _RELATIONS.items():
        if plain.startswith(name):
            return phrase
    if plain.startswith(("before=", "after=")):
        side, _, kind = plain.partition("=")
        phrase = _CUES.get(kind, kind.replace("_", " "))
        return f"{phrase} right {side} it"
    found = _CUE_FORM.match(plain)
    if found and found["cue"] in _CUES:
        side = {"L": "before it", "R": "after it", "I": "in it"}[found["side"]]
        far = f", {_DISTANCES[int(found['far'])]}" if found["far"] else ""
        return f"{_CUES[found['cue']]} {side}{far}"
    return plain.replace("_", " ")
