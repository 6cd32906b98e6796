"""Forms for programs, over the same acts as the pages: /api/v1/forms."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="forms")
