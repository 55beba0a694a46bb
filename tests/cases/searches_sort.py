"""Orders and pages (DESIGN 4, sort and limit)."""

from tests.cases.case import Case, ordered, tied

SORT_CASES: tuple[Case, ...] = (
    ordered(
        "titles without quotes, marks and capitals",
        "organisation=@order&sort=title",
        "order-koffie",
        "order-eclair",
        "order-eend",
        "order-paard",
        "order-zwemmen",
    ),
    ordered(
        "the next date, none last",
        "organisation=@order&sort=start",
        "order-koffie",
        "order-paard",
        *tied("order-eclair", "order-zwemmen"),
        "order-eend",
    ),
    ordered(
        "start is the default",
        "organisation=@order",
        "order-koffie",
        "order-paard",
        *tied("order-eclair", "order-zwemmen"),
        "order-eend",
    ),
    ordered(
        "start by default keeps a stated fit before no range",
        "organisation=@order&age=9",
        "order-koffie",
        "order-paard",
        "order-eclair",
        "order-zwemmen",
        "order-eend",
    ),
    ordered(
        "prices, unknown last",
        "organisation=@order&sort=price",
        "order-eend",
        *tied("order-eclair", "order-paard"),
        "order-zwemmen",
        "order-koffie",
    ),
    ordered(
        "what was changed together is ordered by id",
        "organisation=@order&sort=-modified",
        *tied("order-eclair", "order-eend", "order-koffie", "order-zwemmen", "order-paard"),
    ),
    ordered(
        "a page holds the first of the order",
        "organisation=@order&sort=title&limit=2",
        "order-koffie",
        "order-eclair",
        total=5,
    ),
    ordered(
        "a named pass counts in the order by price",
        "organisation=@prices&passes=ooievaarspas-den-haag&sort=price&externalId=cost-pass-free-10"
        "&externalId=cost-session-5",
        "cost-pass-free-10",
        "cost-session-5",
    ),
    ordered(
        "without the pass its price does not count in the order",
        "organisation=@prices&sort=price&externalId=cost-pass-free-10&externalId=cost-session-5",
        "cost-session-5",
        "cost-pass-free-10",
    ),
    Case(
        "facets do not depend on the page",
        "organisation=@order&limit=1&sort=title&facets=cost",
        ["order-koffie"],
        total=5,
        facets={"cost": {"free": 1, "paid": 3, "unknown": 1}},
    ),
    Case(
        "another language changes no list",
        "organisation=@order&lang=en",
        ["order-eclair", "order-eend", "order-koffie", "order-zwemmen", "order-paard"],
    ),
)
