"""Age, school groups and what ranks after a stated fit (DESIGN 3, Age)."""

from tests.cases.building import Draft
from tests.cases.case import Case, ordered, tied
from tests.cases.catalogue_who import AGES

NINE = ("age-6-to-12", "age-under-12", "age-3-to-99", "age-9-only", "age-groep-5-6", "age-8-to-10-groep-7")
"""Those with a stated age or group that fits a child of nine."""


def _names(drafts: list[Draft]) -> list[str]:
    return [draft["source"]["externalId"] for draft in drafts]


AGE_CASES: tuple[Case, ...] = (
    Case("without an age everything is there", "organisation=@ages", _names(AGES)),
    Case(
        "t/m 12 includes twelve and tot 12 does not",
        "organisation=@ages&age=12",
        ["age-6-to-12", "age-3-to-99", "age-from-12", "age-open", "age-groep-8", "age-klas-1"],
    ),
    Case(
        "tot 12 includes eleven",
        "organisation=@ages&age=11",
        ["age-6-to-12", "age-under-12", "age-3-to-99", "age-open", "age-groep-8"],
    ),
    Case(
        "klas 1 is twelve and thirteen",
        "organisation=@ages&age=13",
        ["age-3-to-99", "age-from-12", "age-open", "age-klas-1"],
    ),
    Case(
        "t/m 8 without a lower bound includes eight",
        "organisation=@ages&age=8",
        ["age-6-to-12", "age-under-12", "age-3-to-99", "age-to-8", "age-open", "age-groep-5-6", "age-8-to-10-groep-7"],
    ),
    Case(
        "two is in its first months inside 18 to 30 months",
        "organisation=@ages&age=2",
        ["age-to-8", "age-open", "age-peuters", "age-months-18-to-30"],
    ),
    Case(
        "three is too old for 18 to 30 months",
        "organisation=@ages&age=3",
        ["age-3-to-99", "age-to-8", "age-open", "age-peuters"],
    ),
    Case(
        "one is in its last months inside 18 to 30 months",
        "organisation=@ages&age=1",
        ["age-to-8", "age-open", "age-months-18-to-30"],
    ),
    Case("a baby fits where no lower bound is stated", "organisation=@ages&age=0", ["age-to-8", "age-open"]),
    Case(
        "ninety-nine fits where no upper bound is stated",
        "organisation=@ages&age=99",
        ["age-3-to-99", "age-from-12", "age-open"],
    ),
    Case(
        "a range overlaps and also finds 3 to 99",
        "organisation=@ages&ageMin=6&ageMax=12",
        [*NINE, "age-open", "age-from-12", "age-to-8", "age-groep-8", "age-klas-1"],
    ),
    Case(
        "ten to fourteen finds primary and secondary school",
        "organisation=@ages&ageMin=10&ageMax=14",
        [
            "age-6-to-12",
            "age-under-12",
            "age-3-to-99",
            "age-from-12",
            "age-open",
            "age-groep-5-6",
            "age-groep-8",
            "age-klas-1",
            "age-8-to-10-groep-7",
        ],
    ),
    Case("a range of one age asks the same as that age", "organisation=@ages&ageMin=9&ageMax=9", [*NINE, "age-open"]),
    Case(
        "ageMin alone has no upper end",
        "organisation=@ages&ageMin=13",
        ["age-3-to-99", "age-from-12", "age-open", "age-klas-1"],
    ),
    Case(
        "ageMax alone has no lower end",
        "organisation=@ages&ageMax=3",
        ["age-3-to-99", "age-to-8", "age-open", "age-peuters", "age-months-18-to-30"],
    ),
    Case(
        "a group finds stated groups and ages that fit it",
        "organisation=@ages&schoolGroup=groep5",
        ["age-6-to-12", "age-under-12", "age-3-to-99", "age-to-8", "age-9-only", "age-open", "age-groep-5-6"],
    ),
    Case(
        "a stated group decides over a stated age when a group is asked",
        "organisation=@ages&schoolGroup=groep7",
        ["age-6-to-12", "age-under-12", "age-3-to-99", "age-open", "age-8-to-10-groep-7"],
    ),
    Case(
        "groep 8 is eleven and twelve",
        "organisation=@ages&schoolGroup=groep8",
        ["age-6-to-12", "age-under-12", "age-3-to-99", "age-from-12", "age-open", "age-groep-8"],
    ),
    Case(
        "klas 1 finds what starts at twelve",
        "organisation=@ages&schoolGroup=klas1",
        ["age-6-to-12", "age-3-to-99", "age-from-12", "age-open", "age-klas-1"],
    ),
    Case(
        "two groups are any of both",
        "organisation=@ages&schoolGroup=groep8&schoolGroup=klas1",
        ["age-6-to-12", "age-under-12", "age-3-to-99", "age-from-12", "age-open", "age-groep-8", "age-klas-1"],
    ),
    Case("groep 1 is four and five", "organisation=@ages&schoolGroup=groep1", ["age-3-to-99", "age-to-8", "age-open"]),
    Case(
        "toddlers are two and three",
        "organisation=@ages&schoolGroup=peuters",
        ["age-3-to-99", "age-to-8", "age-open", "age-peuters", "age-months-18-to-30"],
    ),
    Case(
        "klas 6 is seventeen and eighteen",
        "organisation=@ages&schoolGroup=klas6",
        ["age-3-to-99", "age-from-12", "age-open"],
    ),
    ordered(
        "an age lies in the range or the groups; no range ranks after, and is no lack of data",
        "organisation=@ages&age=9",
        *tied(*NINE),
        "age-open",
        unknown={"age": 0},
    ),
    ordered(
        "no range ranks after a stated group",
        "organisation=@groups&schoolGroup=groep5&audience=schools&kind=kit&kind=lesson",
        "group-lesson",
        "group-kit",
    ),
    ordered(
        "an order that is asked is kept as asked",
        "organisation=@ages&age=9&sort=title",
        "age-groep-5-6",
        "age-open",
        "age-8-to-10-groep-7",
        "age-3-to-99",
        "age-6-to-12",
        "age-under-12",
        "age-9-only",
    ),
    ordered(
        "the total counts beyond the page",
        "organisation=@ages&age=9&sort=title&limit=2",
        "age-groep-5-6",
        "age-open",
        total=7,
    ),
)
