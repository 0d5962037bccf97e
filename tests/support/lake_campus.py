"""A small invented campus as a user would write it, and its year: real, and run in seconds."""

from functools import cache

from grandlivre.campus.design import CampusDesign, parse_design
from grandlivre.campus.operate import CampusYear, OperateOptions, event_named, operate

TOML = """
title = { fr = "Campus du Lac", en = "Lake Campus" }
country = "FR"
place = "Annecy"
climate = "Lyon"

[says]
fr = "Un campus inventé pour les essais."
en = "A campus invented for tests."

[phases.first]
opens = "2027-06-30"
power_mw = 6

[phases.second]
opens = "2029-12-31"
power_mw = 4
mark = "inferred"

[halls]
north = { phase = "first" }
south = { phase = "second" }

[pools.train]
hall = "north"
zone = "open"
generation = "GB300"
count = 1440
network = "Ethernet 800 Gb/s"

[pools.serve]
hall = "south"
zone = "sovereign"
generation = "GB300"
count = 720
network = "Ethernet 800 Gb/s"

[partitions.training]
pools = ["train"]
classes = ["pretraining", "sweep", "finetuning", "teaching", "hpc"]

[partitions.serving]
pools = ["serve"]
classes = ["inference", "deployment", "finetuning"]

[tenants.laboratory]
title = { fr = "Laboratoire Boréal", en = "Boreal Laboratory" }
kind = "laboratory"
share = 6
zones = ["open"]

[tenants.schools]
title = { fr = "Écoles et universités", en = "Schools and universities" }
kind = "education"
share = 1
zones = ["open"]
reserved = 0.1

[tenants.startups]
title = { fr = "Jeunes pousses du lac", en = "Start-ups of the lake" }
kind = "startup"
share = 2
zones = ["open"]
quota = 0.3
monthly_hours = 60000

[tenants.hospitals]
title = { fr = "Hôpitaux", en = "Hospitals" }
kind = "health"
share = 2
zones = ["sovereign"]

[batch.pretraining]
tenant = "laboratory"
kind = "pretraining"
pools = ["train"]
load_share = 0.35
gang = { median = 360, high = 720, least = 72, most = 1080 }
hours = { median = 200, high = 900, least = 10 }
rank = 4

[batch.sweeps]
tenant = "laboratory"
kind = "sweep"
pools = ["train"]
load_share = 0.15
gang = { median = 8, high = 64, least = 1, most = 144 }
hours = { median = 3, high = 24, least = 0.1 }
is_flexible = true

[batch.tuning]
tenant = "startups"
kind = "finetuning"
pools = ["train"]
load_share = 0.15
gang = { median = 8, high = 64, least = 1, most = 144 }
hours = { median = 4, high = 30, least = 0.1 }

[batch.lessons]
tenant = "schools"
kind = "teaching"
pools = ["train"]
load_share = 0.02
gang = { median = 1, high = 4, least = 1, most = 8 }
hours = { median = 1, high = 2, least = 0.2, most = 2 }
rank = 1

[services.records]
tenant = "hospitals"
kind = "deployment"
pools = ["serve"]
tokens_per_s = 150000
tokens_per_accelerator_s = { GB300 = 1500 }
replica = 8
latency_s = 15
shape = "office"

[services.questions]
tenant = "hospitals"
kind = "inference"
pools = ["serve"]
tokens_per_s = 200000
tokens_per_accelerator_s = { GB300 = 1500 }
replica = 8
latency_s = 10
shape = "consumer"

[grid]
tranches = [
  { opens = "2027-06-30", total_mw = 6 },
  { opens = "2029-12-31", total_mw = 10 },
]
band_share = 0.3
spot = "fr-2024"

[machines]
battery_mw = 1
battery_mwh = 2
solar_mw = 1
backup_mw = 2

[heat]
recovered_share = 0.05

[basis."phases"]
mark = "said"
reason = "The deed of the lake: https://example.org/deed, page 3."

[basis."phases.second.opens"]
mark = "inferred"
reason = "Two years after the first."

[basis."pools"]
mark = "judged"
reason = "Made up for tests."

[basis."tenants"]
mark = "judged"
reason = "Made up for tests."

[basis."grid"]
mark = "judged"
reason = "Made up for tests."
"""


def lake() -> CampusDesign:
    """The campus."""
    return parse_design(TOML, "lake", source="lake.toml")


@cache
def lake_year(*events: str, year: int = 2030) -> CampusYear:
    """Its year, with what befalls it."""
    befalls = tuple(event_named(name) for name in events)
    return operate(lake(), OperateOptions(year=year, events=befalls))
