"""The routes of the interface for programs, which all stand below one path."""

from fastapi import APIRouter
from starlette.routing import Match
from starlette.types import Scope

from grandlivre.web.rules import API


class Section(APIRouter):
    """Routes of the interface; a path elsewhere is not tried with each of them."""

    def __init__(self) -> None:
        super().__init__(prefix=API)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of them answers."""
        return super().matches(scope) if scope["path"].startswith(API) else (Match.NONE, {})
