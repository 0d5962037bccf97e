"""Claims of made-up sentences, with their evidence: for tests of what is read around a figure."""

from typing import Any

from ledger_gold import FakeLookup, claim

from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Evidence
from grandlivre.documents.model import Document
from grandlivre.entities.resolve import resolve
from grandlivre.ledger import Conflict, ConflictKind, Ledger, reconcile
from grandlivre.ledger.grouping.statements import Statement, read_statements

BN = 10**9
CENTRE: dict[str, Any] = {"projects": ("data center",), "places": ("France",)}


def told(
    text: str,
    *quotes: tuple[str, dict[str, Any]],
    published: str | None = "2025-02-10",
    publisher: str | None = None,
) -> tuple[Document, list[Claim]]:
    """A text, and the claims of the figures quoted from it, in order.

    A claim's ``part_of`` may be the number of an earlier one of them.
    """
    source = Document(
        id=content_key("doc", text), name=f"{content_key('txt', text)}.txt", text=text,
        published=published, publisher=publisher, language="fr",
    )  # fmt: skip
    claims: list[Claim] = []
    for number, (quote, fields) in enumerate(quotes):
        start = text.index(quote)
        end = start + len(quote)
        evidence = Evidence(
            quote=quote, start=start, end=end, prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
        )  # fmt: skip
        whole = fields.get("part_of")
        more = {**fields, "evidence": evidence}
        if isinstance(whole, int):
            more["part_of"] = claims[whole].id
        claims.append(claim(source, number, **more))
    return source, claims


def bring(*texts: tuple[Document, list[Claim]]) -> Ledger:
    """The ledger of some texts."""
    documents = [source for source, _ in texts]
    claims = [each for _, found in texts for each in found]
    return reconcile(claims, documents, lookup=FakeLookup())


def statement(text: str, quote: str, **fields: Any) -> Statement:
    """One claim of a sentence, ready to be compared."""
    source, claims = told(text, (quote, {**CENTRE, **fields}))
    linker = resolve(claims, lookup=FakeLookup())
    (found,), _ = read_statements(claims, [source], linker, lambda key: key, None)
    return found


def only(ledger: Ledger, kind: ConflictKind) -> Conflict:
    """The one conflict of a kind."""
    found = [each for each in ledger.conflicts if each.kind is kind]
    assert len(found) == 1, [each.explanation.en for each in ledger.conflicts]
    return found[0]


def kinds(ledger: Ledger) -> set[ConflictKind]:
    """Kinds of all conflicts and notes."""
    return {each.kind for each in ledger.conflicts}
