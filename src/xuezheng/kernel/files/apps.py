"""Django's registration of the package."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "xuezheng.kernel.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.files import folders, owners
        from xuezheng.kernel.files.rest import router
        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.pages import menu
        from xuezheng.kernel.rest import registry

        owners.register(folders.KIND, find=folders.find_folder, visible=folders.folders_visible)
        menu.register(
            menu.MenuEntry(section="govern", title=_("Files"), address="files", permission="files.read", order=50)
        )
        registry.register("files", router, title=_("Files"))
        titles.register("files.attach_file", _("Attached a file"))
        titles.register("files.remove_attachment", _("Removed a file"))
        titles.register_fields("files", {"object": _("Attached to"), "sha256": _("File's digest"), "size": _("Size")})
        titles.register_kind("files.attachment", _("File"))
