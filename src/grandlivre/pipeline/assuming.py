"""What a person asks of the assumptions: all of them, one with its rows, the accelerators."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grandlivre.errors import ConfigError
from grandlivre.reference.parameters import (
    Generation,
    LeftOut,
    Parameter,
    Row,
    Share,
    generations,
    mean,
    parameters,
)
from grandlivre.report.answers import Paper
from grandlivre.report.answers.assumptions import (
    generations_answer,
    parameter_answer,
    parameters_answer,
)

ACCELERATORS = "accelerators"
"""The word that asks for all generations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What was asked for: parameters, or generations of accelerators."""

    parameters: tuple[Parameter, ...] = ()
    generations: tuple[Generation, ...] = ()


def choose(names: Sequence[str], own: Path | None = None) -> Assumptions:
    """Parameters and generations by their names; all parameters for none.

    Parameters
    ----------
    names
        Of parameters or generations, or ``accelerators`` for all of the latter.
    own
        A user's file; None for none.

    Raises
    ------
    ConfigError
        Where a name is unknown, with near ones.
    """
    known, made = parameters(own), generations(own)
    if not names:
        return Assumptions(parameters=tuple(known.values()))
    found: list[Parameter] = []
    chips: list[Generation] = []
    for name in names:
        if name == ACCELERATORS:
            chips += made.values()
        elif name in known:
            found.append(known[name])
        else:
            chips.append(_generation(name, made, known))
    return Assumptions(parameters=tuple(found), generations=tuple(chips))


def assumptions_text(asked: Assumptions, paper: Paper, *, each: bool) -> str:
    """For people; with `each`, every parameter with the rows behind it."""
    text = "" if each else parameters_answer(paper, asked.parameters)
    for number, parameter in enumerate(asked.parameters if each else ()):
        if number:
            paper.blank()
        text = parameter_answer(paper, parameter)
    if asked.generations:
        if text:
            paper.blank()
        text = generations_answer(paper, asked.generations)
    return text


def assumptions_json(asked: Assumptions) -> dict[str, Any]:
    """For programs: figures, reasons and rows in full."""
    return {
        "parameters": [_parameter_json(parameter) for parameter in asked.parameters],
        "generations": [_generation_json(generation) for generation in asked.generations],
    }


def assumptions_csv(asked: Assumptions, language: str) -> str:
    """For spreadsheets: a line for each parameter, then a line for each generation."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    if asked.parameters:
        write.writerow(
            ("name", "unit", "low", "median", "high", "mean", "judgement", "rows", "meaning")
        )
    for each in asked.parameters:
        spread = each.distribution
        meaning = each.meaning_fr if language == "fr" else each.meaning_en
        rows = " ".join(_cited(row) for row in each.rows)
        ends = (*spread.ends, f"{mean(spread):.6g}")
        write.writerow((each.name, each.unit, *ends, int(each.is_judgement), rows, meaning))
    if asked.generations:
        write.writerow(
            ("name", "vendor", "shipped", "all_in_kw", "price_eur", "price_year", "memory_gb",
             "dense_tflops", "domain", "supply_per_year", "rows")
        )  # fmt: skip
    for made in asked.generations:
        dense = " ".join(f"{precision}={value:g}" for precision, value in made.dense_tflops)
        write.writerow(
            (made.name, made.vendor, made.shipped, made.all_in_kw, f"{made.price_eur:.0f}",
             made.price_year, made.memory_gb, dense, made.domain, made.supply_per_year or "",
             " ".join(made.rows))
        )  # fmt: skip
    return out.getvalue()


def _generation(
    name: str, made: Mapping[str, Generation], known: Mapping[str, Parameter]
) -> Generation:
    folded = {each.casefold(): each for each in made}
    if name.casefold() in folded:
        return made[folded[name.casefold()]]
    every = [*made, *known, ACCELERATORS]
    near = [each for each in every if name.casefold() in each.casefold()][:3]
    near = near or get_close_matches(name, every, n=3)
    raise ConfigError(
        f"neither a parameter nor an accelerator is called {name}",
        remedy=f"perhaps: {', '.join(near or [ACCELERATORS])}",
    )


def _parameter_json(parameter: Parameter) -> dict[str, Any]:
    spread = parameter.distribution
    average = mean(spread)
    return {
        "name": parameter.name,
        "unit": parameter.unit,
        "meaning": {"fr": parameter.meaning_fr, "en": parameter.meaning_en},
        "scale": spread.scale.value,
        "low": spread.low,
        "median": spread.median,
        "high": spread.high,
        "mean": average if average != float("inf") else None,
        "tail_alpha": spread.tail_alpha,
        "floor": spread.floor,
        "ceiling": spread.ceiling,
        "judgement": parameter.is_judgement,
        "origin": parameter.origin,
        "reason": {"fr": parameter.reason_fr or parameter.reason, "en": parameter.reason},
        "rows": [_share_json(share) for share in parameter.shares],
        "left_out": [_left_out_json(left) for left in parameter.left_out],
    }


def _share_json(share: Share) -> dict[str, Any]:
    return {
        **_row_json(share.row),
        "pooled": {"low": share.low, "central": share.central, "high": share.high},
        "weight": share.weight,
        "how": share.how,
    }


def _left_out_json(left: LeftOut) -> dict[str, Any]:
    reason = {"fr": left.reason_fr, "en": left.reason_en}
    return {**_row_json(left.row), "left_out_because": reason}


def _row_json(row: Row) -> dict[str, Any]:
    figures = {"low": row.low, "central": row.central, "high": row.high}
    return {
        "row": _cited(row),
        "unit": row.unit,
        **{key: None if value is None else float(value) for key, value in figures.items()},
        "applies_to": {"fr": row.applies_to_fr or row.applies_to, "en": row.applies_to},
        "year": row.year,
        "origin": row.origin,
        "source": {"name": row.source_name, "date": row.source_date, "url": row.source_url},
        "note": {"fr": row.note_fr or row.note, "en": row.note},
    }


def _generation_json(generation: Generation) -> dict[str, Any]:
    return {
        "name": generation.name,
        "vendor": generation.vendor,
        "shipped": generation.shipped,
        "all_in_kw": generation.all_in_kw,
        "price_eur": generation.price_eur,
        "price_year": generation.price_year,
        "memory_gb": generation.memory_gb,
        "dense_tflops": dict(generation.dense_tflops),
        "domain": generation.domain,
        "supply_per_year": generation.supply_per_year,
        "origin": generation.origin,
        "rows": list(generation.rows),
        "note": {"fr": generation.note_fr, "en": generation.note_en},
    }


def _cited(row: Row) -> str:
    return f"{row.parameter}#{row.number}"
