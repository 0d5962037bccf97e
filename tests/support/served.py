"""The application over a small ledger, with somebody to ask it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.testclient import TestClient

from grandlivre.pipeline.reading import ReadOptions, read
from grandlivre.pipeline.recording import Recorder
from grandlivre.web import ServeOptions, create_app

OTHER = (
    "Larkspur revoit son projet\n\nPARIS, le 20 mars 2025. Larkspur Capital investira 4 milliards "
    "d’euros dans un centre de données près de Dunkerque, selon la région.\n"
)
AGAINST = (
    "Boréal voit plus grand\n\nPARIS, le 10 mars 2025. Le fonds Boréal investira entre 8 et 10 milliards d’euros "
    "dans un centre de données à Morcenx, dans les Landes.\n"
)


@dataclass
class Site:
    """An application with somebody to ask it, and a token for each role."""

    client: TestClient
    place: str
    tokens: dict[str, str]

    @property
    def live(self):
        return self.client.app.context.live

    def bearer(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[role]}"} if role != "public" else {}

    def get(self, path: str, **more):
        return self.client.get(path, follow_redirects=False, **more)

    def sign_in(self, role: str) -> str:
        """Sign in as a person does; gives what forms must send back."""
        page = self.client.get("/en/login").text
        form = {"token": self.tokens[role], "csrf": csrf_of(page), "wanted": "/en/judgements"}
        answer = self.client.post("/en/login", data=form, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return csrf_of(self.client.get("/en/judgements").text)


def csrf_of(page: str) -> str:
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def record(place: str, folder: Path) -> None:
    """Read a folder of texts into a database."""
    with Recorder(place, {"command": "test"}) as recorder:
        documents, claims = [], []
        for result in read([str(folder)], ReadOptions(keep_text=True)):
            assert result.document is not None
            recorder.add(result.document, result.claims)
            documents.append(result.document)
            claims.extend(result.claims)
        recorder.finish(documents, claims)


def site_of(place: str, tokens: dict[str, str], **options) -> Iterator[Site]:
    asked = {"reads_a_second": 0, "writes_a_minute": 0, "logins_a_minute": 0, "follow_seconds": 0}
    app = create_app(ServeOptions(place=place, **(asked | options)))
    with TestClient(app, base_url="http://ledger.test") as client:
        yield Site(client, place, tokens)
