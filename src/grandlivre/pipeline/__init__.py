"""One function for each thing that a person asks for; where the stages meet.

`reading` reads, `writing` writes claims out, `running` does the main job, `asking` and
`answering` ask a ledger. Each is imported by its own name: who only asks a ledger loads no
reader, and a worker process that only reads loads neither ledger nor report.
"""
