"""What a year is followed to: what was checked, what the design rests on, how it was run."""

import re
from collections.abc import Sequence

from grandlivre.base.wording import joined, number, period
from grandlivre.campus.design.model import Mark
from grandlivre.campus.operate.model import Breach
from grandlivre.reference.messages import typeset
from grandlivre.report.campus.model import AuditView, BasisRow
from grandlivre.report.campus.sheet import Sheet, basis_id
from grandlivre.report.campus.texts import MARKS, form, rule, said
from grandlivre.report.campus.words import count, day, energy, megawatts, plain
from grandlivre.report.figures import Figure, Sentence

_ADDRESS = re.compile(r"(https?://[^\s,;()]*[^\s,;().])")
_MOST_BREACHES = 20


def audit_view(sheet: Sheet) -> AuditView:
    """Checks by rule, breaches if there are any, and the digest of the log."""
    language, audit = sheet.language, sheet.year.audit
    many = number(sum(audit.checks.values()), language, 12)
    figures = {"checks": sheet.run(many)}
    key = "audit"
    if audit.breaches:
        key = "audit_breach"
        figures["breaches"] = sheet.run(number(len(audit.breaches), language, 12))
    return AuditView(
        title=Sentence(form=form(key, language), figures=figures),
        checks=tuple(
            (rule(name, language), sheet.run(number(times, language, 12)))
            for name, times in audit.checks.items()
        ),
        breaches=tuple(_breach(sheet, each) for each in audit.breaches[:_MOST_BREACHES]),
        digest=audit.digest,
    )


def _breach(sheet: Sheet, each: Breach) -> str:
    language = sheet.language
    who = " · ".join(name for name in (each.tenant, each.pool) if name)
    return said(
        "breach",
        language,
        rule=rule(each.rule, language),
        day=day(each.hour, sheet.year.options.year, language),
        hour=each.hour % 24,
        who=who or said("breach_site", language),
        excess=plain(each.excess, language),
    )


def basis_rows(sheet: Sheet) -> tuple[BasisRow, ...]:
    """What each figure of the design rests on."""
    language = sheet.language
    return tuple(
        BasisRow(
            id=basis_id(basis.field),
            field=basis.field,
            mark=basis.mark.value,
            mark_words=MARKS[basis.mark].of(language),
            reason=_pieces(basis.reason.of(language)),
        )
        for basis in sheet.year.design.basis
    )


def _pieces(reason: str) -> tuple[tuple[str, bool], ...]:
    """A reason cut at its addresses.

    Examples
    --------
    >>> _pieces("The deed: https://example.org/deed, page 3.")
    (('The deed: ', False), ('https://example.org/deed', True), (', page 3.', False))
    """
    parts = _ADDRESS.split(reason)
    return tuple((part, bool(at % 2)) for at, part in enumerate(parts) if part)


def design_facts(sheet: Sheet) -> tuple[tuple[str, Figure], ...]:
    """What the campus has: place, phases, accelerators, connection, machines."""
    language, design = sheet.language, sheet.year.design
    pools = [
        said(
            "pool",
            language,
            count=count(pool.count, language),
            generation=pool.generation,
            zone=pool.zone,
        )
        for pool in design.pools
    ]
    facts = (
        ("place", sheet.designed(f"{design.place} ({design.country})", ["place"])),
        ("climate", sheet.designed(design.climate, ["climate"])),
        ("phases", sheet.designed(_listed(_phases(sheet), language), ["phases"])),
        ("pools", sheet.designed(joined(pools, language), ["pools"])),
        ("grid", sheet.designed(_connection(sheet), ["grid"])),
        ("machines", sheet.designed(_machines(sheet), ["machines"])),
    )
    return tuple((said(f"design_{name}", language), figure) for name, figure in facts)


def _phases(sheet: Sheet) -> list[str]:
    language = sheet.language
    return [
        said(
            "phase" if phase.mark is Mark.SAID else "phase_inferred",
            language,
            name=phase.name,
            power=megawatts(phase.power_mw, language),
            opens=period(phase.opens, language),
        )
        for phase in sheet.year.design.phases
    ]


def _connection(sheet: Sheet) -> str:
    language = sheet.language
    steps = [
        f"{megawatts(each.total_mw, language)}, {period(each.opens, language)}"
        for each in sheet.year.design.grid.tranches
    ]
    return _listed(steps, language)


def _listed(parts: Sequence[str], language: str) -> str:
    """Parts that hold commas, one after the other."""
    return typeset(" ; ".join(parts) if language == "fr" else "; ".join(parts), language)


def _machines(sheet: Sheet) -> str:
    language, machines = sheet.language, sheet.year.design.machines
    found = []
    if machines.battery_mw:
        found.append(
            said(
                "battery_of",
                language,
                power=megawatts(machines.battery_mw, language),
                energy=energy(machines.battery_mwh, language),
            )
        )
    if machines.solar_mw:
        found.append(said("solar_of", language, power=megawatts(machines.solar_mw, language)))
    if machines.backup_mw:
        found.append(said("backup_of", language, power=megawatts(machines.backup_mw, language)))
    return _listed(found, language) or said("nothing", language)


def run_facts(sheet: Sheet, command: str) -> tuple[tuple[str, str], ...]:
    """What the year was made with, so that anyone can run it again."""
    language, year = sheet.language, sheet.year
    options = year.options
    is_open = said("run_full_yes" if options.is_full else "run_full_no", language)
    names = joined([event.title.of(language) for event in options.events], language)
    facts = [
        ("design", f"{year.design.title.of(language)} ({year.design.name})"),
        ("year", str(options.year)),
        ("full", is_open),
        ("seed", str(options.seed)),
        ("events", names or said("undisturbed", language)),
        ("steps", number(year.events_done, language, 12)),
        ("command", command),
    ]
    return tuple((said(f"run_{name}", language), value) for name, value in facts if value)
