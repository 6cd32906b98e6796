"""The lake for programs, over the same acts as the pages: /api/v1/lake."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="lake")
