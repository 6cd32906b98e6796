"""Units for programs, over the same acts as the pages: /api/v1/units."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="units")
