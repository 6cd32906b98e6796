"""Monitoring for programs, over the same reads and acts as the pages: /api/v1/monitoring."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="monitoring")
