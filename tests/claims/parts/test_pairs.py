"""Whether the parts of a whole leave room for one more."""

from decimal import Decimal

from grandlivre.claims.parts.pairs import Parts, Value


def euros(amount: int) -> Value:
    return Decimal(amount), "EUR"


def test_parts_fill_or_overfill_their_whole() -> None:
    parts = Parts()
    parts.add(euros(15))
    parts.add(euros(15))
    assert parts.room(euros(5), euros(20)) == ("fills",)
    assert parts.room(euros(6), euros(20)) == ("over",)
    assert parts.room(euros(2), euros(20)) == ()
    assert parts.room(euros(15), euros(20)) == ()
    assert parts.room((Decimal(6), "USD"), euros(20)) == ()
