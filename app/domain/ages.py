"""Ages as inclusive intervals in months, and the ages that belong to Dutch school groups."""

from collections.abc import Iterable, Mapping

from app.domain.vocabulary import SCHOOL_GROUPS, SchoolType

PRIMARY = tuple(group for group in SCHOOL_GROUPS if group.startswith("groep"))
SECONDARY = tuple(group for group in SCHOOL_GROUPS if group.startswith("klas"))

GROUPS_OF_SCHOOL_TYPE: Mapping[str, tuple[str, ...]] = {
    SchoolType.VVE: ("peuters", *PRIMARY[:2]),
    SchoolType.PO: PRIMARY,
    SchoolType.SBO: PRIMARY,
    SchoolType.SO: PRIMARY,
    SchoolType.VSO: SECONDARY,
    SchoolType.PRO: SECONDARY,
    SchoolType.VMBO: SECONDARY[:4],
    SchoolType.HAVO: SECONDARY[:5],
    SchoolType.VWO: SECONDARY,
    SchoolType.ISK: SECONDARY,
}
"""The groups of each type: vve goes on in group 1 and 2, vmbo lasts four years and havo five. mbo has none."""


def groups_of_school_types(types: Iterable[str]) -> tuple[str, ...]:
    """The groups of any of the types, in school order; empty when one of them has none."""
    named = tuple(types)
    if any(each not in GROUPS_OF_SCHOOL_TYPE for each in named):
        return ()
    found = {group for each in named for group in GROUPS_OF_SCHOOL_TYPE[each]}
    return tuple(group for group in SCHOOL_GROUPS if group in found)


def months_of_years(first: int, last: int) -> tuple[int, int]:
    """Completed years, inclusive, as months: 9..9 is 108..119."""
    return 12 * first, 12 * last + 11


def months_of_group(group: str) -> tuple[int, int]:
    """groep 1 = 4-5 … groep 8 = 11-12, klas 1 = 12-13 … klas 6 = 17-18, peuters = 2-3. Raises ValueError for other
    words."""
    if group == "peuters":
        return months_of_years(2, 3)
    for prefix, offset in (("groep", 3), ("klas", 11)):
        if group.startswith(prefix) and group[len(prefix) :].isdigit():
            first = int(group[len(prefix) :]) + offset
            return months_of_years(first, first + 1)
    raise ValueError(f"not a school group: {group}")


def overlaps(asked: tuple[int, int], low: int | None, high: int | None) -> bool:
    """Whether two inclusive intervals share a month; None on either side of the second is open."""
    return (low is None or low <= asked[1]) and (high is None or high >= asked[0])


def overlaps_groups(asked: tuple[int, int], groups: tuple[str, ...]) -> bool:
    """Whether any of the groups' ages shares a month with the asked interval."""
    return any(overlaps(asked, *months_of_group(group)) for group in groups)
