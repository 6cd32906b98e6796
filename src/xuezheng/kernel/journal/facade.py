"""The journal's door for every other package."""

from xuezheng.kernel.journal.actions import Record, record, record_many
from xuezheng.kernel.journal.heads import heads_file, keep_head
from xuezheng.kernel.journal.sealing import seal_chunk
from xuezheng.kernel.journal.verifying import Finding, Harm, Verdict, verify

__all__ = [
    "Finding",
    "Harm",
    "Record",
    "Verdict",
    "heads_file",
    "keep_head",
    "record",
    "record_many",
    "seal_chunk",
    "verify",
]
