"""From the ledger to what it would build."""
