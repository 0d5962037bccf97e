"""Small campuses with work of each class, for tests of what they are asked to run."""

from dataclasses import replace

import numpy as np

from grandlivre.campus.design.model import (
    BatchWork,
    CampusDesign,
    GridContract,
    Hall,
    Phase,
    Pool,
    Service,
    Spread,
    Tenant,
    TenantKind,
    Tranche,
    WorkClass,
)

BOTH = ("racks", "servers")

BATCH = {
    WorkClass.PRETRAINING: {
        "load_share": 0.4,
        "gang": Spread(median=400, high=900, least=100, most=1500),
        "hours": Spread(median=500, high=1400, least=24, most=2000),
    },
    WorkClass.SWEEP: {
        "load_share": 0.1,
        "gang": Spread(median=2, high=16, least=1, most=64),
        "hours": Spread(median=0.5, high=10, least=0.02, most=48),
    },
    WorkClass.FINETUNING: {
        "load_share": 0.1,
        "gang": Spread(median=8, high=64, least=1, most=512),
        "hours": Spread(median=3, high=30, least=0.1, most=168),
    },
    WorkClass.HPC: {
        "load_share": 0.1,
        "gang": Spread(median=16, high=256, least=4, most=1024),
        "hours": Spread(median=4, high=40, least=0.05, most=100),
    },
    WorkClass.TEACHING: {
        "load_share": 0.01,
        "gang": Spread(median=1, high=2, least=1, most=8),
        "hours": Spread(median=1, high=1.8, least=0.1, most=2),
    },
}


def batch(kind, **changes):
    given = {"name": kind.value, "tenant": "lab", "kind": kind, "pools": BOTH, **BATCH[kind]}
    return BatchWork(**{**given, **changes})


def service(**changes):
    given = {
        "name": "chat",
        "tenant": "lab",
        "kind": WorkClass.INFERENCE,
        "pools": BOTH,
        "tokens_per_s": 200_000.0,
        "tokens_per_accelerator_s": {"GB300": 1000.0, "H100": 250.0},
        "replica": 8,
        "tokens_out": Spread(median=130, high=450, least=1),
    }
    return Service(**{**given, **changes})


def design(*works, services=(), tenants=None):
    return CampusDesign(
        name="small",
        title={"fr": "Petit", "en": "Small"},
        says={"fr": "Petit campus.", "en": "A small campus."},
        country="FR",
        place="Amiens",
        climate="Lille",
        project=None,
        phases=(Phase(name="one", opens="2028", power_mw=5.0),),
        halls=(Hall(name="hall", phase="one"),),
        pools=(
            Pool(name="racks", hall="hall", zone="open", generation="GB300", count=1440, node=4, domain=72, kw_per_accelerator=1.9),
            Pool(name="servers", hall="hall", zone="open", generation="H100", count=512, node=8, domain=8, kw_per_accelerator=1.2),
        ),
        partitions=(),
        tenants=tenants or (Tenant(name="lab", title={"en": "Lab"}, kind=TenantKind.LABORATORY, share=1.0, zones=("open",)),),
        batch=tuple(works),
        services=tuple(services),
        grid=GridContract(tranches=(Tranche(opens="2028", total_mw=5.0),)),
    )  # fmt: skip


def standing(of, hours=8760):
    return np.tile(np.array([pool.count for pool in of.pools], dtype=np.int64), (hours, 1))


__all__ = ["BATCH", "BOTH", "batch", "design", "replace", "service", "standing"]
