"""The ledger as tables: claims, documents, entries, programmes, relations, conflicts, totals."""

from grandlivre.claims.model import Measure, Purpose, Role, Stage
from grandlivre.entities.model import Asset
from grandlivre.export import rows
from grandlivre.export.columns import (
    Column,
    Kind,
    Table,
    choice,
    key,
    money,
    share,
    text,
    texts,
    whole,
    yes_no,
)
from grandlivre.ledger.model import Aside, BestMethod, ConflictKind, EntryKind

_CLAIM, _DOCUMENT = "claims.claim_id", "documents.document_id"
_ENTRY_ID = key("entry_id", "entry or programme that it belongs to")
_CLAIMS = texts("claim_ids", "claims that it rests on")
_ORIGINS = whole("origins", "independent origins that state it; near-copies count as one")
_POSITION = whole("position", "place in the order that it has there, from 0")
_TITLE = (
    text("title_en", "title in English", required=True),
    text("title_fr", "title in French", required=True),
)
_REASON = (text("reason_en", "why, in English"), text("reason_fr", "why, in French"))
_EUROS = (
    money("euros_low", "lower reconciled bound; empty where it is open"),
    money("euros_high", "upper reconciled bound; empty where it is open"),
    money("best_euros", "best value inside the bounds"),
    choice("best_method", "how the best value was chosen", BestMethod, required=False),
    text("money_date", "latest publication among the claims, a partial date: the money's date"),
)
_STAGE = choice("stage", "how far it has come: most of what the press reports is a pledge", Stage)
_ENDS = texts("ends", "partial dates of its end or entry into service; several where claims differ")
_PURPOSE = choice("purpose", "what the money is for", Purpose)
_NAMED = (
    texts("investors", "names of those who bring the money"),
    texts("beneficiaries", "names of those who receive it"),
    texts("places", "names of its places"),
    texts("projects", "names of its projects, or kinds of asset"),
)
_ASIDE = choice("aside", "why totals leave it out; empty for what counts", Aside, required=False)


