"""Who is who: the many spellings of a party, a project and a place, brought to one key each."""

from grandlivre.entities.compare import compare
from grandlivre.entities.judging import judge
from grandlivre.entities.model import (
    Addition,
    Asset,
    Decision,
    Entity,
    Feature,
    Identities,
    Identity,
    Judgement,
    Kind,
    Name,
    Place,
    Project,
    Proposal,
    Ruling,
    Settled,
    Subject,
    Verdict,
)
from grandlivre.entities.registry import Registry, settle
from grandlivre.entities.resolve import Linker, resolve
from grandlivre.entities.ruling import ruled
from grandlivre.entities.settling import Met, Settler, name_of, names_met

__all__ = [
    "Addition",
    "Asset",
    "Decision",
    "Entity",
    "Feature",
    "Identities",
    "Identity",
    "Judgement",
    "Kind",
    "Linker",
    "Met",
    "Name",
    "Place",
    "Project",
    "Proposal",
    "Registry",
    "Ruling",
    "Settled",
    "Settler",
    "Subject",
    "Verdict",
    "compare",
    "judge",
    "name_of",
    "names_met",
    "resolve",
    "ruled",
    "settle",
]
