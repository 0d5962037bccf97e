"""Titles, headings, bullets, sentences and page furniture of a text, with their places.

Small rules of our own for French and English press, tried on a view of the text
(`grandlivre.documents.views`), whose spaces and apostrophes are of one kind.
"""

import re
from collections.abc import Iterator

from grandlivre.base.records import maker
from grandlivre.documents import words
from grandlivre.documents.furniture import (
    asks_consent,
    first_story_line,
    is_caption,
    is_dateline,
    is_furniture,
    leads_to_others,
    opens_as_furniture,
    reserves_rights,
)
from grandlivre.documents.model import Passage, PassageKind

_LINE = re.compile(r"\S[^\n\r\f\v\u2028\u2029]*")
_WORDY = re.compile(r"\w")
_MARKER = re.compile(
    r"(?:[•‣⁃∙·●○◦▪▫■□▶►▸▹❯➤➜➝➔→➡✓✔✅☑✗❌★☆◆◇❖»–*+\U0001F534-\U0001F53D\U0001F7E0-\U0001F7EB"
    r"\u26aa\u26ab\u2b50\U0001F449\U0001F4CC\U0001F4CD]\ufe0f?[ \t]*(?=[^\s*–+-])"
    r"|-[ \t]+(?=\S)|-(?=[A-Za-zÀ-ÿ])"
    r"|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)[ \t]+|\d{1,2}\.[ \t]+(?=[^\W\d_]|[\"«]))"
)
_EMOJI = re.compile(
    r"[\u2600-\u27bf\u2b00-\u2bff\U0001F300-\U0001F64F\U0001F680-\U0001FAFF]\ufe0f?[ \t]*"
)
_HASHES = re.compile(r"#{1,6}[ \t]+")
# Where a sentence may end: a full stop with what closes after it, and a start beyond.
_OPENING = r"[A-ZÀ-ÖØ-ÞŒ0-9\"«“(\[€$£¥¡¿–\u2190-\u2bff\U0001F000-\U0001FAFF]|-[ ]?[A-ZÀ-Ö]"
# Repetitions are bounded: a line of ten thousand dots must not cost their square.
_STOP = re.compile(rf"\.[.\")\]»”']{{0,6}}(?: »)?\s++(?={_OPENING})")
_CRY = re.compile(rf"[!?…][!?….\")\]»”']{{0,6}}(?: [!?]{{1,3}}){{0,2}}(?: »)?\s++(?={_OPENING})")
_GLUED = re.compile(r"\.(?<=[a-zà-ÿ]{3}\.)(?=[A-ZÀ-Ö][a-zà-ÿ']+ )")
_TITLES = frozenset(words.BEFORE_A_NAME.split())
_SHORTENED = frozenset(words.SHORTENED.split())
_FIRST_WORDS = frozenset(words.FIRST_WORDS.split())
_WORD = re.compile(r"[\"«(\[– ]*([^\W\d_]+'?)")
_TERMINAL = frozenset(".!?…:;")


Block = tuple[int, int, int, int, str]
"""Start, end, what it opens with, where its content starts after that, and its text."""


def split(view_text: str) -> list[Passage]:
    r"""Part a text into its passages.

    Parameters
    ----------
    view_text
        The tidied text (`View.text`); offsets count its code points.

    Returns
    -------
    list of Passage
        In text order, not overlapping, without blanks or list markers at their ends. Page
        furniture is marked, not left out. The first sentence of a list item is a bullet, what
        follows in the item are sentences; items that follow one another share a section.

    Examples
    --------
    >>> text = "A plan\n\nM. Dupont invests 3.5 bn. It starts in 2026.\n- a first site"
    >>> [(passage.kind.value, text[passage.start:passage.end]) for passage in split(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('title', 'A plan'), ('sentence', 'M. Dupont invests 3.5 bn.'),
     ('sentence', 'It starts in 2026.'), ('bullet', 'a first site')]
    """
    blocks = _blocks(view_text)
    breaks = _breaks(view_text)
    passages = _passages(blocks, breaks)
    if sum(passage.kind is _HEADING for passage in passages) > 2:
        return _rows_as_bullets(passages, view_text)
    return passages


