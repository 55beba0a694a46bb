"""The code keeps the house rules of DESIGN section 2, and each rule is seen to catch what it forbids."""

import ast
import re

import pytest

from tests.support import architecture as house
from tests.support.server import REPOSITORY


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: house.Rule) -> None:
    modules = house.read_modules(REPOSITORY)
    assert modules, "no module found: the rule would pass on nothing"
    breaches = list(dict.fromkeys(str(breach) for module in modules for breach in rule(module)))
    assert not breaches, "\n".join(breaches)


def lines(count: int, indent: str = "") -> str:
    return "".join(f"{indent}x = {n}\n" for n in range(count))


CAUGHT = [
    # who may import whom
    (house.check_rooms, "app/domain/rule.py", "from app.models.activity import Activity", "domain may not import"),
    (house.check_rooms, "app/domain/rule.py", "from app import store", "domain may not import app.store"),
    (house.check_rooms, "app/domain/rule.py", "from ..store import activities", "app.store.activities"),
    (house.check_rooms, "app/domain/__init__.py", "from ..store import activities", "app.store.activities"),
    (house.check_rooms, "app/domain/rule.py", "import app.settings as s", "app.settings"),
    (house.check_rooms, "app/domain/rule.py", "def f():\n    from app.store import x", "app.store.x"),
    (house.check_rooms, "app/models/activity.py", "from app.store.engine import x", "app.store.engine.x"),
    (house.check_rooms, "app/store/activities.py", "from app.schemas.activity import Card", "store may not import"),
    (house.check_rooms, "app/store/activities.py", "from app.settings import Settings", "app.settings"),
    (house.check_rooms, "app/schemas/activity.py", "from app.models.activity import Activity", "schemas may not"),
    (house.check_rooms, "app/catalogue/base.py", "from app.store import changes", "catalogue may not import"),
    (house.check_rooms, "app/importers/csv.py", "from app.clients.feeds import fetch", "importers may not import"),
    (house.check_rooms, "app/clients/pdok.py", "from app.services.areas import find_area", "clients may not import"),
    (house.check_rooms, "app/services/areas.py", "from app.deps import Now", "services may not import app.deps"),
    (house.check_rooms, "app/services/areas.py", "from app.settings import Settings", "app.settings"),
    (house.check_rooms, "app/deps.py", "from app.store.activities import find", "deps may not import app.store.act"),
    (house.check_rooms, "app/deps.py", "from app.store import open_session", "deps may not import app.store.open"),
    (house.check_rooms, "app/routers/areas.py", "from app.store.areas import find", "routers may not import"),
    (house.check_rooms, "app/routers/areas.py", "from app.settings import Settings", "routers may not import"),
    (house.check_rooms, "app/web/pages.py", "from app.catalogue.base import Base", "web may not import"),
    (house.check_rooms, "app/web/pages.py", "from app.routers.areas import router", "web may not import app.routers"),
    (house.check_rooms, "app/front.py", "from app.store.engine import x", "front may not import app.store"),
    (house.check_rooms, "app/middleware.py", "from app.services.areas import x", "middleware may not import"),
    (house.check_rooms, "app/routers/areas.py", "from app.logs import configure_logs", "routers may not import"),
    (house.check_rooms, "app/errors.py", "from app.domain.query import Query", "errors may not import app.domain"),
    (house.check_rooms, "app/settings.py", "from app.domain.query import Query", "settings may not import"),
    (house.check_rooms, "app/utils.py", "x = 1", "not a room of the house"),
    (house.check_rooms, "app/__init__.py", "from app.main import create_app", "app may not import app.main"),
    # libraries
    (house.check_libraries, "app/domain/rule.py", "import numpy as np", "domain may not use the library numpy"),
    (house.check_libraries, "app/domain/rule.py", "from pydantic import BaseModel", "pydantic"),
    (house.check_libraries, "app/models/activity.py", "import orjson", "models may not use the library orjson"),
    (house.check_libraries, "app/catalogue/base.py", "from sqlmodel import Session", "sqlmodel"),
    (house.check_libraries, "app/errors.py", "from starlette import status", "errors may not use"),
    (house.check_libraries, "app/services/areas.py", "from fastapi import HTTPException", "belongs to the edge"),
    (house.check_libraries, "app/schemas/areas.py", "import starlette.responses", "belongs to the edge"),
    # the domain is pure
    (house.check_domain_is_pure, "app/domain/rule.py", "import os", "domain may not import os"),
    (house.check_domain_is_pure, "app/domain/rule.py", "from pathlib import Path", "pathlib.Path"),
    (house.check_domain_is_pure, "app/domain/rule.py", "from time import monotonic", "time.monotonic"),
    (house.check_domain_is_pure, "app/domain/rule.py", "from urllib import request", "urllib.request"),
    (house.check_domain_is_pure, "app/domain/rule.py", "import urllib.request", "urllib.request"),
    (house.check_domain_is_pure, "app/domain/rule.py", "import random", "random"),
    (house.check_domain_is_pure, "app/domain/rule.py", "a = datetime.now(UTC)", "read the clock (datetime.now)"),
    (house.check_domain_is_pure, "app/domain/rule.py", "a = datetime.datetime.utcnow()", "read the clock"),
    (house.check_domain_is_pure, "app/domain/rule.py", "a = date.today()", "read the clock (date.today)"),
    (house.check_domain_is_pure, "app/domain/rule.py", "a = field(default_factory=date.today)", "read the clock"),
    (house.check_domain_is_pure, "app/domain/rule.py", "from datetime import date as D\na = D.today()", "D.today"),
    (house.check_domain_is_pure, "app/domain/rule.py", "a = open('x')", "domain may not call open()"),
    (house.check_domain_is_pure, "app/domain/rule.py", "print('x')", "domain may not call print()"),
    # SQL
    (house.check_sql_stays_in_store, "app/services/areas.py", "q = select(Area)", "select() outside the store"),
    (house.check_sql_stays_in_store, "app/services/areas.py", "import sqlmodel\nq = sqlmodel.select(A)", "select()"),
    (house.check_sql_stays_in_store, "app/cli.py", "import sqlalchemy as sa\nq = sa.select(A)", "select()"),
    (house.check_sql_stays_in_store, "app/cli.py", "import sqlalchemy as sa\nq = sa.text('x')", "text()"),
    (house.check_sql_stays_in_store, "app/models/area.py", "from sqlmodel import select", "sqlmodel.select"),
    (house.check_sql_stays_in_store, "app/main.py", "from sqlalchemy import text as t", "sqlalchemy.text"),
    (house.check_sql_stays_in_store, "app/services/a.py", "from sqlalchemy.sql import insert", "sqlalchemy.sql.insert"),
    # dialects
    (house.check_dialects, "app/store/engine.py", "if engine.dialect.name == 'sqlite':\n    pass", "'sqlite' names"),
    (house.check_dialects, "app/services/a.py", "url = f'postgresql+psycopg://{host}'", "names a dialect"),
    (house.check_dialects, "app/cli.py", "if url.startswith('sqlite'):\n    pass", "names a dialect"),
    (house.check_dialects, "app/store/areas.py", "from sqlalchemy.dialects.postgresql import insert", "dialects"),
    (house.check_dialects, "app/store/areas.py", "from sqlalchemy.dialects import sqlite", "dialects.sqlite"),
    (house.check_dialects, "app/store/areas.py", "import sqlite3", "sqlite3 outside"),
    (house.check_dialects, "app/store/areas.py", "from psycopg.errors import LockNotAvailable", "psycopg.errors"),
    (house.check_dialects, "app/models/area.py", "i = Index('a', postgresql_where=x)", "postgresql_where= outside"),
    (house.check_dialects, "app/settings.py", "import sqlite3", "sqlite3 outside"),
    # sizes
    (house.check_sizes, "app/services/a.py", lines(321), "321 lines"),
    (house.check_sizes, "app/services/a.py", "def long():\n" + lines(60, "    "), "long() has 61 lines"),
    (house.check_sizes, "app/x.py", "class A:\n    async def f(self):\n" + lines(60, "        "), "f() has 61 lines"),
]

