"""Who is who: the many spellings of a party, a project and a place, brought to one key each."""

from grandlivre.entities.model import Asset, Entity, Place, Project
from grandlivre.entities.resolve import Linker, resolve

__all__ = ["Asset", "Entity", "Linker", "Place", "Project", "resolve"]
