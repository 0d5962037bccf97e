"""A made-up year of a small campus, drawn from a seed: plausible figures that add up."""

from functools import cache

import numpy as np

from grandlivre.campus.design.model import (
    Basis,
    BatchWork,
    CampusDesign,
    GridContract,
    Hall,
    Machines,
    Mark,
    Partition,
    Phase,
    Pool,
    Service,
    Spread,
    Tenant,
    TenantKind,
    Tranche,
    WorkClass,
)
from grandlivre.campus.operate.model import Audit, Event, EventKind, OperateOptions
from grandlivre.campus.operate.year import CampusYear, JobsYear, Power, ServiceYear
from grandlivre.campus.workload.arrays import Lane
from grandlivre.ledger.model import Words

HOURS = 8760
HEAT = Event(
    name="heat-wave",
    title=Words(fr="Canicule", en="Heat wave"),
    kind=EventKind.HEAT_WAVE,
    starts="07-10",
    hours=240,
    degrees_k=6.0,
)


def both(text: str) -> Words:
    return Words(fr=text, en=text)


def design() -> CampusDesign:
    pools = (
        Pool(name="gb", hall="A", zone="open", generation="GB300", count=40_000, domain=72,
             node=72, network="800G Ethernet", kw_per_accelerator=1.83),
        Pool(name="sov", hall="B", zone="sovereign", generation="B200", count=10_000,
             kw_per_accelerator=1.4),
    )  # fmt: skip
    tenants = (
        Tenant(name="lab", title=Words(fr="Laboratoire Boréal", en="Boreal Laboratory"),
               kind=TenantKind.LABORATORY, share=6.0, zones=("open",), quota=0.8),
        Tenant(name="school", title=Words(fr="Écoles et universités", en="Schools and universities"),
               kind=TenantKind.EDUCATION, share=1.0, zones=("open", "sovereign"),
               monthly_hours=900_000.0, reserved=0.03),
        Tenant(name="state", title=Words(fr="Administrations", en="Administrations"),
               kind=TenantKind.STATE, share=2.0, zones=("sovereign",)),
        Tenant(name="health", title=Words(fr="Hôpitaux", en="Hospitals"),
               kind=TenantKind.HEALTH, share=1.0, zones=("sovereign",)),
    )  # fmt: skip
    works = (
        _work("pretrain", "lab", WorkClass.PRETRAINING, ("gb",), 0.5),
        _work("sweeps", "lab", WorkClass.SWEEP, ("gb",), 0.12, is_flexible=True),
        _work("tuning", "state", WorkClass.FINETUNING, ("sov",), 0.2),
        _work("simulation", "state", WorkClass.HPC, ("sov",), 0.15, is_flexible=True),
        _work("lessons", "school", WorkClass.TEACHING, ("gb", "sov"), 0.04),
    )
    services = (
        _service("assistant", "state", WorkClass.INFERENCE, ("sov",)),
        _service("records", "health", WorkClass.DEPLOYMENT, ("sov",)),
    )
    return CampusDesign(
        name="made-up",
        title=Words(fr="Campus du Lac", en="Lake Campus"),
        says=Words(fr="Un campus inventé pour les essais.", en="A campus invented for tests."),
        country="FR",
        place="Morcenx",
        climate="Lille",
        project=None,
        phases=(Phase(name="first", opens="2027", power_mw=60.0),
                Phase(name="second", opens="2029-Q4", power_mw=60.0, mark=Mark.INFERRED)),
        halls=(Hall(name="A", phase="first"), Hall(name="B", phase="second")),
        pools=pools,
        partitions=(Partition(name="train", pools=("gb",), classes=(WorkClass.PRETRAINING,)),),
        tenants=tenants,
        batch=works,
        services=services,
        grid=GridContract(tranches=(Tranche(opens="2027", total_mw=120.0),), relief_mw=20.0,
                          relief_hours=60.0),
        machines=Machines(battery_mw=20.0, battery_mwh=80.0, solar_mw=15.0, backup_mw=30.0),
        basis=(
            Basis(field="phases.first.power_mw", mark=Mark.SAID, reason=both("https://example.org/lac")),
            Basis(field="pools", mark=Mark.INFERRED, reason=both("accelerator.all_in_kw")),
            Basis(field="tenants", mark=Mark.JUDGED, reason=both("Shares of a made-up campus.")),
        ),
    )  # fmt: skip


