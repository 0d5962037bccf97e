"""The dates that may be the start or the end of a quantity, with their features."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from grandlivre.claims.figures.around import Features, Surroundings, bucket
from grandlivre.claims.model import Measure
from grandlivre.claims.page.model import PlacedDate, Sentence
from grandlivre.claims.syntax.clauses import preposition

_NEAR = (
    "service",
    "works",
    "pay",
    "say",
    "announced",
    "get",
    "round",
    "operational",
    "cancelled",
    "paused",
)
_NEAR_OTHERS = ("service", "works", "pay")
_STEPS = (1, -1, 2)
"""Sentences besides the quantity's own whose dates may be its."""
_FAR_STEPS = (-2, -3, 3, 4, 5, 6)
"""Those whose dates may be its where something there tells of an end or a start."""
_ENDS = frozenset({"by", "end", "over"})
_BUDGETED = frozenset("fiscal exercice budget fy budgets exercices".split())
_BUDGET_REACH = 4
"""Words before a date among which those of a budget make it the year that money is spent in."""
_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
_SHAPES = {4: "year", 7: "part", 10: "day"}


Known = Mapping[str, PlacedDate | None]
"""By what ties a quantity to one told before (``project``, ``payer``), the end of that."""
_UNTIED: Known = {}
_DUE = frozenset("due maturing matures maturity échéance échéances remboursable".split())
_PAPER = frozenset(
    "note notes bond bonds debentures obligation obligations securities titres loan loans prêt"
    " emprunt facility sukuk billets".split()
)
_DUE_REACH, _PAPER_REACH = 3, 8
"""Words before a year in which paper falls due, and before that its noun."""


def date_candidates(
    around: Surroundings, group: str, known: Known = _UNTIED
) -> Iterator[tuple[PlacedDate, tuple[Features, ...]]]:
    """Dates that may be the start or the end of the quantity, with their features in parts.

    Parameters
    ----------
    around
        The quantity.
    group
        Group of its role.
    known
        The ends of what was told before of the same.
    """
    ends = {name: end for name, end in known.items() if end is not None}
    years = {name: _year(end) for name, end in ends.items()}
    seen = {id(placed) for placed in around.sentence.dates}
    for placed, found in _near(around, group):
        seen.add(id(placed))
        mine = _year(placed)
        told = tuple([(name, year == mine) for name, year in years.items()])
        yield placed, (found, _known_names(told, placed in around.sentence.dates))
    reached = dict.fromkeys([end for end in ends.values() if id(end) not in seen])
    for placed in reached:
        mine = _year(placed)
        told = tuple([(name, year == mine) for name, year in years.items()])
        yield placed, (("recalled", f"recalled&role={group}"), _known_names(told, False))


def _year(placed: PlacedDate) -> str:
    return (placed.date.value or "")[:4]


@lru_cache(maxsize=_MOST)
def _known_names(told: tuple[tuple[str, bool], ...], here: bool) -> Features:
    """Whether a date is the end that was told before of the same."""
    tag = "own" if here else "gap"
    return tuple([f"{tag}&{'as' if same else 'not-as'}-{name}" for name, same in told])


def _near(around: Surroundings, group: str) -> Iterator[tuple[PlacedDate, Features]]:
    """The dates of the sentence of a quantity and of those around it."""
    page, sentence = around.page, around.sentence
    own = 0
    dates = () if sentence.is_furniture else sentence.dates
    attached = next((placed for placed in dates if _is_attached(around, placed)), None)
    for placed in dates:
        if placed.date.value is None or _matures(around.words, placed.first):
            continue
        if attached not in (None, placed):
            continue  # "1 000 d'ici fin 2025, avec un objectif de 20 000 en 2026"
        relation = placed.date.relation
        own += relation in ("by", "end", "over", "between")
        seen = _date_features(around, placed, placed.date.value)
        yield placed, (*seen, *_date_names(group, relation, min(len(sentence.dates), 3)))
    dated, number = around.scene.scenes.dated, sentence.number
    for step in (*_STEPS, *_FAR_STEPS):
        if number + step not in dated:
            continue
        other = page.sentences[number + step]
        if step in _STEPS and other.passage.section != sentence.passage.section:
            continue
        yield from _elsewhere(around, other, step, group, own)


def _is_attached(around: Surroundings, placed: PlacedDate) -> bool:
    """True for "20 000 en 2026", whose year is nobody else's."""
    mine = around.placed.last
    governed = preposition(around.words, placed.first, around.sentence.first)
    is_year = _SHAPES.get(len(placed.date.value or "")) == "year"
    return is_year and placed.first - mine in (0, 1) and governed in ("in", "by")


def _matures(words: Sequence[str], first: int) -> bool:
    """True for the year in which paper is paid back: "notes due 2031", "titres à échéance 2029"."""
    near = words[max(0, first - _DUE_REACH) : first]
    return not _DUE.isdisjoint(near) and not _PAPER.isdisjoint(
        words[max(0, first - _PAPER_REACH) : first]
    )


def no_date(around: Surroundings, group: str, known: Known = _UNTIED) -> Features:
    """Features of the answer that no date in reach is the one."""
    sentence = around.sentence
    dates = [placed for placed in sentence.dates if placed.date.value is not None]
    told = [f"none:{name}={'none' if end is None else 'some'}" for name, end in known.items()]
    names = _no_date_names(
        group,
        sentence.passage.kind,
        tuple([placed.date.relation for placed in dates]),
        tuple([kind for kind in _NEAR if kind in around.clause_cues]),
    )
    return (*names, *told)


