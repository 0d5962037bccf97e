"""Compiled modules say what they are compiled from, so that none runs from an old cache."""

from scripts.stamp_compiled import stamps


def test_compiled_modules_are_stamped() -> None:
    old = [path.name for path, (has, should) in stamps().items() if has != should]
    assert old == [], "run python -m scripts.stamp_compiled"
