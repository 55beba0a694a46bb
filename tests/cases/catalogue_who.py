"""Ages, school groups, closed groups, schools, languages and accessibility."""

from tests.cases.building import Draft, activity, org_id, partner, place

WEST = place("Schoolgebouw West", 52.0529, 4.3024, "WK051836", kind="school")
CLOSED = {
    "pupils-west": {"kind": "pupilsOf", "organisationIds": [org_id("school-west")]},
    "pupils-east": {"kind": "pupilsOf", "organisationIds": [org_id("school-east")]},
    "pupils-unnamed": {"kind": "pupilsOf", "note": "Voor de scholen die meedoen."},
    "bso-west": {"kind": "bsoOf", "organisationIds": [org_id("school-west")]},
    "members": {"kind": "membersOf", "organisationIds": [org_id("helper")]},
    "residents": {"kind": "residentsOf", "areaCodes": ["WK051836"]},
    "girls": {"kind": "girls"},
    "disability": {"kind": "disability"},
}

AGES: list[Draft] = [
    activity("age-6-to-12", "Wip een", "ages", age={"min": 6, "max": 12}),
    activity("age-under-12", "Wip twee", "ages", age={"min": 6, "max": 11}),
    activity("age-3-to-99", "Wip drie", "ages", age={"min": 3, "max": 99}),
    activity("age-from-12", "Wip vier", "ages", age={"min": 12}),
    activity("age-to-8", "Wip vijf", "ages", age={"max": 8}),
    activity("age-9-only", "Wip zes", "ages", age={"min": 9, "max": 9}),
    activity("age-open", "Wip allen", "ages"),
    activity("age-groep-5-6", "Wip acht", "ages", schoolGroups=["groep5", "groep6"]),
    activity("age-groep-8", "Wip negen", "ages", schoolGroups=["groep8"]),
    activity("age-klas-1", "Wip tien", "ages", schoolGroups=["klas1"]),
    activity("age-peuters", "Wip elf", "ages", schoolGroups=["peuters"]),
    activity("age-months-18-to-30", "Wip twaalf", "ages", age={"minMonths": 18, "maxMonths": 30}),
    activity("age-8-to-10-groep-7", "Wip dertien", "ages", age={"min": 8, "max": 10}, schoolGroups=["groep7"]),
]

GROUPS: list[Draft] = [
    activity(
        "group-everyone",
        "Kring open",
        "groups",
        openTo={"kind": "everyone"},
        audience=["children"],
        individual=True,
        partners=[partner("helper", "host")],
        stage="discover",
        kind="dropIn",
        schoolTime="outside",
        spokenLanguages=["nl"],
        accessibility={"wheelchair": "yes", "features": ["hearingLoop"]},
        isOneOff=False,
    ),
    *(
        activity(
            f"group-{key}",
            f"Kring {key}",
            "groups",
            openTo=open_to,
            audience=["children"],
            individual=True,
            stage="join",
            kind="club",
            schoolTime="outside",
            isOneOff=False,
            **({"attendance": "atSchool", "place": WEST} if key == "pupils-west" else {}),
            **({"accessibility": {"wheelchair": "no"}} if key == "girls" else {}),
            **({"accessibility": {"wheelchair": "limited"}} if key == "members" else {}),
            **(
                {"accessibility": {"wheelchair": "unknown", "features": ["specialNeeds"]}}
                if key == "disability"
                else {}
            ),
            **({"spokenLanguages": ["ar", "nl"]} if key == "residents" else {}),
        )
        for key, open_to in CLOSED.items()
    ),
    activity(
        "group-lesson",
        "Kring les",
        "groups",
        audience=["schools"],
        individual=False,
        attendance="atSchool",
        place=WEST,
        schoolTime="during",
        kind="lesson",
        stage="discover",
        schoolGroups=["groep5"],
        schoolTypes=["po", "sbo"],
        isOneOff=True,
        group={"together": True},
        school={"adaptedWith": ["Drie scholen voor speciaal onderwijs"]},
    ),
    activity(
        "group-kit",
        "Kring kist",
        "groups",
        audience=["schools", "teachers"],
        individual=False,
        attendance="mobile",
        place=None,
        serviceArea=["GM0518"],
        schoolTime="both",
        kind="kit",
        schoolTypes=["so", "vso"],
        group={"together": False},
        school={"maxPupils": 30},
    ),
    activity(
        "group-loan",
        "Kring tas",
        "groups",
        audience=["families"],
        individual=True,
        attendance="home",
        place=None,
        kind="loan",
        spokenLanguages=["tr"],
    ),
    activity("group-silent", "Kring stil", "groups", attendance=None, place=None),
]

SCHOOLS: list[Draft] = [
    activity("school-west-day", "Open dag West", "school-west", place=WEST, kind="openDay"),
    activity("school-east-day", "Open dag Oost", "school-east", kind="openDay"),
    activity("helper-day", "Open dag Meehelper", "helper", kind="openDay"),
]

WHO: list[Draft] = AGES + GROUPS + SCHOOLS
