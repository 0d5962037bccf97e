"""Any campus that the ledger would build as a design: its phases, and standard work on them."""

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from grandlivre.base.periods import Period
from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.design.read import design_of, node_of
from grandlivre.campus.design.stages import Stage, stage_of
from grandlivre.campus.design.standing import opening
from grandlivre.campus.energy.sunshine import position
from grandlivre.campus.weather import climates
from grandlivre.errors import CampusError
from grandlivre.programme.model import Mark, Plan, Project, Site
from grandlivre.reference.parameters.accelerators import generations
from grandlivre.reference.parameters.catalogue import parameters
from grandlivre.reference.parameters.model import Generation
from grandlivre.reference.tables import data_rows

Table = dict[str, Any]

_CLIMATE = "Paris"
"""Of a site of which no more than the country is known."""
_REGION = 3
"""Level of a region among places."""
_UTILISATION = 0.7
"""The services' default target."""
_MOST_GROWTH = 1.0
"""A year, of demand on services."""
_GANG_SHARE = 0.25
"""Of its smallest pool: no job takes more. Larger gangs are lessened in proportion."""
# Reasons of the design's basis, in both languages.
_MILESTONE = {
    "fr": "jalon de mise sous tension du plan",
    "en": "the plan's milestone of energising",
}
_NO_DATE = {"fr": "aucune date n’est dite", "en": "no date is told"}
_SAID_COUNT = {
    "fr": "accélérateurs : dits par le plan, {generation}, en domaines entiers de {domain}",
    "en": "accelerators: said by the plan, {generation}, in whole domains of {domain}",
}
_COUNT = {
    "fr": "accélérateurs : puissance sur puissance de site, {generation}, en domaines entiers "
    "de {domain}",
    "en": "accelerators: the power over all-in power, {generation}, in whole domains of {domain}",
}
_STANDARD = {
    "fr": "ensembles, locataires et travail types de tout campus : voir standard.toml",
    "en": "standard partitions, tenants and work of any campus: see standard.toml",
}


def campus_of(
    project: Project, plan: Plan, known: Mapping[str, Generation] | None = None
) -> CampusDesign:
    """A project of the plan as a campus: its phases and their dates, with standard work.

    Parameters
    ----------
    project
        A campus, a computing or a supercomputer project of the plan.
    plan
        The plan that it is of: it tells the site's tranches.
    known
        Generations of accelerators; None for the reference's.

    Returns
    -------
    CampusDesign
        Each phase with a pool for each of training, inference, sovereign and common use, standard
        tenants and work. What the plan says or infers keeps its mark, the rest is judged.

    Raises
    ------
    CampusError
        Where no phase has known power: there is nothing to operate.

    Notes
    -----
    An accelerator draws what its generation does, or less where the plan says more accelerators
    than its power would carry. Tranches are the site's; where they stay below what the phases
    need, another is inferred with the last phase.
    """
    known = generations() if known is None else known
    stages = [
        stage_of(phase, order, plan, known)
        for order, phase in enumerate(project.phases, 1)
        if phase.power_mw.best
    ]
    if not stages:
        raise CampusError(
            f"of {project.title.en} no power is known",
            where="project",
            remedy="choose a campus of the plan with megawatts, or write a design",
            code="no_power",
        )
    stages.sort(key=lambda stage: opening(stage.opens))
    site = next((each for each in plan.sites if each.id == project.phases[0].site), None)
    name = _slug(project.title.en)
    return design_of(_table(project, stages, site), name, source=f"plan, {name}", known=known)


