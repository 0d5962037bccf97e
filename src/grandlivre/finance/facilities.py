"""Several loans beside one another: each phase has its own, and owners have them all."""

from collections.abc import Callable, Sequence

import numpy as np

from grandlivre.errors import FinanceError
from grandlivre.finance.case import Case, Floats
from grandlivre.finance.cashflow import CashFlow
from grandlivre.finance.debt import Loan

_CENT = 0.01


def together(flows: Sequence[CashFlow]) -> CashFlow:
    """The money of several phases, each financed by itself.

    Parameters
    ----------
    flows
        Of the same terms, draws and years.

    Returns
    -------
    CashFlow
        Sums. Cover is that of the phases that serve a loan in the year: a phase's cash covers its
        own loan alone, as in companies that lenders keep apart.

    Raises
    ------
    FinanceError
        Where there is none, or their terms differ.
    """
    if not flows or any(flow.case.terms != flows[0].case.terms for flow in flows):
        raise FinanceError(
            "phases that are added up must share their terms",
            where=f"{len(flows)} phases",
            remedy="give one or more, of the same terms",
            code="finance_together",
        )

    def total(of: Callable[[CashFlow], Floats]) -> Floats:
        return np.sum([of(flow) for flow in flows], axis=0)

    return CashFlow(
        case=_case([flow.case for flow in flows]),
        loan=_loan([flow.loan for flow in flows]),
        capex_eur=total(lambda flow: flow.capex_eur),
        renewal_eur=total(lambda flow: flow.renewal_eur),
        upkeep_eur=total(lambda flow: flow.upkeep_eur),
        ebitda_eur=total(lambda flow: flow.ebitda_eur),
        depreciation_eur=total(lambda flow: flow.depreciation_eur),
        tax_eur=total(lambda flow: flow.tax_eur),
        cover_eur=total(lambda flow: np.where(flow.loan.service_eur > _CENT, flow.cover_eur, 0.0)),
        residual_eur=total(lambda flow: flow.residual_eur),
        project_eur=total(lambda flow: flow.project_eur),
        equity_eur=total(lambda flow: flow.equity_eur),
    )


def _case(cases: Sequence[Case]) -> Case:
    tokens = [case.sold_tokens for case in cases if case.sold_tokens is not None]
    return Case(
        terms=cases[0].terms,
        capex_eur=np.sum([case.capex_eur for case in cases], axis=0),
        revenue_eur=np.sum([case.revenue_eur for case in cases], axis=0),
        opex_eur=np.sum([case.opex_eur for case in cases], axis=0),
        sold_hours=np.sum([case.sold_hours for case in cases], axis=0),
        sold_tokens=np.sum(tokens, axis=0) if len(tokens) == len(cases) else None,
    )


def _loan(loans: Sequence[Loan]) -> Loan:
    debt = np.sum([loan.debt_eur for loan in loans], axis=0)
    uses = np.sum([loan.uses_eur for loan in loans], axis=0)
    return Loan(
        drawn_eur=np.sum([loan.drawn_eur for loan in loans], axis=0),
        interest_eur=np.sum([loan.interest_eur for loan in loans], axis=0),
        service_eur=np.sum([loan.service_eur for loan in loans], axis=0),
        balance_eur=np.sum([loan.balance_eur for loan in loans], axis=0),
        reserve_eur=np.sum([loan.reserve_eur for loan in loans], axis=0),
        fee_eur=np.sum([loan.fee_eur for loan in loans], axis=0),
        interest_during_construction_eur=np.sum(
            [loan.interest_during_construction_eur for loan in loans], axis=0
        ),
        debt_eur=debt,
        uses_eur=uses,
        gearing=np.divide(debt, uses, out=np.zeros_like(uses), where=uses > 0),
        is_capped=np.logical_or.reduce([loan.is_capped for loan in loans]),
    )