@lru_cache(maxsize=_MOST)
def _no_date_names(group: str, passage: str, relations: Features, near: Features) -> Features:
    return (
        f"none:{group}",
        f"none:dates={min(len(relations), 2)}",
        f"none:{passage}",
        *(f"none:rel={relation}" for relation in relations),
        *(f"none:{kind}" for kind in near),
    )


def _elsewhere(
    around: Surroundings, other: Sentence, step: int, group: str, own: int
) -> Iterator[tuple[PlacedDate, Features]]:
    """Dates of another sentence, with their features."""
    same = other.passage.section == around.sentence.passage.section
    far = abs(step) > 2 or not same
    scene = around.scene.scenes.of(other.number)
    tied = not scene.entities.isdisjoint(around.scene.entities)
    for placed, near in zip(other.dates, scene.about_dates, strict=True):
        value, relation = placed.date.value, placed.date.relation
        if value is None:
            continue
        if far and relation not in _ENDS and "service" not in near and "works" not in near:
            continue
        where = _gap_names(step, same, tied)
        seen = _elsewhere_names(
            relation,
            group,
            tuple([kind for kind in _NEAR_OTHERS if kind in near]),
            min(len(other.quantities), 2),
            any(q.quantity.measure is Measure.MONEY for q in other.quantities),
            min(own, 1),
            len(value),
            _when(value, around.page.published),
        )
        yield placed, (*where, *seen)


@lru_cache(maxsize=_MOST)
def _gap_names(step: int, same: bool, tied: bool) -> Features:
    """How a date's sentence stands to the quantity's: how far, in its section, of its parties."""
    return (
        "gap=far" if abs(step) > 2 or not same else f"gap={step}",
        f"gap={max(-3, min(step, 4))}{'=' if same else '/'}",
        f"gap&{'tied' if tied else 'loose'}",
    )


@lru_cache(maxsize=_MOST)
def _elsewhere_names(
    relation: str,
    group: str,
    near: Features,
    quantities: int,
    any_money: bool,
    own: int,
    length: int,
    when: str,
) -> Features:
    """What a date of another sentence is, and what stands there and here besides."""
    return (
        f"gap&rel={relation}",
        f"gap&role={group}",
        *(f"gap&{kind}" for kind in near),
        f"gap&quantities={quantities}",
        f"gap&money={any_money}",
        f"gap&own={own}",
        f"gap&shape={length}",
        f"gap&when={when}",
    )


@lru_cache(maxsize=_MOST)
def _date_names(group: str, relation: str, dates: int) -> Features:
    return f"role={group}", f"role={group}&rel={relation}", "same", f"dates={dates}"


def _date_features(around: Surroundings, placed: PlacedDate, value: str) -> Features:
    """Features of a date of the quantity's own sentence."""
    sentence, mine = around.sentence, around.placed
    side, distance = around.side(placed.first, placed.last)
    lo, hi = (placed.last, mine.first) if side == "L" else (mine.last, placed.first)
    crossed = min(around.quantities_between(placed.first, placed.last), 2)
    inside = around.left_clause <= placed.first < around.right_clause
    between = around.cues_between(lo, hi)
    about = around.words[max(placed.first - _BUDGET_REACH, sentence.first) : placed.last]
    near = {c.kind for c in sentence.cues if placed.first - 6 <= c.first <= placed.last + 4}
    return (
        *_written_names(
            side,
            bucket(distance),
            crossed,
            inside,
            placed.date.relation,
            _SHAPES.get(len(value), "other"),
            _when(value, around.page.published),
            mine.quantity.measure,
        ),
        *_beside_names(
            tuple([kind for kind in _NEAR if kind in near]),
            tuple([kind for kind in _NEAR if kind in between]),
            preposition(around.words, placed.first, sentence.first),
            crossed == 0 and not _BUDGETED.isdisjoint(about),
        ),
    )


@lru_cache(maxsize=_MOST)
def _written_names(
    side: str,
    far: int,
    crossed: int,
    inside: bool,
    relation: str,
    shape: str,
    when: str,
    measure: str,
) -> Features:
    """Where a date stands, how it is written and what it tells."""
    return (
        f"rel={relation}",
        f"{side}{far}",
        f"rel={relation}:{side}x{crossed}",
        f"{side}/{'in' if inside else 'out'}",
        f"shape={shape}",
        f"when={when}:{relation}",
        f"when={when}",
        f"measure={measure}",
    )


@lru_cache(maxsize=_MOST)
def _beside_names(
    near: Features, between: Features, governed: str, is_budget_year: bool
) -> Features:
    """The cues near a date and those between it and the quantity, and what governs it."""
    found = []
    for kind in _NEAR:
        if kind in near:
            found.append(f"near-{kind}")
        if kind in between:
            found.append(f"between-{kind}")
    if is_budget_year:
        found.append("budget-year")
    return *found, f"prep={governed}"


def _when(value: str, published: str | None) -> str:
    """Years from the publication to a date, the far ones alike."""
    if not published:
        return "?"
    return str(max(-2, min(int(value[:4]) - int(published[:4]), 4)))
