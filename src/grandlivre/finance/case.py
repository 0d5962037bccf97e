"""What a financing is worked out from: costs, receipts and hours by draw and year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import FinanceError
from grandlivre.finance.model import Terms

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Costs and receipts of one campus, each year's at its end.

    Everything is nominal. Axes: ``asset`` in the order of `Terms.assets`, ``draw``, ``year`` from
    `Terms.first_year`.
    """

    terms: Terms
    capex_eur: Floats
    """(asset, draw, year): what is first built; renewals follow from the assets' lives."""
    revenue_eur: Floats
    """(draw, year)"""
    opex_eur: Floats
    """(draw, year): power, staff, upkeep, rents."""
    sold_hours: Floats
    """(draw, year): accelerator-hours that a tenant paid for."""
    sold_tokens: Floats | None = None
    """(draw, year), where the campus serves models."""
    renews: NDArray[np.bool_] | None = None
    """(draw,): False where owners let assets end with their first life; None for nowhere."""

    def __post_init__(self) -> None:
        assets, draws, years = self.capex_eur.shape if self.capex_eur.ndim == 3 else (-1, 0, 0)
        if assets != len(self.terms.assets):
            raise FinanceError(
                f"capex has the shape {self.capex_eur.shape}, and {len(self.terms.assets)} asset "
                "classes are named",
                where="capex_eur",
                remedy="give one table of draws by years for each asset class",
                code="finance_shape",
            )
        named = {
            "capex_eur": self.capex_eur,
            "revenue_eur": self.revenue_eur,
            "opex_eur": self.opex_eur,
            "sold_hours": self.sold_hours,
        }
        if self.sold_tokens is not None:
            named["sold_tokens"] = self.sold_tokens
        for name, array in named.items():
            if array.shape[-2:] != (draws, years):
                raise FinanceError(
                    f"{array.shape} is not {draws} draws by {years} years",
                    where=name,
                    remedy="give every table the same draws and years as capex",
                    code="finance_shape",
                )
            if not np.isfinite(array).all():
                raise FinanceError(
                    "a figure is missing or infinite",
                    where=name,
                    remedy="fill it, with zero where there is nothing",
                    code="finance_gap",
                )
            if (array < 0).any() and name != "revenue_eur":
                raise FinanceError(
                    "a cost or a quantity is negative",
                    where=name,
                    remedy="give costs and hours as positive figures",
                    code="finance_negative",
                )

    @property
    def operates(self) -> NDArray[np.bool_]:
        """(draw, year): from the first year that earns anything to the last of the horizon."""
        return np.logical_or.accumulate(self.revenue_eur != 0.0, axis=1)
