"""Plans for programs, over the same acts as the pages: /api/v1/plans."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="plans")
