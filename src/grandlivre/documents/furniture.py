"""Page furniture in French and English: what stands on a page and is not of its story."""

import re
from collections.abc import Iterable

from grandlivre.documents import words


def _index() -> dict[str, list[tuple[str, bool]]]:
    """Phrases by their first four letters, and whether each must stand alone."""
    index: dict[str, list[tuple[str, bool]]] = {}
    for block, alone in ((words.FURNITURE_STARTS, False), (words.FURNITURE_LABELS, True)):
        for line in block.strip().split("\n"):
            for phrase in line.strip().split("|"):
                # A phrase shorter than the key is found with what may follow it, too.
                keys = [phrase[:4]]
                if len(phrase) < 4:
                    keys += [(phrase + after)[:4] for after in (" :", " |", ":", " (", " »", " ›")]
                for key in keys:
                    index.setdefault(key, []).append((phrase, alone))
    return index


_PHRASES = _index()
_RELATED = tuple(words.RELATED.strip().replace("\n    ", "|").split("|"))
_DECORATION = re.compile(r"[^\w\[×(]+")
# The price of a trial subscription: "£1 for the first three months".
_TRIAL = re.compile(
    r"(?:[£€$] ?\d{1,3}(?:[.,]\d\d)?|\b\d{1,3}(?:[.,]\d\d)? ?[€$£])(?!\w).{0,30}"
    r"(?:premiers? mois|first (?:\w+ )?months?|par mois, sans|a month, cancel)",
    re.IGNORECASE,
)
_BUTTON_ENDS = re.compile(r"[\[\]|·•▪]")
_LABEL_END = re.compile(r"\s*(?:[:|›»>]|\(\d{1,5}\)|\d{1,5}\s*$|$)")
_COUNTED = re.compile(
    r"\(?\d{1,5}\)?\s*(?:commentaires?|comments?|réactions?|partages?|shares?|likes?|vues|views)\b\s*$"
    r"|\d{1,3}\s*(?:min|minutes?)\b.{0,20}\b(?:read|lecture)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"accept|refus|reject|consent|paramétr|paramètre|settings|préférences|preferences|choices|choix"
    r"|partner|partenaire|privacy|confidentialité|policy|politique de|we use|nous utilisons"
    r"|notre site|ce site|this site|our site",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[€$£¥]|\b(?:m|b)illion|\bmilliard|\bamende|\bCNIL\b")
_CREDIT = re.compile(
    r"\((?:\s*(?:AFP|ANP|POOL|Pool|REUTERS|Reuters|AP|EPA|SIPA|Getty Images|Bloomberg)\s*/"
    r"|\s*(?:[Pp]hoto|[Cc]r[ée]dits?|[Ii]mage|DR)\b)[^()]{0,80}\)\Z"
)
_RIGHTS = re.compile(
    r"^\W*©|©.{0,40}(?:19|20)\d\d|all rights reserved",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:v(?:ier)?|uary)?|f[ée]v(?:r(?:ier)?)?|feb(?:ruary)?|mars|mar(?:ch)?|avr(?:il)?"
    r"|apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?|ao[uû]t|aug(?:ust)?|sept?(?:emb(?:er|re))?"
    r"|oct(?:ob(?:er|re))?|nov(?:emb(?:er|re))?|d[ée]c(?:emb(?:er|re))?)"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
    rf"|\b\d{{1,2}}(?:er|st|nd|rd|th)?\s+{_MONTH}\.?,?\s+(?:19|20)\d\d\b"
    rf"|\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"(?:^|(?<=[|·–] )){_MONTH}\.? (?:19|20)\d\d(?= ?(?:$|[|·–]))", re.IGNORECASE
)
_WORDS = re.compile(r"\w+")
_BARS = re.compile(r"\s*[|·•–/]\s+|\.\s+|\s-\s")
_BY = re.compile(
    r"(?:par|by|publié|published|posted|mis à jour|mise à jour|mis en ligne|updated|modifié|rédigé"
    r"|written|last updated|created|date)\b",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+day|mon|tue|wed|thu|fri|sat|sun"
    r"|publié|mis|mise|à|le|la|en|ligne|jour|updated|published|posted|on|at|par|by|gmt|cet|utc|h"
    r"|am|pm|min|date)\b|\d+|\W+",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """True where a line of a page is none of its story.

    Parameters
    ----------
    line
        One line or short paragraph of a view, without blanks around it.

    Examples
    --------
    >>> is_furniture("Lire aussi : Choc fiscal"), is_furniture("[Publicité]")
    (True, True)
    >>> is_furniture("Subscribers to the bonds paid £1bn")
    False
    """
    return opens_as_furniture(line) or asks_consent(line) or reserves_rights(line)


def opens_as_furniture(line: str) -> bool:
    """True where a line begins as page furniture does: the quick part of `is_furniture`."""
    first = line[:1]
    if first.isalpha():
        if line[:4].lower() in _PHRASES and _is_phrase(line):
            return True
    else:
        if first not in "[×" and (decorated := _DECORATION.match(line)):
            line = line[decorated.end() :]
        if _is_phrase(line):
            return True
        if line[:1].isdigit() and len(line) < 60 and _COUNTED.match(line):
            return True
    if len(line) < 140 and ("mois" in line or "month" in line) and _TRIAL.search(line):
        return True
    return len(line) < 160 and ("|" in line or "·" in line or "[" in line) and _is_row(line)


def _is_row(line: str) -> bool:
    """True for a row of buttons: ``[Share] [Save] [Listen to this article]``."""
    if line[0] == "[" and line[-1] == "]" and not _MONEY.search(line):
        return True
    parts = [part.strip() for part in _BUTTON_ENDS.split(line)]
    parts = [part for part in parts if part]
    known = sum(1 for part in parts if _is_phrase(part) or _COUNTED.match(part))
    return known > 0 and 2 * known >= len(parts) and not _sells(parts)


def _sells(parts: list[str]) -> bool:
    """True where a part of a line speaks of money and is not the price of a subscription."""
    return any(_MONEY.search(part) is not None and not _is_phrase(part.strip()) for part in parts)


def leads_to_others(line: str) -> bool:
    """True for the line above a list of other stories: ``Sur le même sujet``."""
    return len(line) < 60 and line.lower().lstrip("[>• ").startswith(_RELATED)


def asks_consent(line: str) -> bool:
    """True for a banner that asks leave to store cookies, not for a story about one."""
    return (
        len(line) < 600
        and ("ookie" in line or "racker" in line or "raceur" in line)
        and _CONSENT.search(line) is not None
        and _MONEY.search(line) is None
    )


def reserves_rights(line: str) -> bool:
    """True for the line that reserves rights: ``© 2025. All rights reserved.``"""
    return len(line) < 300 and ("©" in line or "ights" in line) and bool(_RIGHTS.search(line))


def is_caption(line: str) -> bool:
    """True for a caption that ends with who took the picture: "Lens, in May (AFP / Ana Ruiz)".

    Examples
    --------
    >>> is_caption("Lens, in May (AFP / Ana Ruiz)"), is_caption("It costs a lot (3 bn / year)")
    (True, False)
    """
    return line[-1:] == ")" and len(line) < 400 and _CREDIT.search(line) is not None


def _is_phrase(line: str) -> bool:
    """True where a line begins with a phrase of page furniture."""
    phrases = _PHRASES.get(line[:4].lower())
    if phrases is None:
        return False
    if len(line) > 400:
        return False
    lowered = line[:48].lower()
    for phrase, alone in phrases:
        if lowered.startswith(phrase):
            size = len(phrase)
            if alone:
                if len(line) < 60 and _LABEL_END.match(line, size):
                    return True
            elif not line[size : size + 1].isalnum() or not phrase[-1].isalnum():
                return True
    return False


def is_dateline(line: str, *, bare: bool = False) -> bool:
    """True for a line that only says when, where and by whom a page was published.

    Parameters
    ----------
    line
        One line of a view, without blanks around it.
    bare
        Ask for a date and nothing else: a first line that says more is a title.

    Examples
    --------
    >>> is_dateline("Par la rédaction, avec agences | Mis en ligne le 24 sept. 2025")
    True
    >>> is_dateline("Microsoft investit 4 milliards d'euros, 13 mai 2024")
    False
    """
    if len(line) > 110 or not ("20" in line or "19" in line):
        return False
    date = _DATE.search(line) or _MONTH_ALONE.search(line)
    if not date or (_MONEY.search(line) and _sells(_BUTTON_ENDS.split(line))):
        return False
    # The part of the line, between bars or full stops, that the date stands in.
    before = list(_BARS.finditer(line, 0, date.start()))
    after = _BARS.search(line, date.end())
    start, end = before[-1].end() if before else 0, after.start() if after else len(line)
    near = _DATE_WORDS.sub(" ", f"{line[start : date.start()]}|{line[date.end() : end]}")
    beside = len(near.split())
    apart = len(_WORDS.findall(line, 0, start)) + len(_WORDS.findall(line, end))
    by = _BY.match(line[start:end]) is not None
    if bare:
        return not apart and (beside == 0 or (by and beside <= 2))
    return apart <= 9 and beside <= (4 if by else 1)


def has_date(text: str) -> bool:
    """True where a text says a whole date: ``17/09/2025``, ``30 mars 2026``, ``July 31, 2025``."""
    return _DATE.search(text) is not None


def first_story_line(lines: Iterable[str]) -> str:
    """The first of a page's lines that is neither furniture nor a dateline; empty where none is."""
    for line in lines:
        if not (is_furniture(line) or is_dateline(line, bare=True)):
            return line
    return ""
