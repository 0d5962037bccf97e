"""A document read by the compiled reader."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from operator import attrgetter

from grandlivre.base.keys import content_key
from grandlivre.base.records import maker
from grandlivre.base.utf8 import utf8
from grandlivre.claims.compiled.library import MOST_AT_A_GLANCE, NOTHING, WHICH_LANGUAGE, Library
from grandlivre.claims.compiled.wire import Answer, real
from grandlivre.claims.explain import in_words
from grandlivre.claims.model import CONTEXT, Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document
from grandlivre.documents.views import view_of

_MEASURES, _ROLES = tuple(Measure), tuple(Role)
_PURPOSES, _STAGES = tuple(Purpose), tuple(Stage)
_WHO = ("investors", "beneficiaries", "projects", "places", "attributed_to")
_FIELDS = (*_WHO, "role", "stage", "purpose", "start", "end", "part_of", "unit")
_MEASURE_NAMES = tuple([measure.value for measure in Measure])
_new_claim, _new_evidence, _new_reason = maker(Claim), maker(Evidence), maker(Reason)
_fields = attrgetter("fields")

Begun = tuple[str, Answer | int]
"""The language of a text, empty where only the text tells, and what the library found in it."""


def read(document: Document, library: Library) -> tuple[Document, tuple[Claim, ...]] | None:
    """Read a text as `grandlivre.claims.read.read_and_date` does; None where the library cannot."""
    begun = begin(document, library)
    return None if begun is None else finish(document, begun)


def begin(document: Document, library: Library) -> Begun | None:
    """The library's part of the reading of a text, for `finish`; None where it cannot read it."""
    try:
        text = utf8(document.text)
    except UnicodeEncodeError:  # half a character, from a file that was torn
        return None
    if b"\0" in text:  # which stands for a line feed in what is handed over
        return None
    published = document.published.encode() if document.published else b""
    language = document.language or ""
    found = library.read(text, published, language.encode() if language else b"")
    if found == WHICH_LANGUAGE:
        language = language_of(view_of(document.text).text)
        found = library.read(text, published, language.encode())
    return language, found


def finish(document: Document, begun: Begun) -> tuple[Document, tuple[Claim, ...]] | None:
    """The document, dated, and the claims that were found; None where the library failed."""
    language, found = begun
    if not isinstance(found, Answer):
        return (document, ()) if found == NOTHING else None
    told, spoken = found.maybe_text(), found.text()
    claims = _claims(document, found)
    if not claims or (document.published and document.language):
        return document, claims
    published = document.published or told
    return replace(document, published=published, language=language or spoken), claims


def may_hold(documents: Sequence[Document], library: Library) -> list[bool]:
    """Tell which documents may hold a figure; see `grandlivre.claims.read.may_hold`."""
    found: list[bool] = []
    for start in range(0, len(documents), MOST_AT_A_GLANCE):
        some = documents[start : start + MOST_AT_A_GLANCE]
        texts = _glanced(some)
        if texts is not None:
            mask = library.glance(texts)
            found.extend([bool(mask >> at & 1) for at in range(len(some))])
        elif len(some) == 1:
            found.append(True)
        else:
            found.extend(chain.from_iterable(may_hold([each], library) for each in some))
    return found


def _glanced(documents: Sequence[Document]) -> list[bytes] | None:
    """Their texts as the library takes them; None where one has to be read in another manner."""
    try:
        texts = [utf8(each.text) for each in documents]
    except UnicodeEncodeError:
        return None
    if any(b"\0" in text for text in texts) or any(map(_fields, documents)):
        return None
    return texts


def _claims(document: Document, found: Answer) -> tuple[Claim, ...]:
    """The claims of an answer, in the order of the text."""
    number = found.number
    ids = [
        content_key("clm", document.id, number(), number(), _MEASURE_NAMES[number()])
        for _ in range(number())
    ]
    return tuple([_claim(document, claim_id, ids, found) for claim_id in ids])


def _claim(document: Document, claim_id: str, ids: Sequence[str], found: Answer) -> Claim:
    text, strings, row = document.text, found.strings, found.row
    start, end, measure, low, high, unit, role, stage, purpose, confidence = row(10)
    investors, beneficiaries, projects, places, speakers = [found.texts() for _ in _WHO]
    since, until, whole, count = row(4)
    return _new_claim(
        claim_id,
        document.name,
        document.id,
        _new_evidence(
            text[start:end],
            start,
            end,
            text[start - CONTEXT if start > CONTEXT else 0 : start],
            text[end : end + CONTEXT],
        ),
        _MEASURES[measure],
        None if low < 0 else Decimal(strings[low]),
        None if high < 0 else Decimal(strings[high]),
        strings[unit],
        _ROLES[role],
        investors,
        beneficiaries,
        projects,
        places,
        _PURPOSES[purpose],
        None if since < 0 else strings[since],
        None if until < 0 else strings[until],
        _STAGES[stage],
        speakers,
        None if whole < 0 else ids[whole],
        round(real(confidence), 3),
        "rules",
        _reasons(count, found),
    )


def _reasons(count: int, found: Answer) -> tuple[Reason, ...]:
    """The reasons of a claim: the field and the feature of each, and where it stands."""
    row = found.row(4 * count)
    features = map(found.strings.__getitem__, row[1::4])
    fields = map(_FIELDS.__getitem__, row[::4])
    return tuple(map(_reason, fields, features, row[2::4], row[3::4]))


def _reason(field: str, feature: str, start: int, end: int) -> Reason:
    rule = f"currency from the {feature}" if field == "unit" else in_words(feature)
    if start < 0:
        return _new_reason(field, rule, None, None)
    return _new_reason(field, rule, start, end)
