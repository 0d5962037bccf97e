"""Grand Livre follows AI-infrastructure money from the announcement to the megawatt.

From Python and from notebooks::

    import grandlivre as gl

    reading = gl.read("texts/")
    ledger = gl.reconcile(reading)
    outlook = gl.outlook(ledger)
    year = gl.operate("campus-ia")

Each result shows itself in a notebook, and gives its tables by ``to_pandas`` and ``to_arrow``.
"""

from grandlivre import verbs

__version__ = "0.1.0"
__all__ = ["operate", "outlook", "read", "reconcile"]

verbs.lend_to(__name__)
