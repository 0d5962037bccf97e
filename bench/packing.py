"""Pods on nodes: what packing leaves unused, which a scheduler that counts accelerators does not see."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Ints = np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Pods:
    """What pods ask for; arrays are (pod,), parts of accelerators and cores in thousandths."""

    cores: Ints
    memory: Ints
    whole: Ints
    """Accelerators held whole."""
    part: Ints
    """Thousandths of a shared one."""

    @property
    def asked(self) -> Ints:
        """Thousandths of accelerators."""
        return self.whole * 1000 + self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """What nodes have, (node,)."""

    cores: Ints
    memory: Ints
    accelerators: Ints


def pods_of(path: Path) -> Pods:
    """The pods of openb's table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name: str) -> Ints:
        return np.array([int(row[name] or 0) for row in rows], dtype=np.int64)

    many, part = column("num_gpu"), column("gpu_milli")
    is_shared = (many == 1) & (part < 1000)
    return Pods(
        cores=column("cpu_milli"), memory=column("memory_mib"),
        whole=np.where(is_shared, 0, many), part=np.where(is_shared, part, 0),
    )  # fmt: skip


def nodes_of(path: Path) -> Nodes:
    """The nodes of openb's table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name: str) -> Ints:
        return np.array([int(row[name]) for row in rows], dtype=np.int64)

    return Nodes(cores=column("cpu_milli"), memory=column("memory_mib"), accelerators=column("gpu"))


def inflated(pods: Pods, capacity: int, times: float, seed: int) -> Ints:
    """Pods drawn with return, in the order of their coming, until they ask for so many accelerators."""
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(pods.cores), 4 * len(pods.cores))
    asked = np.cumsum(pods.asked[drawn])
    return drawn[: int(np.searchsorted(asked, times * capacity * 1000)) + 1]


def packed(pods: Pods, order: Ints, nodes: Nodes, rule: str) -> tuple[float, int]:
    """Accelerators given out, and pods for which there was no place, when none ever leaves.

    Parameters
    ----------
    order
        Pods as they come.
    rule
        ``first``: the first node on which it fits; ``best``: the one on which least is left;
        ``random``: any (seeded).
    """
    cores, memory = nodes.cores.copy(), nodes.memory.copy()
    slots = int(nodes.accelerators.max())
    left = np.where(np.arange(slots) < nodes.accelerators[:, None], 1000, 0)
    random = np.random.default_rng(1)
    given, refused = 0, 0
    for pod in order:
        whole, part = pods.whole[pod], pods.part[pod]
        fits = (cores >= pods.cores[pod]) & (memory >= pods.memory[pod])
        if whole:
            fits &= (left == 1000).sum(axis=1) >= whole
        elif part:
            fits &= left.max(axis=1) >= part
        able = np.flatnonzero(fits)
        if not len(able):
            refused += 1
            continue
        node = able[0]
        if rule == "best":
            rest = left[able].sum(axis=1) / 1000 / slots
            rest = rest + cores[able] / nodes.cores.max() + memory[able] / nodes.memory.max()
            node = able[int(np.argmin(rest))]
        elif rule == "random":
            node = able[random.integers(len(able))]
        cores[node] -= pods.cores[pod]
        memory[node] -= pods.memory[pod]
        if whole:
            left[node, np.flatnonzero(left[node] == 1000)[:whole]] = 0
        elif part:
            room = np.where(left[node] >= part, left[node], 9999)
            left[node, int(np.argmin(room))] -= part
        given += int(whole) * 1000 + int(part)
    return given / 1000, refused
