"""A campus run for a year, from Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate.year import CampusYear
from grandlivre.export import campus_tables
from grandlivre.export.columns import Shape
from grandlivre.notebook.shown import Rows, Shown, framed
from grandlivre.pipeline.campus import CampusAsk, campus_year, design_of
from grandlivre.report.campus import Run
from grandlivre.report.campus.page import campus_fragment, campus_style
from grandlivre.report.charts import definitions


@dataclass(frozen=True, kw_only=True, repr=False)
class Operated(Shown):
    """A year of a campus, hour by hour."""

    year: CampusYear
    language: str = "en"
    main = "hours"

    def __repr__(self) -> str:
        year = self.year
        return f"<{year.design.name} in {year.options.year}: {year.power.site_mw.sum():,.0f} MWh>"

    def _tables(self) -> Mapping[str, tuple[Shape, Rows]]:
        return {shape.name: (shape, rows) for shape, rows in campus_tables.tables(self.year)}

    def _repr_html_(self) -> str:
        body = campus_fragment(Run(year=self.year), language=self.language)
        whole = Markup("{}{}").format(definitions(), body)
        return framed(whole, height=820, more_style=campus_style())


def operate(
    design: str | Path | CampusDesign,
    *,
    year: int = CampusAsk().year,
    events: Sequence[str] = (),
    seed: int = CampusAsk().seed,
    is_full: bool = False,
    language: str = "en",
) -> Operated:
    """Run a campus through a year: jobs, power, cooling, grid, price and carbon.

    Parameters
    ----------
    design
        A name that comes with the package, a TOML file, or a design.
    year
        Which year: phases that are not open yet stand empty.
    events
        What befalls it: names that come with the package, or TOML files.
    seed
        Where its random numbers start.
    is_full
        True to run with all phases open.
    language
        Of what a notebook shows: ``fr`` or ``en``.

    Raises
    ------
    ConfigError
        Where a design or an event is unknown or malformed.
    CampusError
        Where the campus cannot be run that year.
    """
    found = design if isinstance(design, CampusDesign) else design_of(str(design))
    ask = CampusAsk(year=year, seed=seed, events=tuple(events), is_full=is_full)
    return Operated(year=campus_year(found, ask), language=language)
