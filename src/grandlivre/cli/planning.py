"""What ``grandlivre plan`` does: check what was typed, ask, print."""

from pathlib import Path

from grandlivre.cli.asking import Asked, answer
from grandlivre.errors import ConfigError
from grandlivre.pipeline.plan import EVERYWHERE, Wanted, plan_json, plan_text

_LETTERS = 2


def ask_plan(asked: Asked, country: str | None, own: str | None, *, only_flags: bool) -> int:
    """``grandlivre plan``."""
    question = asked.question
    wanted = Wanted(
        country=_country(country), own=Path(own) if own else None, only_flags=only_flags
    )
    return answer(
        asked,
        lambda book: plan_text(book, asked.paper(), question, wanted),
        lambda book: plan_json(book, question, wanted),
    )


def _country(asked: str | None) -> str | None:
    """The country that is asked for; None for that of the ledger."""
    if asked is None:
        return None
    if asked.lower() == EVERYWHERE:
        return EVERYWHERE
    code = asked.upper()
    if len(code) != _LETTERS or not code.isascii() or not code.isalpha():
        raise ConfigError(
            f"{asked} is no code of a country",
            where="--country",
            remedy="write two letters, such as FR or US, or all",
        )
    return code
