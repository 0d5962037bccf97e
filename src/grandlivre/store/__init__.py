"""The store: what was read, when it was recorded, and what people decided; never overwritten."""

from grandlivre.store.connections import is_address
from grandlivre.store.ingest import BatchWriter
from grandlivre.store.jobs import LEASE
from grandlivre.store.model import Account, Batch, Job, JobState, Session, Write
from grandlivre.store.opening import open_store
from grandlivre.store.paging import Place
from grandlivre.store.reading import Store

__all__ = [
    "LEASE",
    "Account",
    "Batch",
    "BatchWriter",
    "Job",
    "JobState",
    "Place",
    "Session",
    "Store",
    "Write",
    "is_address",
    "open_store",
]
