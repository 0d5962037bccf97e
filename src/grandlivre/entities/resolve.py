"""The public verb of entities: from the names that claims use to parties, projects and places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim
from grandlivre.entities.generic import is_description
from grandlivre.entities.lookup import KnownParty, Lookup, reference_lookup
from grandlivre.entities.model import (
    Asset,
    Decision,
    Entity,
    Identities,
    Identity,
    Judgement,
    Kind,
    Name,
    Place,
    Project,
    Settled,
    Verdict,
)
from grandlivre.entities.names import asset_of, name_key, own_name, proper_name
from grandlivre.entities.registry import fresh_key
from grandlivre.entities.ruling import ruled
from grandlivre.entities.settling import KEYS, Settler, names_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Linker:
    """What every name in a set of claims stands for. Made by `resolve`; never changed.

    Names that it was not made from are answered too, each as an entity of its own.
    """

    entities: Mapping[str, Entity]
    """Entities by their key."""
    keys: Mapping[str, str]
    """Key of the entity by the name's folded form."""
    lookup: Lookup
    settled: Settled = field(default_factory=Settled)
    """Who is who by likeness and lists: what a later run may go on from."""
    decisions: tuple[Decision, ...] = ()
    """Why names are one, kin or left open, persons' words among the rest."""
    projects: Mapping[str, str] = field(default_factory=dict)
    """Key of the project by its own name, in each spelling."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Places that no list knows, by their names."""
    kin: frozenset[tuple[str, str]] = frozenset()
    """Pairs of keys of a house and its arm, both ways, by their names alone."""

    def party(self, form: str) -> Entity:
        """The party that a name stands for."""
        key = self.keys.get(fold(form))
        if key is not None:
            return self.entities[key]
        whole = name_key(form) or fold(form)
        return Entity(key=content_key("ent", whole), name=form, forms=(form,))

    def are_related(self, first: str, second: str) -> bool:
        """True where two keys are one party, or one is a parent or an arm of the other."""
        if first == second:
            return True
        if second in self._parents(first) or first in self._parents(second):
            return True
        return (first, second) in self.kin

    def project(
        self, form: str, places: Iterable[str] = (), parties: Iterable[str] = ()
    ) -> Project:
        """The project, or the kind of asset, that a mention stands for.

        Parameters
        ----------
        form
            The mention.
        places, parties
            The claim's: "SoftBank France programme" says no more than they do, so that it is a
            description and no name.
        """
        named = proper_name(form)
        if named is not None and self._is_party(named):
            named = None
        if named is not None:
            named = own_name(named, [*places, *parties])
        asset = asset_of(form)
        if named is None:
            return Project(
                key=content_key("ast", asset.value), name=form, asset=asset, is_named=False
            )
        key = self.projects.get(named) or fresh_key(KEYS[Kind.PROJECT], Name(form=named))
        return Project(key=key, name=form, asset=asset, is_named=True)

    def place(self, form: str, near: Iterable[str] = ()) -> Place:
        """The place that a name stands for; of level 0 where no list knows it.

        Parameters
        ----------
        form
            The name.
        near
            The claim's other places, which tell one Cambridge from another.
        """
        found = self.lookup.place(form, near) or self.places.get(form)
        if found is not None:
            return found
        return Place(key=fresh_key(KEYS[Kind.PLACE], Name(form=form)), name=form)

    def _is_party(self, named: str) -> bool:
        key = self.keys.get(named)
        return key is not None and not self.entities[key].is_generic

    def _parents(self, key: str) -> tuple[str, ...]:
        entity = self.entities.get(key)
        return entity.parents if entity is not None else ()


def resolve(
    claims: Iterable[Claim],
    *,
    lookup: Lookup | None = None,
    judgements: Iterable[Judgement] = (),
    earlier: Settled | None = None,
) -> Linker:
    """Find which names in the claims stand for one party.

    Parameters
    ----------
    claims
        In any order: the result does not depend on it.
    lookup
        The lists of known parties and places; the package's own by default.
    judgements
        What persons said of pairs of names: above all likeness.
    earlier
        Who was settled before: their keys stay, whether or not these claims name them.

    Returns
    -------
    Linker

    Notes
    -----
    A name that no list knows is marked generic where it only describes ("foreign companies"),
    or where it is used for a project at least as often as for a payer ("Campus IA").

    Names that the reference list gives to one party are one; the others are compared and
    grouped (see `grandlivre.entities.cluster`): whole names that agree first, then a short form
    of exactly one longer name ("Mistral", "Mistral AI"), a misprint of exactly one other name,
    an acronym of exactly one. Parent and child stay apart and are linked.
    """
    known_to = lookup if lookup is not None else reference_lookup()
    read = list({claim.id: claim for claim in claims}.values())
    spoken = tuple(judgements)
    met = names_met(read, known_to)
    settler = Settler(earlier)
    settler.add(met, spoken)
    settled = settler.settled()
    view = ruled(settled.parties, spoken)
    keys = {fold(name.form): each.key for each in view.settled for name in each.names}
    listed = [(each.key, name.known) for each in view.settled for name in each.names if name.known]
    by_list = {known: key for key, known in listed}
    # Of several, the first: the one that founded the identity.
    known = dict(reversed(listed))
    read_as = _uses(read)
    entities = {
        each.key: _entity(each, known_to.party(known.get(each.key, "")), known_to, by_list)
        for each in _named(view, met.of(Kind.PARTY))
    }
    entities = {
        key: replace(each, is_generic=not each.is_known and _names_nobody(each.forms, read_as))
        for key, each in entities.items()
    }
    return Linker(
        entities=entities,
        keys={form: key for form, key in keys.items() if key in entities},
        lookup=known_to,
        settled=settled,
        decisions=view.decisions,
        projects={name.form: each.key for each in settled.projects.settled for name in each.names},
        places=_places(settled.places, met.of(Kind.PLACE)),
        kin=_kin(view, keys),
    )


