"""Compiles what Python has below a folder, the first argument, and takes the sources away.

Nothing here shows a doc string or tries the examples that each of yt-dlp's 1,800 sites brings for yt-dlp's own
tests, so they are left out. Assertions stay: yt-dlp tells by some of them that a site has changed.
"""

import ast
import importlib.util
import pathlib
import sys
from importlib import _bootstrap_external as loader

EXAMPLES = {"_TEST", "_TESTS", "_WEBPAGE_TESTS"}


def is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(getattr(statement.value, "value", None), str)


def is_example(statement):
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    return isinstance(statement, (ast.Assign, ast.AnnAssign)) and all(
        isinstance(target, ast.Name) and target.id in EXAMPLES for target in targets
    )


def slim(tree, is_site):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.body and is_text(node.body[0]):
                node.body = node.body[1:]
            if is_site and isinstance(node, ast.ClassDef):
                node.body = [statement for statement in node.body if not is_example(statement)]
            if not node.body and not isinstance(node, ast.Module):
                node.body = [ast.Pass(lineno=node.lineno, col_offset=0)]
    return tree


root = pathlib.Path(sys.argv[1])
# A link may lead to nothing that is kept.
files = [file for file in (root / "usr/lib").glob("python3*/**/*.py") if file.exists()]
for file in files:
    source = file.read_bytes()
    tree = slim(ast.parse(source), "extractor" in file.parts)
    code = compile(tree, f"/{file.relative_to(root)}", "exec", dont_inherit=True, optimize=0)
    # Python need not look for the source, nor compare with it.
    made = loader._code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False)
    file.with_suffix(".pyc").write_bytes(made)
for file in files:
    file.unlink()
