"""Imported by the process that workers are forked from: what all of them need is loaded once.

Lexicons, places and weights are loaded when the first text is read; workers forked after that share
them.
"""

from contextlib import suppress
from threading import Thread

from grandlivre.claims.compiled.library import library
from grandlivre.claims.read import read_claims
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document
from grandlivre.errors import GrandlivreError

_TEXTS = {
    "fr": "Le 10 mars 2025, Untel a dit investir 20 millions d’euros et 5 MW à Paris d’ici 2027.",
    "en": "On March 10, 2025, the company said it would invest $20 million in Paris by 2027.",
}


def _warm() -> None:
    # The model of languages takes half a second to unpack. The compiled reader asks it about few
    # texts; for the plain one it is unpacked on another processor: no worker can be forked before
    # all is here.
    unpacking = Thread(target=language_of, args=(_TEXTS["fr"],))
    if library() is None:
        unpacking.start()
    # A worker that finds a part missing says so itself.
    with suppress(GrandlivreError):
        for language, text in _TEXTS.items():
            read_claims(Document(id="doc_warm", name="", text=text, language=language))
    if unpacking.ident is not None:
        unpacking.join()


_warm()
