"""The names that claims use, and their identities: kind by kind, beside those settled before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grandlivre.base.fold import fold
from grandlivre.claims.model import Claim
from grandlivre.entities.judging import said
from grandlivre.entities.lookup import Lookup, reference_lookup
from grandlivre.entities.model import Addition, Judgement, Kind, Name, Settled
from grandlivre.entities.names import name_key, own_name, proper_name, without_remark
from grandlivre.entities.registry import Registry

KEYS: Mapping[Kind, str] = {Kind.PARTY: "ent", Kind.PROJECT: "prj", Kind.PLACE: "plc"}
"""What keys of each kind begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Names met in claims, each form once with its uses, by the alphabet."""

    parties: tuple[Name, ...] = ()
    projects: tuple[Name, ...] = ()
    """What projects are called, without what their parties and places say already."""
    places: tuple[Name, ...] = ()
    """Places that no list knows; those that one knows have its key."""

    def of(self, kind: Kind) -> tuple[Name, ...]:
        """The names of one kind."""
        by_kind = {
            Kind.PARTY: self.parties,
            Kind.PROJECT: self.projects,
            Kind.PLACE: self.places,
        }
        return by_kind[kind]


class Settler:
    """Settles names of all kinds beside those that were settled before.

    Examples
    --------
    >>> settler = Settler()
    >>> added = settler.add(Met(parties=(Name(form="Zephyrion"),)))
    >>> [name.form for _, name in added[Kind.PARTY].names]
    ['Zephyrion']
    """

    def __init__(self, earlier: Settled | None = None) -> None:
        before = earlier if earlier is not None else Settled()
        self._registries = {kind: Registry(before.of(kind), kind=KEYS[kind]) for kind in Kind}

    def add(self, met: Met, judgements: Iterable[Judgement] = ()) -> dict[Kind, Addition]:
        """Give each name its identity; see `grandlivre.entities.registry.Registry.add`.

        Parameters
        ----------
        met
            The names.
        judgements
            What persons said: parties that they told apart stay apart.
        """
        apart = said(judgements).pairs_apart()
        return {
            kind: registry.add(met.of(kind), apart=apart if kind is Kind.PARTY else ())
            for kind, registry in self._registries.items()
        }

    def settled(self) -> Settled:
        """Who, what and where is which now."""
        parties, projects, places = (self._registries[kind].identities() for kind in Kind)
        return Settled(parties=parties, projects=projects, places=places)


def names_met(claims: Iterable[Claim], lookup: Lookup | None = None) -> Met:
    """The names that claims use.

    Parameters
    ----------
    claims
        In any order; a claim given twice counts twice.
    lookup
        The lists of known parties and places; the package's own by default.
    """
    known_to = lookup if lookup is not None else reference_lookup()
    parties, projects, places = Counter[str](), Counter[str](), Counter[str]()
    for claim in claims:
        payers = [*claim.investors, *claim.beneficiaries]
        parties.update(payers)
        parties.update(claim.attributed_to)
        places.update(claim.places)
        for form in claim.projects:
            named = proper_name(form)
            named = own_name(named, [*claim.places, *payers]) if named is not None else None
            projects.update([named] if named is not None else [])
    return Met(
        parties=tuple(
            name_of(form, parties[form], known_to) for form in sorted(parties) if fold(form)
        ),
        projects=tuple(Name(form=form, uses=projects[form]) for form in sorted(projects)),
        places=tuple(
            Name(form=form, uses=places[form])
            for form in sorted(places)
            if known_to.place(form) is None
        ),
    )


def name_of(form: str, uses: int, lookup: Lookup) -> Name:
    """A party's name with what the lists know of it."""
    plain = without_remark(form)
    found = lookup.party(form) or lookup.party(name_key(form)) or lookup.party(plain)
    if found is None:
        return Name(form=form, uses=uses)
    ids = tuple(f"{scheme}:{value}" for scheme, value in sorted(found.ids.items()))
    owners = lookup.owners(found.name)
    return Name(form=form, uses=uses, ids=ids, known=found.name, parents=owners)
