"""The one door to HiGHS, the solver of linear programs."""

from dataclasses import dataclass

import highspy
import numpy as np

from grandlivre.errors import LedgerError
from grandlivre.ledger.constraints.system import Floats, Ints

_PRECISION = 1e-9
"""How far HiGHS may overstep a row or an end; programs are scaled so that figures are about 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one program."""

    value: float
    """Of the objective; ``-inf`` where there is no end to it."""
    columns: Floats
    """Values of the columns at the optimum; empty where there is none."""


class Program:
    """A linear program, ``min cost · x`` with ``row_low ≤ A x ≤ row_high`` and ends on x.

    Loaded once, then asked several times with other costs and ends: each answer starts from
    the basis of the one before.
    """

    def __init__(self) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("primal_feasibility_tolerance", _PRECISION),
            ("dual_feasibility_tolerance", _PRECISION),
        ):
            self._highs.setOptionValue(option, value)

    def load(
        self,
        ends: tuple[Floats, Floats],
        row_ends: tuple[Floats, Floats],
        edges: tuple[Ints, Ints, Floats],
    ) -> None:
        """Take in a program.

        Parameters
        ----------
        ends
            Low and high ends of the columns.
        row_ends
            Low and high ends of the rows.
        edges
            Row (rising), column and factor of what is not nought.
        """
        row, column, factor = edges
        counts = np.bincount(row, minlength=len(row_ends[0]))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(ends[0]), len(row_ends[0])
        lp.col_cost_ = np.zeros(len(ends[0]))
        lp.col_lower_, lp.col_upper_ = ends
        lp.row_lower_, lp.row_upper_ = row_ends
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        lp.a_matrix_.index_ = column.astype(np.int32)
        lp.a_matrix_.value_ = factor
        self._columns = np.arange(len(ends[0]), dtype=np.int32)
        self._highs.clearSolver()
        self._highs.passModel(lp)

    def bound(self, columns: Ints, low: Floats, high: Floats) -> None:
        """Set the ends of some columns."""
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def cost(self, cost: Floats) -> None:
        """Set what every column costs."""
        self._highs.changeColsCost(len(cost), self._columns, cost)

    def least(self) -> Answer | None:
        """Solve it; None where nothing satisfies it.

        Raises
        ------
        LedgerError
            Where HiGHS gives up.
        """
        status = self._run()
        none = np.zeros(0)
        if status == highspy.HighsModelStatus.kOptimal:
            found = self._highs.getSolution()
            return Answer(
                value=self._highs.getObjectiveValue(),
                columns=np.array(found.col_value),
            )
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kUnbounded:
            return Answer(value=-np.inf, columns=none)
        raise LedgerError("the solver gave up", where=self._highs.modelStatusToString(status))

    def proof(self) -> Floats | None:
        """Multipliers of the rows that prove that nothing satisfies it, after `least` found so.

        Notes
        -----
        Farkas' lemma: the rows added up with these multipliers ask for a value that the ends of
        the columns do not allow. None where HiGHS has no such ray at hand.
        """
        # The package's own stubs leave it out.
        status, has_ray, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        return np.array(ray) if status == highspy.HighsStatus.kOk and has_ray else None

    def _run(self) -> "highspy.HighsModelStatus":
        self._highs.run()
        status = self._highs.getModelStatus()
        settled = (
            highspy.HighsModelStatus.kOptimal,
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnbounded,
        )
        if status not in settled:
            # A poor starting basis: from scratch, and with all of its means.
            self._highs.clearSolver()
            self._highs.setOptionValue("presolve", "on")
            self._highs.run()
            status = self._highs.getModelStatus()
            self._highs.setOptionValue("presolve", "off")
        return status
