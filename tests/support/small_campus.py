"""Small campuses for tests: one made by hand, and any number drawn at random."""

from functools import cache

import numpy as np

from grandlivre.campus.design.model import (
    BatchWork,
    CampusDesign,
    GridContract,
    Hall,
    Heat,
    Machines,
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
from grandlivre.campus.operate import Event, EventKind, OperateOptions, operate
from grandlivre.ledger.model import Words


def words(text):
    return Words(fr=text, en=text)


def small(**changed):
    """Two zones, three pools, four tenants, jobs of four classes and two services: 1.2 MW."""
    fields = {
        "name": "small",
        "title": words("Small"),
        "says": words("A campus for tests."),
        "country": "FR",
        "place": "Nowhere",
        "climate": "Lille",
        "project": None,
        "phases": (
            Phase(name="one", opens="2027", power_mw=1.0),
            Phase(name="two", opens="2030-06", power_mw=0.4),
        ),
        "halls": (
            Hall(name="a", phase="one", transformers=2),
            Hall(name="b", phase="two", transformers=2),
        ),
        "pools": (
            pool("big", "a", "open", 320),
            pool("safe", "a", "sovereign", 128),
            pool("late", "b", "open", 128),
        ),
        "partitions": (
            Partition(
                name="open",
                pools=("big", "late"),
                classes=(WorkClass.PRETRAINING, WorkClass.SWEEP, WorkClass.INFERENCE),
            ),
            Partition(name="sovereign", pools=("safe",), classes=(WorkClass.HPC,)),
        ),
        "tenants": (
            tenant("lab", TenantKind.LABORATORY, ("open",), share=4.0),
            tenant("startup", TenantKind.STARTUP, ("open",), reserved=0.2, monthly_hours=30_000.0),
            tenant("school", TenantKind.EDUCATION, ("open", "sovereign"), quota=0.3),
            tenant("state", TenantKind.STATE, ("sovereign",), reserved=0.25),
        ),
        "batch": (
            batch("model", "lab", WorkClass.PRETRAINING, ("big",), 0.35, gang=96, hours=120),
            batch("trials", "lab", WorkClass.SWEEP, ("big", "late"), 0.2, gang=8, hours=6,
                  yields=True, is_flexible=True, rank=7),
            batch("tuning", "startup", WorkClass.FINETUNING, ("big",), 0.08, gang=8, hours=8),
            batch("weather", "state", WorkClass.HPC, ("safe",), 0.3, gang=16, hours=10,
                  is_flexible=True, yields=True, rank=6),
            batch("lessons", "school", WorkClass.TEACHING, ("safe",), 0.02, gang=2, hours=1,
                  rank=1, preempts=True, checkpoint_minutes=0.0),
        ),
        "services": (
            service("assistant", "lab", WorkClass.INFERENCE, ("late", "big"), 30_000.0),
            service("records", "state", WorkClass.DEPLOYMENT, ("safe",), 12_000.0),
        ),
        "grid": GridContract(
            tranches=(
                Tranche(opens="2027", total_mw=1.0),
                Tranche(opens="2030-06", total_mw=1.4),
            ),
            band_share=0.4,
            spot="fr-2023",
            relief_mw=0.1,
            relief_hours=20.0,
            relief_eur_per_mw_year=20_000.0,
            turpe_eur_per_mw_year=10_000.0,
            market_carbon_g_per_kwh=5.0,
        ),
        "machines": Machines(battery_mw=0.2, battery_mwh=0.4, solar_mw=0.1, backup_mw=0.15),
        "heat": Heat(recovered_share=0.1),
    }  # fmt: skip
    return CampusDesign(**{**fields, **changed})


def pool(name, hall, zone, count, kw=1.6):
    return Pool(name=name, hall=hall, zone=zone, generation="B200", count=count, node=8, domain=8,
                kw_per_accelerator=kw)  # fmt: skip


def tenant(name, kind, zones, **rest):
    return Tenant(
        name=name, title=words(name.capitalize()), kind=kind, zones=zones,
        **{"share": 1.0, **rest},
    )  # fmt: skip


def batch(name, who, kind, pools, load, *, gang, hours, **rest):
    return BatchWork(
        name=name, tenant=who, kind=kind, pools=pools, load_share=load,
        gang=Spread(median=gang, high=2 * gang, least=1, most=4 * gang),
        hours=Spread(median=hours, high=4 * hours, least=0.1, most=10 * hours), **rest,
    )  # fmt: skip


def service(name, who, kind, pools, tokens):
    return Service(
        name=name, tenant=who, kind=kind, pools=pools, tokens_per_s=tokens,
        tokens_per_accelerator_s={"B200": 900.0}, replica=4,
    )  # fmt: skip


EVENTS = (
    Event(name="cap", title=words("Cap"), kind=EventKind.CAP, starts="02-03T05", hours=200,
          share=0.55),
    Event(name="outage", title=words("Outage"), kind=EventKind.GRID_OUTAGE, starts="03-10T17",
          hours=9, share=0.0),
    Event(name="brownout", title=words("Brownout"), kind=EventKind.GRID_OUTAGE, starts="10-10T17",
          hours=30, share=0.4),
    Event(name="heat", title=words("Heat"), kind=EventKind.HEAT_WAVE, starts="07-20", hours=240,
          degrees_k=12.0),
    Event(name="transformer", title=words("Transformer"), kind=EventKind.TRANSFORMER,
          starts="05-05T13", hours=300, target="a"),
    Event(name="late", title=words("Late"), kind=EventKind.DELAYED_TRANCHE, starts="01-01",
          hours=8760, days=40),
    Event(name="surge", title=words("Surge"), kind=EventKind.DEMAND, starts="11-11", hours=200,
          share=3.0),
    Event(name="dear", title=words("Dear"), kind=EventKind.PRICE, starts="12-01", hours=300,
          share=4.0),
    Event(name="relief", title=words("Relief"), kind=EventKind.RELIEF, starts="01-23T17", hours=4,
          power_mw=0.3),
    Event(name="next", title=words("Next"), kind=EventKind.ACCELERATORS, starts="01-01",
          hours=8760, target="big", generation="GB300"),
)  # fmt: skip


def event(name):
    return next(each for each in EVENTS if each.name == name)


@cache
def year(*names, seed=3, year=2031):
    """The small campus through a year with some events, run once for all tests."""
    events = tuple(event(name) for name in names)
    return operate(small(), OperateOptions(year=year, seed=seed, events=events))


def drawn(seed):
    """A campus of random pools, tenants, loads, quotas, reserves and machines, and its options."""
    rng = np.random.default_rng(seed)

    def some(low, high):
        return float(rng.uniform(low, high))

    zones = ("open", "sovereign")
    pools = tuple(
        pool(f"p{at}", "a" if rng.random() < 0.6 else "b", zones[int(rng.integers(2))],
             int(rng.integers(2, 30)) * 8, kw=some(0.8, 3.0))
        for at in range(int(rng.integers(2, 4)))
    )  # fmt: skip
    rated = sum(each.count * each.kw_per_accelerator for each in pools) / 1000
    tenants = tuple(
        tenant(
            f"t{at}", TenantKind.INDUSTRY, tuple({zones[int(each)] for each in rng.integers(0, 2, 2)}),
            share=some(0.5, 4), quota=float(rng.choice([1.0, 0.5, 0.2])),
            reserved=float(rng.choice([0.0, 0.0, 0.15, 0.25])),
            monthly_hours=None if rng.random() < 0.6 else some(500, 20_000),
            pools=() if rng.random() < 0.7 else tuple(each.name for each in pools[:2]),
        )
        for at in range(3)
    )  # fmt: skip
    kinds = (WorkClass.PRETRAINING, WorkClass.SWEEP, WorkClass.FINETUNING, WorkClass.HPC)
    works, services = [], []
    for who in tenants:
        open_to = tuple(
            each.name
            for each in pools
            if each.zone in who.zones and (not who.pools or each.name in who.pools)
        )
        if not open_to:
            continue
        works += [
                batch(f"{who.name}-{kinds[kind].value}", who.name, kinds[kind], open_to,
                      some(0.05, 0.45), gang=int(rng.choice([4, 16, 64])), hours=some(6, 60),
                      yields=bool(rng.random() < 0.5), preempts=bool(rng.random() < 0.3),
                      rank=int(rng.integers(0, 8)), is_flexible=bool(rng.random() < 0.5),
                      power_share=some(0.5, 1.0))
                for kind in rng.choice(4, 2, replace=False)
            ]  # fmt: skip
        if rng.random() < 0.6:
            services.append(
                service(f"s-{who.name}", who.name, WorkClass.INFERENCE, open_to, some(1e3, 6e4))
            )
    power = rated * some(0.5, 1.6)
    events = tuple(each for each in EVENTS[:9] if rng.random() < 0.3)
    design = small(
        name=f"drawn-{seed}",
        phases=(Phase(name="one", opens="2027", power_mw=rated / 2),
                Phase(name="two", opens="2029-06", power_mw=rated / 2)),
        pools=pools, tenants=tenants, batch=tuple(works), services=tuple(services),
        partitions=(Partition(name="all", pools=tuple(p.name for p in pools), classes=kinds),),
        grid=GridContract(
            tranches=(Tranche(opens="2027", total_mw=power * 0.6),
                      Tranche(opens="2029-06", total_mw=power)),
            relief_mw=float(rng.choice([0.0, power / 8])), relief_hours=30.0, spot="fr-2023",
            ramp_mw_per_hour=None if rng.random() < 0.7 else power / 5,
        ),
        machines=Machines(
            battery_mw=float(rng.choice([0.0, power / 6])), battery_mwh=power / 3,
            solar_mw=float(rng.choice([0.0, power / 4])),
            backup_mw=float(rng.choice([0.0, power / 5])),
        ),
    )  # fmt: skip
    return design, OperateOptions(year=int(rng.integers(2029, 2032)), seed=seed, events=events)
