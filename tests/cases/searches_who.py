"""Audience, closed groups, schools, languages, accessibility and the other plain filters; themes and routes."""

from tests.cases.case import Case, ordered, tied
from tests.cases.catalogue_who import CLOSED, GROUPS

CLUBS = tuple(f"group-{key}" for key in CLOSED)
FOR_SOME_CHILDREN = ("group-girls", "group-residents", "group-disability")
OPEN_TO_ALL = ("group-everyone", "group-lesson", "group-kit", "group-loan", "group-silent")

WHO_CASES: tuple[Case, ...] = (
    Case("closed groups are shown", "organisation=@groups", [*CLUBS, *OPEN_TO_ALL]),
    Case("open to everyone", "organisation=@groups&openTo=everyone", OPEN_TO_ALL),
    Case("open to girls", "organisation=@groups&openTo=girls", ["group-girls"]),
    Case(
        "kinds of group are any of them",
        "organisation=@groups&openTo=pupilsOf&openTo=disability",
        ["group-pupils-west", "group-pupils-east", "group-pupils-unnamed", "group-disability"],
    ),
    Case(
        "a school finds what its pupils can join",
        "organisation=@groups&school=@school-west",
        [*OPEN_TO_ALL, *FOR_SOME_CHILDREN, "group-pupils-west", "group-bso-west"],
        unknown={"school": 1},
    ),
    Case(
        "another school finds its own",
        "organisation=@groups&school=@school-east",
        [*OPEN_TO_ALL, *FOR_SOME_CHILDREN, "group-pupils-east"],
        unknown={"school": 1},
    ),
    Case(
        "for schools", "organisation=@groups&audience=schools", ["group-lesson", "group-kit"], unknown={"audience": 1}
    ),
    Case(
        "for teachers or families",
        "organisation=@groups&audience=teachers&audience=families",
        ["group-kit", "group-loan"],
    ),
    Case(
        "one child can simply join",
        "organisation=@groups&individual=true",
        ["group-everyone", *CLUBS, "group-loan"],
        unknown={"individual": 1},
    ),
    Case("only as a class", "organisation=@groups&individual=false", ["group-lesson", "group-kit"]),
    Case(
        "special primary education is not special education",
        "organisation=@groups&schoolType=sbo",
        ["group-lesson"],
        unknown={"schoolType": 11},
    ),
    Case("special education", "organisation=@groups&schoolType=so", ["group-kit"]),
    Case(
        "school types are any of them",
        "organisation=@groups&schoolType=po&schoolType=vso",
        ["group-lesson", "group-kit"],
    ),
    Case("during lessons", "organisation=@groups&schoolTime=during", ["group-lesson"], unknown={"schoolTime": 2}),
    Case("during and outside lessons is a value of its own", "organisation=@groups&schoolTime=both", ["group-kit"]),
    Case(
        "outside or both",
        "organisation=@groups&schoolTime=outside&schoolTime=both",
        ["group-everyone", *CLUBS, "group-kit"],
    ),
    Case(
        "a rung of the ladder",
        "organisation=@groups&stage=discover",
        ["group-everyone", "group-lesson"],
        unknown={"stage": 3},
    ),
    Case("rungs are any of them", "organisation=@groups&stage=join&stage=deepen", CLUBS),
    Case(
        "forms are any of them",
        "organisation=@groups&kind=lesson&kind=kit",
        ["group-lesson", "group-kit"],
        unknown={"kind": 1},
    ),
    Case(
        "what comes to the school",
        "organisation=@groups&attendance=atSchool&attendance=mobile",
        ["group-pupils-west", "group-lesson", "group-kit"],
        unknown={"attendance": 1},
    ),
    Case(
        "a spoken language",
        "organisation=@groups&language=nl",
        ["group-everyone", "group-residents"],
        unknown={"language": 10},
    ),
    Case(
        "languages are any of them", "organisation=@groups&language=ar&language=tr", ["group-residents", "group-loan"]
    ),
    Case(
        "wheelchair is stated as yes and limited is not",
        "organisation=@groups&accessibility=wheelchair",
        ["group-everyone"],
        unknown={"accessibility": 10},
    ),
    Case("another feature", "organisation=@groups&accessibility=hearingLoop", ["group-everyone"]),
    Case(
        "features are any of them",
        "organisation=@groups&accessibility=specialNeeds&accessibility=wheelchair",
        ["group-everyone", "group-disability"],
    ),
    Case("once only", "organisation=@groups&oneOff=true", ["group-lesson"], unknown={"oneOff": 3}),
    Case("who stays together", "organisation=@groups&together=true", ["group-lesson"], unknown={"together": 11}),
    Case("who does not stay together", "organisation=@groups&together=false", ["group-kit"], unknown={"together": 11}),
    Case(
        "a visit for schools is adapted when it says with whom, else that is not known",
        "organisation=@groups&adapted=true",
        ["group-lesson"],
        unknown={"adapted": 1},
    ),
    Case("a partner counts as organisation", "organisation=@helper", ["helper-day", "group-everyone"]),
    Case(
        "organisations are any of them",
        "organisation=@school-west&organisation=@school-east",
        ["school-west-day", "school-east-day"],
    ),
    Case(
        "ids of the source are any of them",
        "externalId=group-kit&externalId=group-loan&externalId=nobody",
        ["group-kit", "group-loan"],
    ),
    ordered(
        "asking a group keeps what states none behind",
        "organisation=@groups&schoolGroup=groep5",
        "group-lesson",
        *tied(*(draft["source"]["externalId"] for draft in GROUPS if not draft.get("schoolGroups"))),
    ),
    Case(
        "each facet ignores its own filter",
        "organisation=@groups&stage=join&facets=stage,kind,openTo",
        CLUBS,
        facets={
            "stage": {"join": 8, "discover": 2, "deepen": 0},
            "kind": {"club": 8, "lesson": 0},
            "openTo": {"everyone": 0, "pupilsOf": 3, "girls": 1},
        },
    ),
    Case(
        "a parent theme includes its children",
        "organisation=@town&theme=nature",
        ["town-nature-club", "town-school-garden", "town-winter-camp", "town-beijum-nature"],
    ),
    Case("a child theme is that child alone", "organisation=@town&theme=insects", ["town-nature-club"]),
    Case(
        "themes are any of them",
        "organisation=@town&theme=robots&theme=coding",
        ["town-robot-course", "town-robot-loan", "town-online-code"],
    ),
    Case("an activity is found through each of its themes", "organisation=@town&theme=making", ["town-reading-room"]),
    Case("all themes asked must be there", "organisation=@town&themeAll=robots&themeAll=coding", ["town-robot-course"]),
    Case(
        "all themes asked may be there by a child",
        "organisation=@town&themeAll=technology&themeAll=digital",
        ["town-robot-course"],
    ),
    Case(
        "a theme and all themes are both asked",
        "organisation=@town&theme=technology&themeAll=coding",
        ["town-robot-course"],
    ),
    Case("no themes stated is unknown", "organisation=@order&theme=nature", [], unknown={"theme": 5}),
    Case(
        "plain words are turned into themes",
        "organisation=@town&interest=robots",
        ["town-robot-course", "town-robot-loan"],
    ),
    Case(
        "plain words and a theme are both asked",
        "organisation=@town&interest=robots&theme=coding",
        ["town-robot-course"],
    ),
    Case(
        "plain words nobody understands find nothing", "organisation=@town&interest=qwxyz", [], relax={"interest": 13}
    ),
    Case(
        "the theme facet ignores the themes and counts children for their parent once",
        "organisation=@town&theme=robots&facets=theme",
        ["town-robot-course", "town-robot-loan"],
        facets={
            "theme": {
                "robots": 2,
                "technology": 2,
                "coding": 2,
                "digital": 2,
                "nature": 4,
                "insects": 1,
                "sport": 2,
                "making": 1,
                "space": 1,
                "science": 1,
                "music": 0,
            }
        },
    ),
    Case(
        "the steps of a route", "route=@route:outdoors", ["town-reading-room", "town-nature-club", "town-winter-camp"]
    ),
    Case(
        "the steps of two routes",
        "route=@route:outdoors&route=@route:machines",
        ["town-reading-room", "town-nature-club", "town-winter-camp", "town-robot-loan", "town-robot-course"],
    ),
    Case(
        "a route and an age", "route=@route:outdoors&route=@route:machines&age=8&theme=technology", ["town-robot-loan"]
    ),
    Case(
        "the organisation facet counts partners too",
        "externalId=group-everyone&externalId=helper-day&facets=organisation",
        ["group-everyone", "helper-day"],
    ),
)
