"""A ledger projected, from Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from grandlivre.errors import AskError
from grandlivre.export import outlook_tables
from grandlivre.export.columns import Shape
from grandlivre.ledger.history import known_from
from grandlivre.notebook.ledgers import Reconciled
from grandlivre.notebook.shown import Rows, Shown, framed
from grandlivre.outlook import Outlook
from grandlivre.pipeline.outlook import OutlookAsk, prospect_of
from grandlivre.pipeline.plan import plan_from
from grandlivre.programme.model import Plan
from grandlivre.report.outlook import Prospect, outlook_section
from grandlivre.report.outlook.axes import definitions


@dataclass(frozen=True, kw_only=True, repr=False)
class Projected(Shown):
    """What a ledger would build, when, and with what odds."""

    prospect: Prospect
    reconciled: Reconciled
    main = "series"

    @property
    def plan(self) -> Plan:
        """Sites, projects and phases, each figure said, inferred or unknown."""
        return self.prospect.plan

    @property
    def outlook(self) -> Outlook:
        """Quantiles by quarter, and the odds of each promise."""
        return self.prospect.outlook

    def __repr__(self) -> str:
        kept, scenario = self.outlook.kept, self.outlook.scenario.name
        return f"<{len(self.plan.phases)} phases in {kept:,} draws, scenario {scenario}>"

    def _tables(self) -> Mapping[str, tuple[Shape, Rows]]:
        found = outlook_tables.tables(self.outlook, self.prospect.parameters)
        return {shape.name: (shape, rows) for shape, rows in found}

    def _repr_html_(self) -> str:
        language, ledger = self.reconciled.language, self.reconciled.ledger
        section = outlook_section(self.prospect, ledger, (), language=language)
        fans = Markup("").join(
            Markup("<figure><figcaption><h3>{}</h3><p>{}</p></figcaption>{}</figure>").format(
                fan.title, fan.subtitle, fan.drawing
            )
            for fan in section.fans
        )
        body = Markup("{}<h2>{}</h2><p class='deck'>{} {}</p>{}").format(
            definitions(), section.title, section.deck, section.scenario_says, fans
        )
        return framed(body, height=820)


def outlook(
    ledger: Reconciled,
    *,
    scenario: str = OutlookAsk().scenario,
    given: Sequence[str] = (),
    draws: int = OutlookAsk().draws,
    seed: int = OutlookAsk().seed,
    own: Path | str | None = None,
) -> Projected:
    """Project a ledger: sites, megawatts, accelerators, euros and carbon by quarter.

    Parameters
    ----------
    ledger
        What `grandlivre.reconcile` gave.
    scenario
        A name that comes with the package, or a TOML file.
    given
        Conditions, such as ``"Campus IA connected by 2027"``.
    draws, seed
        How many futures, and where their random numbers start.
    own
        A user's file of assumptions, in the place of those of the same name.

    Raises
    ------
    AskError
        Where the ledger builds nothing.
    ConfigError
        Where a scenario or a condition is unknown.
    """
    day = max(known_from(ledger.documents).values(), default=ledger.ledger.currency_date)
    where = Path(own) if own is not None else None
    plan = plan_from(ledger.ledger, ledger.claims, day, own=where)
    if not any(project.phases and not project.is_cancelled for project in plan.projects):
        raise AskError("the ledger builds nothing", remedy="read texts that name sites or power")
    ask = OutlookAsk(scenario=scenario, given=tuple(given), draws=draws, seed=seed, own=where)
    return Projected(prospect=prospect_of(plan, ask), reconciled=ledger)
