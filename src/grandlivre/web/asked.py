"""What a program asks of the interface: a day, a part of a list, a form; read once for all routes.

The functions are coroutines, though they wait for nothing: others would cost a thread each.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query, Request
from starlette.responses import Response

from grandlivre.pipeline.live import Shown
from grandlivre.store import Place
from grandlivre.web.answers import Form, Listing, answer
from grandlivre.web.context import context_of

USUAL_MOST = 100
_AsOf = Annotated[date | None, Query(description="as it stood on that day; the latest without")]
_Form = Annotated[Form | None, Query(alias="format", description="the form; by Accept without one")]
_Most = Annotated[int, Query(alias="limit", ge=1, le=1000, description="how many at most")]
_NEXT = "as `next` of the page before gives it"
_Cursor = Annotated[str | None, Query(alias="cursor", max_length=300, description=_NEXT)]
_Spot = Annotated[
    str | None,
    Query(alias="cursor", pattern=r"^[0-9]{1,15}-[0-9]{1,15}-[0-9]{1,15}$", description=_NEXT),
]
Key = Annotated[str, Path(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, and who asks."""

    request: Request
    day: date | None
    form: Form | None = None
    cursor: str | None = None
    """Behind which thing of the list to begin; None for its first."""
    most: int = USUAL_MOST

    def shown(self) -> Shown:
        """The edition of the day; it may have to be worked out."""
        return context_of(self.request).live.at(self.day)

    @property
    def place(self) -> Place | None:
        """The cursor, in the order of recording."""
        return None if self.cursor is None else Place(*map(int, self.cursor.split("-")))

    def answer(self, listing: Listing) -> Response:
        """The list, in the form that is asked for."""
        return answer(self.request, listing, self.form)


async def _of_a_day(request: Request, as_of: _AsOf = None) -> Asked:
    return Asked(request=request, day=as_of)


async def _whole(request: Request, as_of: _AsOf = None, form: _Form = None) -> Asked:
    return Asked(request=request, day=as_of, form=form)


async def _paged(
    request: Request,
    as_of: _AsOf = None,
    cursor: _Cursor = None,
    limit: _Most = USUAL_MOST,
    form: _Form = None,
) -> Asked:
    return Asked(request=request, day=as_of, form=form, cursor=cursor, most=limit)


async def _recorded(
    request: Request,
    as_of: _AsOf = None,
    cursor: _Spot = None,
    limit: _Most = USUAL_MOST,
    form: _Form = None,
) -> Asked:
    return Asked(request=request, day=as_of, form=form, cursor=cursor, most=limit)


OfADay = Annotated[Asked, Depends(_of_a_day)]
"""One thing, as of a day."""
Whole = Annotated[Asked, Depends(_whole)]
"""A list on one page."""
Paged = Annotated[Asked, Depends(_paged)]
"""A page of a list of things."""
Recorded = Annotated[Asked, Depends(_recorded)]
"""A page of a list in the order of recording."""
