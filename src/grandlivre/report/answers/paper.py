"""What answers are written on: lines that fit a terminal of any width, plain where it is none."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grandlivre.base.wording import NBSP, THIN, period
from grandlivre.reference.messages import Messages

NARROWEST = 40
_TIGHT, _ROOMY = 52, 100
"""Below the first width an entry's figure stands above its name, from the second on all that is
said of it has a column of its own."""
_ID_CHARS = 12
_LEAST_NAME = 18
"""A first column narrower than this is no use."""
# rich breaks lines at no-break spaces too; while it lays a page out, these stand for them.
_FIXED = str.maketrans({NBSP: "\ue000", THIN: "\ue001"})
_LOOSE = str.maketrans({"\ue000": NBSP, "\ue001": THIN})
_ELLIPSIS = "…"
_DATE = re.compile(r"(?<![\w-])(?:19|20)\d\d-(?:H[12]|Q[1-4]|[01]\d(?:-[0-3]\d)?)(?![\w-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry on a line: its figure, its name, what is said beside, and its id."""

    figure: str
    name: str
    notes: tuple[str, ...] = ()
    id: str = ""
    depth: int = 0
    """How deep inside others it stands."""
    style: str = ""


class Paper:
    """Lines of an answer.

    Parameters
    ----------
    say
        The language to write in.
    width
        Columns of the terminal.
    colour
        Whether the output may hold terminal colours; without them, what is highlighted stands
        between stars.
    """

    def __init__(self, say: Messages, *, width: int = 80, colour: bool = False) -> None:
        self.say = say
        self.language = say.language
        self.width = max(NARROWEST, width)
        self.colour = colour
        self._console = Console(
            file=io.StringIO(),
            width=self.width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def text(self) -> str:
        """All that was written."""
        file = self._console.file
        assert isinstance(file, io.StringIO)
        lines = file.getvalue().translate(_LOOSE).rstrip("\n").split("\n")
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def title(self, words: str) -> None:
        """The finding, first."""
        self._write(Text(words.translate(_FIXED), style="bold"), 0, 0)

    def heading(self, words: str) -> None:
        """What the lines below are."""
        self._write(Text(words.translate(_FIXED), style="bold"), 0, 0)

    def line(self, words: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """A paragraph; its second and further lines are indented by `hang` more."""
        self._write(Text(words.translate(_FIXED), style=style), indent, hang)

    def spans(self, parts: Iterable[tuple[str, str]], *, indent: int = 0, hang: int = 0) -> None:
        """A paragraph of words in several styles."""
        text = Text()
        for words, style in parts:
            text.append(words.translate(_FIXED), style)
        self._write(text, indent, hang)

    def quote(self, before: str, quote: str, after: str, *, indent: int) -> None:
        """A sentence with its figure highlighted."""
        opening, closing = ("«\u00a0", "\u00a0»") if self.language == "fr" else ("“", "”")
        mark = "" if self.colour else "*"
        self.spans(
            (
                (opening + before, "dim"),
                (f"{mark}{quote}{mark}", "bold"),
                (after + closing, "dim"),
            ),
            indent=indent,
            hang=2,
        )

    def link(self, address: str, *, indent: int) -> None:
        """An address on one line, however long, so that it can be followed."""
        self._console.print(Text(" " * indent + address, style="dim"), soft_wrap=True)

    def rows(self, rows: Sequence[Row]) -> None:
        """Entries in columns; what is said of each beneath its name where the width is small."""
        if not rows:
            return
        if self.width < _TIGHT:
            self._stacked(rows)
        elif self.width < _ROOMY:
            self._in_two(rows)
        else:
            self._in_columns(rows)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        least: int = _LEAST_NAME,
        is_parted: bool = False,
    ) -> None:
        """Figures in columns under their heads, the first column as wide as it can be.

        Where the terminal is too narrow for that, each row is a heading with a line a figure.

        Parameters
        ----------
        head
            Names of the columns; they may be broken at their spaces.
        rows
            A cell for each column.
        least
            The first column is no narrower than this.
        is_parted
            True for a table of many rows: where there is no room for all columns, several tables
            stand beneath one another, each with the first column.
        """
        if not rows:
            return
        needed = columns_needed(head, rows)
        if not fits(head, rows, least=least, width=self.width):
            parts = _parts(needed, self.width - 2 - least) if is_parted else ()
            for number, part in enumerate(parts):
                if number:
                    self.blank()
                chosen = [[row[0], *(row[at] for at in part)] for row in (head, *rows)]
                self.table(chosen[0], chosen[1:], least=least)
            if not parts:
                self._listed(head, rows)
            return
        table = Table(box=None, pad_edge=False, expand=True, header_style="dim")
        table.padding = (0, 2, 0, 0)
        table.add_column(head[0].translate(_FIXED), ratio=1)
        for name, width in zip(head[1:], needed, strict=True):
            table.add_column(name.translate(_FIXED), justify="right", width=width)
        for row in rows:
            table.add_row(*(Text(cell.translate(_FIXED)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, 2)))

    def _listed(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        for row in rows:
            self.line(row[0], indent=2, style="bold")
            for name, cell in zip(head[1:], row[1:], strict=True):
                if cell:
                    self.spans(((f"{name}  ", "dim"), (cell, "")), indent=4, hang=2)

    def _in_columns(self, rows: Sequence[Row]) -> None:
        notes = max(len(row.notes) for row in rows)
        table = self._table(rows)
        for number in range(notes):
            widest = max(len(row.notes[number]) for row in rows if len(row.notes) > number)
            table.add_column(width=min(widest, 18), style="dim")
        table.add_column(width=_ID_CHARS, style="dim")
        for row in rows:
            told = [note.translate(_FIXED) for note in row.notes]
            told += [""] * (notes - len(told))
            table.add_row(_figure(row), _name(row), *told, short(row.id))
        self._console.print(Padding(table, (0, 0, 0, 2)))

    def _in_two(self, rows: Sequence[Row]) -> None:
        table = self._table(rows)
        for row in rows:
            name = _name(row)
            told = " · ".join(note for note in (*row.notes, short(row.id)) if note)
            indent = "  " * (row.depth + bool(row.depth))
            # A lone word fits beside the name.
            between = "\n" + indent if len(row.notes) > 1 else "  "
            name.append(f"{between}{told.translate(_FIXED)}" if told else "", "dim")
            table.add_row(_figure(row), name)
        self._console.print(Padding(table, (0, 0, 0, 2)))

    def _table(self, rows: Sequence[Row]) -> Table:
        """A table with a column for figures and one for names."""
        table = Table(box=None, show_header=False, pad_edge=False, expand=True)
        table.padding = (0, 2, 0, 0)
        widest = max(len(row.figure) for row in rows)
        table.add_column(width=min(widest, 20), justify="right")
        table.add_column(ratio=1)
        return table

    def _stacked(self, rows: Sequence[Row]) -> None:
        for row in rows:
            indent = 2 + 2 * row.depth
            self.spans(
                ((row.figure, row.style or "bold"), ("  ", ""), (row.name, row.style)),
                indent=indent,
                hang=2,
            )
            notes = [note for note in (*row.notes, short(row.id)) if note]
            if notes:
                self.line(" · ".join(notes), indent=indent + 2, style="dim")

    def _write(self, text: Text, indent: int, hang: int) -> None:
        width = max(10, self.width - indent)
        lines = text.wrap(self._console, width)
        if hang and len(lines) > 1:
            rest = text[len(lines[0].plain) :]
            rest = rest[len(rest.plain) - len(rest.plain.lstrip(" ")) :]
            self._console.print(Padding(lines[0], (0, 0, 0, indent)), soft_wrap=False)
            self._console.print(Padding(rest, (0, 0, 0, indent + hang)), soft_wrap=False)
            return
        self._console.print(Padding(text, (0, 0, 0, indent)))


def _parts(needed: Sequence[int], room: int) -> list[list[int]]:
    """Places of columns in their row, in as few parts as have room, and these about as wide.

    No part at all if one column alone has no room.
    """
    widths = [width + 2 for width in needed]
    if any(width > room for width in widths):
        return []
    fewest = len(_filled(widths, room))
    narrow = range(max(widths, default=0), room + 1)
    return next(parts for least in narrow if len(parts := _filled(widths, least)) == fewest)


def _filled(widths: Sequence[int], room: int) -> list[list[int]]:
    """Places of columns in parts, each filled before the next is begun."""
    parts: list[list[int]] = [[]]
    taken = 0
    for at, width in enumerate(widths, start=1):
        if taken + width > room:
            parts.append([])
            taken = 0
        parts[-1].append(at)
        taken += width
    return parts


def columns_needed(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column but the first must be: its cells whole, its head broken at spaces.

    Examples
    --------
    >>> columns_needed(["Site", "Power in 2031"], [["Morcenx", "1.2 GW"]])
    [6]
    """
    return [
        max(
            *(len(word) for word in head[at].split(" ")),
            *(len(row[at]) for row in rows),
        )
        for at in range(1, len(head))
    ]


def fits(head: Sequence[str], rows: Sequence[Sequence[str]], *, least: int, width: int) -> bool:
    """Whether a table has room beside one another for all columns, in so many characters.

    Examples
    --------
    >>> fits(["Site", "Power"], [["Morcenx", "1.2 GW"]], least=6, width=16)
    True
    """
    needed = columns_needed(head, rows)
    return sum(needed) + 2 * len(needed) + least <= width - 2


def _figure(row: Row) -> Text:
    return Text(row.figure.translate(_FIXED), style=row.style or "bold")


def _name(row: Row) -> Text:
    name = Text("  " * row.depth + ("└ " if row.depth else ""), style="dim")
    return name.append(row.name.translate(_FIXED), row.style or "not dim")


def short(key: str) -> str:
    """The beginning of an id, enough to ask for it; other names whole.

    Examples
    --------
    >>> short("prg_51afbc401cf51130fbe4"), short("commitments:FR")
    ('prg_51afbc40', 'commitments:FR')
    """
    kind, _, rest = key.partition("_")
    return key[:_ID_CHARS] if kind in ("cmt", "prg", "cfl", "clm") and rest else key


def with_dates(words: str, language: str) -> str:
    """A sentence with its partial dates as a reader of the language writes them.

    Examples
    --------
    >>> with_dates("latest date told of: 2028 → 2030-H1", "en")
    'latest date told of: 2028 → first half of 2030'
    """
    return _DATE.sub(lambda found: period(found[0], language), words)


def shortened(words: str, most: int) -> str:
    """Words cut where they are longer than that.

    Examples
    --------
    >>> shortened("a data centre near Morcenx", 15)
    'a data centre…'
    """
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0] + _ELLIPSIS
