"""One function for each thing that a person asks for; where the stages meet.

`read` is here; writing claims out is in `writing`, the main job in `running`, so that a worker
process that only reads loads neither ledger nor report.
"""

from grandlivre.pipeline.reading import ReadOptions, ReadResult, claims_of, read

__all__ = ["ReadOptions", "ReadResult", "claims_of", "read"]
