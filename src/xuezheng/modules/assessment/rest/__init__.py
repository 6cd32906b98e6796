"""Assessments for programs: /api/v1/assessment."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="assessment")
