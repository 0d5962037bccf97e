"""The package's own designs: each figure rests on something, and the work fits what stands."""

import re
from dataclasses import fields, is_dataclass

import pytest

from grandlivre.campus.design import allowed, connection, designs, expected_load, standing
from grandlivre.campus.design.model import Mark, TenantKind, WorkClass
from grandlivre.campus.design.standing import opening
from grandlivre.reference.parameters import generations
from grandlivre.reference.parameters.rows import rows
from grandlivre.reference.tables import data_rows

NAMES = sorted(designs())
SECTIONS = ("phases", "halls", "pools", "tenants", "batch", "services", "grid", "machines", "heat")


@pytest.mark.parametrize("name", NAMES)
def test_every_section_rests_on_something(name):
    design = designs()[name]
    bases = {basis.field for basis in design.basis}
    for section in SECTIONS:
        entries = getattr(design, section)
        if is_dataclass(entries):
            plain = type(entries)() if section != "grid" else None
            is_said = plain is None or entries != plain
            assert not is_said or section in bases, section
        else:
            for entry in entries:
                assert {section, f"{section}.{entry.name}"} & bases, (section, entry.name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_names_a_source_and_rows_exist(name):
    for basis in designs()[name].basis:
        reason = basis.reason.en
        if basis.mark is Mark.SAID:
            assert "https://" in reason or "http://" in reason or "row" in reason
        for part in reason.replace(",", " ").replace(")", " ").split():
            if part.isdigit() and "parameter row" in reason and len(part) == 3:
                assert int(part) in rows() or int(part) not in range(1, 400)


@pytest.mark.parametrize("name", NAMES)
def test_reasons_speak_both_languages_and_name_the_same_sources(name):
    for basis in designs()[name].basis:
        told = basis.reason
        assert told.fr != told.en or told.fr.startswith("http"), basis.field
        french, english = (
            sorted(address.rstrip(".,;") for address in re.findall(r"https?://[^\s)]+", text))
            for text in (told.fr, told.en)
        )
        assert french == english, basis.field


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_speak(name):
    design = designs()[name]
    for text in (design.title, design.says, *(tenant.title for tenant in design.tenants)):
        assert text.fr
        assert text.en
    assert design.says.fr != design.says.en


@pytest.mark.parametrize("name", NAMES)
def test_the_work_asked_for_is_near_what_stands(name):
    design = designs()[name]
    year = max(opening(phase.opens).year for phase in design.phases) + 1
    loads = expected_load(design, year)
    stands = sum(there for there, _ in loads.values())
    assert stands == sum(pool.count for pool in design.pools)
    assert 0.7 <= sum(asked for _, asked in loads.values()) / stands <= 0.92
    for part, (there, asked) in loads.items():
        assert asked <= 1.0 * there, part


@pytest.mark.parametrize("name", NAMES)
def test_pools_fit_their_power(name):
    design = designs()[name]
    phase_of = {hall.name: hall.phase for hall in design.halls}
    known = generations()
    for phase in design.phases:
        own = [pool for pool in design.pools if phase_of[pool.hall] == phase.name]
        power = sum(
            pool.count * known[pool.generation].all_in_kw / 1000
            for pool in own
            if pool.generation in known
        )
        assert power <= phase.power_mw * 1.02, phase.name


@pytest.mark.parametrize("name", NAMES)
def test_generations_ship_before_their_phase_opens(name):
    design = designs()[name]
    phase_of = {hall.name: hall.phase for hall in design.halls}
    opens = {phase.name: opening(phase.opens) for phase in design.phases}
    for pool in design.pools:
        if pool.generation in generations():
            assert generations()[pool.generation].shipped <= opens[phase_of[pool.hall]].year + 1


def test_campus_ia_is_what_is_said_of_it():
    design = designs()["campus-ia"]
    assert [(tranche.total_mw, tranche.mark) for tranche in design.grid.tranches] == [
        (240, Mark.SAID),
        (700, Mark.SAID),
        (1400, Mark.INFERRED),
    ]
    assert sum(phase.power_mw for phase in design.phases) == 1400
    assert sum(pool.count for pool in design.pools) >= 500_000
    kinds = {work.kind for work in design.batch} | {service.kind for service in design.services}
    assert kinds == set(WorkClass) - {WorkClass.REPLAY}
    assert {tenant.kind for tenant in design.tenants} == set(TenantKind)


def test_the_sovereign_zone_is_apart():
    design = designs()["campus-ia"]
    zones = {pool.name: pool.zone for pool in design.pools}
    assert {zones[name] for name in allowed(design, "state")} == {"sovereign"}
    for tenant in design.tenants:
        if tenant.kind not in (TenantKind.STATE, TenantKind.HEALTH, TenantKind.ENERGY):
            assert "sovereign" not in {zones[name] for name in allowed(design, tenant.name)}


def test_startups_and_education_have_reserved_access():
    tenants = {tenant.name: tenant for tenant in designs()["campus-ia"].tenants}
    assert tenants["startups"].reserved > 0
    assert tenants["startups"].monthly_hours
    assert tenants["education"].reserved > 0


def test_jobs_of_a_full_year_are_a_million_at_least():
    """Accelerator-hours asked for over those of a mean job, class by class."""
    design = designs()["campus-ia"]
    counts = {pool.name: pool.count for pool in design.pools}
    jobs = 0.0
    for work in design.batch:
        hours = sum(counts[name] for name in work.pools) * 8760 * work.load_share
        jobs += hours / (mean_of(work.gang) * mean_of(work.hours))
    assert 1e6 <= jobs <= 4e6


def mean_of(spread) -> float:
    """Mean of a log-normal, uncut: a little more than the cut one, so jobs are a little fewer."""
    from math import exp, log

    sd = log(spread.high / spread.median) / 1.645
    return spread.median * exp(sd * sd / 2)


def test_jean_zay_has_the_servers_that_are_published():
    pools = {pool.name: pool for pool in designs()["jean-zay"].pools}
    assert pools["h100"].count // pools["h100"].node == 364
    assert pools["a100"].count // pools["a100"].node == 52
    assert sum(pool.count for pool in designs()["jean-zay"].pools) == 3704


def test_rates_are_those_of_the_table():
    table = {
        row["generation"]: row.parsed("tokens_per_s", float) for row in data_rows("token_rates.tsv")
    }
    for design in designs().values():
        for service in design.services:
            for generation, rate in service.tokens_per_accelerator_s.items():
                # Models half as large are taken as twice as fast, no more.
                assert rate in (table[generation], 2 * table[generation])


def test_every_design_can_be_run_in_some_year():
    for design in designs().values():
        assert standing(design, 2031, is_full=True).shape == (8760, len(design.pools))
        assert connection(design, 2033, is_full=False).max() > 0
        assert {field.name for field in fields(design)}
