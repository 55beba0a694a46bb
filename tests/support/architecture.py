"""The house rules of DESIGN section 2 as functions from a module's syntax tree to its breaches."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ANYTHING = frozenset({"*"})

# Which first-party rooms each room may import, besides itself and `errors`. "store.engine" is that one module.
# `deps` may know the store's engine and the unit of work that opens sessions on it, no table.
ROOMS: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "settings": frozenset(),
    "data": frozenset(),
    "domain": frozenset(),
    "models": frozenset({"domain"}),
    "store": frozenset({"models", "domain"}),
    "schemas": frozenset({"domain"}),
    "catalogue": frozenset({"domain", "schemas"}),
    "clients": frozenset({"domain", "settings"}),
    "importers": frozenset({"domain"}),
    "services": frozenset({"store", "catalogue", "clients", "importers", "models", "domain", "schemas"}),
    "deps": frozenset({"store.engine", "store.unit_of_work", "catalogue", "services", "schemas", "domain", "settings"}),
    "routers": frozenset({"deps", "uploads", "services", "schemas", "domain"}),
    "web": frozenset({"deps", "uploads", "services", "schemas", "domain"}),
    "front": frozenset({"catalogue", "schemas", "domain"}),
    "middleware": frozenset({"schemas", "domain"}),
    "problems": frozenset({"middleware", "schemas", "domain"}),
    "limits": frozenset({"schemas", "domain"}),
    "uploads": frozenset(),
    "shortcut": frozenset({"problems", "routers"}),
    "logs": frozenset(),
    "lifeline": frozenset(),
    "main": ANYTHING,
    "cli": ANYTHING,
    "commands": ANYTHING,
}
# One module may more than its room.
MODULES: dict[str, frozenset[str]] = {"app.store.engine": frozenset({"settings"})}

# Rooms whose outside libraries are listed one by one.
LIBRARIES: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "domain": frozenset({"dateutil"}),
    "models": frozenset({"sqlmodel", "sqlalchemy", "pydantic"}),
    "catalogue": frozenset({"numpy", "shapely", "Stemmer", "orjson"}),
}
WEB_FRAMEWORKS = frozenset({"fastapi", "starlette", "uvicorn"})
EDGE_ROOMS = frozenset(
    {
        "main",
        "front",
        "shortcut",
        "limits",
        "uploads",
        "middleware",
        "problems",
        "deps",
        "routers",
        "web",
        "cli",
        "commands",
    }
)

# Files, sockets, processes, clocks, chance: what makes an answer depend on more than its arguments.
# fmt: off
IMPURE_MODULES = frozenset({
    "asyncio", "concurrent", "fcntl", "fileinput", "ftplib", "glob", "http", "importlib", "io", "logging", "mmap",
    "multiprocessing", "os", "pathlib", "pickle", "queue", "random", "secrets", "select", "selectors", "shelve",
    "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tempfile", "threading",
    "time", "urllib.request", "webbrowser",
})
# fmt: on
IMPURE_BUILTINS = frozenset({"open", "print", "input", "exec", "eval"})
CLOCK_READERS = frozenset({"now", "utcnow", "today"})

SQL_LIBRARIES = frozenset({"sqlalchemy", "sqlmodel"})
SQL_BUILDERS = frozenset({"select", "insert", "update", "delete", "text"})

DIALECT_FILE = "app/store/dialect.py"
DIALECT_LITERAL_FILES = frozenset({DIALECT_FILE, "app/settings.py"})  # settings holds the default database URL
DIALECT_NAMES = ("sqlite", "postgresql")
DIALECT_MODULES = ("sqlalchemy.dialects", "sqlite3", "psycopg")

MAX_FILE_LINES = 320
MAX_FUNCTION_LINES = 60


@dataclass(frozen=True)
class Breach:
    """One place that breaks a rule."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Module:
    """One source file, named by its path inside the repository, such as `app/store/engine.py`."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    @cached_property
    def name(self) -> str:
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The second part of the name; empty for the package `app` itself."""
        return _room_of(self.name)

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and absolute dotted name of everything imported, also inside functions and for type checking."""
        found: list[tuple[int, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                origin = self._absolute(node)
                found += [(node.lineno, f"{origin}.{alias.name}") for alias in node.names]
        return found

    def _absolute(self, node: ast.ImportFrom) -> str:
        if node.level == 0:
            return node.module or ""
        package = self.name.split(".") if self.path.endswith("__init__.py") else self.name.split(".")[:-1]
        base = package[: len(package) - (node.level - 1)]
        return ".".join([*base, *([node.module] if node.module else [])])

    def breach(self, line: int, message: str) -> Breach:
        return Breach(self.path, line, message)


def read_modules(root: Path) -> list[Module]:
    """Return every Python file below `root/app`."""
    return [
        Module(path.relative_to(root).as_posix(), path.read_text()) for path in sorted((root / "app").rglob("*.py"))
    ]


def check_rooms(module: Module) -> Iterator[Breach]:
    """A module imports only the rooms its own room may know."""
    if module.room and module.room not in ROOMS:
        yield module.breach(1, f"{module.room} is not a room of the house; give it a line in ROOMS")
        return
    allowed = ROOMS.get(module.room, frozenset()) | {"errors"} | MODULES.get(module.name, frozenset())
    for line, target in module.imports:
        room = _room_of(target)
        if not _is_within(target, "app") or not room or room == module.room or room.startswith("__"):
            continue
        if allowed >= ANYTHING or any(_is_within(target, f"app.{entry}") for entry in allowed):
            continue
        yield module.breach(line, f"{module.room or 'app'} may not import {target}")


def check_libraries(module: Module) -> Iterator[Breach]:
    """Listed rooms import only their listed libraries; web frameworks stay at the edge."""
    allowed = LIBRARIES.get(module.room)
    for line, target in module.imports:
        top = target.partition(".")[0]
        if top == "app" or top in sys.stdlib_module_names:
            continue
        if allowed is not None and top not in allowed:
            yield module.breach(line, f"{module.room} may not use the library {top}")
        elif top in WEB_FRAMEWORKS and module.room not in EDGE_ROOMS:
            yield module.breach(line, f"{top} belongs to the edge, not to {module.room or 'app'}")


def check_domain_is_pure(module: Module) -> Iterator[Breach]:
    """The domain does no I/O and reads no clock; `now` is always a parameter."""
    if module.room != "domain":
        return
    for line, target in module.imports:
        if any(_is_within(target, impure) for impure in IMPURE_MODULES):
            yield module.breach(line, f"domain may not import {target}")
    clocks = {"datetime", "date"} | _aliases(module, {"datetime.datetime", "datetime.date"})
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_READERS and _last_name(node.value) in clocks:
            yield module.breach(node.lineno, f"domain may not read the clock ({ast.unparse(node)})")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_BUILTINS:
            yield module.breach(node.lineno, f"domain may not call {node.func.id}()")


def check_sql_stays_in_store(module: Module) -> Iterator[Breach]:
    """Only the store builds SQL (models may: an index or a default can hold an expression)."""
    if module.room == "store":
        return
    libraries = SQL_LIBRARIES | _aliases(module, SQL_LIBRARIES)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        is_qualified = isinstance(node.func, ast.Attribute) and _last_name(node.func.value) in libraries
        name = _last_name(node.func)
        if name == "select" and (isinstance(node.func, ast.Name) or is_qualified):
            yield module.breach(node.lineno, "select() outside the store")
        elif name in SQL_BUILDERS and is_qualified and module.room != "models":
            yield module.breach(node.lineno, f"{name}() outside the store")
    for line, target in module.imports:
        origin, _, name = target.rpartition(".")
        is_builder = name in SQL_BUILDERS and origin.partition(".")[0] in SQL_LIBRARIES
        if is_builder and (name == "select" or module.room != "models"):
            yield module.breach(line, f"{target} outside the store")


def check_dialects(module: Module) -> Iterator[Breach]:
    """Differences between databases live in one file: no dialect's name, import or keyword argument elsewhere.

    A literal with a space in it is prose (a help text, a log line) and may name a database.
    """
    if module.path == DIALECT_FILE:
        return
    for line, target in module.imports:
        if any(_is_within(target, dialect) for dialect in DIALECT_MODULES):
            yield module.breach(line, f"{target} outside {DIALECT_FILE}")
    docstrings = _docstrings(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and (node.arg or "").startswith(tuple(f"{name}_" for name in DIALECT_NAMES)):
            yield module.breach(node.value.lineno, f"{node.arg}= outside {DIALECT_FILE}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            names_one = any(name in node.value for name in DIALECT_NAMES) and not any(map(str.isspace, node.value))
            if names_one and module.path not in DIALECT_LITERAL_FILES:
                yield module.breach(node.lineno, f"{node.value!r} names a dialect outside {DIALECT_FILE}")


def check_sizes(module: Module) -> Iterator[Breach]:
    """A file is split at about 300 lines, a function fits a screen."""
    lines = len(module.source.splitlines())
    if lines > MAX_FILE_LINES:
        yield module.breach(lines, f"{lines} lines; split it (at most {MAX_FILE_LINES})")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield module.breach(node.lineno, f"{node.name}() has {length} lines (at most {MAX_FUNCTION_LINES})")


Rule = Callable[[Module], Iterator[Breach]]
RULES: tuple[Rule, ...] = (
    check_rooms,
    check_libraries,
    check_domain_is_pure,
    check_sql_stays_in_store,
    check_dialects,
    check_sizes,
)


def _room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def _is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _aliases(module: Module, names: set[str] | frozenset[str]) -> set[str]:
    """The local names under which this module imports any of these dotted names."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname for alias in node.names if alias.asname and alias.name in names}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names if f"{node.module}.{alias.name}" in names}
    return found


def _docstrings(tree: ast.Module) -> set[int]:
    """Identities of the string nodes that stand alone as a statement."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
