"""The scheduler's rules in plain Python: lists, no trees, no heap. Slow, and easy to check."""

import math

HOUR = 3600
MASK = (1 << 64) - 1


def time_to_failure(seed, job, attempt, rate):
    if rate <= 0:
        return 1 << 60
    mixed = (
        seed * 0x9E3779B97F4A7C15 + job * 0xBF58476D1CE4E5B9 + (attempt + 1) * 0x94D049BB133111EB
    ) & MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
    mixed ^= mixed >> 31
    uniform = ((mixed >> 11) + 0.5) / 2**53
    return int(min(-math.log(uniform) / rate, 1e15)) + 1


class Job:
    def __init__(self, number, jobs):
        self.number = number
        self.submit = int(jobs.submit_s[number])
        self.gang = int(jobs.accelerators[number])
        self.work = int(jobs.work_s[number])
        self.estimate = int(jobs.estimate_s[number])
        self.watts = int(jobs.watts[number])
        self.queue = int(jobs.queue[number])
        self.checkpoint = int(jobs.checkpoint_s[number])
        self.restart = int(jobs.restart_s[number])
        self.done = self.overhead = self.starts = self.failures = self.preemptions = self.lost = 0
        self.begun = self.stops = self.month = None
        self.first_start = self.end = -1
        self.fails = False

    @property
    def rest(self):
        return self.estimate - self.done + (self.restart if self.starts else 0)

    @property
    def kind(self):
        """Gangs by two classes to a doubling, times by one, those under 64 s together."""
        power = self.gang.bit_length()
        half = self.gang >= 3 * 2 ** (power - 2) if power > 1 else False
        return power, half, (self.rest // 64).bit_length()


class Plain:
    def __init__(self, problem):
        self.p, self.rules, self.hours = problem, problem.rules, problem.hours
        self.jobs = [Job(n, problem.jobs) for n in range(len(problem.jobs.submit_s))]
        self.queues = [
            dict(zip(("pool", "tenant", "rank", "preempts", "yields"), map(int, row), strict=True))
            for row in zip(
                *(
                    getattr(problem.queues, n)
                    for n in ("pool", "tenant", "rank", "preempts", "yields")
                ),
                strict=True,
            )
        ]
        self.count, self.pools = problem.hours.accelerators.shape
        self.tenants = len(self.rules.shares)
        self.waiting = [[] for _ in self.queues]
        self.running = [[] for _ in self.queues]  # latest start first
        self.repairs = []  # (when, pool, how many), in order
        self.usage = [0] * self.tenants
        self.budget = [[int(x) for x in row] for row in problem.hours.budget_s]
        self.used = [[0] * len(self.queues) for _ in range(self.count)]
        self.energy = [[0] * len(self.queues) for _ in range(self.count)]
        self.now = self.hour = 0

    # What is free is counted anew each time.
    def on(self, pool):
        return [
            job
            for q, jobs in enumerate(self.running)
            if self.queues[q]["pool"] == pool
            for job in jobs
        ]

    def free(self, pool):
        down = sum(n for _, where, n in self.repairs if where == pool)
        return (
            int(self.hours.accelerators[self.hour, pool])
            - down
            - sum(j.gang for j in self.on(pool))
        )

    def everyone(self):
        return [job for jobs in self.running for job in jobs]

    def free_watts(self):
        return int(self.hours.watts[self.hour]) - sum(j.watts for j in self.everyone())

    def held_by(self, pool, tenant):
        return sum(j.gang for j in self.on(pool) if self.queues[j.queue]["tenant"] == tenant)

    def quota(self, job):
        q = self.queues[job.queue]
        most = int(self.hours.quota[self.hour, q["pool"], q["tenant"]])
        return most - self.held_by(q["pool"], q["tenant"])

    def may_pay(self, job):
        month = self.hours.month[self.hour]
        return job.gang * job.rest <= self.budget[month][self.queues[job.queue]["tenant"]]

    def may_hold(self, job):
        return job.gang <= self.quota(job) and self.may_pay(job)

    def kept(self, pool, tenant):
        return 0 if self.hours.kept is None else int(self.hours.kept[self.hour, pool, tenant])

    def room(self, pool, job):
        """What is free for a job: what others have reserved and do not hold is not."""
        mine = self.queues[job.queue]["tenant"]
        return self.free(pool) - sum(
            max(self.kept(pool, other) - self.held_by(pool, other), 0)
            for other in range(self.tenants)
            if other != mine
        )

    def fits(self, job):
        pool = self.queues[job.queue]["pool"]
        has_room = job.gang <= self.room(pool, job) and job.watts <= self.free_watts()
        return has_room and job.gang <= self.quota(job)

    def start(self, job):
        q = self.queues[job.queue]
        job.month = int(self.hours.month[self.hour])
        self.budget[job.month][q["tenant"]] -= job.gang * job.rest
        self.usage[q["tenant"]] += job.gang * job.rest
        job.overhead = job.restart if job.starts else 0
        job.begun = self.now
        if not job.starts:
            job.first_start = self.now
        needed = job.overhead + job.work - job.done
        rate = self.rules.failures_per_accelerator_s * job.gang
        lasts = time_to_failure(self.rules.seed, job.number, job.starts, rate)
        job.starts += 1
        job.fails = lasts < needed
        job.stops = self.now + min(lasts, needed)
        self.running[job.queue].insert(0, job)

    def stop(self, job):
        tenant = self.queues[job.queue]["tenant"]
        self.running[job.queue].remove(job)
        self.has_freed = True
        for hour in range(job.begun // HOUR, self.count):
            inside = min(self.now, (hour + 1) * HOUR) - max(job.begun, hour * HOUR)
            if inside <= 0:
                break
            self.used[hour][job.queue] += job.gang * inside
            self.energy[hour][job.queue] += job.watts * inside
        unused = job.gang * (job.overhead + job.estimate - job.done - (self.now - job.begun))
        self.budget[job.month][tenant] += unused
        self.usage[tenant] = max(0, self.usage[tenant] - unused)

    def interrupt(self, job):
        self.stop(job)
        worked = max(0, self.now - job.begun - job.overhead)
        safe = worked // job.checkpoint * job.checkpoint if job.checkpoint else 0
        job.done += safe
        job.lost += self.now - job.begun - safe
        self.waiting[job.queue].insert(0, job)

    def preempt(self, job):
        job.preemptions += 1
        self.interrupt(job)

    def victim(self, may):
        heads = [jobs[0] for q, jobs in enumerate(self.running) if jobs and may(self.queues[q])]
        return max(
            heads,
            key=lambda j: (
                self.queues[j.queue]["yields"], self.queues[j.queue]["rank"], j.begun, j.number,
            ),
        )  # fmt: skip

    def enforce(self):
        for pool in range(self.pools):
            while self.free(pool) < 0 and self.on(pool):
                self.preempt(self.victim(lambda q, pool=pool: q["pool"] == pool))
            for tenant in range(self.tenants):
                while self.held_by(pool, tenant) > self.hours.quota[self.hour, pool, tenant]:
                    whose = (pool, tenant)
                    self.preempt(
                        self.victim(lambda q, whose=whose: (q["pool"], q["tenant"]) == whose)
                    )
            for tenant in range(self.tenants):
                kept = self.kept(pool, tenant)
                while kept and sum(
                    self.held_by(pool, other) for other in range(self.tenants) if other != tenant
                ) > max(self.hours.accelerators[self.hour, pool] - kept, 0):
                    whose = (pool, tenant)
                    self.preempt(
                        self.victim(lambda q, w=whose: q["pool"] == w[0] and q["tenant"] != w[1])
                    )
        while self.free_watts() < 0 and self.everyone():
            self.preempt(self.victim(lambda q: True))

    def gives_way(self, q, job):
        mine = self.queues[job.queue]
        # What those free who have something reserved would be kept for them.
        is_free = q["tenant"] == mine["tenant"] or self.kept(mine["pool"], q["tenant"]) == 0
        is_below = q["pool"] == mine["pool"] and q["yields"] and q["rank"] > mine["rank"]
        return mine["preempts"] and is_below and is_free

    def has_quota(self, job):
        """Whether the quota lets it start, once less urgent jobs of its tenant give way."""
        mine = self.queues[job.queue]
        own = [
            q
            for q, each in enumerate(self.queues)
            if each["tenant"] == mine["tenant"] and self.gives_way(each, job)
        ]
        return job.gang <= self.quota(job) + sum(j.gang for q in own for j in self.running[q])

    def make_room(self, job):
        mine = self.queues[job.queue]
        pool = mine["pool"]
        those = [j for j in self.on(pool) if self.gives_way(self.queues[j.queue], job)]
        if not those or self.room(pool, job) + sum(j.gang for j in those) < job.gang:
            return False
        if self.free_watts() + sum(j.watts for j in those) < job.watts:
            return False
        while job.gang > self.quota(job):
            self.preempt(
                self.victim(lambda q: q["tenant"] == mine["tenant"] and self.gives_way(q, job))
            )
        while not self.fits(job):
            self.preempt(self.victim(lambda q: self.gives_way(q, job)))
        return True

    def bucket(self, when):
        return -(-when // self.rules.bucket_s)

    def foreseen(self, jobs, need, of):
        """The first bucket by whose end enough is freed; the calendar's size for never."""
        size = self.count * HOUR // self.rules.bucket_s + 2
        if need <= 0:
            return 0
        for place in range(size):
            if sum(of(j) for j in jobs if self.foreseen_end(j) <= place) >= need:
                return place
        return size

    def foreseen_end(self, job):
        size = self.count * HOUR // self.rules.bucket_s + 2
        return min(self.bucket(job.begun + job.overhead + job.estimate - job.done), size - 1)

    def level(self, tenant):
        return self.usage[tenant] / self.rules.shares[tenant]

    def goes_ahead(self, pool, job, held_up):
        """Whether it delays nothing that the job held up in this pool waits for."""
        if not self.fits(job) or not self.may_hold(job):
            return False
        here, all_jobs = self.on(pool), self.everyone()
        shadow = max(
            self.foreseen(here, held_up.gang - self.room(pool, held_up), lambda j: j.gang),
            self.foreseen(all_jobs, held_up.watts - self.free_watts(), lambda j: j.watts),
        )
        if self.bucket(self.now + job.rest) <= shadow:
            return True
        freed = sum(j.gang for j in here if self.foreseen_end(j) <= shadow)
        watts = sum(j.watts for j in all_jobs if self.foreseen_end(j) <= shadow)
        return (
            job.gang <= self.room(pool, held_up) + freed - held_up.gang
            and job.watts <= self.free_watts() + watts - held_up.watts
        )

    def backfill(self, pool, held_up):
        """Again and again, of all first ones of their kind the next that delays nothing."""
        for _ in range(self.rules.backfill_depth):
            ahead = []
            for q, waiting in enumerate(self.waiting):
                if self.queues[q]["pool"] != pool or not waiting or not self.may_hold(waiting[0]):
                    continue
                kinds = set()
                for job in waiting:
                    if job.kind not in kinds and self.goes_ahead(pool, job, held_up):
                        ahead.append(job)
                        break
                    kinds.add(job.kind)
            if not ahead:
                return
            job = min(ahead, key=self.turn)
            self.waiting[job.queue].remove(job)
            self.start(job)

    def turn(self, job):
        q = self.queues[job.queue]
        return q["rank"], self.usage[q["tenant"]] / self.rules.shares[q["tenant"]], job.number

    def serve(self, pool):
        """Start all that can start."""
        skipped = set()
        while True:
            heads = [
                jobs[0]
                for q, jobs in enumerate(self.waiting)
                if jobs and self.queues[q]["pool"] == pool and q not in skipped
            ]
            if not heads:
                return
            job = min(heads, key=self.turn)
            if not self.may_pay(job) or not self.has_quota(job):
                skipped.add(job.queue)
                continue
            if not self.fits(job):
                if not self.make_room(job):
                    self.backfill(pool, job)
                    return
                # What was interrupted may have left room to its tenants.
                skipped = set()
            self.waiting[job.queue].remove(job)
            self.start(job)

    def may_lack_power(self, pool):
        """Whether what is free could not be powered if the hungriest jobs took it."""
        all_jobs = [j for j in self.jobs if self.queues[j.queue]["pool"] == pool]
        most = max((-(-j.watts // j.gang) for j in all_jobs), default=0)
        waits = any(w and self.queues[q]["pool"] == pool for q, w in enumerate(self.waiting))
        return waits and self.free_watts() < self.free(pool) * most

    def never_fits(self, job):
        q = self.queues[job.queue]
        most = min(
            self.hours.accelerators[:, q["pool"]].max(),
            self.hours.quota[:, q["pool"], q["tenant"]].max(),
        )
        return bool(
            job.gang > most
            or job.watts > self.hours.watts.max()
            or job.gang * job.estimate > max(row[q["tenant"]] for row in self.hours.budget_s)
        )

    def run(self):
        starved = [False] * self.pools
        to_come = [job for job in self.jobs if not self.never_fits(job)]
        next_hour = 0
        while True:
            times = [job.stops for job in self.everyone()] + [when for when, _, _ in self.repairs]
            times += [to_come[0].submit] if to_come else []
            # A refused job's coming is an event too, but nothing happens.
            times += [next_hour * HOUR] if next_hour < self.count else []
            if not times or min(times) >= self.count * HOUR:
                break
            self.now = min(times)
            touched, self.has_freed = set(), False
            if self.now == next_hour * HOUR:
                self.hour = next_hour
                self.usage = [u - u // self.rules.forget_hours for u in self.usage]
                self.enforce()
                touched, self.has_freed = set(range(self.pools)), True
                next_hour += 1
            for job in sorted(self.everyone(), key=lambda j: j.number):
                if job.stops != self.now:
                    continue
                pool = self.queues[job.queue]["pool"]
                touched.add(pool)
                if job.fails:
                    job.failures += 1
                    self.interrupt(job)
                    broken = min(self.rules.node, job.gang)
                    self.repairs.append((self.now + self.rules.repair_s, pool, broken))
                else:
                    self.stop(job)
                    job.end = self.now
            while self.repairs and self.repairs[0][0] == self.now:
                touched.add(self.repairs.pop(0)[1])
            while to_come and to_come[0].submit == self.now:
                job = to_come.pop(0)
                self.waiting[job.queue].append(job)
                touched.add(self.queues[job.queue]["pool"])
            for pool in range(self.pools):
                if pool in touched or (starved[pool] and self.has_freed):
                    self.serve(pool)
                    starved[pool] = self.may_lack_power(pool)
        self.now = self.count * HOUR
        for job in self.everyone():
            self.stop(job)
        return self
