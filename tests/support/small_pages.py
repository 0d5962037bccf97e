"""The pages of the small invented ledger, as a folder and as an application would show them."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from small_ledger import small_material
from small_outlook import PARAMETERS, small_outlook, small_plan, small_sensitivity

from grandlivre.ledger.history import diff, known_from, said_until
from grandlivre.ledger.reconcile import reconcile
from grandlivre.report.outlook import Prospect
from grandlivre.report.pages import Address, Edition, Index, LivePage, Loaded, static_site


@cache
def small_edition() -> Edition:
    """All that pages can show: an outlook, changes, days, conflicts."""
    material = small_material()
    documents = (
        list(material.documents.values())
        if hasattr(material.documents, "values")
        else list(material.documents)
    )
    days = sorted(set(known_from(documents).values()))
    since = days[len(days) // 2]
    before = reconcile(*said_until(material.claims, documents, since))
    return Edition(
        ledger=material.ledger,
        library=Loaded(material.claims, documents),
        days=tuple(days),
        changes=diff(before, material.ledger),
        since=since,
        prospect=Prospect(
            plan=small_plan(),
            parameters=PARAMETERS,
            outlook=small_outlook(),
            others=(small_outlook("brave", odds=0.3),),
            sensitivities=(small_sensitivity(),),
        ),
        parameters=PARAMETERS,
        version="0123456789abcdef",
    )


@cache
def small_index() -> Index:
    return Index(small_edition())


@cache
def small_site() -> dict[str, bytes]:
    """The folder: contents by path."""
    return dict(static_site(small_edition()))


@dataclass(frozen=True)
class ServerLinks:
    """Paths as an application has them."""

    is_live: bool = True

    def url(self, address: Address, language: str) -> str:
        query = "&".join(f"{k}={v}" for k, v in address.query.to_params().items())
        anchor = f"#{address.anchor}" if address.anchor else ""
        key = f"/{address.key}" if address.key else ""
        return f"/{language}/{address.kind.value}{key}{'?' + query if query else ''}{anchor}"

    def asset(self, name: str) -> str:
        return f"/static/abc/{name}"

    def live(self, page: LivePage, language: str, key: str = "") -> str:
        return f"/{language}/{page.value}{'/' + key if key else ''}"


DAY = date(2025, 3, 31)
