"""Supervision for programs, over the same acts as the pages: /api/v1/supervision."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="supervision")
