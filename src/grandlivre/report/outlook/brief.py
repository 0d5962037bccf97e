"""An outlook in brief: its finding, and its figures year by year, as plain words."""

from grandlivre.report.outlook.appendix import year_table
from grandlivre.report.outlook.model import Brief, Prospect
from grandlivre.report.outlook.section import desk_of, headline


def outlook_brief(prospect: Prospect, *, language: str) -> Brief:
    """The finding and the years of an outlook, without what they are followed to."""
    desk = desk_of(prospect, (), (), language)
    columns, years = year_table(desk)
    return Brief(
        finding=headline(desk).plain(),
        columns=columns,
        years=tuple(
            (row.year, *("" if cell is None else cell.text for cell in row.cells)) for row in years
        ),
    )
