"""One window of hours as a linear program: the campus' door to HiGHS."""

import highspy
import numpy as np

from grandlivre.campus.dispatch.problem import Demand, Floats
from grandlivre.errors import CampusError

# Columns of an hour, each in a block of its own.
GRID, PV, CHARGE, DISCHARGE, STORED, SERVED, BACKLOG, BACKUP, UNSERVED = range(9)
BLOCKS = 9
# Rows of an hour: power, the battery's energy, what waits; and the ramp where there is a limit.
BALANCE, ENERGY, WAITING, RAMP = range(4)


class Window:
    """The program of a number of hours: loaded once, and solved for one window after another.

    Each window starts from the basis of the one before: hours are alike, so that few steps lead
    to the new optimum.
    """

    def __init__(self, demand: Demand, hours: int) -> None:
        self._demand, self._hours = demand, hours
        self._has_ramp = demand.ramp_mw is not None
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
            self._highs.setOptionValue(option, value)
        rows, columns, factors = self._matrix()
        count = (4 if self._has_ramp else 3) * hours
        order = np.lexsort((columns, rows))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = BLOCKS * hours, count
        lp.col_cost_ = np.zeros(BLOCKS * hours)
        lp.col_lower_, lp.col_upper_ = np.zeros(BLOCKS * hours), np.zeros(BLOCKS * hours)
        lp.row_lower_, lp.row_upper_ = np.zeros(count), np.zeros(count)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])
        lp.a_matrix_.start_ = starts.astype(np.int32)
        lp.a_matrix_.index_ = columns[order].astype(np.int32)
        lp.a_matrix_.value_ = factors[order]
        self._highs.passModel(lp)
        self._columns = np.arange(BLOCKS * hours, dtype=np.int32)
        self._rows = np.arange(count, dtype=np.int32)

    def _matrix(self) -> tuple[np.ndarray, np.ndarray, Floats]:
        """Rows, columns and factors of all that is not nought."""
        hours, battery = self._hours, self._demand.battery
        hour = np.arange(hours)
        later = hour[1:]
        cells: list[tuple[np.ndarray, np.ndarray, float]] = []

        def add(row: int, block: int, factor: float, when: np.ndarray, before: int = 0) -> None:
            cells.append((row * hours + when, block * hours + when - before, factor))

        for block in (GRID, PV, DISCHARGE, BACKUP, UNSERVED):
            add(BALANCE, block, 1.0, hour)
        for block in (CHARGE, SERVED):
            add(BALANCE, block, -1.0, hour)
        add(ENERGY, STORED, 1.0, hour)
        add(ENERGY, STORED, battery.loss_per_hour - 1.0, later, 1)
        add(ENERGY, CHARGE, -battery.charge_efficiency, hour)
        add(ENERGY, DISCHARGE, 1.0 / battery.discharge_efficiency, hour)
        add(WAITING, BACKLOG, 1.0, hour)
        add(WAITING, BACKLOG, -1.0, later, 1)
        add(WAITING, SERVED, 1.0, hour)
        if self._has_ramp:
            add(RAMP, GRID, 1.0, hour)
            add(RAMP, GRID, -1.0, later, 1)
        rows = np.concatenate([row for row, _, _ in cells])
        columns = np.concatenate([column for _, column, _ in cells])
        factors = np.concatenate([np.full(len(row), factor) for row, _, factor in cells])
        return rows, columns, factors

    def solve(self, start: int, state: tuple[float, float, float], is_last: bool) -> Floats:
        """The optimum of the hours from `start` on.

        Parameters
        ----------
        start
            First hour of the window.
        state
            Stored and waiting megawatt-hours and the grid's megawatts, at the end of the hour
            before; the last is not a number where nothing was drawn before.
        is_last
            True where the horizon ends with the window: the battery is then as full as it was at
            the very start, and nothing is left to wait.

        Returns
        -------
        ndarray
            (block, hour) of the columns.
        """
        costs, low, high = self._ends(start, is_last)
        row_low, row_high = self._sides(start, state)
        self._highs.changeColsCost(len(costs), self._columns, costs)
        self._highs.changeColsBounds(len(low), self._columns, low, high)
        # The package's own stubs leave it out.
        self._highs.changeRowsBounds(  # type: ignore[attr-defined]
            len(row_low), self._rows, row_low, row_high
        )
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise CampusError(
                f"no dispatch was found: {self._highs.modelStatusToString(status)}",
                where=f"hours {start} to {start + self._hours}",
                remedy="see whether the ramp limit leaves any way from hour to hour",
                code="dispatch_infeasible",
            )
        return np.array(self._highs.getSolution().col_value).reshape(BLOCKS, self._hours)

    def _ends(self, start: int, is_last: bool) -> tuple[Floats, Floats, Floats]:
        """Costs, low ends and high ends of the columns."""
        demand, hours = self._demand, self._hours
        when = slice(start, start + hours)
        costs, low, high = (np.zeros((BLOCKS, hours)) for _ in range(3))
        carbon = demand.carbon_price_eur_per_t
        costs[GRID] = demand.price_eur_per_mwh[when] + carbon * demand.carbon_t_per_mwh[when]
        costs[DISCHARGE] = demand.battery.wear_eur_per_mwh
        backup = demand.backup
        costs[BACKUP] = backup.cost_eur_per_mwh + carbon * backup.carbon_t_per_mwh
        costs[UNSERVED] = demand.unserved_eur_per_mwh
        high[GRID] = demand.grid_mw[when]
        high[PV] = demand.pv_mw[when]
        high[CHARGE] = high[DISCHARGE] = demand.battery.power_mw
        high[STORED] = demand.battery.energy_mwh
        high[SERVED] = demand.shift.power_mw
        high[BACKLOG] = waiting_limit(demand)[when]
        high[BACKUP] = backup.power_mw
        high[UNSERVED] = np.inf
        if is_last:
            low[STORED, -1] = demand.battery.start_mwh
            high[BACKLOG, -1] = 0.0
        return costs.ravel(), low.ravel(), high.ravel()

    def _sides(self, start: int, state: tuple[float, float, float]) -> tuple[Floats, Floats]:
        """Low and high ends of the rows."""
        demand, hours = self._demand, self._hours
        when = slice(start, start + hours)
        stored, waiting, drawn = state
        sides = np.zeros((4 if self._has_ramp else 3, hours))
        sides[BALANCE] = demand.load_mw[when]
        sides[ENERGY, 0] = (1.0 - demand.battery.loss_per_hour) * stored
        sides[WAITING] = demand.flexible_mwh[when]
        sides[WAITING, 0] += waiting
        low, high = sides, sides.copy()
        if self._has_ramp:
            limit = demand.ramp_mw or 0.0
            low[RAMP], high[RAMP] = -limit, limit
            if np.isnan(drawn):
                low[RAMP, 0], high[RAMP, 0] = -np.inf, np.inf
            else:
                low[RAMP, 0] += drawn
                high[RAMP, 0] += drawn
        return low.ravel(), high.ravel()


def waiting_limit(demand: Demand) -> Floats:
    """Most that may wait at each hour's end: what arrived within the delay, (hour,).

    First come, first served, so that the oldest waits longest: what waits is younger than the
    delay exactly where its sum does not pass what arrived since.
    """
    arrived = np.concatenate([[0.0], np.cumsum(demand.flexible_mwh)])
    until = np.arange(1, len(arrived))
    since = np.maximum(until - demand.shift.delay_hours, 0)
    limit: Floats = arrived[until] - arrived[since]
    return limit
