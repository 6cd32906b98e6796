"""Addresses of the units."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.kernel.units.web import changes, detail, imports, picker, tree
from xuezheng.kernel.units.web.lists import UNITS

urlpatterns: list[URLPattern] = [
    path("", list_view(UNITS), name="units"),
    path("new/", changes.open_unit, name="open-unit"),
    path("picker/", picker.picker, name="units-picker"),
    path("tree/", tree.tree_page, name="unit-tree"),
    path("tree/level/", tree.tree_level, name="unit-tree-level"),
    path("import/", imports.import_page, name="unit-imports"),
    path("import/template/", imports.import_template, name="unit-import-template"),
    path("import/<uuid:import_id>/", imports.import_report, name="unit-import"),
    path("import/<uuid:import_id>/start/", imports.start_import, name="start-unit-import"),
    path("import/<uuid:import_id>/problems/", imports.import_problems, name="unit-import-problems"),
    path("<uuid:uuid>/", detail.overview, name="unit"),
    path("<uuid:uuid>/history/", detail.history, name="unit-history"),
    path("<uuid:uuid>/children/", detail.children, name="unit-children"),
    path("<uuid:uuid>/aliases/", detail.aliases, name="unit-aliases"),
    path("<uuid:uuid>/aliases/add/", changes.add_alias, name="add-unit-alias"),
    path("<uuid:uuid>/aliases/remove/", changes.remove_alias, name="remove-unit-alias"),
    path("<uuid:uuid>/rename/", changes.rename, name="rename-unit"),
    path("<uuid:uuid>/move/", changes.move, name="move-unit"),
    path("<uuid:uuid>/close/", changes.close, name="close-unit"),
    path("<uuid:uuid>/merge/", changes.merge, name="merge-unit"),
    path("<uuid:uuid>/split/", changes.split, name="split-unit"),
    path("<uuid:uuid>/facts/", changes.facts, name="change-unit-facts"),
    path("<uuid:uuid>/code/", changes.code, name="change-unit-code"),
    path("<uuid:uuid>/kind/", changes.kind, name="change-unit-kind"),
]
