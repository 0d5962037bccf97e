"""One picture of a ledger in a file of its own, such as a README shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.errors import OutputError
from grandlivre.ledger.model import Commitment, Ledger, Programme
from grandlivre.ledger.natures import NATURES, Nature, home_of, nature_of
from grandlivre.ledger.words import money
from grandlivre.report.charts import Scale, nice_top, ticks
from grandlivre.report.figures import entry_figure
from grandlivre.report.findings import headline, main_programme, remainder_figure
from grandlivre.report.tables import counted_items, largest_pledges
from grandlivre.report.texts import text

_WIDTH, _MARGIN, _LABELS, _FIGURES = 1200, 40, 420, 170
_TOP, _ROW = 170, 40
_MOST_LETTERS = 44
_KEY_COLUMNS = 3
_COLOURS = {
    Nature.PUBLIC: ("#0072b2", "#56b4e9"),
    Nature.FOREIGN_STATE: ("#d55e00", "#ee7d34"),
    Nature.HOME: ("#009e73", "#2cc295"),
    Nature.FOREIGN: ("#e69f00", "#f0b429"),
    Nature.MIXED: ("#7a6fb0", "#aba1dd"),
    Nature.UNKNOWN: ("#85888f", "#979ba3"),
}
_STYLE = """
.paper{{fill:#fcfbf8}}.ink{{fill:#1b1c1f}}.muted{{fill:#5a5d64}}.rule{{stroke:#dcd8cf}}
.end{{stroke:#1b1c1f;stroke-width:2.5}}text{{font-family:Georgia,'Times New Roman',serif}}
.s{{font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-variant-numeric:tabular-nums}}
{light}
@media (prefers-color-scheme:dark){{.paper{{fill:#15171b}}.ink{{fill:#e9e7e2}}
.muted{{fill:#a9adb5}}.rule{{stroke:#363a41}}.end{{stroke:#e9e7e2}}{dark}}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    label: str
    figure: str
    before: Decimal
    euros: Interval
    nature: Nature
    is_rest: bool = False


def picture(ledger: Ledger, *, language: str = "en") -> str:
    """Draw the ledger's main finding as SVG.

    Parameters
    ----------
    ledger
        What to draw: the main programme added up step by step, or the largest pledges where
        there is no programme.
    language
        ``fr`` or ``en``.

    Returns
    -------
    str
        A picture 1,200 units wide with its title, axis and key inside, light or dark as the
        reader's screen is, of some ten kilobytes.
    """
    home = home_of(ledger)
    programme = main_programme(ledger)
    if programme is not None:
        bars = _steps(ledger, programme, home, language)
        whole = programme.euros.high
    else:
        bars = [_bar(each, Decimal(0), home, language) for each in largest_pledges(ledger, home)]
        whole = None
    ends = [bar.before + (bar.euros.high or bar.euros.low or Decimal(0)) for bar in bars]
    scale = Scale(nice_top([*ends, whole or Decimal(0)]))
    height = _TOP + _ROW * len(bars) + 150
    parts = [
        Markup('<rect class="paper" width="{}" height="{}"/>').format(_WIDTH, height),
        *_title(ledger, language),
        *_axis(scale, len(bars), language),
    ]
    for number, bar in enumerate(bars):
        parts.extend(_row(bar, _TOP + _ROW * number, scale))
    parts.extend(_key(bars, height - 88, language))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="t"><title id="t">{}</title><style>{}</style>{}{}</svg>\n'
    ).format(
        _WIDTH,
        height,
        headline(ledger, language).plain(),
        Markup(_styled()),
        _definitions(),
        Markup("").join(parts),
    )


def write_picture(ledger: Ledger, path: Path, *, language: str = "en") -> Path:
    """Write the picture of a ledger to a file.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(picture(ledger, language=language), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(path),
            remedy="choose another --out",
        ) from error
    return path


def _steps(ledger: Ledger, programme: Programme, home: str | None, language: str) -> list[_Bar]:
    bars, sure = [], Decimal(0)
    for entry in counted_items(ledger, programme):
        bars.append(_bar(entry, sure, home, language))
        sure += entry.euros.low or Decimal(0)
    whole = programme.euros.high or sure
    if programme.remainder.high:
        bars.append(
            _Bar(
                label=text("unattributed", language),
                figure=remainder_figure(programme, language).text,
                before=sure,
                euros=Interval.exactly(max(whole - sure, Decimal(0))),
                nature=Nature.UNKNOWN,
                is_rest=True,
            )
        )
    return bars


def _bar(entry: Commitment, before: Decimal, home: str | None, language: str) -> _Bar:
    return _Bar(
        label=_cut(entry.title.of(language)),
        figure=entry_figure(entry, language).text,
        before=before,
        euros=entry.euros,
        nature=nature_of(entry, home),
    )


def _cut(label: str) -> str:
    if len(label) <= _MOST_LETTERS:
        return label
    return label[: _MOST_LETTERS - 1].rsplit(" ", 1)[0].rstrip(",;–- ") + " …"


def _x(place: float) -> float:
    """From per cent of the axis to the picture."""
    left = _MARGIN + _LABELS
    return left + (_WIDTH - _FIGURES - _MARGIN - left) * place / 100


def _title(ledger: Ledger, language: str) -> list[Markup]:
    lines = _wrapped(f"{headline(ledger, language).plain()}.", 58)
    return [
        Markup('<text class="ink" x="{}" y="{}" font-size="38" font-weight="600">{}</text>').format(
            _MARGIN, 68 + 46 * number, line
        )
        for number, line in enumerate(lines[:2])
    ]


def _wrapped(sentence: str, width: int) -> list[str]:
    lines = [""]
    for word in sentence.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _axis(scale: Scale, rows: int, language: str) -> list[Markup]:
    bottom = _TOP + _ROW * rows
    parts = []
    for value, at in ticks(scale):
        label = money(value).of(language) if value else "0"
        parts.append(
            Markup(
                '<line class="rule" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/><text '
                'class="muted s" x="{0:.1f}" y="{3}" font-size="15" text-anchor="middle">{4}</text>'
            ).format(_x(at), _TOP - 14, bottom, bottom + 20, label)
        )
    return parts


def _row(bar: _Bar, top: int, scale: Scale) -> list[Markup]:
    middle = top + 12
    parts = [
        _label(bar.label, _MARGIN, middle + 6, "start", weight=400),
        _label(bar.figure, _WIDTH - _MARGIN, middle + 6, "end", weight=600),
    ]
    low = bar.euros.low or Decimal(0)
    start, sure = _x(scale.at(bar.before)), _x(scale.at(bar.before + low))
    if bar.is_rest:
        parts.append(_rect(start, sure - start, top, "", fill="url(#hatch)"))
        parts.append(
            Markup('<line class="end" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>').format(
                sure, top - 6, top + 30
            )
        )
        return parts
    name = f"n-{bar.nature}"
    parts.append(_rect(start, max(sure - start, 2.0 * bool(low)), top, name))
    if bar.euros.high is None:
        parts.append(_rect(sure, _x(14) - _x(0), top, "", fill=f"url(#f-{bar.nature})"))
    elif bar.euros.high > low:
        end = _x(scale.at(bar.before + bar.euros.high))
        parts.append(_rect(sure, end - sure, top, name, opacity=0.5))
    return parts


def _rect(
    x: float, width: float, top: int, name: str, *, fill: str = "", opacity: float = 1
) -> Markup:
    paint = Markup(' fill="{}"').format(fill) if fill else Markup("")
    return Markup(
        '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="24" fill-opacity="{}"{}/>'
    ).format(name, x, top, max(width, 0.0), opacity, paint)


def _label(words: str, x: float, y: float, anchor: str, *, weight: int) -> Markup:
    return Markup(
        '<text class="ink s" x="{}" y="{}" font-size="17" font-weight="{}" text-anchor="{}">{}'
        "</text>"
    ).format(x, y, weight, anchor, words)


def _key(bars: Sequence[_Bar], top: int, language: str) -> list[Markup]:
    present = {bar.nature for bar in bars if not bar.is_rest}
    marks = [(NATURES[n].of(language), f"n-{n}", "") for n in Nature if n in present]
    if any(bar.is_rest for bar in bars):
        marks.append((text("key_inferred", language), "", "url(#hatch)"))
    parts = []
    for number, (words, name, fill) in enumerate(marks):
        column, line = number % _KEY_COLUMNS, number // _KEY_COLUMNS
        x = _MARGIN + column * (_WIDTH - 2 * _MARGIN) / _KEY_COLUMNS
        parts.append(_swatch(x, top + 26 * line, words, name, fill))
    lines = (len(marks) + _KEY_COLUMNS - 1) // _KEY_COLUMNS
    parts.append(
        Markup('<text class="muted s" x="{}" y="{}" font-size="15">{}</text>').format(
            _MARGIN, top + 26 * lines + 6, text("picture_note", language)
        )
    )
    return parts


def _swatch(x: float, top: int, words: str, name: str, fill: str) -> Markup:
    paint = Markup(' fill="{}"').format(fill) if fill else Markup("")
    return Markup(
        '<rect class="{}" x="{:.0f}" y="{}" width="16" height="14"{}/><text class="muted s" '
        'x="{:.0f}" y="{}" font-size="15">{}</text>'
    ).format(name, x, top - 12, paint, x + 22, top, words)


def _definitions() -> Markup:
    fades = Markup("").join(
        Markup(
            '<linearGradient id="f-{0}"><stop class="st-{0}" offset="0"/><stop class="st-{0}" '
            'offset="1" stop-opacity="0"/></linearGradient>'
        ).format(nature)
        for nature in Nature
    )
    return Markup(
        '<defs>{}<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="n-unknown" width="7" height="7" '
        'fill-opacity=".15"/><rect class="n-unknown" width="2.4" height="7"/></pattern></defs>'
    ).format(fades)


def _styled() -> str:
    sides = [
        "".join(
            f".n-{nature}{{fill:{both[side]}}}.st-{nature}{{stop-color:{both[side]}}}"
            for nature, both in _COLOURS.items()
        )
        for side in (0, 1)
    ]
    return _STYLE.format(light=sides[0], dark=sides[1])
