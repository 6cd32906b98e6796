"""Each check is proven by one deliberate violation, so that none can pass by looking away."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection, models

from tests.architecture import checks, model_checks
from tests.architecture.house import ROOT, SourceFile, lint_imports, source_files
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField
from xuezheng.kernel.units.models import Unit

Check = Callable[[Iterable[SourceFile]], Iterator[str]]


def house_with(tmp_path: Path, place: str, text: str) -> list[SourceFile]:
    """A house of one file, so that a check sees nothing but its violation."""
    root = tmp_path / "xuezheng"
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return source_files(root)


VIOLATIONS: list[tuple[Check, str, str, str]] = [
    (checks.oversized, "kernel/units/long.py", "\n" * 501, "501 lines"),
    (checks.oversized, "kernel/units/act.py", "def act():\n" + "    x = 1\n" * 60, "act has 61 lines"),
    (checks.forbidden_names, "kernel/units/helpers.py", "", "'helpers'"),
    (checks.back_doors, "modules/a/actions.py", "from xuezheng.modules.b.models import X", "reaches into b"),
    (checks.back_doors, "modules/a/actions.py", "import xuezheng.modules.b.queries", "reaches into b"),
    (checks.unexplained_inner_imports, "kernel/units/a.py", "def f():\n    import json\n", "inside f"),
    (checks.unexplained_suppressions, "kernel/units/a.py", "x = 1  # no" + "qa: E501\n", "its reason"),
    (checks.unexplained_suppressions, "kernel/units/a.py", "x = 1  # type: " + "ignore[misc]\n", "its reason"),
    (checks.clock_reads, "kernel/units/a.py", "from django.utils import timezone\nx = timezone.now()", "the clock"),
    (checks.clock_reads, "kernel/units/a.py", "import datetime\nx = datetime.date.today()", "the clock"),
    (checks.hidden_hooks, "kernel/units/a.py", "class A(models.Model):\n    def save(self): ...", "overrides save()"),
    (checks.hidden_hooks, "kernel/units/a.py", "from django.db.models.signals import post_save", "a signal"),
    (checks.docstringless, "kernel/units/a.py", "x = 1\n", "opens with"),
    (checks.broken_charters, "kernel/units/__init__.py", '"""Units."""', "the charter lacks"),
]


@pytest.mark.unit
@pytest.mark.parametrize(("check", "place", "text", "expected"), VIOLATIONS)
def test_source_violation_is_found(tmp_path: Path, check: Check, place: str, text: str, expected: str) -> None:
    found = list(check(house_with(tmp_path, place, text)))
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.unit
def test_layers_without_their_order_are_found(tmp_path: Path) -> None:
    house_with(tmp_path, "modules/drills/models.py", "")
    files = house_with(tmp_path, "modules/drills/web/views.py", "")
    (found,) = checks.outside_inner_order(files, ["xuezheng.modules.notices"])
    assert found.startswith("xuezheng.modules.drills: name it among the containers")
    assert list(checks.outside_inner_order(files, ["xuezheng.modules.drills"])) == []


@pytest.mark.unit
def test_a_number_that_is_not_marked_as_one_is_found(tmp_path: Path) -> None:
    columns = "Column(key='a', value=lambda row: row.number), Column(key='b', value=lambda row: row.unit.name)"
    text = f"PAGE = ListPage[FormEdition](columns=[{columns}])\n"
    (found,) = model_checks.unmarked_numbers(house_with(tmp_path, "engines/forms/web/library/lists.py", text))
    assert found.endswith("lists.py:1: a number; say numeric=True")


PAGE = """def page(request):
    form = Form(initial={"period": "2026"})
    context = {"form": form, "trail": []}
    return render(request, "page.html", context)

def other(request):
    return render(request, "page.html", {**_more(), "rows": []})

def _more():
    return {"posts": []}

def row():
    return {"period": "2026"}
