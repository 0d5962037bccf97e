"""The claims of a document as a table for people, in a terminal or a plain text file."""

import io

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grandlivre.base.wording import NBSP, THIN, period, short_period
from grandlivre.claims.model import Claim, Purpose, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.reference.messages import Messages
from grandlivre.report.format import claim_figure

NARROWEST = 60
_FIGURE_WIDTH = 14
_QUIET_ROLES = frozenset({Role.OTHER, Role.TURNOVER, Role.MARKET, Role.ASSETS, Role.VALUATION})
# rich breaks lines at no-break spaces too; while it lays a table out, these stand for them.
_FIXED = str.maketrans({NBSP: "\ue000", THIN: "\ue001"})
_LOOSE = str.maketrans({"\ue000": NBSP, "\ue001": THIN})
_STYLES = {Stage.CANCELLED: "strike", Stage.CONSIDERED: "italic"}


class Listing:
    """Tables of claims, a document at a time.

    Parameters
    ----------
    say
        The language to write in.
    width
        Columns of the terminal.
    colour
        Whether the output may hold terminal colours.
    """

    def __init__(self, say: Messages, *, width: int = 80, colour: bool = False) -> None:
        self._say = say
        self._width = max(NARROWEST, width)
        self._colour = colour

    def head(self) -> str:
        """Nothing: each document has its own heading."""
        return ""

    def document(self, document: Document, claims: tuple[Claim, ...]) -> str:
        """A heading that says what the document is, and a table of its claims."""
        console = self._console()
        console.print(self._heading(document), soft_wrap=False)
        if claims:
            console.print(self._table(claims))
        else:
            console.print(Text(self._say.say("read.none"), style="dim"))
        return self._text(console).rstrip("\n") + "\n\n"

    def failure(self, name: str, message: str) -> str:
        """Nothing: what could not be read is said on standard error."""
        return ""

    def foot(self, documents: int, claims: int, failed: int) -> str:
        """One line that counts."""
        say = self._say.say
        parts = say(
            "read.summary",
            claims=say("count.claims", count=claims),
            documents=say("count.documents", count=documents),
        )
        return f"{parts} · {say('count.failed', count=failed)}\n" if failed else f"{parts}\n"

    def _console(self) -> Console:
        return Console(
            file=io.StringIO(),
            width=self._width,
            force_terminal=self._colour,
            color_system="standard" if self._colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    @staticmethod
    def _text(console: Console) -> str:
        assert isinstance(console.file, io.StringIO)
        lines = console.file.getvalue().translate(_LOOSE).split("\n")
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _heading(self, document: Document) -> Text:
        published = document.published
        when = period(published, self._say.language) if published else self._say.say("read.undated")
        facts = [fact for fact in (document.publisher, when) if fact]
        heading = Text(document.title or document.name, style="bold")
        heading.append(f"  {' · '.join(facts)}", style="not bold dim")
        if document.title:
            heading.append(f"\n{document.name}", style="not bold dim")
        return heading

    def _table(self, claims: tuple[Claim, ...]) -> Table:
        say = self._say.say
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
        table.add_column(say("column.figure"), width=_FIGURE_WIDTH)
        table.add_column(say("column.what"), width=11)
        table.add_column(say("column.who"), ratio=1)
        table.add_column(say("column.when"), width=12)
        table.add_column(say("column.stage"), width=10)
        for claim in claims:
            quiet = "dim" if claim.role in _QUIET_ROLES else ""
            table.add_row(
                Text(_narrow(claim_figure(claim, self._say.language)), "" if quiet else "bold"),
                say(f"role.{claim.role.value}"),
                self._story(claim),
                _dates(claim, self._say.language),
                Text(say(f"stage.{claim.stage.value}"), style=_STYLES.get(claim.stage, "")),
                style=quiet,
            )
        return table

    def _story(self, claim: Claim) -> Text:
        """Who pays whom for what and where, and who says so; then the words themselves."""
        say = self._say.say
        who = ", ".join(claim.investors)
        whom = ", ".join([*claim.beneficiaries, *claim.projects])
        if not whom and claim.purpose not in (Purpose.OTHER, Purpose.AI):
            whom = say(f"purpose.{claim.purpose.value}")
        story = Text(f"{who} → {whom}" if who and whom else who or whom)
        # "data centre at Fouju" says where already.
        places = ", ".join(place for place in claim.places if place not in story.plain)
        if places:
            story.append(f" ({places})" if story.plain else places)
        if claim.attributed_to:
            sayers = ", ".join(claim.attributed_to)
            said = say("listing.said_by", who=sayers)
            story.append(f", {said}" if story.plain else said, style="italic")
        quote = " ".join(claim.evidence.quote.split())
        quoted = _fixed(f"«{NBSP}{quote}{NBSP}»" if self._say.language == "fr" else f"“{quote}”")
        story.append(f"\n{quoted}" if story.plain else quoted, style="dim")
        return story


def _narrow(figure: str) -> str:
    """A figure that does not break where it fits its column, and breaks where it does not."""
    return _fixed(figure) if len(figure) <= _FIGURE_WIDTH else figure.replace(NBSP, " ")


def _fixed(text: str) -> str:
    return text.translate(_FIXED)


def _dates(claim: Claim, lang: str) -> str:
    start = short_period(claim.start, lang) if claim.start else ""
    end = short_period(claim.end, lang) if claim.end else ""
    if start and end and start != end:
        return f"{start}–{end}"
    if end:
        return f"→ {end}" if not start else end
    return f"{start} →" if start else ""
