"""The house stands: every check finds nothing."""

import importlib
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.architecture import checks, model_checks
from tests.architecture.house import ROOT, SRC, SourceFile, frame_names, lint_imports, ordered_inside, source_files
from xuezheng.kernel.scope.models import ScopedModel

FILES = source_files()
TESTS = [SourceFile(path, ROOT / "tests") for path in sorted((ROOT / "tests").rglob("*.py"))]


@pytest.mark.unit
@pytest.mark.parametrize(
    "check",
    [
        checks.oversized,
        checks.forbidden_names,
        checks.back_doors,
        checks.unexplained_inner_imports,
        checks.unexplained_suppressions,
        checks.clock_reads,
        checks.hidden_hooks,
        checks.docstringless,
        checks.broken_charters,
    ],
)
def test_source(check: Callable[[Iterable[SourceFile]], Iterator[str]]) -> None:
    assert list(check(FILES)) == []


@pytest.mark.unit
@pytest.mark.parametrize("check", [checks.oversized, checks.unexplained_suppressions, checks.docstringless])
def test_tests_too(check: Callable[[Iterable[SourceFile]], Iterator[str]]) -> None:
    assert list(check(TESTS)) == []


@pytest.mark.unit
def test_numbers_of_lists_are_marked_as_numbers() -> None:
    assert list(model_checks.unmarked_numbers(FILES)) == []


@pytest.mark.unit
def test_no_page_takes_a_name_of_the_frame() -> None:
    assert list(checks.shadowed_frame(FILES, frame_names(FILES))) == []


@pytest.mark.unit
def test_other_sources_are_no_longer_than_python() -> None:
    long = [
        f"{path.relative_to(SRC)}: {lines}"
        for suffix in ("html", "css", "js", "yaml")
        for path in sorted(SRC.rglob(f"*.{suffix}"))
        if (lines := path.read_text(encoding="utf-8").count("\n")) > checks.FILE_LIMIT
    ]
    assert long == []


@pytest.mark.unit
@pytest.mark.parametrize(
    "check",
    [
        model_checks.upward_keys,
        model_checks.reverse_accessors,
        model_checks.unplaced,
        model_checks.undeclared_personal_data,
    ],
)
def test_models(check: Callable[..., Iterator[str]]) -> None:
    assert list(check(model_checks.our_models())) == []


@pytest.mark.unit
def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert list(model_checks.not_in_glossary(model_checks.our_models(), glossary)) == []


@pytest.mark.integration
@pytest.mark.django_db
def test_every_scoped_table_is_guarded() -> None:
    tables = [model._meta.db_table for model in model_checks.our_models() if issubclass(model, ScopedModel)]
    assert list(model_checks.unguarded(tables)) == []


def _is_policies(file: SourceFile) -> bool:
    return file.path.stem == "policies" or "policies" in file.path.parts


@pytest.mark.unit
def test_every_policy_has_its_pair() -> None:
    modules = [importlib.import_module(file.module) for file in FILES if _is_policies(file)]
    assert list(model_checks.unpaired([module for module in modules if "scope" not in module.__name__])) == []


@pytest.mark.unit
def test_every_package_of_layers_has_its_inner_order() -> None:
    assert list(checks.outside_inner_order(FILES, ordered_inside())) == []


@pytest.mark.unit
def test_imports_keep_the_contracts() -> None:
    code, output = lint_imports(folder=ROOT, source=ROOT / "src")
    assert code == 0, output