def _passages(blocks: list[Block], breaks: list[tuple[int, int]]) -> list[Passage]:
    """Part blocks at their sentence ends and say what each part is."""
    passages: list[Passage] = []
    add = passages.append
    section = -1
    in_list = titled = related = False
    emoji_list = sum(1 for block in blocks if block[2] == _IS_EMOJI) > 1
    reached, count = 0, len(breaks)
    for start, end, mark, content, line in blocks:
        bullet = mark == _IS_MARKER or (mark == _IS_EMOJI and emoji_list and titled)
        if not (bullet and in_list):
            section += 1
        in_list = bullet
        while reached < count and breaks[reached][0] <= start:
            reached += 1
        first = reached
        while reached < count and breaks[reached][1] < end:
            reached += 1
        kind = _kind_of(line, mark, bullet, reached > first, titled)
        if kind is _FURNITURE:
            related = leads_to_others(line)
        elif related:
            related = mark != _PLAIN and reached == first and line[-1] not in ".:;"
            kind = _FURNITURE if related else kind
        if mark != _PLAIN and (bullet or mark == _IS_HASHES):
            start = content
        if kind is _SENTENCE or kind is _BULLET:
            titled = True
            for stop, following in breaks[first:reached]:
                if stop > start:
                    add(_passage(start, stop, kind, section))
                    kind = _SENTENCE
                    start = following
        elif kind is not _FURNITURE:
            titled = True
        add(_passage(start, end, kind, section))
    return passages


_SENTENCE, _BULLET = PassageKind.SENTENCE, PassageKind.BULLET
_HEADING, _FURNITURE = PassageKind.HEADING, PassageKind.FURNITURE
_PLAIN, _IS_MARKER, _IS_EMOJI, _IS_HASHES = range(4)

_passage = maker(Passage)


def _rows_as_bullets(passages: list[Passage], text: str) -> list[Passage]:
    """Take three or more headings on lines that follow one another for the rows of a list."""
    kept: list[Passage] = []
    run: list[Passage] = []
    for passage in [*passages, None]:
        if (
            passage is not None
            and passage.kind is _HEADING
            and (not run or text.count("\n", run[-1].end, passage.start) < 2)
        ):
            run.append(passage)
            continue
        if len(run) > 2:
            run = [_passage(one.start, one.end, _BULLET, run[0].section) for one in run]
        kept.extend(run)
        run = []
        if passage is not None and passage.kind is _HEADING:
            run.append(passage)
        elif passage is not None:
            kept.append(passage)
    return kept


def _blocks(text: str) -> list[Block]:
    """Paragraphs, list items and headings: lines, joined where a break is only a wrapped line."""
    lines = text
    if not text.isprintable():  # some line end at least; tell the kinds apart
        if "\r" in lines:
            lines = lines.replace("\r\n", " \n").replace("\r", "\n")
        for odd in "\f\v\u2028\u2029\x85":
            if odd in lines:
                lines = lines.replace(odd, "\n")
    split_lines = lines.split("\n")
    width = _wrap_width(split_lines)
    blocks: list[Block] = []
    last = ""  # the line above, where it may go on
    at = 0
    for raw in split_lines:
        line = raw.strip()
        if not line:
            last = ""
            at += len(raw) + 1
            continue
        start = at + raw.index(line[0])
        at += len(raw) + 1
        end = start + len(line)
        first = line[0]
        mark, content = _PLAIN, start
        if not first.isalpha() or line[1:2] == ")":
            mark, content = _opening(line, start)
            if not _WORDY.search(line):
                last = ""
                continue
        if (
            last
            and mark == _PLAIN
            and (width or first.islower())
            and _runs_on(blocks[-1], last, line, width)
        ):
            start, _, mark, content, _ = blocks[-1]
            blocks[-1] = (start, end, mark, content, text[start:end])
        else:
            blocks.append((start, end, mark, content, line))
        last = line
    return blocks


def _opening(line: str, start: int) -> tuple[int, int]:
    """What a line that does not begin with a letter opens with."""
    if found := _MARKER.match(line):
        return _IS_MARKER, start + found.end()
    if found := _HASHES.match(line):
        return _IS_HASHES, start + found.end()
    if found := _EMOJI.match(line):
        return _IS_EMOJI, start + found.end()
    return _PLAIN, start


def _wrap_width(lines: list[str]) -> int:
    """The width at which lines were wrapped by a program; 0 where paragraphs stand on one line."""
    if len(lines) < 5 or max(map(len, lines)) > 205:
        return 0
    lines = [line for line in lines if line and not line.isspace()]
    widths = sorted(map(len, lines))
    wide = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    if not 30 <= wide <= 130 or widths[-1] > 1.5 * wide + 10:
        return 0
    full = [line.rstrip() for line in lines if len(line) >= 0.75 * wide]
    unfinished = sum(1 for line in full if line[-1] not in _TERMINAL)
    return wide if len(full) >= 0.3 * len(lines) and unfinished > 0.55 * len(full) else 0


