"""Figures that can be followed: each shown number carries the claims or entries it comes from."""

from dataclasses import dataclass, field

from markupsafe import Markup, escape

from grandlivre.base.interval import Interval
from grandlivre.base.wording import period
from grandlivre.ledger.model import Amount, Commitment, Programme, Total
from grandlivre.ledger.words import money_range
from grandlivre.report.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in words, and where it comes from."""

    text: str
    claims: tuple[str, ...] = ()
    """Claims that it is read from, by id."""
    entries: tuple[str, ...] = ()
    """Entries, programmes or conflicts of the page that it is worked out from, by id."""
    parameters: tuple[str, ...] = ()
    """Elements of the page that tell of the assumptions behind it, by id."""
    run: str = ""
    """The element of the page that says how the draws behind it were made, by id."""
    target: str = ""
    """What a click leads to: the id of an element of the page."""

    def __html__(self) -> str:
        """The number as an element of a page."""
        traces = [
            Markup(' {}="{}"').format(name, " ".join(ids))
            for name, ids in (
                ("data-claims", self.claims),
                ("data-entries", self.entries),
                ("data-parameters", self.parameters),
                ("data-run", (self.run,) if self.run else ()),
            )
            if ids
        ]
        inner = Markup('<data class="fig" value="{}"{}>{}</data>').format(
            self.text, Markup("").join(traces), self.text
        )
        if not self.target:
            return inner
        return Markup('<a class="figlink" href="#{}">{}</a>').format(self.target, inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with figures in it."""

    form: str
    """With ``{name}`` for each blank."""
    figures: dict[str, Figure] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def plain(self) -> str:
        """For a terminal."""
        shown = {name: figure.text for name, figure in self.figures.items()}
        return self.form.format(**shown, **self.words)

    def __html__(self) -> str:
        """For a page."""
        return Markup(escape(self.form)).format(**self.figures, **self.words)


def entry_figure(entry: Commitment | Programme, language: str, *, target: str = "") -> Figure:
    """The reconciled amount of an entry, or what its claims state where no rate is known."""
    shown, unit = entry.euros, "EUR"
    if shown == Interval() and entry.amounts:
        shown, unit = entry.amounts[0].stated, entry.amounts[0].unit
    return Figure(
        text=money_range(shown, unit).of(language),
        claims=tuple(amount.claim for amount in entry.amounts) or entry.claims,
        target=target,
    )


def stated_amount(entry: Commitment | Programme, language: str) -> str:
    """The amount in its own currency where all claims state one, other than the euro; or empty."""
    stated = {(amount.unit, amount.stated) for amount in entry.amounts}
    if len(stated) != 1 or entry.amounts[0].unit == "EUR" or entry.euros == Interval():
        return ""
    return money_range(entry.amounts[0].stated, entry.amounts[0].unit).of(language)


def conversion(amount: Amount | None, language: str) -> str:
    """How a sum in another currency became euros, with its days; empty where it did not."""
    if amount is None or amount.rate_on is None or amount.unit == "EUR":
        return ""
    key = "converted" if amount.is_rate_of_claim else "converted_undated"
    days = {"date": period(amount.rate_on.isoformat(), language)}
    if amount.rate_high_on is not None:
        key = "converted_window"
        days["date_high"] = period(amount.rate_high_on.isoformat(), language)
    return text(
        key,
        language,
        stated=money_range(amount.stated, amount.unit).of(language),
        euros=money_range(amount.euros).of(language),
        **days,
    )


def implied_figure(entry: Commitment | Programme, language: str) -> Figure | None:
    """What the sums that an entry is part of leave it; None where that is not narrower."""
    if entry.implied is None:
        return None
    return Figure(
        text=money_range(entry.implied).of(language),
        entries=tuple(dict.fromkeys((entry.id, *entry.wholes))),
    )


def paid_figure(entry: Commitment, language: str) -> Figure | None:
    """What was spent of an entry, by the last word on it; None where nobody says."""
    if not entry.paid:
        return None
    last = entry.paid[-1]
    return Figure(text=money_range(last.stated, last.unit).of(language), claims=(last.claim,))


def total_figure(total: Total, language: str) -> Figure:
    """The bounds of a total."""
    return Figure(
        text=money_range(total.euros).of(language),
        entries=total.sums,
        target=f"total-{total.id.replace(':', '-')}",
    )
