"""A document read by the compiled reader."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from grandlivre.base.keys import content_key
from grandlivre.base.records import maker
from grandlivre.base.utf8 import utf8
from grandlivre.claims.compiled.library import WHICH_LANGUAGE, Library
from grandlivre.claims.compiled.wire import Answer, real
from grandlivre.claims.explain import in_words
from grandlivre.claims.model import CONTEXT, Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.documents.passages import language_of
from grandlivre.documents.views import view_of

_MEASURES, _ROLES = tuple(Measure), tuple(Role)
_PURPOSES, _STAGES = tuple(Purpose), tuple(Stage)
_WHO = ("investors", "beneficiaries", "projects", "places", "attributed_to")
_FIELDS = (*_WHO, "role", "stage", "purpose", "start", "end", "part_of", "unit")
_UNIT = _FIELDS.index("unit")
_new_claim, _new_evidence, _new_reason = maker(Claim), maker(Evidence), maker(Reason)


def read(document: Document, library: Library) -> tuple[Document, tuple[Claim, ...]] | None:
    """Read a text as `grandlivre.claims.read.read_and_date` does; None where the library cannot."""
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
    if not isinstance(found, Answer):
        return None if found else (document, ())
    told, spoken = found.maybe_text(), found.text()
    claims = _claims(document, found)
    if not claims or (document.published and document.language):
        return document, claims
    published_then = document.published or told
    return replace(document, published=published_then, language=language or spoken), claims


def _claims(document: Document, found: Answer) -> tuple[Claim, ...]:
    """The claims of an answer, in the order of the text."""
    number, strings = found.number, found.strings
    count = number()
    ids = [
        content_key("clm", document.id, number(), number(), _MEASURES[number()].value)
        for _ in range(count)
    ]
    return tuple([_claim(document, claim_id, ids, number, strings) for claim_id in ids])


def _claim(
    document: Document,
    claim_id: str,
    ids: Sequence[str],
    number: Callable[[], int],
    strings: Sequence[str],
) -> Claim:
    text = document.text
    start, end = number(), number()
    measure, low, high, unit = _MEASURES[number()], number(), number(), strings[number()]
    role, stage, purpose = _ROLES[number()], _STAGES[number()], _PURPOSES[number()]
    confidence = real(number())
    who = [tuple([strings[number()] for _ in range(number())]) for _ in range(5)]
    since, until, whole = number(), number(), number()
    reasons = tuple([_reason(number, strings) for _ in range(number())])
    return _new_claim(
        id=claim_id,
        document=document.name,
        document_id=document.id,
        evidence=_new_evidence(
            quote=text[start:end],
            start=start,
            end=end,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        ),
        measure=measure,
        low=None if low < 0 else Decimal(strings[low]),
        high=None if high < 0 else Decimal(strings[high]),
        unit=unit,
        role=role,
        investors=who[0],
        beneficiaries=who[1],
        projects=who[2],
        places=who[3],
        purpose=purpose,
        start=None if since < 0 else strings[since],
        end=None if until < 0 else strings[until],
        stage=stage,
        attributed_to=who[4],
        part_of=None if whole < 0 else ids[whole],
        confidence=round(confidence, 3),
        reasons=reasons,
        reader="rules",
    )


def _reason(number: Callable[[], int], strings: Sequence[str]) -> Reason:
    field, feature, start, end = number(), strings[number()], number(), number()
    rule = f"currency from the {feature}" if field == _UNIT else in_words(feature)
    if start < 0:
        return _new_reason(_FIELDS[field], rule, None, None)
    return _new_reason(_FIELDS[field], rule, start, end)