def _table(project: Project, stages: list[Stage], site: Site | None) -> Table:
    """The design as TOML would give it."""
    standard = _standard()
    parts = standard["partitions"]
    pools: Table = {}
    of_part: dict[str, list[str]] = {part: [] for part in parts}
    for stage in stages:
        for part, count in _shared(stage.count, stage.domain, parts).items():
            pool = f"{part}-{stage.name.removeprefix('phase-')}"
            of_part[part].append(pool)
            pools[pool] = {
                "hall": f"{stage.name}-{part}",
                "zone": parts[part]["zone"],
                "generation": stage.generation,
                "count": count,
                "domain": stage.domain,
                "node": min(node_of(stage.domain), stage.domain),
                "kw_per_accelerator": stage.kw,
            }
    kept = {part: names for part, names in of_part.items() if names}
    place = site.place if site else None
    table: Table = {
        "title": {"fr": project.title.fr, "en": project.title.en},
        "says": {
            "fr": "Un projet du plan, avec des usages types : entraînement, inférence, nuage "
            "souverain, recherche et enseignement.",
            "en": "A project of the plan, with standard use: training, inference, a sovereign "
            "cloud, research and teaching.",
        },
        "country": (place.country if place else None) or "FR",
        "place": place.name if place else "–",
        "climate": _climate(site),
        "project": project.title.en,
        "phases": {
            stage.name: {
                "opens": stage.opens,
                "power_mw": stage.power_mw,
                "mark": "said" if stage.is_dated else "inferred",
            }
            for stage in stages
        },
        "halls": {pool["hall"]: {"phase": _phase_of(pool["hall"])} for pool in pools.values()},
        "pools": pools,
        "partitions": {
            part: {
                "title": parts[part]["title"],
                "pools": names,
                "classes": parts[part]["classes"],
            }
            for part, names in kept.items()
        },
        "grid": {"tranches": _tranches(stages, site), "band_share": 0.5, "spot": "fr-2024"},
        "basis": _basis(stages),
    }
    return table | _work(standard, kept, pools, stages)


def _phase_of(hall: str) -> str:
    """``phase-1`` of ``phase-1-training``."""
    return hall.rsplit("-", 1)[0]


def _shared(count: int, domain: int, parts: Mapping[str, Table]) -> dict[str, int]:
    """Accelerators of each partition, in whole domains, by largest remainders; none left out."""
    units = count // domain
    exact = {part: units * entry["share"] for part, entry in parts.items()}
    given = {part: math.floor(value) for part, value in exact.items()}
    for part in sorted(exact, key=lambda part: given[part] - exact[part])[
        : units - sum(given.values())
    ]:
        given[part] += 1
    return {part: number * domain for part, number in given.items() if number}


def _work(
    standard: Table, kept: Mapping[str, list[str]], pools: Table, stages: list[Stage]
) -> Table:
    """Tenants, jobs and services of those partitions that have pools."""
    tenants: Table = {}
    for name, entry in standard["tenants"].items():
        parts = [part for part in entry["partitions"] if part in kept]
        if parts:
            own = [pool for part in parts for pool in kept[part]]
            zones = list(dict.fromkeys(pools[pool]["zone"] for pool in own))
            rest = {key: value for key, value in entry.items() if key != "partitions"}
            tenants[name] = rest | {"zones": zones, "pools": own}
    batch: Table = {}
    for name, entry in standard["batch"].items():
        if entry["partition"] in kept:
            own = kept[entry["partition"]]
            rest = {key: value for key, value in entry.items() if key != "partition"}
            quota = tenants[entry["tenant"]].get("quota", 1.0)
            room = min(pools[pool]["count"] for pool in own) * min(_GANG_SHARE, quota)
            batch[name] = rest | {"pools": own, "gang": _lessened(entry["gang"], room)}
    growth = _growth(stages)
    # What opens in the first year serves the first year's demand.
    first = [each for each in stages if opening(each.opens).year == opening(stages[0].opens).year]
    opened = {stage.name for stage in first}
    services: Table = {}
    for name, entry in standard["services"].items():
        if entry["partition"] in kept:
            own = kept[entry["partition"]]
            rest = {
                key: value for key, value in entry.items() if key not in ("partition", "load_share")
            }
            mean = sum(
                pools[pool]["count"] for pool in own if _phase_of(pools[pool]["hall"]) in opened
            )
            rates = {pools[pool]["generation"]: _rate(pools[pool]["generation"]) for pool in own}
            least = min(pools[pool]["count"] for pool in own)
            services[name] = rest | {
                "pools": own,
                "tokens_per_s": round(
                    entry["load_share"] * mean * rates[first[0].generation] * _UTILISATION
                ),
                "tokens_per_accelerator_s": rates,
                "replica": min(entry["replica"], least),
                "growth_per_year": growth,
            }
    return {"tenants": tenants, "batch": batch, "services": services}


def _lessened(gang: Mapping[str, float], room: float) -> dict[str, float]:
    """A gang's sizes, lessened together so that the largest has room."""
    scale = min(1.0, max(room, 1.0) / gang["most"])
    sizes = {key: max(round(value * scale), 1) for key, value in gang.items()}
    return {**sizes, "high": max(sizes["high"], sizes["median"])}


