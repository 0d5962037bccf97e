"""What the model assumes, for people: every parameter, or one with the rows behind it."""

from collections.abc import Sequence
from decimal import Decimal

from grandlivre.base.wording import NBSP, number, period
from grandlivre.reference.messages import Messages
from grandlivre.reference.parameters import Generation, LeftOut, Parameter, Row, Share
from grandlivre.reference.parameters.units import with_unit
from grandlivre.report.answers.paper import Paper


def parameters_answer(paper: Paper, parameters: Sequence[Parameter]) -> str:
    """All parameters: median, range and what stands behind each."""
    say = paper.say.say
    judged = sum(parameter.is_judgement for parameter in parameters)
    paper.title(say("assume.count", count=len(parameters)))
    paper.line(say("assume.judged", judged=judged, pooled=len(parameters) - judged), style="dim")
    for parameter in parameters:
        paper.blank()
        paper.spans(
            (
                (parameter.name, "bold"),
                (f"  {_spread(parameter, paper.say)}", ""),
                (f"  {_basis(parameter, paper.say)}", "dim"),
            ),
            hang=2,
        )
        paper.line(_meaning(parameter, paper.language), indent=2, style="dim")
    paper.blank()
    paper.line(say("assume.one"), style="dim")
    return paper.text()


def parameter_answer(paper: Paper, parameter: Parameter) -> str:
    """One parameter: its spread, why, the rows pooled and those left out."""
    say, language = paper.say.say, paper.language
    colon = f"{NBSP}: " if language == "fr" else ": "
    paper.title(f"{parameter.name}{colon}{_spread(parameter, paper.say)}")
    paper.line(_meaning(parameter, language))
    paper.blank()
    reason = (parameter.reason_fr or parameter.reason) if language == "fr" else parameter.reason
    paper.line(f"{_basis(parameter, paper.say)}{colon}{reason}")
    tail = parameter.distribution.tail_alpha
    if tail is not None:
        paper.line(say("assume.tail", alpha=number(Decimal(str(tail)), language)))
    if parameter.shares:
        paper.blank()
        paper.heading(say("assume.rows"))
        for share in parameter.shares:
            _share_lines(paper, parameter, share)
    if parameter.left_out:
        paper.blank()
        paper.heading(say("assume.left_out"))
        for left in parameter.left_out:
            _left_out_lines(paper, left)
    return paper.text()


def generations_answer(paper: Paper, generations: Sequence[Generation]) -> str:
    """Generations of accelerators, each with its figures and what is disputed."""
    say, language = paper.say.say, paper.language
    paper.title(say("assume.generations", count=len(generations)))
    for generation in generations:
        paper.blank()
        paper.spans(
            (
                (generation.name, "bold"),
                (f"  {generation.vendor}, {_decimal_year(generation.shipped, language)}", ""),
            )
        )
        paper.line(_figures(generation, paper.say), indent=2)
        note = generation.note_fr if language == "fr" else generation.note_en
        if note:
            paper.line(note, indent=2, style="dim")
        paper.line(" · ".join(generation.rows), indent=2, style="dim")
    return paper.text()


def _share_lines(paper: Paper, parameter: Parameter, share: Share) -> None:
    language = paper.language
    weight = number(Decimal(f"{100 * share.weight:.3g}"), language)
    ends = (share.low, share.central, share.high)
    values = _values(
        [None if x is None else Decimal(f"{x:.4g}") for x in ends], parameter.unit, language
    )
    weighs = paper.say.say("assume.weight", share=weight)
    paper.spans(
        (
            (f"{share.row.parameter}#{share.row.number}", "bold"),
            (f"  {values}  ", ""),
            (weighs, "dim"),
        ),
        indent=2,
        hang=2,
    )
    if share.how or share.row.unit != parameter.unit:
        row = share.row
        published = _values((row.low, row.central, row.high), row.unit, language)
        how = f" ({_worked_out(share.how, language)})" if share.how else ""
        paper.line(paper.say.say("assume.published", what=published) + how, indent=4, style="dim")
    _source_lines(paper, share.row)


def _left_out_lines(paper: Paper, left: LeftOut) -> None:
    language = paper.language
    row = left.row
    values = _values((row.low, row.central, row.high), row.unit, language)
    reason = left.reason_fr if language == "fr" else left.reason_en
    paper.spans(
        ((f"{row.parameter}#{row.number}", "bold"), (f"  {values}  ", ""), (reason, "dim")),
        indent=2,
        hang=2,
    )
    _source_lines(paper, row)


def _source_lines(paper: Paper, row: Row) -> None:
    is_french = paper.language == "fr" and row.applies_to_fr
    about, note = (row.applies_to_fr, row.note_fr) if is_french else (row.applies_to, row.note)
    paper.line(about + (f" — {note}" if note else ""), indent=4, style="dim")
    dated = ", ".join(part for part in (row.source_name, row.source_date) if part)
    paper.line(dated, indent=4, style="dim")
    paper.link(row.source_url, indent=4)


def _spread(parameter: Parameter, say: Messages) -> str:
    """The median with its range."""
    language, spread = say.language, parameter.distribution
    low, median, high = (_rounded(x, language) for x in spread.ends)
    told = with_unit(median, parameter.unit, language)
    if spread.low == spread.high:
        return told
    return f"{told} {say.say('assume.range', low=low, high=high)}"


def _basis(parameter: Parameter, say: Messages) -> str:
    if parameter.origin != "grandlivre":
        return say.say("assume.own", file=parameter.origin)
    if parameter.is_judgement:
        return say.say("assume.judgement")
    return say.say("assume.pooled", count=len(parameter.rows))


def _meaning(parameter: Parameter, language: str) -> str:
    return parameter.meaning_fr if language == "fr" else parameter.meaning_en


def _values(ends: Sequence[float | Decimal | None], unit: str, language: str) -> str:
    """A row's figures in order, those that it gives."""
    told = [_number(end, language) for end in ends if end is not None]
    return with_unit(" – ".join(told), unit, language)


def _figures(generation: Generation, say: Messages) -> str:
    language = say.language
    dense = ", ".join(
        f"{precision} {_number(value, language)}" for precision, value in generation.dense_tflops
    )
    supply = generation.supply_per_year
    return say.say(
        "assume.figures",
        power=_number(generation.all_in_kw, language),
        price=_rounded(generation.price_eur, language),
        year=generation.price_year,
        memory=_number(generation.memory_gb, language),
        dense=dense,
        domain=generation.domain,
        supply=_number(supply, language) if supply else say.say("assume.unknown"),
    )


def _worked_out(how: str, language: str) -> str:
    """What was done to a published figure, its decimals as the language writes them."""
    return how.replace(", ", "\u202f; ").replace(".", ",") if language == "fr" else how


def _number(value: float | Decimal, language: str) -> str:
    return number(Decimal(str(value)), language)


def _rounded(value: float, language: str) -> str:
    """To three digits: a range pooled from a few sources supports no more."""
    return _number(Decimal(f"{value:.3g}"), language)


def _decimal_year(value: float, language: str) -> str:
    """A decimal year as year and quarter."""
    return period(f"{int(value)}-Q{int((value % 1) * 4) + 1}", language)