def _work(name: str, tenant: str, kind: WorkClass, pools: tuple[str, ...], share: float, *,
          is_flexible: bool = False) -> BatchWork:  # fmt: skip
    return BatchWork(
        name=name, tenant=tenant, kind=kind, pools=pools, load_share=share,
        gang=Spread(median=64.0, high=512.0), hours=Spread(median=3.0, high=40.0),
        is_flexible=is_flexible,
    )  # fmt: skip


def _service(name: str, tenant: str, kind: WorkClass, pools: tuple[str, ...]) -> Service:
    return Service(
        name=name, tenant=tenant, kind=kind, pools=pools, tokens_per_s=90_000.0,
        tokens_per_accelerator_s={"B200": 60.0}, replica=8,
    )  # fmt: skip


LANES = (
    Lane(pool="gb", tenant="lab", work="pretrain"),
    Lane(pool="gb", tenant="lab", work="sweeps"),
    Lane(pool="gb", tenant="school", work="lessons"),
    Lane(pool="sov", tenant="state", work="tuning"),
    Lane(pool="sov", tenant="state", work="simulation"),
    Lane(pool="sov", tenant="school", work="lessons"),
)
KILOWATTS = {"gb": 1.83, "sov": 1.4}
WAITS = {
    "site": (9.0, 0.5, 40.0, 200.0),
    "tenant:lab": (30.0, 12.0, 140.0, 300.0),
    "tenant:school": (0.2, 0.05, 0.6, 1.1),
    "tenant:state": (2.6, 1.5, 9.0, 16.0),
    "class:pretraining": (51.0, 30.0, 180.0, 330.0),
    "class:sweep": (2.6, 1.5, 9.0, 16.0),
    "class:finetuning": (2.4, 1.4, 8.0, 15.0),
    "class:hpc": (2.8, 1.6, 9.5, 18.0),
    "class:teaching": (0.2, 0.05, 0.6, 1.1),
}
LEVELS = (22_000.0, 6_000.0, 900.0, 2_200.0, 1_500.0, 200.0)


@cache
def made_up_year(*, seed: int = 1, with_heat: bool = False) -> CampusYear:
    """A year whose power balances in every hour."""
    generator = np.random.default_rng(seed)
    hour = np.arange(HOURS)
    day, clock = hour // 24, hour % 24
    used = _used(generator, day, clock)
    services = tuple(_served(generator, name, hour) for name in ("assistant", "records"))
    power = _power(generator, used, services, with_heat=with_heat)
    known = {work.name: work.kind for work in design().batch}
    jobs = tuple(
        _jobs(generator, lane, known[lane.work], float(used[:, at].sum()))
        for at, lane in enumerate(LANES)
    )
    events = (HEAT,) if with_heat else ()
    return CampusYear(
        design=design(),
        options=OperateOptions(year=2030, seed=seed, events=events),
        accelerators=np.tile(np.array([40_000, 10_000]), (HOURS, 1)),
        lanes=LANES,
        used=used,
        backlog_hours=np.abs(generator.normal(2_000, 800, used.shape)),
        services=services,
        jobs=jobs,
        power=power,
        plan_mw=power.it_mw * 0.9,
        drawn_mw=used * np.array([KILOWATTS[lane.pool] for lane in LANES]) * 0.9 / 1000,
        waits_h=WAITS,
        charged_hours=np.full((12, len(design().tenants)), 50_000.0),
        booked_hours=np.zeros(len(design().tenants)),
        audit=Audit(
            checks={"zone": 52_560, "pool": 52_560, "quota": 52_560, "budget": 48,
                    "cap": HOURS, "capacity": 17_520},
            breaches=(),
            digest="9f2c" * 16,
        ),
        events_done=123_456,
        seconds={"work": 0.5, "schedule": 1.0},
    )  # fmt: skip


