"""Who is who: the many spellings of a party, a project and a place, brought to one key each."""

from grandlivre.entities.compare import compare
from grandlivre.entities.judging import judge
from grandlivre.entities.model import (
    Asset,
    Decision,
    Entity,
    Feature,
    Identities,
    Identity,
    Judgement,
    Name,
    Place,
    Project,
    Proposal,
    Ruling,
    Verdict,
)
from grandlivre.entities.registry import Registry, settle
from grandlivre.entities.resolve import Linker, resolve
from grandlivre.entities.ruling import ruled

__all__ = [
    "Asset",
    "Decision",
    "Entity",
    "Feature",
    "Identities",
    "Identity",
    "Judgement",
    "Linker",
    "Name",
    "Place",
    "Project",
    "Proposal",
    "Registry",
    "Ruling",
    "Verdict",
    "compare",
    "judge",
    "resolve",
    "ruled",
    "settle",
]
