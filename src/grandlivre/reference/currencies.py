"""Currencies: the codes of ISO 4217 and every way in which French and English write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.tables import Row, data_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """One currency of ISO 4217.

    Examples
    --------
    >>> currencies()["SEK"].plural_fr
    'couronnes suédoises'
    """

    code: str
    digits: int
    """How many decimals its minor unit has: 2 for cents, 0 for the yen."""
    name_en: str
    plural_en: str
    name_fr: str
    plural_fr: str
    symbols: tuple[str, ...] = ()
    """Signs and abbreviations, the one to print first."""
    aliases_en: tuple[str, ...] = ()
    aliases_fr: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 codes of the countries whose main currency it is."""
    ended: date | None = None
    """Last day as legal tender; None for a currency in use."""

    @property
    def is_active(self) -> bool:
        """True for a currency that has not ended."""
        return self.ended is None

    def written(self) -> Iterator[str]:
        """Each form in which a text may write it, in no particular case."""
        yield self.code
        yield from (self.name_en, self.plural_en, self.name_fr, self.plural_fr)
        yield from self.symbols
        yield from self.aliases_en
        yield from self.aliases_fr


@cache
def currencies() -> Mapping[str, Currency]:
    """Every currency by its code, active ones and some that ended.

    Raises
    ------
    ReferenceDataError
        Where the data file is malformed.

    Examples
    --------
    >>> currencies()["JPY"].digits
    0
    """
    found: dict[str, Currency] = {}
    for row in data_rows("currencies.tsv"):
        currency = _currency(row)
        if currency.code in found:
            raise ReferenceDataError(f"{currency.code} stands twice", where=row.where)
        found[currency.code] = currency
    return MappingProxyType(found)


def _currency(row: Row) -> Currency:
    return Currency(
        code=row.required("code"),
        digits=row.number("digits"),
        name_en=row.required("name_en"),
        plural_en=row.required("plural_en"),
        name_fr=row.required("name_fr"),
        plural_fr=row.required("plural_fr"),
        symbols=row.several("symbols"),
        aliases_en=row.several("aliases_en"),
        aliases_fr=row.several("aliases_fr"),
        countries=row.several("countries"),
        ended=row.parsed("ended", date.fromisoformat) if row["ended"] else None,
    )


@cache
def forms() -> Mapping[str, tuple[str, ...]]:
    """Every surface form, in lower case, with the codes it may mean, the likeliest first.

    Returns
    -------
    Mapping[str, tuple[str, ...]]
        Codes, signs, abbreviations, names and plurals of both languages, and the words that
        several currencies share. Spaces are plain and apostrophes straight.

    Notes
    -----
    Codes are found here in lower case too, and some are words ("all", "try", "amd"): see
    `code_forms` for those that count only as written there.

    Examples
    --------
    >>> forms()["couronnes"][:2], forms()["dollars canadiens"], forms()["€"]
    (('SEK', 'NOK'), ('CAD',), ('EUR',))
    """
    found: dict[str, list[str]] = {}
    for row in data_rows("currency_words.tsv"):
        for form in row.several("forms"):
            if form in found:
                raise ReferenceDataError(f"{form!r} stands twice", where=row.where)
            found[form] = [_known(code, row) for code in row.several("codes")]
    shared = frozenset(found)
    for currency in sorted(currencies().values(), key=lambda each: not each.is_active):
        for form in currency.written():
            codes = found.setdefault(form.lower(), [])
            if form.lower() not in shared and currency.code not in codes:
                codes.append(currency.code)
    return MappingProxyType({form: tuple(codes) for form, codes in found.items()})


def _known(code: str, row: Row) -> str:
    if code not in currencies():
        raise ReferenceDataError(
            f"unknown currency {code!r}", where=row.where, remedy="add it to currencies.tsv"
        )
    return code


@cache
def code_forms() -> Mapping[str, frozenset[str]]:
    """The forms that count only as capitalised here: codes and abbreviations made of letters.

    Returns
    -------
    Mapping[str, frozenset[str]]
        For the lower-case form, the ways of writing it that mean money. A caller that meets
        another way should not take it for money: "all", "try" and "amd" are words and a
        company before they are the lek, the Turkish lira and the dram.

    Examples
    --------
    >>> sorted(code_forms()["try"]), sorted(code_forms()["ksh"]), "dollars" in code_forms()
    (['TRY'], ['KSh', 'Ksh'], False)
    """
    shared = {form for row in data_rows("currency_words.tsv") for form in row.several("forms")}
    found: dict[str, set[str]] = {}
    for currency in currencies().values():
        for form in (currency.code, *currency.symbols):
            if form.isalpha() and form.isascii() and form.lower() not in shared:
                found.setdefault(form.lower(), set()).add(form)
    return MappingProxyType({form: frozenset(written) for form, written in found.items()})


@cache
def _by_country() -> Mapping[str, str]:
    found = {}
    for currency in currencies().values():
        for country in currency.countries:
            found[country] = currency.code
    return MappingProxyType(found)


def country_currency(iso2: str) -> str | None:
    """The code of a country's main currency; None where the country is unknown.

    Parameters
    ----------
    iso2
        ISO 3166-1 code in capitals; "EU" is the European Union.

    Examples
    --------
    >>> country_currency("SE"), country_currency("EU"), country_currency("ZZ")
    ('SEK', 'EUR', None)
    """
    return _by_country().get(iso2)


def narrow(codes: tuple[str, ...], countries: tuple[str, ...]) -> tuple[str, ...]:
    """Put the candidates that the countries in context use before the others.

    Parameters
    ----------
    codes
        Candidates, as `forms` gives them.
    countries
        ISO 3166-1 codes of the countries the text is about, the nearest first.

    Returns
    -------
    tuple[str, ...]
        The same codes; those of a country in `countries` come first, in the countries' order.

    Examples
    --------
    >>> narrow(forms()["$"], ("FR", "CA"))[0]
    'CAD'
    """
    used = [country_currency(country) for country in countries]
    ranks = {code: rank for rank, code in reversed(list(enumerate(used)))}
    return tuple(sorted(codes, key=lambda code: ranks.get(code, len(used))))
