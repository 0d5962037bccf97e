"""What `bench.fusion` measured, as Markdown."""

from typing import Any

Result = dict[str, Any]
TARGETS = {"flights": 0.93, "population": 0.17}


def shown(record: Result) -> str:
    """The results as Markdown."""
    raw = record["raw"]
    where = f"{raw['machine']['cores']} cores ({raw['machine']['processor']})"
    lines = [f"Size `{record['size']}`, on {record['date']}: {where}.", ""]
    for each in raw["sets"]:
        lines += [*_methods(each), ""]
    if any(each["varied"] for each in raw["sets"]):
        lines += [*_varied(raw["sets"]), ""]
    lines += [
        "| made-up claims | seconds | of processor | peak MB | values right | by plain vote | reliability off by | intervals that hold (0.9) | copies found | of found, false |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {each['claims']:,} | {each['seconds']:.2f} | {each['cpu_seconds']:.2f} "
        f"| {each['peak_mb']:.0f} | {each['accuracy']:.4f} | {each['accuracy_of_vote']:.4f} "
        f"| {each['reliability_off']:.3f} | {each['intervals_hold']:.2f} "
        f"| {each['copies_found']:.2f} of {each['copies']} | {each['copies_false']:.2f} |"
        for each in raw["growth"]
    ]
    lines += [
        "",
        f"Processor time grows with the number of claims to the power of {raw['exponent']:.2f}.",
    ]
    return "\n".join(lines)


def _methods(found: Result) -> list[str]:
    target = TARGETS[found["set"]]
    is_error = found["set"] == "population"
    what = "share off by more than 0.1 %" if is_error else "accuracy"
    wanted = f"{'≤' if is_error else '≥'} {target}"
    lines = [
        f"*{found['set']}*: {found['claims']:,} claims, {found['items']} true values; target {wanted}.",
        "",
        f"| method | {what} | seconds | abstained | {what} of the rest |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for each in found["methods"]:
        cells = [f"{each['figure']:.4f}"]
        cells.append(f"{each['seconds']:.2f}" if "seconds" in each else "")
        rest = (each.get("abstained"), each.get("figure_vouched"))
        cells += ["" if value is None else f"{value:.4f}" for value in rest]
        label = each["method"]
        if label == "fusion":
            met = each["figure"] <= target if is_error else each["figure"] >= target
            label = f"**fusion** ({'met' if met else 'not met'})"
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return lines


def _varied(sets: list[Result]) -> list[str]:
    names = [each["set"] for each in sets]
    head = " | ".join(f"{name}, halved | {name}, doubled" for name in names)
    lines = [
        "How far the figures hang on each parameter (of shares, the odds are halved or doubled):",
        "",
        f"| parameter | value | {head} |",
        "| --- | ---: |" + " ---: |" * (2 * len(names)),
    ]
    for rows in zip(*(each["varied"] for each in sets), strict=True):
        cells = " | ".join(f"{row['halved']:.4f} | {row['doubled']:.4f}" for row in rows)
        lines.append(f"| `{rows[0]['parameter']}` | {rows[0]['value']:g} | {cells} |")
    return lines
