"""A made-up cluster beside a published one: Acme's Seren, by its summary (Hu et al., NSDI 2024).

Three works stand for what the paper tells of: evaluation (nearly all jobs, few accelerators),
tuning and debugging, and pre-training in attempts of some hours (one job in a hundred, most of the
time). Their medians and 95 % were set so that the summary's counts, medians and means of sizes and
lengths come out; what is then compared freely is how jobs wait.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from grandlivre.campus.design.model import (
    BatchWork,
    CampusDesign,
    GridContract,
    Hall,
    Phase,
    Pool,
    Spread,
    Tenant,
    TenantKind,
    Tranche,
    WorkClass,
)
from grandlivre.campus.schedule import Hours, Problem, Queues, Rules, schedule
from grandlivre.campus.workload import Work, work_of

ACCELERATORS = 2288
"""286 nodes of eight, as the trace's page has it."""
DAYS = 184
WORKS = (
    {
        "name": "evaluation", "kind": WorkClass.SWEEP, "load_share": 0.05, "rank": 6,
        "gang": Spread(median=1.0, high=12.0, least=1.0, most=64.0),
        "hours": Spread(median=0.032, high=0.95, least=0.002, most=48.0),
        "options": {"jobs_median": 8.0, "jobs_high": 64.0},
    },
    {
        "name": "tuning", "kind": WorkClass.FINETUNING, "load_share": 0.088, "rank": 5,
        "gang": Spread(median=8.0, high=64.0, least=1.0, most=256.0),
        "hours": Spread(median=0.5, high=10.0, least=0.01, most=168.0),
    },
    {
        "name": "training", "kind": WorkClass.FINETUNING, "load_share": 0.445, "rank": 4,
        "gang": Spread(median=128.0, high=512.0, least=32.0, most=1024.0),
        "hours": Spread(median=0.8, high=16.0, least=0.01, most=336.0),
    },
)  # fmt: skip


def summary(path: Path) -> dict[str, dict[str, float]]:
    """The published summary: figures by cluster."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["id"]: {name: float(value) for name, value in row.items() if name != "id" and value}
        for row in rows
    }


def cluster() -> CampusDesign:
    """A campus of one pool like Seren."""
    return CampusDesign(
        name="one-cluster", title={"en": "A cluster"}, says={"en": "A cluster."}, country="FR",
        place="", climate="Lille", project=None,
        phases=(Phase(name="one", opens="2022", power_mw=2.0),),
        halls=(Hall(name="hall", phase="one"),),
        pools=(Pool(name="a100", hall="hall", zone="open", generation="A100", count=ACCELERATORS,
                    node=8, domain=8, kw_per_accelerator=0.8),),
        partitions=(),
        tenants=(Tenant(name="lab", title={"en": "Lab"}, kind=TenantKind.LABORATORY, share=1.0,
                        zones=("open",)),),
        batch=tuple(BatchWork(tenant="lab", pools=("a100",), **each) for each in WORKS),  # type: ignore[arg-type]
        services=(), grid=GridContract(tranches=(Tranche(opens="2022", total_mw=2.0),)),
    )  # fmt: skip


def problem_of(design: CampusDesign, work: Work, hours: int, *, in_turn: bool = False) -> Problem:
    """Work on its first pool without power limits, budgets or failures."""
    lines = len(work.lanes)
    zeros = np.zeros(lines, dtype=np.int64)
    batch = {each.name: each for each in design.batch}
    rank = np.array([0 if in_turn else batch[lane.work].rank for lane in work.lanes])
    size = design.pools[0].count
    return Problem(
        jobs=work.jobs,
        queues=Queues(pool=zeros, tenant=zeros, rank=rank, preempts=zeros, yields=zeros),
        hours=Hours(
            accelerators=np.full((hours, 1), size),
            watts=np.full(hours, 1 << 50),
            quota=np.full((hours, 1, 1), size),
            month=np.zeros(hours, dtype=np.int64),
            budget_s=np.full((1, 1), 1 << 60),
        ),
        rules=Rules(shares=(1.0,)),
    )


def compared(seed: int = 1) -> Mapping[str, float]:
    """What the made-up cluster is asked for, and how its jobs wait."""
    design, hours = cluster(), DAYS * 24
    work = work_of(design, np.full((hours, 1), ACCELERATORS), seed, year=2023)
    found = schedule(problem_of(design, work, hours))
    jobs = work.jobs
    started = found.first_start_s >= 0
    wait = (found.first_start_s - jobs.submit_s)[started]
    spent = jobs.accelerators * jobs.work_s
    large = np.isin(jobs.queue, [q for q, lane in enumerate(work.lanes) if lane.work == "training"])
    return {
        "gpu_job_num": len(jobs.submit_s),
        "avg_gpu_num": float(jobs.accelerators.mean()),
        "med_gpu_num": float(np.median(jobs.accelerators)),
        "max_gpu": float(jobs.accelerators.max()),
        "avg_run_time_gpu": float(jobs.work_s.mean()),
        "med_run_time_gpu": float(np.median(jobs.work_s)),
        "avg_que_time_gpu": float(wait.mean()),
        "med_que_time_gpu": float(np.median(wait)),
        "used_share": float(found.used_s.sum() / (ACCELERATORS * hours * 3600)),
        "training_jobs": float(large.mean()),
        "training_time": float(spent[large].sum() / spent.sum()),
    }
