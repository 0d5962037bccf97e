"""What the application is told when it starts, and what it allows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

VARIABLE = "GRANDLIVRE_SERVE"
"""Where worker processes find the options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How the application is served."""

    place: str
    """A file, a folder that holds a ``ledger.db``, or the address of a database."""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    """Processes that answer; another one works on jobs."""
    is_behind_proxy: bool = False
    """True to believe what a proxy on this machine says of addresses and of https."""
    reads_a_second: float = 50.0
    """Requests that one address may make; 0 for as many as it likes."""
    writes_a_minute: float = 30.0
    """Uploads, judgements and runs of one account, and of one address."""
    logins_a_minute: float = 10.0
    """Tries to log in from one address, and of one account."""
    cache_bytes: int = 256_000_000
    """Of answers that are kept, in each process."""
    ahead_bytes: int = 64_000_000
    """Of pages that are made before anybody asks for them, in each process; 0 for none."""
    follow_seconds: float = 1.0
    """How often the database is looked at for what is new; 0 for never."""

    def to_environment(self) -> dict[str, str]:
        """As a variable of the environment."""
        return {VARIABLE: json.dumps(asdict(self))}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ServeOptions":
        """From a variable of the environment.

        Examples
        --------
        >>> options = ServeOptions(place="a.db", port=8080)
        >>> ServeOptions.from_environment(options.to_environment()) == options
        True
        """
        return cls(**json.loads(environment[VARIABLE]))
