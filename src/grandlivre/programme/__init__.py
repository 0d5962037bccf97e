"""From the ledger to what it would build."""

from grandlivre.programme.assemble import AssembleOptions, assemble
from grandlivre.programme.codec import plan_from_json, plan_to_json

__all__ = ["AssembleOptions", "assemble", "plan_from_json", "plan_to_json"]
