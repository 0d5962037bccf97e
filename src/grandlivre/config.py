"""Options from the command line, the environment and a file, in that order of weight.

The file is TOML: the one that ``GRANDLIVRE_CONFIG`` names, else
``$XDG_CONFIG_HOME/grandlivre/config.toml`` (``~/.config`` by default). A file in the current
folder is not read: it could send a key to a stranger's address.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grandlivre.base.spots import toml_spot
from grandlivre.claims.model import ModelOptions
from grandlivre.engine import EngineOptions
from grandlivre.errors import ConfigError

KEYS = ("lang", "workers", "engine", "scheduler", "model_url", "model_name", "db")
"""What the file may set, and the environment as ``GRANDLIVRE_LANG`` and so on."""
_PREFIX = "GRANDLIVRE_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was asked for, checked."""

    lang: str | None = None
    engine: EngineOptions = field(default_factory=EngineOptions)
    model: ModelOptions | None = None
    db: str | None = None
    """A file or an address of a database; None where none was named."""


def settings(
    environment: Mapping[str, str],
    given: Mapping[str, str | None],
    model: tuple[str, str] | None = None,
) -> Settings:
    """Put together what the command line, the environment and the file say.

    Parameters
    ----------
    environment
        The process's environment.
    given
        Values of the command line's options by key (`KEYS`); None where an option was left out.
    model
        URL and name of the language model from the command line.

    Raises
    ------
    ConfigError
        Where a value makes no sense; says where it was set.

    Examples
    --------
    >>> settings({"GRANDLIVRE_WORKERS": "4"}, {"workers": None}).engine.workers
    4
    >>> settings({"GRANDLIVRE_WORKERS": "4"}, {"workers": "2"}).engine.workers
    2
    >>> settings({}, {"workers": "two"})
    Traceback (most recent call last):
    grandlivre.errors.ConfigError: --workers: two is no whole number
    """
    values, places = _gather(environment, given)
    if model is not None:
        values["model_url"], values["model_name"] = model
        places["model_url"] = places["model_name"] = "--model"
    lang = values.get("lang")
    if lang is not None and lang not in ("fr", "en"):
        raise ConfigError(
            f"there is no language {lang} here", where=places["lang"], remedy="use fr or en"
        )
    workers = _whole(values.get("workers", "1"), places.get("workers", ""))
    try:
        engine = EngineOptions(
            workers=workers,
            engine=values.get("engine", "local"),
            scheduler=values.get("scheduler"),
        )
    except ConfigError as error:
        raise ConfigError(error.what, remedy=error.remedy) from None
    return Settings(
        lang=lang,
        engine=engine,
        model=_model(environment, values, places),
        db=values.get("db"),
    )


def _gather(
    environment: Mapping[str, str], given: Mapping[str, str | None]
) -> tuple[dict[str, str], dict[str, str]]:
    """Each key's value, and where it was set."""
    values: dict[str, str] = {}
    places: dict[str, str] = {}
    path = _file(environment)
    if path is not None:
        for key, value in _from_file(path).items():
            values[key], places[key] = value, f"{path}: {key}"
    for key in KEYS:
        name = _PREFIX + key.upper()
        if environment.get(name):
            values[key], places[key] = environment[name], name
        option = given.get(key)
        if option is not None:
            values[key], places[key] = option, f"--{key.replace('_', '-')}"
    return values, places


def _file(environment: Mapping[str, str]) -> Path | None:
    """The file of settings; one that is named must exist, the usual one need not."""
    named = environment.get(_PREFIX + "CONFIG")
    if named:
        return Path(named)
    home = environment.get("XDG_CONFIG_HOME") or (
        f"{environment['HOME']}/.config" if environment.get("HOME") else ""
    )
    usual = Path(home, "grandlivre", "config.toml")
    return usual if home and usual.is_file() else None


def _from_file(path: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "the settings cannot be read",
            where=str(path),
            remedy="check GRANDLIVRE_CONFIG and the file",
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"not TOML at {toml_spot(error)}", where=str(path), remedy="correct the file"
        ) from error
    for key, value in content.items():
        if key not in KEYS:
            raise ConfigError(
                f"there is no setting {key}",
                where=str(path),
                remedy=f"use one of {', '.join(KEYS)}",
            )
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise ConfigError(
                f"{key} must be a text or a whole number",
                where=str(path),
                remedy="correct the file",
            )
    return {key: str(value) for key, value in content.items()}


def _whole(text: str, place: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ConfigError(f"{text} is no whole number", where=place) from None


def _model(
    environment: Mapping[str, str], values: Mapping[str, str], places: Mapping[str, str]
) -> ModelOptions | None:
    url, name = values.get("model_url"), values.get("model_name")
    if not url and not name:
        return None
    if not url or not name:
        raise ConfigError(
            "a language model needs both an address and a name",
            where=places.get("model_url") or places.get("model_name", ""),
            remedy="give --model URL NAME",
        )
    if not url.startswith(("http://", "https://")):
        raise ConfigError(
            f"{url} is no web address",
            where=places.get("model_url", ""),
            remedy="give one such as http://localhost:11434/v1",
        )
    key = environment.get("GRANDLIVRE_API_KEY") or environment.get("OPENAI_API_KEY") or ""
    return ModelOptions(url=url, name=name, key=key)
