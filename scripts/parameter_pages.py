"""Write the reference pages of the assumptions and of the accelerators from their tables."""

from grandlivre.reference.parameters import (
    Generation,
    LeftOut,
    Parameter,
    Row,
    Share,
    generations,
    grid_steps,
    parameters,
)
from grandlivre.reference.parameters.units import shown


def parameters_page() -> str:
    """Every parameter: a table of all, then each with its rows."""
    known = parameters()
    judged = sum(each.is_judgement for each in known.values())
    lines = [
        "# Parameters\n",
        (
            f"{len(known)} assumptions, {judged} of them judgements. Low and high hold nine cases in ten. "
            "[How ranges are worked out](../explanation/parameters.md); "
            "[how to replace them](../how-to/own-assumptions.md).\n"
        ),
        "| name | unit | 5 % | median | 95 % | behind it | meaning |",
        "| --- | --- | ---: | ---: | ---: | --- | --- |",
    ]
    for each in known.values():
        spread = each.distribution
        ends = " | ".join(
            f"{end:.3g}" if abs(end) < 1000 else f"{end:,.0f}"
            for end in (spread.low, spread.median, spread.high)
        )
        behind = "judgement" if each.is_judgement else f"{len(each.rows)} rows"
        lines.append(
            f"| [`{each.name}`](#{each.name}) | {each.unit} | {ends} | {behind} | {each.meaning_en} |"
        )
    sections = [_section(each) for each in known.values()]
    return "\n".join([*lines, "", *sections, _grid()]) + "\n"


def accelerators_page() -> str:
    """Every generation of accelerators, with what it was read from."""
    lines = [
        "# Accelerators\n",
        (
            "One package is one accelerator. Power is all in, price with server and network, peaks dense. "
            "[What that means](../explanation/parameters.md#accelerators).\n"
        ),
        "| name | vendor | shipped | kW all in | price € (year) | memory GB | bf16 | fp8 | fp4 | domain | world supply a year |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    known = generations().values()
    for each in known:
        dense = dict(each.dense_tflops)
        peaks = " | ".join(f"{dense[p]:,.0f}" if p in dense else "" for p in ("bf16", "fp8", "fp4"))
        supply = f"{each.supply_per_year:,.0f}" if each.supply_per_year else ""
        lines.append(
            f"| {each.name} | {each.vendor} | {each.shipped:.2f} | {each.all_in_kw:g} | {each.price_eur:,.0f} ({each.price_year}) "
            f"| {each.memory_gb:g} | {peaks} | {each.domain} | {supply} |"
        )
    lines += ["", "Peaks in TFLOP/s.", ""]
    return "\n".join([*lines, *(_generation(each) for each in known)]) + "\n"


def _section(parameter: Parameter) -> str:
    spread = parameter.distribution
    limits = [
        f"{name} {value:g}"
        for name, value in (
            ("floor", spread.floor),
            ("ceiling", spread.ceiling),
            ("Pareto exponent above 95 %", spread.tail_alpha),
        )
        if value is not None
    ]
    lines = [
        f"## {parameter.name}\n",
        f"{parameter.meaning_en[:1].upper()}{parameter.meaning_en[1:]}. Unit: {parameter.unit}; scale: {spread.scale.value}"
        + (f"; {', '.join(limits)}." if limits else ".")
        + f"\n\n{'Judgement' if parameter.is_judgement else 'Pooled'}: {parameter.reason}\n",
    ]
    if parameter.shares:
        lines += [
            "| row | published | pooled as | weight | about | source |",
            "| --- | --- | --- | ---: | --- | --- |",
        ]
        lines += [_share(parameter, share) for share in parameter.shares]
        lines.append("")
    if parameter.left_out:
        lines += [
            "Left out:\n",
            "| row | published | because | about | source |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [_left_out(left) for left in parameter.left_out]
        lines.append("")
    return "\n".join(lines)


def _grid() -> str:
    lines = [
        "## Grid contracts\n",
        "Power that the grid gives to known sites, up to a total, from a date on.\n",
        "| site | project | MW in all | by | procedure | row |",
        "| --- | --- | ---: | --- | --- | --- |",
    ]
    for step in grid_steps():
        procedure = step.procedure.value.replace("_", " ")
        lines.append(
            f"| {step.place} | {step.project} | {step.total_mw} | {step.by or 'no date'} "
            f"| {procedure} | `{step.row}` |"
        )
    return "\n".join(lines)


def _share(parameter: Parameter, share: Share) -> str:
    ends = " – ".join(
        f"{end:.4g}" for end in (share.low, share.central, share.high) if end is not None
    )
    how = f" ({share.how})" if share.how else ""
    return (
        f"| {_cited(share.row)} | {_published(share.row)} | {ends} {shown(parameter.unit, 'en')}{how} | {share.weight:.1%} "
        f"| {_about(share.row)} | {_source(share.row)} |"
    )


def _left_out(left: LeftOut) -> str:
    row = left.row
    return (
        f"| {_cited(row)} | {_published(row)} | {left.reason_en} | {_about(row)} | {_source(row)} |"
    )


def _generation(generation: Generation) -> str:
    return f"## {generation.name}\n\n{generation.note_en}\n\nRead from {', '.join(f'`{row}`' for row in generation.rows)}.\n"


def _published(row: Row) -> str:
    ends = " – ".join(f"{end:f}" for end in (row.low, row.central, row.high) if end is not None)
    return f"{ends} {row.unit}"


def _about(row: Row) -> str:
    return (row.applies_to + (f"; {row.note}" if row.note else "")).replace("|", "/")


def _source(row: Row) -> str:
    dated = f", {row.source_date}" if row.source_date else ""
    return f"[{row.source_name}]({row.source_url}){dated}"


def _cited(row: Row) -> str:
    return f"`{row.parameter}#{row.number}`"
