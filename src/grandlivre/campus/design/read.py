"""Designs of campuses from TOML: those of the package and a user's own."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from grandlivre.base.spots import toml_spot
from grandlivre.campus.design.check import check
from grandlivre.campus.design.model import (
    Basis,
    BatchWork,
    CampusDesign,
    GridContract,
    Hall,
    Heat,
    Interruptions,
    Machines,
    Mark,
    Partition,
    Phase,
    Pool,
    Service,
    Tenant,
    Tranche,
    WorkClass,
)
from grandlivre.campus.design.tables import nearest, record, refuse_unknown, sub_table, words
from grandlivre.campus.energy.statistics import built_in
from grandlivre.errors import ConfigError
from grandlivre.reference.parameters.accelerators import generations
from grandlivre.reference.parameters.catalogue import parameters
from grandlivre.reference.parameters.model import Generation

_T = TypeVar("_T")
_PACKAGE = "grandlivre.campus"
FOLDER = "designs"
_REMEDY = "see the designs that come with the package, in campus/designs"
_TEXTS = ("country", "place", "climate")
_SECTIONS = (
    "phases", "halls", "pools", "partitions", "tenants", "batch", "services",
    "grid", "machines", "heat", "interruptions", "basis",
)  # fmt: skip
_KEYS = ("title", "says", *_TEXTS, "project", *_SECTIONS)
_RACK_NODE = 4
"""Accelerators of one server where a rack is one domain: a tray of GB200, GB300 or VR NVL144."""
_HIGHEST_VOLTAGE_MW = 250.0
"""From about this power on sites are connected at 400 kV; a judgement."""
_MOST_BYTES = 4_000_000


@cache
def designs() -> Mapping[str, CampusDesign]:
    """The designs that come with the package, by name, in the order of their files.

    Examples
    --------
    >>> designs()["campus-ia"].phases[0].power_mw
    240.0
    """
    folder = files(_PACKAGE).joinpath(FOLDER)
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            found[name] = parse_design(entry.read_text(encoding="utf-8"), name, source="")
    return MappingProxyType(found)


def design_named(name: str, known: Mapping[str, Generation] | None = None) -> CampusDesign:
    """A design of the package by its name, or a user's by its file.

    Raises
    ------
    ConfigError
        Where there is neither, or the file is malformed.

    Examples
    --------
    >>> design_named("campus-ia").project
    'Campus IA'
    """
    if name in designs():
        return designs()[name]
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        return read_design(path, known)
    raise ConfigError(
        f"no campus is called {name}",
        where="design",
        remedy=f"name one of {nearest(name, designs())}, or a TOML file",
    )


def read_design(path: Path, known: Mapping[str, Generation] | None = None) -> CampusDesign:
    """A user's own design; its name is its file's.

    Parameters
    ----------
    path
        A TOML file.
    known
        Generations of accelerators; None for the reference's.

    Raises
    ------
    ConfigError
        Where the file cannot be read, is malformed or contradicts itself; it says where.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError(
                "the design is larger than any design", where=str(path), remedy="check its name"
            )
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "the design cannot be read", where=str(path), remedy="check name and encoding"
        ) from error
    return parse_design(text, path.stem, source=str(path), known=known)


def parse_design(
    text: str, name: str, *, source: str, known: Mapping[str, Generation] | None = None
) -> CampusDesign:
    """A design of TOML text; `source` is empty for the package's own.

    What is left out is filled: a hall for each phase, one partition of all pools, what an
    accelerator draws (its generation's power of the site over the reference PUE), the size of
    domain and server, tranches that open with the phases, grid charges of the reference.

    Raises
    ------
    ConfigError
        Where it is malformed or contradicts itself.
    """
    where = source or f"campus/{FOLDER}/{name}.toml"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML at {toml_spot(error)}", where=where, remedy=_REMEDY) from error
    return design_of(table, name, source=source, known=known)


def design_of(
    table: Mapping[str, Any],
    name: str,
    *,
    source: str,
    known: Mapping[str, Generation] | None = None,
) -> CampusDesign:
    """A design of a table that TOML gave, or that was made as TOML would have given it.

    Raises
    ------
    ConfigError
        As `parse_design`.
    """
    where = source or f"campus/{FOLDER}/{name}.toml"
    refuse_unknown(table, _KEYS, where)
    for key in (*_TEXTS, "phases", "pools", "tenants"):
        if key not in table:
            raise ConfigError(f"{key} is missing", where=where, remedy=_REMEDY)
    phases = _named(Phase, table, "phases", where)
    halls = _named(Hall, table, "halls", where) or tuple(
        Hall(name=phase.name, phase=phase.name) for phase in phases
    )
    # An empty catalogue is a catalogue too: only None asks for the reference's.
    known = generations() if known is None else known
    pools = tuple(
        _pool(key, entry, f"{where}, pools.{key}", known)
        for key, entry in sub_table(table, "pools", where).items()
    )
    partitions = _named(Partition, table, "partitions", where) or (
        Partition(name="all", pools=tuple(pool.name for pool in pools), classes=tuple(WorkClass)),
    )
    design = CampusDesign(
        name=name,
        title=words(table.get("title", name), f"{where}, title"),
        says=words(table.get("says", ""), f"{where}, says"),
        country=_plain(table, "country", where),
        place=_plain(table, "place", where),
        climate=_plain(table, "climate", where),
        project=_plain(table, "project", where) if "project" in table else None,
        phases=phases,
        halls=halls,
        pools=pools,
        partitions=partitions,
        tenants=_tenants(table, where),
        batch=_named(BatchWork, table, "batch", where),
        services=_named(Service, table, "services", where),
        grid=_grid(sub_table(table, "grid", where), phases, where),
        machines=_single(Machines, table, "machines", where),
        heat=_single(Heat, table, "heat", where),
        interruptions=_single(Interruptions, table, "interruptions", where),
        basis=_basis(sub_table(table, "basis", where), where),
        source=source or "grandlivre",
    )
    check(design, where)
    return _with_files(design, where)


