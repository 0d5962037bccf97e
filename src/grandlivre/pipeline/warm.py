"""Imported by the process that workers are forked from: what all of them need is loaded once.

Lexicons, places and weights are loaded when the first text is read, which takes a second or
two; workers forked after that share them. The garbage collector is told that all this stays: it
would look through it again and again, in each worker.
"""

import gc
from contextlib import suppress
from threading import Thread

from grandlivre.claims.read import read_claims
from grandlivre.documents.model import Document
from grandlivre.documents.passages import language_of
from grandlivre.errors import GrandlivreError

_TEXTS = {
    "fr": "Le 10 mars 2025, Untel a dit investir 20 millions d’euros et 5 MW à Paris d’ici 2027.",
    "en": "On March 10, 2025, the company said it would invest $20 million in Paris by 2027.",
}

_NEW_OBJECTS = 20_000
"""Objects made before the collector looks for those that nothing refers to any more: about what a
text takes, and thirty times what Python begins with."""

# The model of languages takes half a second to unpack, which another processor can do meanwhile:
# no worker can be forked before all is here.
_unpacking = Thread(target=language_of, args=(_TEXTS["fr"],))
_unpacking.start()

# A worker that finds a part missing says so itself.
with suppress(GrandlivreError):
    for language, text in _TEXTS.items():
        read_claims(Document(id="doc_warm", name="", text=text, language=language))
    _unpacking.join()
    read_claims(Document(id="doc_warm", name="", text=" ".join(_TEXTS.values())))

_unpacking.join()
gc.collect()
gc.freeze()
gc.set_threshold(_NEW_OBJECTS)
