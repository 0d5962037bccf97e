"""Who is who: the many spellings of a party, a project and a place, brought to one key each."""

from grandlivre.entities.compare import compare
from grandlivre.entities.judging import judge
from grandlivre.entities.model import (
    Asset,
    Decision,
    Entity,
    Feature,
    Judgement,
    Name,
    Place,
    Project,
    Ruling,
    Verdict,
)
from grandlivre.entities.registry import Identities, Identity, Proposal, ruled, settle
from grandlivre.entities.resolve import Linker, resolve

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
    "Ruling",
    "Verdict",
    "compare",
    "judge",
    "resolve",
    "ruled",
    "settle",
]
