"""Which nodes a gang had: names for what the scheduler only counts, where somebody needs them."""

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.schedule.problem import Attempts, Ints, Problem, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """Nodes of the attempts that fall into a stretch of time, in one pool."""

    attempt: Ints
    """(attempt placed,): its place in the attempts."""
    is_whole: NDArray[np.bool_]
    """(attempt placed,): in as few domains as its gang can be: one where it fits in one."""
    domains: Ints
    """(attempt placed,): how many domains it touches."""
    part_attempt: Ints
    """(part,): the attempt that a part belongs to."""
    part_node: Ints
    """(part,): the node; its domain is the node over the nodes of a domain."""
    part_accelerators: Ints
    """(part,)"""

    @property
    def scattered_share(self) -> float:
        """Share of the attempts that could not be placed in whole domains."""
        return float(1.0 - self.is_whole.mean()) if len(self.is_whole) else 0.0


def placements(
    problem: Problem, attempts: Attempts, pool: int, within_s: tuple[int, int], *,
    node: int = 8, domain: int = 72,
) -> Placements:  # fmt: skip
    """Give the gangs of a pool their nodes, after the fact.

    The scheduler counts accelerators and does not look where they stand. Here each gang takes
    whole free domains first and the fullest domain that holds the rest; where there are none it
    is scattered over the emptiest. What runs when the stretch begins is placed as it began. Which
    accelerators were under repair is not known: repairs take none of the names.

    Parameters
    ----------
    problem
        What was run.
    attempts
        From `Run.attempts`.
    pool
        Its place among the problem's pools.
    within_s
        Beginning and end of the stretch, in seconds.
    node, domain
        Accelerators of a node and of an NVLink domain; whole nodes make a domain.

    Returns
    -------
    Placements
        No accelerator is named twice at once.

    Raises
    ------
    CampusError
        If a domain is not made of whole nodes, or the gangs do not fit into the pool.
    """
    refuse(domain % node != 0, f"{domain} accelerators are no whole nodes of {node}", "domain",
           "give a multiple of the node")  # fmt: skip
    queue, gangs = problem.jobs.queue[attempts.job], problem.jobs.accelerators[attempts.job]
    is_here = (problem.queues.pool[queue] == pool) & (attempts.end_s > attempts.begin_s)
    is_here &= (attempts.begin_s < within_s[1]) & (attempts.end_s > within_s[0])
    chosen = np.flatnonzero(is_here)
    most = int(problem.hours.accelerators[:, pool].max(initial=0))
    room = _Room(most, node, domain)
    held: dict[int, list[tuple[int, int]]] = {}
    ends: list[tuple[int, int]] = []
    whole, touched = [], []
    parts: list[tuple[int, int, int]] = []
    for each in chosen.tolist():
        begin = int(attempts.begin_s[each])
        while ends and ends[0][0] <= begin:
            room.give_back(held.pop(heapq.heappop(ends)[1]))
        gang = int(gangs[each])
        refuse(gang > room.free, "more accelerators are held than the pool has", "attempts",
               "give the problem that was run")  # fmt: skip
        taken, domains = room.take(gang)
        held[each] = taken
        heapq.heappush(ends, (int(attempts.end_s[each]), each))
        whole.append(domains == room.least_domains(gang))
        touched.append(domains)
        parts += [(each, where, count) for where, count in taken]
    table = np.array(parts, dtype=np.int64).reshape(-1, 3)
    return Placements(
        attempt=chosen,
        is_whole=np.array(whole, dtype=np.bool_),
        domains=np.array(touched, dtype=np.int64),
        part_attempt=table[:, 0],
        part_node=table[:, 1],
        part_accelerators=table[:, 2],
    )


class _Room:
    """What is free in each node, and domains by how much is free in them."""

    def __init__(self, accelerators: int, node: int, domain: int) -> None:
        self._node, self._domain, self._per = node, domain, domain // node
        nodes = -(-accelerators // node)
        self._nodes = [min(node, accelerators - at * node) for at in range(nodes)]
        self._domains = [sum(self._nodes[at : at + self._per]) for at in range(0, nodes, self._per)]
        self._levels: list[list[int]] = [[] for _ in range(domain + 1)]
        for at, count in enumerate(self._domains):
            self._levels[count].append(at)
        self.free = accelerators

    def least_domains(self, gang: int) -> int:
        """How many domains a gang needs where all are free."""
        return -(-gang // self._domain)

    def take(self, gang: int) -> tuple[list[tuple[int, int]], int]:
        """Nodes with how many accelerators of each, and how many domains they are of."""
        taken: list[tuple[int, int]] = []
        domains = 0
        while gang > 0:
            # The whole of a free domain; else the fullest that holds the rest; else the emptiest.
            level = self._level(min(gang, self._domain))
            where = self._first(level)
            count = min(gang, level)
            taken += self._take_of(where, count)
            gang -= count
            domains += 1
        return taken, domains

    def give_back(self, taken: list[tuple[int, int]]) -> None:
        """Free what was taken."""
        by_domain: dict[int, int] = {}
        for at, count in taken:
            self._nodes[at] += count
            by_domain[at // self._per] = by_domain.get(at // self._per, 0) + count
        for where, count in by_domain.items():
            self._move(where, count)

    def _level(self, wanted: int) -> int:
        enough = (level for level in range(wanted, self._domain + 1) if self._has(level))
        less = (level for level in range(wanted - 1, 0, -1) if self._has(level))
        return next(enough, 0) or next(less)

    def _has(self, level: int) -> bool:
        """Whether a domain has just so much free; what stands here no more is thrown out."""
        heap = self._levels[level]
        while heap and self._domains[heap[0]] != level:
            heapq.heappop(heap)
        return bool(heap)

    def _first(self, level: int) -> int:
        return self._levels[level][0]

    def _take_of(self, where: int, count: int) -> list[tuple[int, int]]:
        """Accelerators of one domain: whole nodes, then the fullest node that holds the rest."""
        nodes = range(where * self._per, min((where + 1) * self._per, len(self._nodes)))
        taken, left = [], count
        while left > 0:
            wanted = min(left, self._node)
            free = [(self._nodes[at], at) for at in nodes if self._nodes[at] > 0]
            enough = [each for each in free if each[0] >= wanted]
            size, at = min(enough) if enough else max(free, key=lambda each: (each[0], -each[1]))
            part = min(size, left)
            self._nodes[at] -= part
            left -= part
            taken.append((at, part))
        self._move(where, -count)
        return taken

    def _move(self, where: int, change: int) -> None:
        self._domains[where] += change
        self.free += change
        heapq.heappush(self._levels[self._domains[where]], where)