def _used(generator: np.random.Generator, day: np.ndarray, clock: np.ndarray) -> np.ndarray:
    daily = 1 + 0.25 * np.sin((clock - 9) / 24 * 2 * np.pi)
    weekly = np.where(day % 7 >= 5, 0.8, 1.0)
    slow = 1 + 0.15 * np.sin(day / 365 * 6 * np.pi)
    found = []
    for level in LEVELS:
        shape = slow if level > 5_000 else daily * weekly
        found.append(level * shape * generator.uniform(0.9, 1.1, HOURS))
    return np.stack(found, axis=1)


def _served(generator: np.random.Generator, name: str, hour: np.ndarray) -> ServiceYear:
    daily = 1 + 0.5 * np.sin((hour % 24 - 9) / 24 * 2 * np.pi)
    wanted = 1_500.0 * daily * generator.uniform(0.9, 1.1, HOURS)
    held = np.minimum(wanted, 2_100.0)
    return ServiceYear(
        service=name,
        pools=("sov",),
        by_pool=held[:, None],
        accelerators=held,
        wanted=wanted,
        tokens_asked_per_s=wanted * 42.0,
        tokens_served_per_s=held * 42.0,
        attainment=np.clip(held / wanted - generator.uniform(0, 0.02, HOURS), 0, 1),
    )


def _power(
    generator: np.random.Generator,
    used: np.ndarray,
    services: tuple[ServiceYear, ...],
    *,
    with_heat: bool,
) -> Power:
    hour = np.arange(HOURS)
    warm = 11 + 8 * np.sin((hour / 24 - 110) / 365 * 2 * np.pi)
    dry = warm + 4 * np.sin((hour % 24 - 9) / 24 * 2 * np.pi) + generator.normal(0, 1, HOURS)
    if with_heat:
        dry = dry + np.where((hour >= 4560) & (hour < 4800), 6.0, 0.0)
    kilowatts = np.array([KILOWATTS[lane.pool] for lane in LANES])
    it = (used @ kilowatts) * 0.9 / 1000 + sum(s.accelerators for s in services) * 1.4 * 0.65 / 1000
    it = it + 14.0
    loss = 0.05 * it
    cooling = it * (0.04 + 0.004 * np.clip(dry - 12, 0, None))
    site = it + loss + cooling
    solar = (
        15 * np.clip(np.sin((hour % 24 - 6) / 12 * np.pi), 0, None) * generator.uniform(0, 1, HOURS)
    )
    charge = np.where(hour % 24 < 4, 12.0, 0.0)
    discharge = np.where((hour % 24 >= 18) & (hour % 24 < 22), 10.8, 0.0)
    price = 60 + 25 * np.sin((hour % 24 - 6) / 24 * 4 * np.pi) + generator.normal(0, 8, HOURS)
    grid = site + charge - discharge - solar
    return Power(
        cap_mw=np.full(HOURS, 120.0), it_mw=it, loss_mw=loss, cooling_mw=cooling, site_mw=site,
        grid_mw=grid, solar_mw=solar, charge_mw=charge, discharge_mw=discharge,
        stored_mwh=np.full(HOURS, 30.0), backup_mw=np.zeros(HOURS), unserved_mw=np.zeros(HOURS),
        chilled_mw=np.where(dry > 22, it * 0.1, 0.0), recovered_mw=np.where(dry < 12, 4.0, 0.0),
        water_m3=np.where(dry > 12, it * 0.4, 0.0), dry_bulb_c=dry, wet_bulb_c=dry - 3,
        price_eur_per_mwh=price, carbon_g_per_kwh=generator.uniform(15, 60, HOURS),
        cost_eur=grid * price,
    )  # fmt: skip


def _jobs(generator: np.random.Generator, lane: Lane, kind: WorkClass, hours: float) -> JobsYear:
    median = {"pretrain": 30.0, "lessons": 0.1}.get(lane.work, 1.5)
    submitted = int(generator.integers(2_000, 40_000))
    return JobsYear(
        lane=lane, kind=kind, submitted=submitted, finished=submitted - 40, running=20, waiting=18,
        refused=2, failures=300, preemptions=12, asked_hours=hours * 1.04, used_hours=hours,
        good_hours=hours * 0.96, energy_mwh=hours * 1.5 / 1000,
        wait_h=(median * 1.7, median, median * 6, median * 11),
    )  # fmt: skip
