"""Rows of the ledger's tables, each in the order of its table's columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from grandlivre.base.interval import Interval
from grandlivre.export.model import Material
from grandlivre.ledger.model import Commitment, Programme, Words


def documents(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.documents:
        yield (
            each.id, each.name, each.title, each.url, each.publisher, each.author, each.language,
            each.published, each.retrieved, each.format, each.sha256,
        )  # fmt: skip


def claims(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.claims:
        proof = each.evidence
        yield (
            each.id, each.document_id, each.document, proof.quote, proof.start, proof.end,
            proof.prefix, proof.suffix, each.measure.value, each.low, each.high, each.unit,
            each.role.value, each.investors, each.beneficiaries, each.projects, each.places,
            each.purpose.value, each.start, each.end, each.stage.value, each.attributed_to,
            each.part_of, each.confidence, each.reader,
        )  # fmt: skip


def reasons(material: Material) -> Iterator[tuple[Any, ...]]:
    for claim in material.claims:
        for position, each in enumerate(claim.reasons):
            yield claim.id, position, each.field, each.rule, each.start, each.end


def entries(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.ledger.commitments:
        yield (
            each.id, each.kind.value, *_words(each.title), each.euros.low, each.euros.high,
            *_best(each), *_ends(each.implied), each.money_date, each.announced, each.stage.value,
            *_ends(each.power_mw), each.starts, each.ends,
            each.purpose.value, _names(each.investors), _names(each.beneficiaries),
            _names(each.places), tuple(project.name for project in each.projects), each.origins,
            each.aside.value if each.aside else None, each.claims,
        )  # fmt: skip


def programmes(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.ledger.programmes:
        yield (
            each.id, *_words(each.title), each.euros.low, each.euros.high, *_best(each),
            *_ends(each.implied), each.money_date, each.stage.value, each.ends,
            each.purpose.value, each.itemised.low,
            each.itemised.high, each.remainder.low, each.remainder.high, each.depends_on,
            _names(each.investors), _names(each.beneficiaries), _names(each.places),
            tuple(project.name for project in each.projects), each.origins,
            each.aside.value if each.aside else None, each.claims,
        )  # fmt: skip


def amounts(material: Material) -> Iterator[tuple[Any, ...]]:
    for entry in _both(material):
        for each in entry.amounts:
            yield (
                entry.id, each.claim, each.stated.low, each.stated.high, each.unit,
                each.euros.low, each.euros.high, each.rate, each.rate_on,
                each.rate_high, each.rate_high_on, each.is_rate_of_claim,
            )  # fmt: skip


def capacities(material: Material) -> Iterator[tuple[Any, ...]]:
    for entry in material.ledger.commitments:
        for position, each in enumerate(entry.capacities):
            yield (
                entry.id, position, each.megawatts.low, each.megawatts.high, each.by,
                each.origins, each.claims,
            )  # fmt: skip


def parties(material: Material) -> Iterator[tuple[Any, ...]]:
    for entry in _both(material):
        roles = [("investor", entry.investors), ("beneficiary", entry.beneficiaries)]
        if isinstance(entry, Commitment):
            roles += [("known_by", entry.known_by), ("doubted", entry.doubted_parties)]
        for role, entities in roles:
            for each in entities:
                yield (
                    entry.id, role, each.key, each.name, each.called("en"), each.kind or None,
                    each.country, each.parents,
                )  # fmt: skip


def places(material: Material) -> Iterator[tuple[Any, ...]]:
    for entry in _both(material):
        roles = [("place", entry.places)]
        if isinstance(entry, Commitment):
            roles.append(("doubted", entry.doubted_places))
        for role, places in roles:
            for each in places:
                yield (
                    entry.id, role, each.key, each.name, each.called("en"), each.country,
                    each.latitude, each.longitude,
                )  # fmt: skip


def projects(material: Material) -> Iterator[tuple[Any, ...]]:
    for entry in _both(material):
        for each in entry.projects:
            yield entry.id, each.key, each.name, each.asset.value, each.is_named


def relations(material: Material) -> Iterator[tuple[Any, ...]]:
    for entry in _both(material):
        for position, each in enumerate(entry.relations):
            yield (
                entry.id, each.whole, "part", position, each.basis.value, each.is_firm,
                each.is_exhaustive, *_words(each.reason), each.claims,
            )  # fmt: skip
    for programme in material.ledger.programmes:
        for position, item in enumerate(programme.items):
            basis = "perhaps" if item.is_perhaps else "stated" if item.is_stated else "beside"
            yield (
                item.entry, programme.id, "whole", position, basis, item.is_firm, False, None,
                None, item.claims,
            )  # fmt: skip


def links(material: Material) -> Iterator[tuple[Any, ...]]:
    for position, each in enumerate(material.ledger.links):
        yield (
            each.source, each.target, each.kind.value, position, each.basis.value,
            *_words(each.reason), each.claims,
        )  # fmt: skip


def conflicts(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.ledger.conflicts:
        repairs = [tuple(words.of(language) for words in each.repairs) for language in ("en", "fr")]
        yield (
            each.id, each.kind.value, each.is_contradiction, each.entries, each.size,
            *_words(each.explanation), *repairs,
        )  # fmt: skip


def sides(material: Material) -> Iterator[tuple[Any, ...]]:
    for conflict in material.ledger.conflicts:
        for position, each in enumerate(conflict.sides):
            yield conflict.id, position, *_words(each.says), each.origins, each.claims


def totals(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.ledger.totals:
        yield (
            each.id, *_words(each.title), each.euros.low, each.euros.high, each.without_open.low,
            each.without_open.high, each.sums, each.open_entries,
        )  # fmt: skip


def left_out(material: Material) -> Iterator[tuple[Any, ...]]:
    for total in material.ledger.totals:
        for position, each in enumerate(total.leaves_out):
            yield total.id, position, each.id, *_words(each.reason)


def sources(material: Material) -> Iterator[tuple[Any, ...]]:
    for each in material.ledger.sources:
        yield (
            each.name, each.kind, each.documents, each.origins, each.claims, each.tested,
            float(each.agreeing), float(each.reliability), float(each.low), float(each.high),
            tuple(other.source for other in each.copies_of),
        )  # fmt: skip


def _ends(interval: Interval | None) -> tuple[Any, Any]:
    return (None, None) if interval is None else (interval.low, interval.high)


def _both(material: Material) -> Iterator[Commitment | Programme]:
    yield from material.ledger.commitments
    yield from material.ledger.programmes


def _words(words: Words) -> tuple[str, str]:
    return words.en, words.fr


def _names(named: Sequence[Any]) -> tuple[str, ...]:
    return tuple(each.called("en") for each in named)


def _best(entry: Commitment | Programme) -> tuple[Any, str | None]:
    return (None, None) if entry.best is None else (entry.best.euros, entry.best.method.value)
