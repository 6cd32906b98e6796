"""What every page's frame needs: the menu, the post and its siblings."""

from typing import Any

from django.http import HttpRequest

from xuezheng.kernel.pages.menu import menu_for


def shell(request: HttpRequest) -> dict[str, Any]:
    post = getattr(request, "post", None)
    return {
        "post": post,
        "account": getattr(request, "account", None),
        "posts": getattr(request, "posts", []),
        "menu": menu_for(post) if post else [],
        "request_id": getattr(request, "request_id", ""),
    }
