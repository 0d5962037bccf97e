"""``grandlivre user``: who may do more than look at what is served."""

import os
import sys
from collections.abc import Mapping, Sequence

from grandlivre.config import settings
from grandlivre.errors import ConfigError
from grandlivre.pipeline.accounts import add_user, remove_user, users
from grandlivre.pipeline.whereabouts import USUAL_FOLDER, ledger_at
from grandlivre.reference.messages import Messages


def user_command(
    say: Messages, words: Sequence[str], *, role: str | None, given: Mapping[str, str | None]
) -> int:
    """Add, list or remove accounts; returns the exit status."""
    place = ledger_at(settings(os.environ, given).db or USUAL_FOLDER)
    match list(words):
        case ["add", name]:
            token = add_user(place, name, role or "reader")
            sys.stdout.write(token + "\n")
            sys.stderr.write(say.say("user.added", name=name, role=role or "reader") + "\n")
        case ["list"]:
            found = users(place)
            for each in found:
                when = each.created_at.strftime("%Y-%m-%d")
                sys.stdout.write(f"{each.name}\t{each.role}\t{when}\n")
            if not found:
                sys.stderr.write(say.say("user.none") + "\n")
        case ["remove", name]:
            remove_user(place, name)
            sys.stderr.write(say.say("user.removed", name=name) + "\n")
        case _:
            raise ConfigError(
                "one of add NAME, list, remove NAME is needed",
                where="user",
                remedy="such as grandlivre user add ada --role analyst",
            )
    return 0
