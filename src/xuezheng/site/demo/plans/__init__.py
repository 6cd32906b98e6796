"""A year with work points: documents received and published, tasks reported, accepted and returned, money spent.

The figures stand in the YAML files beside; everything a person would do is done by the actions of the house, and what very
many units do is written as rows.
"""

from xuezheng.site.demo.plans.loading import live_through_plans

__all__ = ["live_through_plans"]
