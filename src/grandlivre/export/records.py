"""Records back from the rows of tables."""

from collections.abc import Sequence
from typing import Any

from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.export.tables import TABLES


def claims_from(rows: Sequence[tuple[Any, ...]], reasons: Sequence[tuple[Any, ...]]) -> list[Claim]:
    """The claims that rows of the tables ``claims`` and ``reasons`` were made from.

    Parameters
    ----------
    rows, reasons
        As `TABLES` makes them, in its order of columns.
    """
    why: dict[str, list[Reason]] = {}
    for claim, _, field, rule, start, end in reasons:
        why.setdefault(claim, []).append(Reason(field=field, rule=rule, start=start, end=end))
    names = [column.name for column in TABLES["claims"].columns]
    found = []
    for row in rows:
        cell = dict(zip(names, row, strict=True))
        proof = Evidence(
            quote=cell.pop("quote"),
            start=cell.pop("quote_start"),
            end=cell.pop("quote_end"),
            prefix=cell.pop("quote_prefix"),
            suffix=cell.pop("quote_suffix"),
        )
        key = cell.pop("claim_id")
        cell["measure"] = Measure(cell["measure"])
        cell["role"] = Role(cell["role"])
        cell["purpose"] = Purpose(cell["purpose"])
        cell["stage"] = Stage(cell["stage"])
        found.append(Claim(id=key, evidence=proof, reasons=tuple(why.get(key, ())), **cell))
    return found
