"""Reports of imports made before they left persons out lose the cells they kept.

Which of those cells were of persons cannot be told afterwards, so all of them go: the rows still say what became of
each, where it stood and what was wrong. What a warning quotes of something private goes too.

Revision: 0003. Going back leaves it so.
"""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_QUOTED = re.compile(r" \(“[^”]*”\)")
_PRIVATE = frozenset({"person-left-out", "private-left-out"})
_row = sa.table(
    "import_row",
    sa.column("report_id", sa.String()),
    sa.column("row_number", sa.Integer()),
    sa.column("warnings", sa.Text()),
    sa.column("original", sa.Text()),
)


def upgrade() -> None:
    connection = op.get_bind()
    connection.execute(sa.update(_row).where(_row.c.original.is_not(None)).values(original=None))
    is_private = sa.or_(*(_row.c.warnings.contains(code) for code in sorted(_PRIVATE)))
    found = connection.execute(sa.select(_row.c.report_id, _row.c.row_number, _row.c.warnings).where(is_private)).all()
    here = sa.and_(_row.c.report_id == sa.bindparam("report"), _row.c.row_number == sa.bindparam("number"))
    changed = [{"report": report, "number": number, "said": _leave_out(said)} for report, number, said in found]
    if changed:
        connection.execute(sa.update(_row).where(here).values(warnings=sa.bindparam("said")), changed)


def downgrade() -> None:
    pass


def _leave_out(warnings: str) -> str:
    kept = [_without_quote(one) if one.get("code") in _PRIVATE else one for one in json.loads(warnings)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _without_quote(warning: dict[str, str]) -> dict[str, str]:
    return {name: _QUOTED.sub("", value) if name.startswith("detail") else value for name, value in warning.items()}
