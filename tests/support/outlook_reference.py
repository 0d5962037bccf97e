"""One draw of the projection told again in plain Python: slow, by dictionaries, phase by phase."""

import math
from statistics import NormalDist
from typing import Any

import numpy as np

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Draws
from grandlivre.outlook.system import KINDS, System
from grandlivre.programme.model import GATES

NORMAL = NormalDist()
MASK = 2**64 - 1
FULL = 1 - 1e-9


def mixed(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


class Plain:
    """What becomes of one draw."""

    def __init__(self, system: System, draws: Draws, d: int) -> None:
        self.b = system.build
        row = draws.rows[d]
        self.w: dict[str, Any] = {name: row[name] for name in row.dtype.names or ()}
        self.w["share_nation"], self.w["share_site"] = (
            row["root_nation"] ** 2,
            row["root_site"] ** 2,
        )
        self.w["odds_correlation"] = row["root_odds"] ** 2
        self.odds, self.caps, self.draws = draws.odds[d], draws.caps[d], draws
        self.base = mixed((int(draws.seed) + int(self.w["number"]) * 0x9E3779B97F4A7C15) & MASK)
        quarters, count = len(self.b.quarter_year), len(self.b.phases)
        self.changes = np.zeros((self.b.cells, arrays.COLUMNS, quarters + 1))
        self.energised_in = np.full(count, quarters)
        self.promised = np.zeros(count)
        self.project = {
            p: j
            for j, each in enumerate(self.b.projects)
            for p in range(each["first"], each["last"])
        }
        self.site_z = [NORMAL.inv_cdf(self.noise(each["key"], 3)) for each in self.b.sites]
        self.phases: dict[int, dict[str, Any]] = {}
        for j in range(len(self.b.projects)):
            self.realise(j)
        self.run()

    def noise(self, key: int, stream: int) -> float:
        x = mixed((mixed(self.base ^ int(key)) + (stream + 1) * 0x9E3779B97F4A7C15) & MASK)
        u = (float(x >> 11) + 0.5) * 2.0**-53
        return 1 - u if self.w["mirror"] else u

    def table(self, which: str, z: float) -> float:
        nodes = np.linspace(-arrays.TABLE_END, arrays.TABLE_END, arrays.TABLE_STEPS + 1)
        return float(np.interp(z, nodes, getattr(self.draws, f"{which}_table")))

    def realise(self, j: int) -> None:
        project, w = self.b.projects[j], self.w
        z = NORMAL.inv_cdf(self.noise(project["key"], 0))
        z = (
            math.sqrt(w["odds_correlation"]) * w["nation_odds"]
            + math.sqrt(1 - w["odds_correlation"]) * z
        )
        level, odds = NORMAL.cdf(z), 1.0
        members = range(project["first"], project["last"])
        own = {}
        for p in members:
            phase = self.b.phases[p]
            odds = min(odds, self.odds[phase["gate"], phase["kind"]])
            stands = GATES[phase["gate"]] in ("energised", "filled")
            own[p] = stands or (level < odds and not project["is_cancelled"])
        taken = (
            not own[members[0]]
            and project["can_be_taken_over"]
            and self.noise(project["key"], 1) < w["odds_taken_over"]
        )
        elapsed, before = self.noise(project["key"], 2), 0.0
        for p in members:
            if own[p] or taken:
                self.phases[p] = self.phase(p, not taken, elapsed, before)
                before = self.phases[p]["ready"]

    def phase(self, p: int, own: bool, elapsed: float, before: float) -> dict[str, Any]:
        phase, w = self.b.phases[p], self.w
        gate = GATES[phase["gate"]]
        u = self.noise(phase["key"], 7)

        def figure(name: str) -> float:
            ends = [phase[f"{name}_low"], phase[name], phase[f"{name}_high"]]
            return float(np.interp(u, [0, 0.5, 1], ends))

        money, chips, mw = figure("capex"), figure("chips"), figure("mw")
        per_mw = w["capex_all_in"] if phase["includes_it"] else w["capex_hosting"]
        kw = w["all_in_kw"] * phase["kw_factor"]
        if phase["mw_from"] == arrays.FROM_MONEY:
            mw = money / per_mw
        if phase["mw_from"] == arrays.FROM_ACCELERATORS:
            mw = chips * kw / 1000
        if phase["capex_from"] == arrays.FROM_POWER:
            money = mw * per_mw
        if phase["chips_from"] == arrays.FROM_POWER:
            chips = mw * 1000 / kw
        shared, apart = math.sqrt(w["share_nation"]), math.sqrt(1 - w["share_nation"])
        scope = overrun = 1.0
        if gate not in ("energised", "filled"):
            z = NORMAL.inv_cdf(self.noise(phase["key"], 5))
            overrun = self.table("overrun", shared * w["nation_overrun"] + apart * z)
            if gate != "built":
                z = NORMAL.inv_cdf(self.noise(phase["key"], 6))
                scope = self.table("scope", shared * w["nation_scope"] + apart * z)
        cost = money * scope * overrun
        equipment = cost * w["share_it"] if phase["includes_it"] else 0.0
        made = {
            "own": own, "mw": mw * scope, "chips": chips * scope,
            "equipment": equipment, "shell": cost - equipment,
        }  # fmt: skip
        return made | self.times(p, own, elapsed, before)

    def times(self, p: int, own: bool, elapsed: float, before: float) -> dict[str, Any]:
        phase, w = self.b.phases[p], self.w
        site = self.b.sites[phase["site"]]
        z = NORMAL.inv_cdf(self.noise(phase["key"], 4))
        rest = max(0.0, 1 - w["share_nation"] - w["share_site"])
        z = (
            math.sqrt(w["share_nation"]) * w["nation_delay"]
            + math.sqrt(w["share_site"]) * self.site_z[phase["site"]]
            + math.sqrt(rest) * z
        )
        ratio = self.table("delay", z)
        typical = ratio / self.table("delay", 0.0)
        gate, start, dated = phase["gate"], self.b.offset_years, not math.isnan(phase["plan_years"])
        if not own:
            gate, elapsed, start = max(gate, 1), 1.0, start + w["takeover_delay_years"]
        name = GATES[gate].value
        grid = w["connection_fast"] if site["is_fast_track"] else w["connection_ordinary"]
        building, permit = w["construction_years"], w["permit_years"]
        secure = elapsed * w["secure_years"]
        chain, wires = {
            "announced": (secure + permit + building, secure + grid),
            "secured": (elapsed * permit + building, elapsed * grid),
            "permitted": (elapsed * building, elapsed * grid),
            "connected": (elapsed * building, elapsed * grid),
        }.get(name, (0.0, 0.0))
        if not phase["is_built_here"]:
            chain = wires = 0.0
        ready = start + chain * typical
        if name in ("energised", "filled"):
            ready = 0.0
        elif dated:
            ready = max(ready, start + phase["plan_years"] * ratio)
        elif before > 0:
            ready = max(ready, before + w["phase_gap_years"] * typical)
        ready = max(ready, before)
        duration = building * typical if phase["is_built_here"] else 0.0
        built = 0.0
        if name in ("built", "energised", "filled"):
            built = 1.0
        elif duration > 0:
            built = min(max((self.b.offset_years - ready) / duration + 1, 0.0), FULL - 1e-6)
        energised = 1.0 if name in ("energised", "filled") else 0.0
        filled = {"filled": 1.0, "energised": 1 - elapsed}.get(name, 0.0)
        tranched = site["last"] > site["first"] and phase["is_load"]
        return {
            "ready": ready, "duration": duration, "built": built, "energised": energised,
            "filled": filled, "connected": 0.0 if tranched else start + wires * typical,
        }  # fmt: skip

    def available(self, index: int, now: float) -> float:
        """Megawatts of a site's contract before a time."""
        site, w = self.b.sites[index], self.w
        if site["first"] == site["last"]:
            return math.inf
        z = math.sqrt(w["share_nation"]) * w["nation_delay"]
        z += math.sqrt(1 - w["share_nation"]) * self.site_z[index]
        ratio = self.table("delay", z)
        more = w["connection_fast"] if site["is_fast_track"] else w["connection_ordinary"]
        more *= ratio / self.table("delay", 0.0)
        last, found = self.b.offset_years, 0.0
        for tranche in self.b.tranches[site["first"] : site["last"]]:
            if math.isnan(tranche["years"]):
                last += more
            else:
                last = max(last, self.b.offset_years + tranche["years"] * ratio)
            if last < now:
                found = max(found, float(tranche["mw"]))
        return math.inf if last + more < now else found

    def add(self, p: int, column: int, when: int, value: float) -> None:
        which = "own" if self.phases[p]["own"] else "taken"
        first, last = self.b.phases[p][f"{which}_first"], self.b.phases[p][f"{which}_last"]
        for member in self.b.members[first:last]:
            self.changes[member["cell"], column, when] += value * member["weight"]

    def fill(self, p: int, when: int, share: float) -> None:
        phase, s = self.b.phases[p], self.phases[p]
        if phase["is_load"]:
            self.add(p, arrays.FILLED, when, share * s["mw"])
            self.add(p, arrays.ACCELERATORS, when, share * s["chips"])
            self.add(p, arrays.FLOPS, when, share * s["chips"] * phase["pflops"])

    def run(self) -> None:
        site_mw = [0.0] * len(self.b.sites)
        for p, s in self.phases.items():
            if s["energised"] > 0:
                if self.b.phases[p]["is_load"]:
                    self.add(p, arrays.POWER, 0, s["mw"])
                    site_mw[self.b.phases[p]["site"]] += s["mw"]
                self.fill(p, 0, s["filled"])
        order = sorted(self.phases, key=lambda p: (self.phases[p]["ready"], p))
        left = dict.fromkeys(range(4), 0.0)
        for q, year in enumerate(self.b.quarter_year):
            if q == 0 or year != self.b.quarter_year[q - 1]:
                left = dict.fromkeys(range(4), 0.0)
            for i in range(4):
                left[i] += self.caps[year, i] / 4
            for p in order:
                self.step(p, q, left, site_mw)
                if q == self.b.phases[p]["promised_quarter"]:
                    self.promised[p] = self.phases[p]["energised"] * self.phases[p]["mw"]
        for p, s in self.phases.items():
            if self.b.phases[p]["promised_quarter"] < 0:
                self.promised[p] = s["energised"] * s["mw"]
            if s["energised"] >= FULL and self.energised_in[p] == len(self.b.quarter_year):
                self.energised_in[p] = 0
            if not s["own"]:
                self.promised[p], self.energised_in[p] = 0.0, len(self.b.quarter_year)

    def grant(
        self, p: int, left: dict[int, float], resource: int, amount: float, euros: float
    ) -> float:
        if not self.b.phases[p]["is_capped"]:
            return 1.0
        share = min(1.0, left[resource] / amount if amount > 0 else 1.0)
        bound = [resource] if share < 1 else []
        if euros * share > left[3]:
            share, bound = left[3] / euros, [3]
        left[resource] = max(0.0, left[resource] - share * amount)
        left[3] = max(0.0, left[3] - share * euros)
        for each in bound:
            left[each] = 0.0
        return share

    def step(self, p: int, q: int, left: dict[int, float], site_mw: list[float]) -> None:
        phase, s = self.b.phases[p], self.phases[p]
        now, here = (q + 1) / 4, phase["is_load"] and phase["is_built_here"]
        begin = max(s["ready"] - s["duration"], q / 4, self.b.offset_years)
        if s["built"] < FULL and begin < now:
            wish = 1 - s["built"]
            if s["duration"] > 0:
                wish = min(wish, (now - begin) / s["duration"])
            wish *= self.grant(p, left, 1, wish * s["mw"] if here else 0.0, wish * s["shell"])
            s["built"] += wish
            self.add(p, arrays.DRAWN, q + 1, wish * s["shell"])
            if s["built"] >= FULL:
                s["built"] = 1.0
        waits = not phase["is_first"] and self.phases.get(p - 1, s)["energised"] < FULL
        due = s["ready"] < now and s["connected"] < now
        if s["built"] >= FULL and s["energised"] < FULL and due and not waits:
            share = 1 - s["energised"]
            if here and share * s["mw"] > 0:
                room = max(0.0, self.available(phase["site"], now) - site_mw[phase["site"]])
                share *= min(1.0, room / (share * s["mw"]))
                share *= self.grant(p, left, 0, share * s["mw"], 0.0)
            s["energised"] += share
            if phase["is_load"]:
                self.add(p, arrays.POWER, q + 1, share * s["mw"])
                site_mw[phase["site"]] += share * s["mw"]
            if s["energised"] >= FULL:
                s["energised"], self.energised_in[p] = 1.0, q
        if s["filled"] < s["energised"]:
            wish = s["energised"] - s["filled"]
            if self.w["fill_quarters"] > 1:
                wish = min(wish, 1 / self.w["fill_quarters"])
            chips = wish * s["chips"] if phase["is_load"] else 0.0
            wish *= self.grant(p, left, 2, chips, wish * s["equipment"])
            s["filled"] += wish
            self.fill(p, q + 1, wish)
            self.add(p, arrays.DRAWN, q + 1, wish * s["equipment"])
            if s["filled"] >= FULL:
                s["filled"] = 1.0


assert KINDS
