"""The store: what was read, when it was recorded, and what people decided; never overwritten."""

from grandlivre.store.connections import is_address
from grandlivre.store.ingest import BatchWriter
from grandlivre.store.model import Batch
from grandlivre.store.opening import open_store
from grandlivre.store.reading import Store

__all__ = [
    "Batch",
    "BatchWriter",
    "Store",
    "is_address",
    "open_store",
]
