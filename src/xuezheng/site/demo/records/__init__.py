"""The demonstration's records: four quarters of every table that is measured, drawn in columns and loaded into the lake.

Owns: what is drawn for whom, and how it moves from quarter to quarter. The tables are declared by monitoring.
"""

from xuezheng.site.demo.records.loading import load_records

__all__ = ["load_records"]