def _growth(stages: list[Stage]) -> float:
    """Yearly growth of demand that keeps up with what opens, from first to last phase."""
    years = [opening(stage.opens).year for stage in stages]
    if years[0] == years[-1]:
        return 0.0
    rates = [_rate(stage.generation) * stage.count for stage in stages]
    first = sum(rate for rate, year in zip(rates, years, strict=True) if year == years[0])
    growth = math.pow(sum(rates) / first, 1 / (years[-1] - years[0])) - 1
    return round(min(max(growth, 0.0), _MOST_GROWTH), 3)


@cache
def _rates() -> Mapping[str, float]:
    return MappingProxyType(
        {
            row.required("generation"): row.parsed("tokens_per_s", float)
            for row in data_rows("token_rates.tsv")
        }
    )


def _rate(generation: str) -> float:
    """Tokens a second of one accelerator; a user's own is taken for an H200 until they say."""
    return _rates().get(generation, _rates()["H200"])


def _tranches(stages: list[Stage], site: Site | None) -> list[Table]:
    """The site's tranches by date, and one more where the phases need more."""
    gap = round(parameters()["phase_gap_years"].distribution.median)
    steps: list[Table] = []
    told = sorted(
        site.tranches if site else (),
        key=lambda each: (each.by is None, each.by or "", each.total_mw),
    )
    for each in told:
        by = each.by
        if by is None:
            last = (
                Period.parse(steps[-1]["opens"]).year
                if steps
                else Period.parse(stages[-1].opens).year
            )
            by = str(last + gap)
        mark = "said" if each.mark is Mark.SAID and each.by else "inferred"
        steps.append({"opens": by, "total_mw": float(each.total_mw), "mark": mark})
    total = 0.0
    for stage in stages:
        total += stage.power_mw
        if not told or (stage is stages[-1] and total > max(s["total_mw"] for s in steps) + 1e-6):
            steps.append({"opens": stage.opens, "total_mw": total, "mark": "inferred"})
    return _ascending(steps)


def _ascending(steps: list[Table]) -> list[Table]:
    """Tranches by date, none with less than one before it."""
    kept: list[Table] = []
    for step in sorted(
        steps, key=lambda each: (Period.parse(each["opens"]).last, each["total_mw"])
    ):
        if not kept or step["total_mw"] > kept[-1]["total_mw"]:
            kept.append(step)
    return kept


def _climate(site: Site | None) -> str:
    """The nearest city whose climate is known."""
    place = site.place if site else None
    if place is None or place.latitude is None or place.longitude is None:
        return _CLIMATE
    if place.level < _REGION:
        return _CLIMATE
    north, east = place.latitude, place.longitude
    narrow = math.cos(math.radians(north))

    def away(city: str) -> float:
        latitude, longitude = position(city)
        return math.hypot(latitude - north, (longitude - east) * narrow)

    return min(climates(), key=away)


def _basis(stages: list[Stage]) -> Table:
    """What each phase rests on, and that the rest is judged."""
    basis: Table = {}
    for stage in stages:
        power, counted = stage.phase.power_mw, stage.phase.accelerators
        rests = ", ".join(power.basis) or "–"
        reason = {
            language: f"{power.how.of(language)} ({rests})" if power.how.of(language) else rests
            for language in ("fr", "en")
        }
        basis[f"phases.{stage.name}.power_mw"] = {
            "mark": "said" if stage.is_sized else "inferred",
            "reason": reason,
        }
        basis[f"phases.{stage.name}.opens"] = {
            "mark": "said" if stage.is_dated else "inferred",
            "reason": _MILESTONE if stage.phase.milestones else _NO_DATE,
        }
        count = _SAID_COUNT if counted.mark is Mark.SAID else _COUNT
        machines = {"generation": stage.generation, "domain": stage.domain}
        basis[f"halls.{stage.name}-training"] = {
            "mark": "inferred",
            "reason": {language: told.format(**machines) for language, told in count.items()},
        }
    for key in ("tenants", "batch", "services", "pools"):
        basis[key] = {"mark": "judged", "reason": _STANDARD}
    return basis


@cache
def _standard() -> Table:
    text = files(__package__).joinpath("standard.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _slug(title: str) -> str:
    """A title as a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "campus"
