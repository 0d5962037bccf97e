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
_DECORATION = re.compile(r"[^\w\[×(]+")
_LABEL_END = re.compile(r"\s*(?:[:|›»>]|\(?\d{1,5}\)?\s*$|$)")
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
_BY = re.compile(
    r"(?:par|by|publié|published|posted|mis à jour|mise à jour|mis en ligne|updated|modifié|rédigé"
    r"|written|last updated|created|date)\b",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+day|mon|tue|wed|thu|fri|sat|sun"
    r"|publié|mis|mise|à|le|la|en|ligne|jour|updated|published|posted|on|at|par|by|gmt|cet|est|utc|h"
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
        return line[:4].lower() in _PHRASES and _is_phrase(line)
    if first not in "[×" and (decorated := _DECORATION.match(line)):
        line = line[decorated.end() :]
    return _is_phrase(line) or (
        line[:1].isdigit() and len(line) < 60 and _COUNTED.match(line) is not None
    )


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


def _is_phrase(line: str) -> bool:
    """True where a line begins with a phrase of page furniture."""
    phrases = _PHRASES.get(line[:4].lower())
    if phrases is None:
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


def is_dateline(line: str) -> bool:
    """True for a line that only says when, where and by whom a page was published.

    Examples
    --------
    >>> is_dateline("Par la rédaction, avec agences | Mis en ligne le 24 sept. 2025")
    True
    >>> is_dateline("Microsoft investit 4 milliards d'euros, 13 mai 2024")
    False
    """
    if len(line) > 110 or not ("20" in line or "19" in line):
        return False
    date = _DATE.search(line)
    if not date:
        return False
    if _BY.match(line):
        return True
    left = _DATE_WORDS.sub(" ", line[: date.start()] + " | " + line[date.end() :]).split()
    return len(left) <= 3 and not _MONEY.search(line)


def has_date(text: str) -> bool:
    """True where a text says a whole date: ``17/09/2025``, ``30 mars 2026``, ``July 31, 2025``."""
    return _DATE.search(text) is not None


def first_story_line(lines: Iterable[str]) -> str:
    """The first of a page's lines that is neither furniture nor a dateline; empty where none is."""
    for line in lines:
        if not (is_furniture(line) or is_dateline(line)):
            return line
    return ""