def _named(identities: Identities, met: Iterable[Name]) -> list[Identity]:
    """Identities under the names that were met, with the uses that they have there."""
    here = {name.form: name for name in met}
    found = []
    for each in identities.settled:
        names = tuple(here[name.form] for name in each.names if name.form in here)
        if names:
            found.append(replace(each, names=names))
    return found


def _places(identities: Identities, met: Iterable[Name]) -> dict[str, Place]:
    """Places by their names, each called as most claims call it."""
    found: dict[str, Place] = {}
    for each in _named(identities, met):
        usual = min(each.names, key=lambda name: (-name.uses, name.form))
        place = Place(key=each.key, name=usual.form)
        found.update((name.form, place) for name in each.names)
    return found


def _kin(view: Identities, keys: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Pairs of parties of which one's name is the other's with a branch or a country."""
    pairs = set[tuple[str, str]]()
    for decision in view.decisions:
        one, other = (keys.get(fold(form)) for form in (decision.first, decision.second))
        if decision.verdict is Verdict.RELATED and one and other:
            pairs |= {(one, other), (other, one)}
    return frozenset(pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uses:
    """What names are used for, by their folded form."""

    chosen: frozenset[str]
    """Parties of rows of statements: an analyst wrote them down as such."""
    payers: Mapping[str, int]
    projects: Mapping[str, int]


def _uses(claims: Iterable[Claim]) -> _Uses:
    chosen: set[str] = set()
    payers: Counter[str] = Counter()
    projects: Counter[str] = Counter()
    for claim in claims:
        parties = [fold(form) for form in (*claim.investors, *claim.beneficiaries)]
        payers.update(parties)
        if claim.reader == "statement":
            chosen.update(parties)
        projects.update(
            named for form in claim.projects if (named := proper_name(form)) is not None
        )
    return _Uses(chosen=frozenset(chosen), payers=payers, projects=projects)


def _names_nobody(spelled: Iterable[str], uses: _Uses) -> bool:
    """True for a description, and for a name that is a project's as often as a payer's."""
    folded = {fold(form) for form in spelled}
    if folded & uses.chosen:
        return False
    as_project = sum(uses.projects.get(form, 0) for form in folded)
    as_payer = sum(uses.payers.get(form, 0) for form in folded)
    return (as_project > 0 and as_project >= as_payer) or is_description(spelled)


def _entity(
    identity: Identity, found: KnownParty | None, lookup: Lookup, by_list: Mapping[str, str]
) -> Entity:
    """The entity of an identity, with what the list knows of it by any of its names."""
    forms = tuple(sorted(name.form for name in identity.names))
    if found is None:
        return Entity(key=identity.key, name=identity.called(), forms=forms)
    return Entity(
        key=identity.key,
        name=found.name,
        name_en=lookup.english(found.name),
        forms=forms,
        kind=str(found.kind),
        country=found.country if found.country not in ("", "XX") else None,
        parents=tuple(
            by_list.get(owner) or content_key("ent", name_key(owner))
            for owner in lookup.owners(found.name)
        ),
        ids=tuple(f"{scheme}:{value}" for scheme, value in sorted(found.ids.items())),
        is_known=True,
    )


def asset_from(projects: Iterable[Project], purpose: str) -> Asset:
    """The kind of asset of a claim: of its projects, else what its purpose implies.

    Examples
    --------
    >>> asset_from((), "network")
    <Asset.NETWORK: 'network'>
    """
    kinds = [project.asset for project in projects]
    built = [kind for kind in kinds if kind not in (Asset.UNKNOWN, Asset.FUND)]
    if built:
        return built[0]
    # A plan or a programme for data centres is of data centres.
    of_purpose = _ASSET_OF_PURPOSE.get(purpose, Asset.UNKNOWN)
    if of_purpose is Asset.UNKNOWN and Asset.FUND in kinds:
        return Asset.FUND
    return of_purpose


_ASSET_OF_PURPOSE = {
    "data_centre": Asset.DATA_CENTRE,
    "compute": Asset.COMPUTE,
    "network": Asset.NETWORK,
    "energy": Asset.ENERGY,
}