def _runs_on(before: Block, last: str, line: str, width: int) -> bool:
    """True where a line goes on from the one above."""
    if last[-1] in _TERMINAL or before[2] == _IS_HASHES:
        return False
    if is_furniture(last) or is_furniture(line):
        return False
    return line[0].islower() or len(last) >= 0.8 * width > 0


def _breaks(text: str) -> list[tuple[int, int]]:
    """Where sentences end, and where the next begins."""
    breaks = []
    for found in _STOP.finditer(text):
        stop, following = found.span()
        if _ends_sentence(text, stop, following):
            closed = following - 1
            while text[closed - 1].isspace():
                closed -= 1
            breaks.append((closed, following))
    size = len(breaks)
    for sign in "?!…":
        stop = text.find(sign)
        while stop >= 0:
            if cry := _CRY.match(text, stop):
                breaks.append((stop + len(cry[0].rstrip()), cry.end()))
                stop = cry.end() - 1
            stop = text.find(sign, stop + 1)
    for found in _GLUED.finditer(text):
        word = _WORD.match(text, found.end())
        if word and word[1].lower() in _FIRST_WORDS:
            breaks.append((found.end(), found.end()))
    if len(breaks) > size:
        breaks.sort()
    return breaks


def _ends_sentence(text: str, stop: int, following: int) -> bool:
    """True where the full stop at `stop` ends a sentence, not an abbreviation."""
    tail = text[stop - 8 : stop] if stop > 8 else " "
    if " " not in tail and "\n" not in tail:
        return True  # longer than any abbreviation
    words = text[stop - 9 if stop > 9 else 0 : stop].split()
    if not words:
        return True
    word = words[-1].lstrip('("«[').rsplit("'", 1)[-1]
    lowered = word.lower()
    if lowered in _TITLES:
        return False
    if lowered not in _SHORTENED:
        initial = len(word) == 1 and word.isupper()
        if not initial and not ("." in word and not any(map(str.isdigit, word))):
            return True
    next_word = _WORD.match(text, following)
    if next_word is None:
        return not text[following].isdigit()
    return next_word[1].lower() in _FIRST_WORDS and next_word[1][0].isupper()


def _kind_of(line: str, mark: int, bullet: bool, several: bool, titled: bool) -> PassageKind:
    """What a block is; `several` where it holds more than one sentence."""
    if opens_as_furniture(line):
        return _FURNITURE
    size = len(line)
    if (
        size < 600
        and ("ookie" in line or "©" in line)
        and (asks_consent(line) or reserves_rights(line))
    ):
        return _FURNITURE
    if is_caption(line):
        return _FURNITURE
    if bullet:
        return _BULLET
    if mark == _IS_HASHES:
        return PassageKind.HEADING if titled else PassageKind.TITLE
    if size > 200:
        return _SENTENCE
    last = line[-1]
    if size <= 110 and last != "." and is_dateline(line, bare=not titled):
        return _FURNITURE
    if last in ".:;,!…" or (last in '"»”)' and line[-2:-1] in ".!…"):
        return _SENTENCE
    if not titled:
        return PassageKind.TITLE
    if several or size > 160 or line[0].islower():
        return _SENTENCE
    return PassageKind.HEADING


def title_of(text: str) -> str | None:
    r"""The title that a stored text opens with; None where it opens with a paragraph.

    Examples
    --------
    >>> title_of("[Publicité]\n\n# Stargate goes north\n\nLIMA, May 6, 2026")
    'Stargate goes north'
    """
    line = first_story_line(_first_lines(text))
    hashes = _HASHES.match(line) if line[:1] == "#" else None
    shown = line[hashes.end() :] if hashes else line
    if not shown or len(shown) > 200 or shown[-1] in ".:;,":
        return None
    if not shown[0].isalpha() and _MARKER.match(shown) and not _EMOJI.match(shown):
        return None
    return shown


def _first_lines(text: str) -> Iterator[str]:
    """The first lines of a stored text that hold words, tidied as a view would."""
    at = 0
    for _ in range(12):
        end = text.find("\n", at, at + 2000)
        line = text[at : end if end >= 0 else at + 400]
        if not line.isascii():
            line = line.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")
        line = line.strip()
        if line and (line[0].isalnum() or _WORDY.search(line)):
            yield line
        if end < 0:
            return
        at = end + 1