ALLOWED = [
    (house.check_rooms, "app/models/activity.py", "from app.domain.values import Age\nfrom app.errors import Gone"),
    (house.check_rooms, "app/domain/rule.py", "from app.domain.query import Query\nfrom .values import Age"),
    (house.check_rooms, "app/store/engine.py", "from app.settings import Settings"),
    (house.check_rooms, "app/store/engine/pool.py", "from app.store.engine import url"),
    (
        house.check_rooms,
        "app/deps.py",
        "from app.store.unit_of_work import open_session\nfrom app.settings import Settings",
    ),
    (house.check_rooms, "app/clients/pdok.py", "from app.settings import Settings"),
    (house.check_rooms, "app/main.py", "from app.store import areas\nfrom app.settings import Settings"),
    (house.check_rooms, "app/commands/load.py", "from app.services.load import load_drafts\nimport app.store.engine"),
    (house.check_rooms, "app/routers/areas.py", "import application\nfrom app import __version__"),
    (house.check_libraries, "app/domain/rule.py", "import math\nfrom dateutil.rrule import rrule"),
    (house.check_libraries, "app/models/activity.py", "from sqlmodel import SQLModel\nimport sqlalchemy as sa"),
    (house.check_libraries, "app/catalogue/base.py", "import numpy as np, orjson, Stemmer\nimport shapely.geometry"),
    (house.check_libraries, "app/routers/areas.py", "from fastapi import APIRouter"),
    (
        house.check_domain_is_pure,
        "app/domain/rule.py",
        "from datetime import datetime, time\nfrom urllib.parse import quote",
    ),
    (house.check_domain_is_pure, "app/domain/rule.py", "a = query.now\nb = query.today\nc = datetime.combine(d, t)"),
    (house.check_domain_is_pure, "app/deps.py", "import os\na = datetime.now(UTC)"),
    (house.check_sql_stays_in_store, "app/store/areas.py", "from sqlmodel import select\nq = select(Area)"),
    (house.check_sql_stays_in_store, "app/catalogue/base.py", "import numpy as np\nq = np.select(a, b)"),
    (house.check_sql_stays_in_store, "app/services/a.py", "from sqlmodel import Session\nx.update(y)\ntext('z')"),
    (house.check_sql_stays_in_store, "app/models/area.py", "from sqlalchemy import text\nq = text('1')"),
    (house.check_dialects, "app/store/dialect.py", "import sqlite3\na = 'postgresql'\nf(sqlite_where=a)"),
    (house.check_dialects, "app/settings.py", "database_url: str = 'sqlite:///var/wegwijzer.sqlite'"),
    (house.check_dialects, "app/store/engine.py", '"""Works on sqlite and\npostgresql."""'),
    (house.check_dialects, "app/cli.py", "help = 'a sqlite file, or a postgresql server'"),
    (house.check_sizes, "app/services/a.py", lines(320)),
    (house.check_sizes, "app/services/a.py", "@decorator\ndef fits():\n" + lines(59, "    ")),
]


