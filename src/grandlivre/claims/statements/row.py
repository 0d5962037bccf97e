"""A row of a spreadsheet: its cells by what their columns mean."""

from grandlivre.claims.model import Measure, Reason
from grandlivre.claims.statements.columns import Figure, figure_of, meaning_of
from grandlivre.documents.model import Document, Field


class Row:
    """The cells of a row by what their columns mean; of two with one meaning the first counts."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.named: dict[str, Field] = {}
        self.figures: dict[tuple[Measure, str], list[tuple[Figure, Field]]] = {}
        for cell in document.fields:
            if not cell.value.strip():
                continue
            meaning = meaning_of(cell.name)
            if meaning:
                self.named.setdefault(meaning, cell)
                continue
            figure = figure_of(cell.name)
            if figure is not None:
                self.figures.setdefault((figure.measure, figure.key), []).append((figure, cell))

    def value(self, meaning: str) -> str:
        """What stands in the column of that meaning; empty where nothing does."""
        cell = self.named.get(meaning)
        return cell.value.strip() if cell is not None else ""

    def reason(self, name: str, rule: str, meaning: str) -> Reason:
        """Why a claim's field is as it is: a rule, and the cell that it was read from."""
        cell = self.named.get(meaning)
        if cell is None:
            return Reason(field=name, rule=rule)
        return Reason(field=name, rule=rule, start=cell.start, end=cell.end)
