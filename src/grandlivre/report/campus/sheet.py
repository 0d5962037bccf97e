"""What every figure of a campus' pages is written with: the run, and what the design rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from grandlivre.campus.operate.outcomes import Outcome, outcomes
from grandlivre.campus.operate.year import CampusYear
from grandlivre.report.figures import Figure

RUN = "campus-run"
"""Id of the element that says how the year was made."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A year, what it comes to, and the language that it is told in."""

    year: CampusYear
    found: tuple[Outcome, ...]
    language: str

    def run(self, text: str) -> Figure:
        """A figure of the simulation: followed to seed, design and command."""
        return Figure(text=text, run=RUN)

    def designed(self, text: str, fields: Sequence[str]) -> Figure:
        """A figure of the design: followed to what it rests on."""
        known = [basis.field for basis in self.year.design.basis]
        found = [
            basis_id(name)
            for name in known
            if any(_within(field, name) or _within(name, field) for field in fields)
        ]
        return Figure(text=text, run=RUN, parameters=tuple(dict.fromkeys(found)))


def sheet_of(year: CampusYear, language: str) -> Sheet:
    """A sheet for a year, what it comes to worked out once."""
    return Sheet(year, outcomes(year), language)


def _within(field: str, table: str) -> bool:
    """True where a field is of that table, or is that field."""
    return field == table or field.startswith(f"{table}.")


def basis_id(field: str) -> str:
    """Id of the element of the page that tells what a field rests on."""
    return "basis-" + "".join(char if char.isalnum() or char in "._-" else "-" for char in field)
