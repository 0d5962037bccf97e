"""Claims fetched as they are asked for."""

from collections.abc import Iterable

from papers import claim

from grandlivre.claims.model import Claim
from grandlivre.pipeline.shelving import ClaimsAsked, ClaimsOf

ALL = {each.id: each for each in (claim(number, position=0) for number in range(200))}


class Far:
    """What is fetched, and how often."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def some(self, keys: Iterable[str]) -> list[Claim]:
        wanted = list(keys)
        self.asked.append(len(wanted))
        return [ALL[key] for key in wanted if key in ALL]

    def every(self) -> list[Claim]:
        self.asked.append(0)
        return list(ALL.values())


def test_what_is_fetched_at_once_is_not_fetched_again() -> None:
    far = Far()
    claims = ClaimsAsked(far.some, far.every)
    claims.fetch(["clm_1_0", "clm_2_0", "gone"])
    assert claims["clm_1_0"] == ALL["clm_1_0"]
    assert "gone" not in claims
    claims.fetch(["clm_2_0", "gone"])
    assert far.asked == [3]
    assert claims.get("clm_3_0") == ALL["clm_3_0"]
    assert far.asked == [3, 1]


def test_whoever_asks_for_many_gets_all() -> None:
    far = Far()
    claims = ClaimsAsked(far.some, far.every)
    assert [claims[key] for key in ALL] == list(ALL.values())
    assert far.asked[-1] == 0
    assert len(far.asked) < 60
    assert dict(claims) == ALL
    assert len(claims) == len(ALL)
    assert "gone" not in claims


def test_claims_of_other_documents_are_not_there() -> None:
    far = Far()
    some = ClaimsOf(ClaimsAsked(far.some, far.every), {"doc_1", "doc_2"})
    assert "clm_1_0" in some
    assert "clm_3_0" not in some
    assert dict(some) == {key: ALL[key] for key in ("clm_1_0", "clm_2_0")}
    assert len(some) == 2