"""


@pytest.mark.unit
def test_a_name_of_the_frame_is_found_where_it_reaches_a_template(tmp_path: Path) -> None:
    files = house_with(tmp_path, "modules/drills/web/views.py", PAGE)
    found = list(checks.shadowed_frame(files, ["trail", "posts", "period"]))
    assert [line.split(": ")[1].split(" ")[0] for line in found] == ["'trail'", "'posts'"]


@pytest.mark.unit
def test_a_door_is_no_violation(tmp_path: Path) -> None:
    text = "from xuezheng.modules.b import facade\nfrom xuezheng.modules.b.events import Done\n"
    assert [
        line for line in checks.back_doors(house_with(tmp_path, "modules/a/actions.py", text)) if "Done" in line
    ] == []
    assert (
        list(checks.back_doors(house_with(tmp_path, "modules/a/actions.py", "from xuezheng.modules.b.facade import x")))
        == []
    )


@pytest.mark.unit
def test_a_charter_that_lies_is_found(tmp_path: Path) -> None:
    charter = '"""Units.\n\nOwns: a.\nDoes not own: b.\nDepends on: scope.\nAnnounces: nothing.\n"""\n'
    house_with(tmp_path, "kernel/units/__init__.py", charter)
    found = list(
        checks.broken_charters(house_with(tmp_path, "kernel/units/a.py", "import xuezheng.kernel.journal.facade"))
    )
    assert found == ["kernel.units: depends on journal; the charter says scope"]


def violating_model(floor: str, **attributes: object) -> type[models.Model]:
    """A model that exists only here; its module name decides where in the house it stands."""
    meta = type("Meta", (), {"app_label": "violations"})
    body = {"__module__": f"xuezheng.{floor}.models", "Meta": meta, **attributes}
    return type(f"Violation{len(attributes)}{floor.replace('.', '')}", (models.Model,), body)


@pytest.mark.unit
@pytest.mark.filterwarnings("ignore:Model 'violations")
def test_model_violations_are_found() -> None:
    pointing_up = violating_model(
        "kernel.scope", unit=models.ForeignKey(Unit, on_delete=models.CASCADE), phone=models.CharField(max_length=9)
    )
    assert list(model_checks.upward_keys([pointing_up])) == [f"{pointing_up.__name__}.unit points up or across to Unit"]
    assert list(model_checks.reverse_accessors([pointing_up])) == [f"{pointing_up.__name__}.unit: related_name is '+'"]
    assert len(list(model_checks.unplaced([pointing_up]))) == 1
    assert list(model_checks.undeclared_personal_data([pointing_up])) == [
        f"{pointing_up.__name__} does not declare its personal data"
    ]
    across = violating_model("modules.a", other=models.ForeignKey(model_in_module(), on_delete=models.CASCADE))
    assert len(list(model_checks.upward_keys([across]))) == 1
    pointing_up.personal_data = NONE  # type: ignore[attr-defined] # declared late, as a careless author would
    assert list(model_checks.undeclared_personal_data([pointing_up])) == [
        f"{pointing_up.__name__}.phone looks like personal data and is not declared"
    ]
    assert len(list(model_checks.not_in_glossary([pointing_up], "unit"))) == 1


def model_in_module() -> type[models.Model]:
    """Of another module than the one that points at it."""
    return violating_model("modules.b")


@pytest.mark.unit
def test_personal_data_that_is_no_field_or_without_its_ground_is_found() -> None:
    model = violating_model("kernel.units", name=models.CharField(max_length=9))
    named, groundless = (PersonalField(category=Category.IDENTITY, retention=text, basis=text) for text in ("x", ""))
    model.personal_data = {"name": groundless, "gone": named}  # type: ignore[attr-defined] # declared late, as above
    assert list(model_checks.undeclared_personal_data([model])) == [
        f"{model.__name__}.name: category, retention and basis are needed",
        f"{model.__name__} declares personal data in gone, which is no field",
    ]


@pytest.mark.unit
def test_an_unpaired_policy_is_found() -> None:
    module = ModuleType("violations.policies")
    module.can_view_plan = lambda _post, _plan: True  # type: ignore[attr-defined] # a module made by hand
    module.tasks_visible_to = lambda _post: []  # type: ignore[attr-defined] # a module made by hand
    assert list(model_checks.unpaired([module])) == [
        "violations.policies.can_view_plan stands without its pair",
        "violations.policies.tasks_visible_to stands without its pair",
    ]


@pytest.mark.integration
@pytest.mark.django_db
def test_an_unguarded_table_is_found() -> None:
    assert list(model_checks.unguarded(["django_content_type"])) == ["django_content_type has no row-level security"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE half (unit_path text)")
        cursor.execute("ALTER TABLE half ENABLE ROW LEVEL SECURITY")
        cursor.execute("CREATE POLICY p ON half FOR SELECT USING (true)")
    assert list(model_checks.unguarded(["half"])) == ["half lacks a policy for DELETE, INSERT, UPDATE"]


FLOORS, KERNEL, INNER, CYCLES, ENGINES = (
    "Floors: site > modules > engines > kernel",
    "Kernel packages in their order",
    "Inner order of a package",
    "No cycles between siblings",
    "Engines in their order",
)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("contract", "wrong"),
    [
        (KERNEL, {"kernel/units/models.py": "import xuezheng.kernel.people.models"}),
        (FLOORS, {"kernel/scope/acting.py": "import xuezheng.site.settings"}),
        (FLOORS, {"kernel/units/models.py": "import xuezheng.engines.papers.charts"}),
        (
            FLOORS,
            {"engines/papers/charts.py": "import xuezheng.modules.a", "modules/__init__.py": "", "modules/a.py": ""},
        ),
        (FLOORS, {"attic/__init__.py": ""}),
        (KERNEL, {"kernel/newcomer/__init__.py": ""}),
        (ENGINES, {"engines/newcomer/__init__.py": ""}),
        (INNER, {"kernel/journal/models.py": "import xuezheng.kernel.journal.actions"}),
        (INNER, {"kernel/rest/models.py": "import xuezheng.kernel.rest.web.urls"}),
        (
            CYCLES,
            {
                "kernel/pages/menu.py": "import xuezheng.kernel.pages.cards",
                "kernel/pages/cards.py": "import xuezheng.kernel.pages.menu",
            },
        ),
    ],
)
def test_what_the_contracts_forbid_is_found(tmp_path: Path, contract: str, wrong: dict[str, str]) -> None:
    """A bare copy of the packages' names with one wrong import or one unplaced package breaks that very contract."""
    for place, text in {**{file.place: "" for file in source_files()}, **_placed(wrong)}.items():
        copy = tmp_path / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    (tmp_path / ".importlinter").write_text((ROOT / ".importlinter").read_text(encoding="utf-8"), encoding="utf-8")
    code, output = lint_imports(folder=tmp_path, source=tmp_path)
    assert (code, contract in output.partition("Broken contracts")[2]) == (1, True), output


def _placed(wrong: dict[str, str]) -> dict[str, str]:
    return {f"xuezheng/{place}": text for place, text in wrong.items()}
