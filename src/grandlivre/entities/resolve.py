"""The public verb of entities: from the names that claims use to parties, projects and places."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim
from grandlivre.entities.generic import is_description
from grandlivre.entities.lookup import KnownParty, Lookup, reference_lookup
from grandlivre.entities.model import Asset, Entity, Place, Project
from grandlivre.entities.names import asset_of, is_short_form, name_key, own_name, proper_name

# One letter more, less, swapped or changed is a misprint only in a name of some length.
_LONG_ENOUGH = 8


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

    def party(self, form: str) -> Entity:
        """The party that a name stands for."""
        key = self.keys.get(fold(form))
        if key is not None:
            return self.entities[key]
        return _unknown(name_key(form) or fold(form), Counter({form: 1}))

    def are_related(self, first: str, second: str) -> bool:
        """True where two keys are one party, or one is a parent of the other."""
        if first == second:
            return True
        return second in self._parents(first) or first in self._parents(second)

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
        return Project(key=content_key("prj", named), name=form, asset=asset, is_named=True)

    def place(self, form: str, near: Iterable[str] = ()) -> Place:
        """The place that a name stands for; of level 0 where no list knows it.

        Parameters
        ----------
        form
            The name.
        near
            The claim's other places, which tell one Cambridge from another.
        """
        found = self.lookup.place(form, near)
        if found is not None:
            return found
        return Place(key=content_key("plc", fold(form)), name=form)

    def _is_party(self, named: str) -> bool:
        key = self.keys.get(named)
        return key is not None and not self.entities[key].is_generic

    def _parents(self, key: str) -> tuple[str, ...]:
        entity = self.entities.get(key)
        return entity.parents if entity is not None else ()


def resolve(claims: Iterable[Claim], *, lookup: Lookup | None = None) -> Linker:
    """Find which names in the claims stand for one party.

    Parameters
    ----------
    claims
        In any order: the result does not depend on it.
    lookup
        The lists of known parties and places; the package's own by default.

    Returns
    -------
    Linker

    Notes
    -----
    A name that no list knows is marked generic where it only describes ("foreign companies"),
    or where it is used for a project at least as often as for a payer ("Campus IA").

    In this order: a name that the reference list knows; names with one key once articles, legal
    forms and descriptions are dropped (`name_key`); a short form of exactly one longer name
    ("Mistral", "Mistral AI"); a misprint of exactly one other name (one letter, in a name of
    eight letters or more). Parent and child stay apart and are linked.
    """
    known_to = lookup if lookup is not None else reference_lookup()
    read = list({claim.id: claim for claim in claims}.values())
    forms = _forms(read)
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, KnownParty] = {}
    for form, count in forms.items():
        found = known_to.party(form) or known_to.party(name_key(form))
        key = name_key(found.name) if found is not None else name_key(form) or fold(form)
        by_key[key][form] += count
        if found is not None:
            known[key] = found
    joined = _joined(by_key, known)
    read_as = _uses(read)
    entities: dict[str, Entity] = {}
    keys: dict[str, str] = {}
    for key, spelled in joined.items():
        entity = _entity(key, spelled, known.get(key), known_to)
        if not entity.is_known and _names_nobody(spelled, read_as):
            entity = replace(entity, is_generic=True)
        entities[entity.key] = entity
        keys.update(dict.fromkeys((fold(form) for form in spelled), entity.key))
    return Linker(entities=entities, keys=keys, lookup=known_to)


def _forms(claims: Iterable[Claim]) -> dict[str, int]:
    """How often each name of a party is used, in an order that claims' order does not change."""
    counts: Counter[str] = Counter()
    for claim in claims:
        counts.update(claim.investors)
        counts.update(claim.beneficiaries)
        counts.update(claim.attributed_to)
    return {form: counts[form] for form in sorted(counts) if fold(form)}


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


def _joined(
    by_key: Mapping[str, Counter[str]], known: Mapping[str, KnownParty]
) -> dict[str, Counter[str]]:
    """Join short forms and misprints to the one name that each can stand for."""
    joined: dict[str, Counter[str]] = {key: Counter(by_key[key]) for key in sorted(by_key)}
    by_first: dict[str, list[str]] = defaultdict(list)
    for key in joined:
        by_first[key.partition(" ")[0]].append(key)
    for key in list(joined):
        longer = [other for other in by_first[key.partition(" ")[0]] if is_short_form(key, other)]
        if key not in known and len(longer) == 1 and longer[0] in joined:
            joined[longer[0]].update(joined.pop(key))
    for key in list(joined):
        meant = _meant(key, joined, known)
        if meant is not None:
            joined[meant].update(joined.pop(key))
    return joined


def _meant(
    key: str, joined: Mapping[str, Counter[str]], known: Mapping[str, KnownParty]
) -> str | None:
    """The one name that a key is a misprint of, if it is: a known one, or a more common one."""
    if key in known or len(key) < _LONG_ENOUGH or any(char.isdigit() for char in key):
        return None
    uses = joined[key].total()
    near = [
        other
        for other in joined
        if other != key
        and other[0] == key[0]
        and abs(len(other) - len(key)) <= 1
        and (other in known or joined[other].total() > uses)
        and OSA.distance(key, other, score_cutoff=1) == 1
    ]
    return near[0] if len(near) == 1 else None


def _entity(key: str, spelled: Counter[str], found: KnownParty | None, lookup: Lookup) -> Entity:
    if found is None:
        return _unknown(key, spelled)
    return Entity(
        key=content_key("ent", key),
        name=found.name,
        name_en=lookup.english(found.name),
        forms=tuple(sorted(spelled)),
        kind=str(found.kind),
        country=found.country if found.country not in ("", "XX") else None,
        parents=tuple(content_key("ent", name_key(owner)) for owner in lookup.owners(found.name)),
        is_known=True,
    )


def _unknown(key: str, spelled: Counter[str]) -> Entity:
    # The commonest spelling, the longest of the commonest, the first in the alphabet.
    shown = min(spelled, key=lambda form: (-spelled[form], -len(form), form))
    return Entity(key=content_key("ent", key), name=shown, forms=tuple(sorted(spelled)))


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
