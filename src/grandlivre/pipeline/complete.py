"""Imported where a process may soon neither open nor write files: all that reading may ever need.

What `grandlivre.pipeline.warm` leaves to the few texts that ask for it is loaded here too: the
model of languages, the rules in Python and those of statements.
"""

from contextlib import suppress

import grandlivre.pipeline.warm  # noqa: F401
from grandlivre.claims import plain
from grandlivre.claims.statements import read_statement
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document, Field
from grandlivre.errors import GrandlivreError

_TEXT = "Untel a dit investir 20 millions d’euros et 5 MW à Paris d’ici 2027."

# A reading that finds a part missing says so itself.
with suppress(GrandlivreError):
    language_of(_TEXT)
    plain.read(Document(id="doc_complete", name="", text=_TEXT))
    _cell = Field(name="power_mw", value="5", start=0, end=1)
    read_statement(Document(id="doc_complete", name="", text="5", fields=(_cell,)))
