"""Generations of accelerators: power, price, peak, memory, when they ship and how many."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from grandlivre.errors import ReferenceDataError
from grandlivre.reference import tables
from grandlivre.reference.messages import typeset
from grandlivre.reference.parameters.model import Generation, Row
from grandlivre.reference.parameters.rows import cited, rows
from grandlivre.reference.parameters.units import mean_rate
from grandlivre.reference.parameters.user_file import with_own_generations

TABLE = "accelerators.tsv"
PRECISIONS = ("fp64", "bf16", "fp8", "fp4")
_REMEDY = "correct the line"


def generations(override: Path | None = None) -> Mapping[str, Generation]:
    """Every generation of accelerators by its name, in the order in which they ship.

    Parameters
    ----------
    override
        A user's own TOML file, whose generations replace those of the same name or come beside
        them; None for none.

    Raises
    ------
    ReferenceDataError
        Where a data file of the package is malformed; it names file and line.
    ConfigError
        Where the user's file is; it names the entry.

    Examples
    --------
    >>> dict(generations()["H100"].dense_tflops)["fp8"]
    1979.0
    """
    known = _generations()
    return known if override is None else with_own_generations(known, override)


@cache
def _generations() -> Mapping[str, Generation]:
    return read_generations(tables.data_text(TABLE), rows(), name=TABLE)


def read_generations(text: str, known: Mapping[int, Row], *, name: str) -> Mapping[str, Generation]:
    """The generations of a table's text; `name` stands in messages."""
    found: dict[str, Generation] = {}
    for line in tables.parse_rows(text, name=name):
        generation = _generation(line, known)
        if generation.name in found:
            raise ReferenceDataError(
                f"{generation.name} stands twice", where=line.where, remedy=_REMEDY
            )
        found[generation.name] = generation
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: pair[1].shipped)))


def _generation(line: tables.Row, known: Mapping[int, Row]) -> Generation:
    year = line.number("price_year")
    euros = mean_rate(line.required("currency"), year)
    dense = tuple(
        (precision, line.parsed(f"{precision}_tflops", float))
        for precision in PRECISIONS
        if line[f"{precision}_tflops"]
    )
    return Generation(
        name=line.required("name"),
        vendor=line.required("vendor"),
        shipped=line.parsed("shipped", float),
        all_in_kw=line.parsed("all_in_kw", float),
        price_eur=line.parsed("price", float) * euros,
        price_year=year,
        memory_gb=line.parsed("memory_gb", float),
        dense_tflops=dense,
        domain=line.number("domain"),
        rows=tuple(_citation(part, line, known) for part in line.required("rows").split()),
        note_fr=typeset(line["note_fr"], "fr"),
        note_en=line["note_en"],
        supply_per_year=line.parsed("supply_per_year", float) if line["supply_per_year"] else None,
    )


def _citation(part: str, line: tables.Row, known: Mapping[int, Row]) -> str:
    if part.startswith("https://"):
        return part
    if not part.isdigit() or int(part) not in known:
        raise ReferenceDataError(f"there is no row {part}", where=line.where, remedy=_REMEDY)
    return cited(known[int(part)])
