"""The organisation of the work for programs, over the same acts as the pages: /api/v1/organisation."""

from xuezheng.kernel.rest.endpoints import Router

router = Router(tag="organisation")
