"""The flow diagram: three columns of nodes with ribbons between them, as inline SVG."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from grandlivre.ledger.natures import Nature
from grandlivre.ledger.words import money
from grandlivre.report.pages.flows import ALONE, NOBODY, Flow, Flows, Node

_LINE = 34.0
"""Room that a label of two lines takes."""
_HEAD = 34.0
_LEAST = 2.0
_MORE = 14.0
"""For each line of a label beyond the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A size to draw for; a phone's picture is another one, not the same made small."""

    name: str
    width: float
    body: float
    """Height of all money together."""
    left: float
    """Where the first column stands: room for its labels on its left, or none."""
    right: float
    """Where the last column ends."""
    letters: tuple[int, int, int]
    """How long a label of each column may be."""
    lines: tuple[int, int, int] = (1, 1, 1)
    """On how many lines it may stand."""


WIDE = Canvas(name="wide", width=1132, body=430, left=214, right=870, letters=(28, 43, 37))
NARROW = Canvas(
    name="narrow", width=358, body=520, left=0, right=358, letters=(19, 14, 19), lines=(1, 2, 1)
)
_NODE = 12.0


@dataclass(slots=True)
class _Box:
    node: Node
    x: float
    y: float
    height: float
    out: float = 0.0
    """How much of its right side is taken."""
    into: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What is written around the picture."""

    title: str
    about: str
    """What it shows, for those who do not see it."""
    heads: tuple[str, str, str]
    """What each column is."""
    language: str


def sankey(flows: Flows, canvas: Canvas, legend: Legend) -> Markup:
    """Draw flows of money.

    Parameters
    ----------
    flows
        What runs where.
    canvas
        The size to draw for.
    legend
        What is written around it.

    Returns
    -------
    Markup
        Ribbons take their colour from the kind of payer; what is in no one's name is hatched.
    """
    middle = (canvas.left + canvas.right - _NODE) / 2
    xs = (canvas.left, middle, canvas.right - _NODE)
    columns = (flows.payers, flows.envelopes, flows.ends)
    boxes = [
        _stacked(nodes, x, flows.total, canvas.body, _LINE + _MORE * (lines - 1))
        for nodes, x, lines in zip(columns, xs, canvas.lines, strict=True)
    ]
    height = max(box.y + max(box.height, _LINE) for column in boxes for box in column.values()) + 8
    parts = [_ribbons(flows, boxes, canvas.body / float(flows.total))]
    for number, column in enumerate(boxes):
        parts.append(_head(legend.heads[number], xs[number], number, canvas))
        parts.extend(_node(box, number, canvas, legend.language) for box in column.values())
    return Markup(
        '<svg class="sankey {0}" viewBox="0 0 {1:g} {2:.0f}" role="group" '
        'aria-labelledby="flow-{0}-t flow-{0}-d"><title id="flow-{0}-t">{3}</title>'
        '<desc id="flow-{0}-d">{4}</desc>{5}</svg>'
    ).format(canvas.name, canvas.width, height, legend.title, legend.about, Markup("").join(parts))


def _stacked(
    nodes: Sequence[Node], x: float, total: Decimal, body: float, line: float
) -> dict[str, _Box]:
    """One under the other, far enough apart for their labels."""
    found, y = {}, _HEAD
    for node in nodes:
        height = max(float(node.euros / total) * body, _LEAST)
        found[node.key] = _Box(node, x, y, height)
        y += max(height + 8, line)
    return found


def _ribbons(flows: Flows, boxes: Sequence[Mapping[str, _Box]], scale: float) -> Markup:
    natures = {node.key: node.nature for node in flows.payers}
    first = _merged(flows.flows, lambda flow: (flow.payer, flow.envelope))
    second = _merged(flows.flows, lambda flow: (flow.payer, flow.envelope, flow.end))
    parts = []
    for (payer, envelope), euros in _in_order(first, (boxes[0], boxes[1])):
        start, end = boxes[0][payer], boxes[1][envelope]
        parts.append(_ribbon(start, end, float(euros) * scale, _paint(payer, natures)))
    for box in boxes[1].values():
        box.out = 0.0
    order = (boxes[1], boxes[2], boxes[0])
    turned: dict[tuple[str, ...], Decimal] = {
        (envelope, end, payer): euros for (payer, envelope, end), euros in second.items()
    }
    for (envelope, end_key, payer), euros in _in_order(turned, order):
        start, end = boxes[1][envelope], boxes[2][end_key]
        parts.append(_ribbon(start, end, float(euros) * scale, _paint(payer, natures)))
    return Markup("").join(parts)


def _merged(
    flows: Iterable[Flow], by: Callable[[Flow], tuple[str, ...]]
) -> dict[tuple[str, ...], Decimal]:
    found: dict[tuple[str, ...], Decimal] = {}
    for flow in flows:
        found[by(flow)] = found.get(by(flow), Decimal(0)) + flow.euros
    return found


def _in_order(
    sums: Mapping[tuple[str, ...], Decimal], columns: Sequence[Mapping[str, _Box]]
) -> list[tuple[tuple[str, ...], Decimal]]:
    """By the places of both ends, so that ribbons cross as little as may be."""
    return sorted(
        sums.items(),
        key=lambda pair: tuple(column[key].y for key, column in zip(pair[0], columns, strict=True)),
    )


def _paint(payer: str, natures: Mapping[str, Nature]) -> str:
    return "nobody" if payer == NOBODY else f"f-{natures[payer]}"


def _ribbon(start: _Box, end: _Box, thick: float, name: str) -> Markup:
    x0, x1 = start.x + _NODE, end.x
    y0, y1 = start.y + start.out, end.y + end.into
    start.out += thick
    end.into += thick
    bend = (x0 + x1) / 2
    fill = Markup(' fill="url(#hatch)"') if name == "nobody" else Markup("")
    return Markup(
        '<path class="ribbon {}"{} d="M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}'
        'V{:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}Z"/>'
    ).format(
        name, fill, x0, y0, bend, y0, bend, y1, x1, y1,
        y1 + thick, bend, y1 + thick, bend, y0 + thick, x0, y0 + thick,
    )  # fmt: skip


def _head(text: str, x: float, number: int, canvas: Canvas) -> Markup:
    at, anchor = _label_at(x, number, canvas)
    return Markup('<text class="head" x="{:.1f}" y="14" text-anchor="{}">{}</text>').format(
        at, anchor, text
    )


def _label_at(x: float, number: int, canvas: Canvas) -> tuple[float, str]:
    if canvas.left:
        return ((x - 10, "end"), (x + _NODE + 8, "start"), (x + _NODE + 10, "start"))[number]
    return ((x + _NODE + 6, "start"), (x + _NODE / 2, "middle"), (x - 6, "end"))[number]


def _node(box: _Box, number: int, canvas: Canvas, language: str) -> Markup:
    node = box.node
    at, anchor = _label_at(box.x, number, canvas)
    # On a phone the middle column has little room for names.
    lines = _broken(node.label, canvas.letters[number], canvas.lines[number])
    top = box.y + min(max(box.height / 2 - 4 - _MORE * (len(lines) - 1), 10.0), 60.0)
    name = Markup("").join(
        Markup('<text class="name" x="{0:.1f}" y="{1:.1f}" text-anchor="{2}">{3}</text>').format(
            at, top + _MORE * row, anchor, words
        )
        for row, words in enumerate(lines)
    )
    top += _MORE * (len(lines) - 1)
    if node.url:
        name = Markup('<a href="{}"><title>{}</title>{}</a>').format(node.url, node.label, name)
    amount = money(_rounded(node.euros)).of(language)
    kind = "envelope" if number == 1 and node.key != ALONE else f"f-{node.nature}"
    return Markup(
        '<rect class="node {}" x="{:.1f}" y="{:.1f}" width="{:g}" height="{:.1f}"/>{}'
        '<text class="amount" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>'
    ).format(kind, box.x, box.y, _NODE, box.height, name, at, top + 15, anchor, amount)


def _broken(label: str, letters: int, most: int) -> list[str]:
    """A label on no more lines than there are, what does not fit cut.

    Examples
    --------
    >>> _broken("Envelope of all promises", 12, 2), _broken("Lille", 12, 2)
    (['Envelope of', 'all promises'], ['Lille'])
    """
    if most == 1 or len(label) <= letters:
        return [label if len(label) <= letters else f"{label[: letters - 1]}…"]
    head = label[: letters + 1].rpartition(" ")[0] or label[:letters]
    return [head, *_broken(label[len(head) :].strip(), letters, most - 1)]


def _rounded(euros: Decimal) -> Decimal:
    """To three significant digits: sums of press figures support no more."""
    return Decimal(f"{euros:.3g}")
