"""Lists that are no table of the ledger: parties, places, what changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grandlivre.entities.model import Entity, Place
from grandlivre.export.columns import Shape, choice, key, money, share, text, texts
from grandlivre.ledger.history.model import Change, ChangeKind

PARTIES = Shape(
    name="parties",
    about="Parties that pay or receive, once resolved across documents.",
    columns=(
        key("party_id", "id of the party"),
        text("name", "name to show", required=True),
        text("name_en", "name to show in English", required=True),
        text("kind", "what it is; empty where it is not known"),
        text("country", "ISO 3166-1 code of its seat"),
        texts("forms", "every spelling met"),
        texts("parents", "ids of its parent, its parent's parent and so on"),
        texts("entry_ids", "entries and programmes that it pays for or receives"),
    ),
)
PLACES = Shape(
    name="places",
    about="Places of entries and programmes.",
    columns=(
        key("place_id", "id of the place"),
        text("name", "name to show", required=True),
        text("name_en", "name to show in English", required=True),
        text("country", "ISO 3166-1 code"),
        share("latitude", "latitude", "degrees, WGS 84"),
        share("longitude", "longitude", "degrees, WGS 84"),
        texts("within", "ids of the places that hold it, the smallest first"),
        texts("entry_ids", "entries and programmes there"),
    ),
)
CHANGES = Shape(
    name="changes",
    about="What changed from one day to another, each with what brought it about.",
    columns=(
        choice("kind", "in what way it changed", ChangeKind),
        text("title_en", "what is concerned, in English", required=True),
        text("title_fr", "the same in French", required=True),
        text("says_en", "what changed, in English", required=True),
        text("says_fr", "the same in French", required=True),
        text("why_en", "what brought it about, in English", required=True),
        text("why_fr", "the same in French", required=True),
        texts("before_ids", "what is concerned, in the earlier ledger"),
        texts("after_ids", "what is concerned, in the later ledger"),
        money("euros_low_before", "lower bound before"),
        money("euros_high_before", "upper bound before"),
        money("euros_low_after", "lower bound after"),
        money("euros_high_after", "upper bound after"),
        texts("claim_ids", "claims that speak in the later ledger and did not in the earlier one"),
        texts("claim_ids_gone", "claims that spoke in the earlier one alone"),
    ),
)


def party_rows(met: Iterable[tuple[Entity, tuple[str, ...]]]) -> Iterator[tuple[Any, ...]]:
    """Parties, each with its entries, as rows of `PARTIES`."""
    for each, entries in met:
        yield (
            each.key, each.name, each.called("en"), each.kind or None, each.country, each.forms,
            each.parents, entries,
        )  # fmt: skip


def place_rows(met: Iterable[tuple[Place, tuple[str, ...]]]) -> Iterator[tuple[Any, ...]]:
    """Places, each with its entries, as rows of `PLACES`."""
    for each, entries in met:
        yield (
            each.key, each.name, each.called("en"), each.country, each.latitude, each.longitude,
            each.within, entries,
        )  # fmt: skip


def change_rows(changes: Iterable[Change]) -> Iterator[tuple[Any, ...]]:
    """Changes as rows of `CHANGES`."""
    for each in changes:
        before, after = each.euros_before, each.euros_after
        yield (
            each.kind.value, each.title.en, each.title.fr, each.says.en, each.says.fr,
            each.why.en, each.why.fr, each.before, each.after,
            None if before is None else before.low, None if before is None else before.high,
            None if after is None else after.low, None if after is None else after.high,
            each.claims, each.claims_gone,
        )  # fmt: skip


def records(shape: Shape, rows: Iterable[tuple[Any, ...]]) -> list[Mapping[str, Any]]:
    """Rows as plain values by the names of their columns, for JSON."""
    names = [column.name for column in shape.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]
