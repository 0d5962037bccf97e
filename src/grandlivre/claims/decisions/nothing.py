"""Features of the answer "nobody" or "nothing", put together once for each combination."""

from functools import lru_cache

from grandlivre.claims.figures.around import Features

_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""


@lru_cache(maxsize=_MOST)
def none_there(passage: str, topics: Features, kinds: Features) -> Features:
    """What the passage, the page's topics and the kinds named say of no answer."""
    return (
        f"none:{passage}",
        *(f"none:topic={name}" for name in topics),
        *(f"none:has={kind}" for kind in kinds),
    )


@lru_cache(maxsize=_MOST)
def none_to_it(group: str, size: str, has_party: bool) -> Features:
    """What the role and the size of a quantity say of no answer."""
    return f"none:{group}", f"none:{size}", f"none:{group}:{'party' if has_party else '-'}"


@lru_cache(maxsize=_MOST)
def none_beside(names: Features) -> Features:
    """What stands beside a quantity, as features of no answer."""
    return tuple([f"none:{name}" for name in names])


@lru_cache(maxsize=_MOST)
def dealing(group: str) -> Features:
    """Features of one who pays for what it is asked who receives."""
    return "pays", f"{group}&pays"


@lru_cache(maxsize=_MOST)
def none_paid(group: str, occasion: str, paid: bool) -> Features:
    """Whether anybody pays, and what for, as features of nobody's receiving."""
    known = f"none:{group}&{'paid' if paid else 'unpaid'}"
    return (known, f"none:for={occasion}", f"none:{group}&for={occasion}") if occasion else (known,)
