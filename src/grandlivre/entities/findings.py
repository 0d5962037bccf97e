"""What two names have in common and what parts them: one finding of each kind."""

from collections.abc import Set

from rapidfuzz.distance import OSA, JaroWinkler

from grandlivre.entities.names import is_short_form
from grandlivre.entities.profile import Profile, rarity

# A misprint is one only in a word of some length, and two only in a long name.
_LONG_WORD = 6
_SHORT_WORD = 4
_LONG_NAME = 8
_VERY_LONG_NAME = 11
_NEAR, _NEAR_WORD = 0.92, 0.85
_TWO_LETTERS = 2

Finding = tuple[str, str]
"""A level of the table of weights, and the words that it is about."""


def findings(first: Profile, second: Profile) -> tuple[Finding, ...]:
    """What is found where two names are laid side by side.

    Returns
    -------
    tuple of Finding
        The first is of the names' form; then what speaks of shared words, numbers, countries,
        branches and legal forms, where either name has any.

    Examples
    --------
    >>> from grandlivre.entities.model import Name
    >>> from grandlivre.entities.profile import profile
    >>> one, other = profile(Name(form="Nova Energy")), profile(Name(form="Nova Capital"))
    >>> [level for level, _ in findings(one, other)]
    ['form.shared', 'words.rare', 'branch.different']
    """
    form = _form(first, second)
    found = [(form, "")]
    if form not in _WHOLE:
        found.append(_shared(first, second))
    for kind, mine, yours in (
        ("number", first.numbers, second.numbers),
        ("country", first.countries, second.countries),
        ("branch", first.branches, second.branches),
        ("legal", first.legal, second.legal),
    ):
        level = _beside(mine, yours)
        if (
            level
            and not (kind != "legal" and level == "same")
            and form not in _SPOKEN.get(kind, ())
        ):
            found.append((f"{kind}.{level}", ", ".join(sorted(mine ^ yours or mine))))
    return tuple(found)


# Forms by which the whole name is accounted for: what words they share says no more.
_WHOLE = frozenset(
    {
        "form.exact", "form.key", "form.spacing", "form.order", "form.translated", "form.acronym",
        "form.initials", "form.misprint", "form.misprints",
    }
)  # fmt: skip
# An acronym spells out none of the words that it stands for.
_SPOKEN = dict.fromkeys(("country", "branch"), ("form.acronym", "form.initials"))


def _form(first: Profile, second: Profile) -> str:
    if first.folded == second.folded:
        return "form.exact"
    if first.key == second.key:
        return "form.key"
    if first.joined == second.joined:
        return "form.spacing"
    if _means_something(first) and first.meaning == second.meaning:
        return "form.order" if first.big == second.big else "form.translated"
    acronym = _acronym(first, second) or _acronym(second, first)
    if acronym:
        return acronym
    misprint = _misprint(first, second)
    if misprint:
        return misprint
    if is_short_form(first.key, second.key) or is_short_form(second.key, first.key):
        more = (first.branches ^ second.branches) or (first.countries ^ second.countries)
        return "form.branch" if more else "form.short"
    mine, yours = set(first.own), set(second.own)
    if mine == yours and mine and not (first.countries and second.countries):
        return "form.branch"
    if mine and yours and (mine < yours or yours < mine):
        own = (mine ^ yours) & (first.proper | second.proper)
        return "form.extended" if own else "form.contained"
    if _is_near(first, second):
        return "form.near"
    return "form.shared" if mine & yours else "form.other"


def _acronym(short: Profile, long: Profile) -> str:
    """Two letters stand for too many names to be told apart from an accident."""
    if not short.acronym or short.acronym not in long.initials:
        return ""
    return "form.acronym" if len(short.acronym) > _TWO_LETTERS else "form.initials"


def _means_something(each: Profile) -> bool:
    """One word in translation ("Green", "Vert") is no name; a country is, and so are two words."""
    return len(each.meaning) > 1 or bool(each.countries)


def _misprint(first: Profile, second: Profile) -> str:
    """Whether one name is the other with a letter or two wrong; its numbers never are."""
    shorter = min(len(first.joined), len(second.joined))
    if shorter < _LONG_NAME or first.numbers != second.numbers:
        return ""
    most = 2 if shorter >= _VERY_LONG_NAME else 1
    if len(first.words) != len(second.words):
        # A name parted otherwise and misprinted: "Bor ealis" and "Borialis".
        return "form.misprint" if OSA.distance(first.joined, second.joined) == 1 else ""
    edits = OSA.distance(first.key, second.key, score_cutoff=most)
    if edits > most:
        return ""
    wrong = set(first.words) ^ set(second.words)
    # A word that means something else ("Chine", "Usine") is no misprint of another that does.
    if not wrong & (first.proper | second.proper):
        return ""
    least = min(map(len, wrong), default=_LONG_WORD)
    # "Nova Energy" and "Nora Energy": one letter, but of a word that has only four.
    if least < _LONG_WORD:
        return "form.slip" if least >= _SHORT_WORD else ""
    return "form.misprint" if edits == 1 else "form.misprints"


def _is_near(first: Profile, second: Profile) -> bool:
    """Spellings alike, where no word that means something makes the difference."""
    wrong = set(first.words) ^ set(second.words)
    if wrong - first.proper - second.proper or len(first.words) != len(second.words):
        return False
    if first.numbers != second.numbers:
        return False
    if not JaroWinkler.similarity(first.joined, second.joined, score_cutoff=_NEAR):
        return False
    mine, yours = sorted(wrong & set(first.words)), sorted(wrong & set(second.words))
    return len(mine) == len(yours) and all(
        JaroWinkler.similarity(one, other) >= _NEAR_WORD
        for one, other in zip(mine, yours, strict=True)
    )


def _shared(first: Profile, second: Profile) -> Finding:
    both = set(first.own) & set(second.own)
    if not both:
        return ("words.none", "")
    best = max(map(rarity, both))
    level = ("words.common", "words.uncommon", "words.rare")[best]
    return (level, ", ".join(sorted(word for word in both if rarity(word) == best)))


def _beside(mine: Set[str], yours: Set[str]) -> str:
    if mine == yours:
        return "same" if mine else ""
    if not mine or not yours:
        return "one"
    return "partly" if mine & yours else "different"
