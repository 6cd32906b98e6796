"""Monitoring for programs: /api/v1/monitoring."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="monitoring")
