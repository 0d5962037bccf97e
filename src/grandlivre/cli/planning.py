"""What ``grandlivre plan`` does: check what was typed, ask, print."""

from grandlivre.cli.asking import Asked, answer
from grandlivre.errors import ConfigError
from grandlivre.pipeline.plan import plan_json, plan_text

_HOME = "FR"
_EVERY = "all"


def ask_plan(asked: Asked, country: str | None, *, only_flags: bool) -> int:
    """``grandlivre plan``."""
    where, question = _country(country), asked.question
    return answer(
        asked,
        lambda book: plan_text(book, asked.paper(), question, where, only_flags=only_flags),
        lambda book: plan_json(book, question, where),
    )


def _country(asked: str | None) -> str | None:
    """The country that is asked for: France unless told otherwise, None for every country."""
    if asked is None:
        return _HOME
    if asked.lower() == _EVERY:
        return None
    code = asked.upper()
    if len(code) != len(_HOME) or not code.isascii() or not code.isalpha():
        raise ConfigError(
            f"{asked} is no code of a country",
            where="--country",
            remedy="write two letters, such as FR or US, or all",
        )
    return code
