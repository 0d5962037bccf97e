"""Who receives each euro: operation first, owners last, and each owner by its share."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grandlivre.errors import FinanceError
from grandlivre.finance.case import Floats
from grandlivre.finance.cashflow import CashFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One claim on the money, in the order in which they are served."""

    name: str
    euros: Floats
    """(draw, year)"""


def waterfall(flow: CashFlow) -> tuple[Step, ...]:
    """Where each year's receipts and payments in go, first served first.

    Parameters
    ----------
    flow
        As `cash_flow` gives it.

    Returns
    -------
    tuple of Step
        Sources (``revenue``, ``drawn``, ``residual``) and then uses; the uses and ``owners``, what
        is left to them or called from them where negative, come to the sources.
    """
    loan = flow.loan
    kept = np.diff(loan.reserve_eur, axis=1, prepend=0.0)
    return (
        Step(name="revenue", euros=flow.case.revenue_eur),
        Step(name="drawn", euros=loan.drawn_eur),
        Step(name="residual", euros=flow.residual_eur),
        Step(name="works", euros=flow.capex_eur + loan.fee_eur),
        Step(name="operation", euros=flow.case.opex_eur),
        Step(name="tax", euros=flow.tax_eur),
        Step(name="upkeep", euros=flow.upkeep_eur),
        Step(name="debt_service", euros=loan.service_eur),
        Step(name="reserve", euros=kept),
        Step(name="owners", euros=flow.equity_eur),
    )


def to_investors(flow: CashFlow, shares: Mapping[str, float]) -> Mapping[str, Floats]:
    """Each owner's part of what the owners pay in and receive.

    Parameters
    ----------
    flow
        As `cash_flow` gives it.
    shares
        Part of the equity by owner: 0 to 1, one together.

    Returns
    -------
    mapping of owner to ndarray
        Euros, (draw, year); they come to `CashFlow.equity_eur`.

    Raises
    ------
    FinanceError
        Where the parts do not come to one.
    """
    together = sum(shares.values())
    if abs(together - 1.0) > 1e-6 or any(share < 0 for share in shares.values()):
        raise FinanceError(
            f"the owners' shares come to {together:.4f}, not 1",
            where=", ".join(shares) or "no owner",
            remedy="give each owner a part between 0 and 1, one together",
            code="finance_shares",
        )
    return {owner: flow.equity_eur * share for owner, share in shares.items()}