@pytest.mark.parametrize(("rule", "path", "source", "expected"), CAUGHT)
def test_a_breach_is_caught(rule: house.Rule, path: str, source: str, expected: str) -> None:
    messages = [breach.message for breach in rule(house.Module(path, source))]
    assert any(expected in message for message in messages), messages


@pytest.mark.parametrize(("rule", "path", "source"), ALLOWED)
def test_what_the_house_allows_passes(rule: house.Rule, path: str, source: str) -> None:
    assert list(rule(house.Module(path, source))) == []


def test_every_rule_is_seen_to_catch_and_to_allow() -> None:
    assert {case[0] for case in CAUGHT} == set(house.RULES)
    assert {case[0] for case in ALLOWED} == set(house.RULES)


HELD_AGAINST = {"suggest_next_steps", "counts_for", "CODES", "TABLES", "MODULES"}
"""What tests alone call: the rule that the snapshot is held against, and lists that pages and metadata are."""


def test_nothing_in_the_product_is_there_for_tests_alone() -> None:
    """A function that only its test calls is a rule that nobody keeps: it drifts away from the one in use."""
    app, *others = ([ast.parse(path.read_text()) for path in (REPOSITORY / folder).rglob("*.py")] for folder in CODE)
    used = {name for trees in (app, *others) for tree in trees for node in ast.walk(tree) for name in _names_in(node)}
    texts = [REPOSITORY / "pyproject.toml", *(REPOSITORY / "app").rglob("*.html")]
    used |= {word for path in texts for word in re.findall(r"\w+", path.read_text())}
    named = {name for tree in app for node in tree.body for name in _defined_in(node)}
    assert len(named) > 3_000
    assert named - used == HELD_AGAINST


CODE = ("app", "bench", "migrations")
KEEPS_ITS_NAME = frozenset({"lru_cache", "cache", "contextmanager", "dataclass"})
"""Decorators after which a function must be called by its name; others hand it to somebody else."""


def _names_in(node: ast.AST) -> list[str]:
    """What a node reads, or names in a string such as `app.main:create_app`."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
            return [name]
        case ast.Constant(value=str() as text) if " " not in text:
            return re.findall(r"\w+", text)
    return []


def _defined_in(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            decorators = {re.match(r"\w+", ast.unparse(one))[0] for one in node.decorator_list}  # type: ignore[index]
            return [node.name] if decorators <= KEEPS_ITS_NAME else []
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [] if name.startswith("__") else [name]
    return []


SAID_ON_THE_COMMAND_LINE = ("judge_cases", "loading", "area_import", "areas_source")
"""Modules whose faults an operator reads, in English as everything there."""


def test_every_fault_that_people_read_is_said_in_dutch_too() -> None:
    """A fault without a Dutch sentence would leave the volunteer who reads it alone."""
    made = 0
    for path in sorted((REPOSITORY / "app").rglob("*.py")):
        if path.stem in SAID_ON_THE_COMMAND_LINE:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                made += 1
                names = {keyword.arg for keyword in node.keywords}
                assert "detail_nl" in names or None in names or len(node.args) == 6, f"{path}:{node.lineno}"
    assert made > 50