_TABLES = (
    Table(
        name="documents",
        about="Documents that the claims were read from. Their texts are not in the export.",
        key=("document_id",),
        rows=rows.documents,
        columns=(
            key("document_id", "hash of the document's name and text"),
            text("name", "file name, or the name inside a container", required=True),
            text("title", "title"),
            text("url", "address"),
            text("publisher", "who published it"),
            text("author", "who wrote it"),
            text("language", "main language, ISO 639-1"),
            text("published", "partial date of publication"),
            text("retrieved", "when it was retrieved"),
            text("format", "which reader read it", required=True),
            text("sha256", "SHA-256 of the bytes that it was read from"),
        ),
    ),
    Table(
        name="claims",
        about="Statements of one quantity by one document each, with their exact evidence.",
        key=("claim_id",),
        rows=rows.claims,
        columns=(
            key("claim_id", "hash of the document and the place of the quote"),
            key("document_id", "document that states it", _DOCUMENT),
            text("document", "name of that document", required=True),
            text("quote", "the words of the document: text[quote_start:quote_end]", required=True),
            whole("quote_start", "where the quote starts, in code points from 0"),
            whole("quote_end", "where the quote ends, exclusive"),
            text("quote_prefix", "what stands before the quote", required=True),
            text("quote_suffix", "what stands after the quote", required=True),
            choice("measure", "kind of quantity", Measure),
            money("low", "lower end; empty where it is open", "see unit"),
            money("high", "upper end; empty where it is open", "see unit"),
            text("unit", "ISO 4217 currency, W, Wh, m2 or count", required=True),
            choice("role", "what the quantity is", Role),
            texts("investors", "who pays, as the text names them"),
            texts("beneficiaries", "who receives, as the text names them"),
            texts("projects", "what for, as the text names it"),
            texts("places", "where, as the text names it"),
            choice("purpose", "what it is for", Purpose),
            text("start", "partial date of its start"),
            text("end", "partial date of its end"),
            choice("stage", "how far the statement says that it has come", Stage),
            texts("attributed_to", "who says so, where it is not the document itself"),
            text("part_of", "claim of the same document that it is said to be a part of"),
            share("confidence", "how surely it was read, from 0 to 1", required=True),
            text("reader", "who read it: rules, statement or model", required=True),
        ),
    ),
    Table(
        name="reasons",
        about="What each field of a claim was read from.",
        key=("claim_id", "position"),
        rows=rows.reasons,
        columns=(
            key("claim_id", "the claim", _CLAIM),
            _POSITION,
            text("field", "the claim's field", required=True),
            text("rule", "the rule that read it", required=True),
            whole("start", "start of the words it was read from, in code points", required=False),
            whole("end", "end of those words, exclusive", required=False),
        ),
    ),
    Table(
        name="entries",
        about="The ledger's entries: one undertaking each, resolved from all claims about it.",
        key=("entry_id",),
        rows=rows.entries,
        columns=(
            key("entry_id", "id of the entry"),
            choice("kind", "what the entry is of", EntryKind),
            *_TITLE,
            *_EUROS,
            _STAGE,
            texts("starts", "partial dates of its start; several where claims differ"),
            _ENDS,
            _PURPOSE,
            *_NAMED,
            _ORIGINS,
            _ASIDE,
            _CLAIMS,
        ),
    ),
    Table(
        name="programmes",
        about="Envelopes that gather several entries, such as a national plan.",
        key=("programme_id",),
        rows=rows.programmes,
        columns=(
            key("programme_id", "id of the programme"),
            *_TITLE,
            *_EUROS,
            _STAGE,
            _ENDS,
            _PURPOSE,
            money("itemised_low", "lower bound of the sum of its items, each counted once"),
            money("itemised_high", "upper bound of that sum; empty where it is open"),
            money("remainder_low", "least that no item accounts for"),
            money("remainder_high", "most that no item accounts for"),
            texts("depends_on", "entries whose upper end is open, on which the remainder depends"),
            *_NAMED,
            _ORIGINS,
            _ASIDE,
            _CLAIMS,
        ),
    ),
    Table(
        name="amounts",
        about="Each amount of an entry or programme as one claim states it, and in euros.",
        key=("entry_id", "claim_id"),
        rows=rows.amounts,
        columns=(
            _ENTRY_ID,
            key("claim_id", "the claim", _CLAIM),
            money("stated_low", "lower end as stated", "see unit"),
            money("stated_high", "upper end as stated", "see unit"),
            text("unit", "ISO 4217 currency", required=True),
            money("euros_low", "lower end in euros"),
            money("euros_high", "upper end in euros"),
            Column(name="rate", kind=Kind.RATE, about="euros for one unit; empty for euros"),
            Column(name="rate_on", kind=Kind.DAY, about="day of the rate"),
            yes_no("is_rate_of_claim", "false where the document has no date of its own"),
        ),
    ),
    Table(
        name="capacities",
        about="Power of an entry's site or project, as claims state it for one date.",
        key=("entry_id", "position"),
        rows=rows.capacities,
        columns=(
            _ENTRY_ID,
            _POSITION,
            money("power_mw_low", "lower end; empty where it is open", "MW"),
            money("power_mw_high", "upper end; empty where it is open", "MW"),
            text("by", "partial date when it is to be in service"),
            _ORIGINS,
            _CLAIMS,
        ),
    ),
    Table(
        name="parties",
        about="Parties of entries and programmes, once resolved across documents.",
        key=("entry_id", "role", "party_id"),
        rows=rows.parties,
        columns=(
            _ENTRY_ID,
            text(
                "role", "investor, beneficiary, known_by (in the title) or doubted", required=True
            ),
            key("party_id", "id of the party"),
            text("name", "name to show", required=True),
            text("name_en", "name to show in English", required=True),
            text("kind", "what it is; empty where it is not known"),
            text("country", "ISO 3166-1 code of its seat"),
            texts("parents", "ids of its parent, its parent's parent and so on"),
        ),
    ),
    Table(
        name="places",
        about="Places of entries and programmes.",
        key=("entry_id", "role", "place_id"),
        rows=rows.places,
        columns=(
            _ENTRY_ID,
            text("role", "place, or doubted where one text alone says so", required=True),
            key("place_id", "id of the place"),
            text("name", "name to show", required=True),
            text("name_en", "name to show in English", required=True),
            text("country", "ISO 3166-1 code"),
            share("latitude", "latitude", "degrees, WGS 84"),
            share("longitude", "longitude", "degrees, WGS 84"),
        ),
    ),
    Table(
        name="projects",
        about="Projects of entries and programmes.",
        key=("entry_id", "project_id"),
        rows=rows.projects,
        columns=(
            _ENTRY_ID,
            key("project_id", "id of the project, or of the kind of asset"),
            text("name", "as the texts write it", required=True),
            choice("asset", "kind of asset", Asset),
            yes_no("is_named", "true for a proper name, false for a description"),
        ),
    ),
    Table(
        name="relations",
        about="What is a part of what, and how we know.",
        key=("part_id", "whole_id", "told_by", "position"),
        rows=rows.relations,
        columns=(
            key("part_id", "entry or programme that is the part"),
            key("whole_id", "entry or programme that is the whole"),
            text("told_by", "which of the two the ledger lists it under", required=True),
            _POSITION,
            text(
                "basis",
                "stated by a text, a reading (likely, unstated), beside (announced beside the "
                "whole), or perhaps (too weak to count by)",
                required=True,
            ),
            yes_no("is_firm", "true where a statement or two independent origins say so"),
            *_REASON,
            _CLAIMS,
        ),
    ),
    Table(
        name="conflicts",
        about="Claims that cannot all hold, or that must not be read alike.",
        key=("conflict_id",),
        rows=rows.conflicts,
        columns=(
            key("conflict_id", "id of the conflict"),
            choice("kind", "in what way they conflict", ConflictKind),
            texts("entry_ids", "entries and programmes concerned"),
            money("size_euros", "what is at stake; empty where it is not money"),
            text("explanation_en", "in words, in English", required=True),
            text("explanation_fr", "in words, in French", required=True),
            texts("repairs_en", "readings under which they would agree, in English"),
            texts("repairs_fr", "the same in French"),
        ),
    ),
    Table(
        name="sides",
        about="The sides of each conflict.",
        key=("conflict_id", "position"),
        rows=rows.sides,
        columns=(
            key("conflict_id", "the conflict", "conflicts.conflict_id"),
            _POSITION,
            text("says_en", "what this side says, in English", required=True),
            text("says_fr", "the same in French", required=True),
            _ORIGINS,
            _CLAIMS,
        ),
    ),
    Table(
        name="totals",
        about="Sums of entries; each says what it adds.",
        key=("total_id",),
        rows=rows.totals,
        columns=(
            key("total_id", "stable name, such as commitments or commitments:FR"),
            *_TITLE,
            money("euros_low", "lower bound of the sum"),
            money("euros_high", "upper bound of the sum; empty where an entry's is open"),
            money("without_open_low", "lower bound without the entries whose upper end is open"),
            money("without_open_high", "upper bound without them"),
            texts("sums", "entries that it adds"),
            texts("open_entries", "those of them whose upper end is open"),
        ),
    ),
    Table(
        name="left_out",
        about="What each total leaves out to count nothing twice, and why.",
        key=("total_id", "position"),
        rows=rows.left_out,
        columns=(
            key("total_id", "the total", "totals.total_id"),
            _POSITION,
            key("entry_id", "entry or programme that is not added"),
            text("reason_en", "why, in English", required=True),
            text("reason_fr", "why, in French", required=True),
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
"""Every table under its name, those that others refer to first."""
