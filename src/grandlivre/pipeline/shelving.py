"""Claims of a database as they are asked for: some by their ids, all only where all are needed."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from grandlivre.claims.model import Claim

# So many claims asked for one by one that the rest will be, too.
_MOST_ALONE = 50


class ClaimsAsked(Mapping[str, Claim]):
    """Claims by id, each fetched when it is first asked for.

    Parameters
    ----------
    some
        Fetches claims by their ids.
    every
        Fetches all of them.
    """

    def __init__(
        self,
        some: Callable[[Iterable[str]], Iterable[Claim]],
        every: Callable[[], Iterable[Claim]],
    ) -> None:
        self._some = some
        self._every = every
        self._found: dict[str, Claim] = {}
        self._missing: set[str] = set()
        self._alone = 0
        self._is_whole = False

    def fetch(self, keys: Iterable[str]) -> None:
        """Fetch at once what will be asked for."""
        if self._is_whole:
            return
        wanted = {key for key in keys if key not in self._found and key not in self._missing}
        if wanted:
            self._found.update((claim.id, claim) for claim in self._some(wanted))
            self._missing |= wanted - self._found.keys()

    def __getitem__(self, key: str) -> Claim:
        if not (self._is_whole or key in self._found or key in self._missing):
            self._alone += 1
            if self._alone > _MOST_ALONE:
                self._fetch_all()
            else:
                self.fetch([key])
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        self._fetch_all()
        return iter(self._found)

    def __len__(self) -> int:
        self._fetch_all()
        return len(self._found)

    def _fetch_all(self) -> None:
        if not self._is_whole:
            self._found = {claim.id: claim for claim in self._every()}
            self._is_whole = True


class ClaimsOf(Mapping[str, Claim]):
    """The claims of some documents among others.

    Parameters
    ----------
    claims
        Those of the database.
    documents
        Ids of the documents.
    notices
        A ledger's own, which no database holds: found by their ids alone.
    """

    def __init__(
        self, claims: ClaimsAsked, documents: Container[str], notices: Iterable[Claim] = ()
    ) -> None:
        self._claims = claims
        self._documents = documents
        self._notices = {each.id: each for each in notices}

    def __getitem__(self, key: str) -> Claim:
        if key in self._notices:
            return self._notices[key]
        claim = self._claims[key]
        if claim.document_id not in self._documents:
            raise KeyError(key)
        return claim

    def __iter__(self) -> Iterator[str]:
        return (key for key, each in self._claims.items() if each.document_id in self._documents)

    def __len__(self) -> int:
        return sum(1 for _ in self)