def _with_files(design: CampusDesign, where: str) -> CampusDesign:
    """The design with its files found: names of files are read beside the design's own."""
    folder = Path(design.source).parent

    def found(name: str, at: str) -> str:
        path = folder / name
        if not path.is_file():
            raise ConfigError(
                f"there is no file {name}",
                where=f"{where}, {at}",
                remedy=f"name a file, or one of {', '.join(built_in())}",
            )
        return str(path)

    def series(name: str, at: str) -> str:
        return name if name in built_in() else found(name, at)

    grid = replace(
        design.grid,
        spot=series(design.grid.spot, "grid.spot"),
        carbon=series(design.grid.carbon, "grid.carbon"),
    )
    batch = tuple(
        replace(work, trace=found(work.trace, f"batch.{work.name}.trace")) if work.trace else work
        for work in design.batch
    )
    return replace(design, grid=grid, batch=batch)


def reference_pue() -> float:
    """Energy of a new site over that of its computers: the middle of the reference's spread."""
    return parameters()["pue"].distribution.median


def reference_grid(connection_mw: float) -> GridContract:
    """Charges and prices of the reference, with no tranche.

    Parameters
    ----------
    connection_mw
        Power of the whole connection: large ones stand at 400 kV, where the grid's tariff goes by
        energy alone.

    Examples
    --------
    >>> reference_grid(700).turpe_eur_per_mw_year, reference_grid(10).turpe_eur_per_mw_year
    (0.0, 9000.0)
    """
    known = parameters()

    def middle(name: str) -> float:
        return round(known[name].distribution.median, 6)

    return GridContract(
        tranches=(),
        band_eur_per_mwh=middle("nuclear_contract_price_eur_per_mwh"),
        turpe_eur_per_mwh=middle("turpe_eur_per_mwh"),
        turpe_eur_per_mw_year=0.0
        if connection_mw >= _HIGHEST_VOLTAGE_MW
        else middle("turpe_eur_per_mw_year"),
        accise_eur_per_mwh=middle("accise_eur_per_mwh"),
        market_carbon_g_per_kwh=middle("carbon_market_g_per_kwh"),
    )


def node_of(domain: int) -> int:
    """Accelerators of one server in a domain of that size.

    Examples
    --------
    >>> node_of(72), node_of(8)
    (4, 8)
    """
    return _RACK_NODE if domain > 8 else domain


def _named(kind: type[_T], table: Mapping[str, Any], key: str, where: str) -> tuple[_T, ...]:
    """Records of a table of tables, each named by its key."""
    return tuple(
        record(kind, entry, f"{where}, {key}.{name}", name=name)
        for name, entry in sub_table(table, key, where).items()
    )


def _single(kind: type[_T], table: Mapping[str, Any], key: str, where: str) -> _T:
    return record(kind, sub_table(table, key, where), f"{where}, {key}")


def _plain(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value:
        raise ConfigError(
            f"{value!r} is no text", where=f"{where}, {key}", remedy="write it in quotes"
        )
    return value


def _tenants(table: Mapping[str, Any], where: str) -> tuple[Tenant, ...]:
    """Tenants; one without a title is called by its name."""
    entries = {}
    for name, entry in sub_table(table, "tenants", where).items():
        has_no_title = isinstance(entry, dict) and "title" not in entry
        entries[name] = {**entry, "title": name} if has_no_title else entry
    return _named(Tenant, {"tenants": entries}, "tenants", where)


def _pool(name: str, entry: Any, where: str, known: Mapping[str, Generation]) -> Pool:
    """A pool, with what its generation says of draw, domain and server filled in."""
    pool = record(Pool, entry, where, name=name)
    generation = known.get(pool.generation)
    if generation is None:
        if pool.kw_per_accelerator > 0 and "domain" in entry:
            return pool if "node" in entry else replace(pool, node=node_of(pool.domain))
        raise ConfigError(
            f"no generation of accelerators is called {pool.generation}",
            where=f"{where}.generation",
            remedy=f"known: {nearest(pool.generation, known)}; of another, "
            "say kw_per_accelerator and domain",
        )
    domain = pool.domain if "domain" in entry else generation.domain
    return replace(
        pool,
        domain=domain,
        node=pool.node if "node" in entry else node_of(domain),
        kw_per_accelerator=pool.kw_per_accelerator or generation.all_in_kw / reference_pue(),
    )


def _grid(table: Mapping[str, Any], phases: tuple[Phase, ...], where: str) -> GridContract:
    """The grid contract: the reference's figures where the table says none."""
    total, steps = 0.0, []
    for phase in phases:
        total += phase.power_mw
        steps.append(Tranche(opens=phase.opens, total_mw=total, mark=Mark.INFERRED))
    # Tranches that open with the phases, where no contract is told.
    base = replace(reference_grid(total), tranches=tuple(steps))
    filled = {each.name: getattr(base, each.name) for each in fields(GridContract)}
    given = {key: value for key, value in filled.items() if key not in table}
    refuse_unknown(table, filled, f"{where}, grid")
    return record(GridContract, dict(table), f"{where}, grid", **given)


def _basis(table: Mapping[str, Any], where: str) -> tuple[Basis, ...]:
    """What figures rest on; keys are paths in the file, in quotes."""
    return tuple(
        record(Basis, entry, f"{where}, basis.{field}", field=field)
        for field, entry in table.items()
    )
