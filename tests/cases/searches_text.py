"""Words: stems, beginnings, compounds, one typing error, and how strongly they count (DESIGN 4, q)."""

from tests.cases.case import Case, ordered, refused, tied
from tests.cases.catalogue_words import WORDS

IN_WORDS = tuple(draft["source"]["externalId"] for draft in WORDS if draft["source"]["externalId"][:5] == "word-")
RACES = ("word-race-in-title", "word-race-in-place", "word-race-in-summary")

TEXT_CASES: tuple[Case, ...] = (
    ordered(
        "a word counts most in the title, less in a compound, then in themes, then in the summary",
        "organisation=@words&q=club",
        "word-club",
        "word-natuurclub",
        *tied("word-nature-theme", "word-two-themes"),
        "word-club-in-summary",
    ),
    ordered(
        "title, organisation, place and summary in that order",
        "q=glimworm",
        "glimworm-title",
        "glimworm-organisation",
        "glimworm-place",
        "glimworm-summary",
    ),
    ordered(
        "a plural has the same stem",
        "q=glimwormen",
        "glimworm-title",
        "glimworm-organisation",
        "glimworm-place",
        "glimworm-summary",
    ),
    ordered(
        "the last word may be a beginning",
        "q=glimw",
        "glimworm-title",
        "glimworm-organisation",
        "glimworm-place",
        "glimworm-summary",
    ),
    Case("two letters of the last word are a beginning", "organisation=@words&q=vo", ["word-vogels"]),
    Case("every word must match", "q=donkerte glimworm", ["glimworm-summary"]),
    Case("words need not stand in order", "q=glimworm donkerte", ["glimworm-summary"]),
    Case("one word that matches nothing leaves nothing", "organisation=@words&q=mummies zevenster", []),
    Case("eten does not find weten", "organisation=@words&q=eten", ["word-eten"]),
    Case("weten finds weten", "organisation=@words&q=weten", ["word-weten"]),
    ordered("the end of a compound counts one less", "organisation=@words&q=tuin", "word-eten", "word-kruidentuin"),
    Case(
        "the beginning of a compound that is not the last word",
        "organisation=@words&q=kwartel natuurclub",
        ["word-natuurclub"],
    ),
    Case("in a compound at least three letters must remain", "organisation=@words&q=huis kwakel", ["word-boomhuis"]),
    Case("marks do not matter in the question", "organisation=@words&q=Café", ["word-cafe"]),
    Case("marks do not matter in the text", "organisation=@words&q=ucuk cafe", ["word-cafe"]),
    Case("capitals do not matter", "organisation=@words&q=VOGELS", ["word-vogels"]),
    Case("a singular finds the plural", "organisation=@words&q=vogel tellen", ["word-vogels"]),
    Case("a beginning counts in the last word only", "organisation=@words&q=vog tellen", []),
    Case("a beginning as last word", "organisation=@words&q=tellen vog", ["word-vogels"]),
    ordered("equal relevance is ordered by id", "organisation=@words&q=kwakel", *tied("word-thuis", "word-boomhuis")),
    Case("a word that occurs is not taken for a typing error", "organisation=@words&q=kwaken", ["word-kwaken"]),
    ordered("an exact word in title, place and summary", "organisation=@words&q=zeepkistenrace", *RACES),
    ordered(
        "one wrong letter is forgiven and keeps the order of the fields", "organisation=@words&q=zeepkistenrase", *RACES
    ),
    ordered("two letters swapped are one error", "organisation=@words&q=zeepkitsenrace", *RACES),
    ordered("a letter too many is one error", "organisation=@words&q=zeepkisttenrace", *RACES),
    ordered("a letter missing is one error", "organisation=@words&q=zepkistenrace", *RACES),
    Case("two errors are not forgiven", "organisation=@words&q=zepkistenrase", []),
    Case("the first letter must be right", "organisation=@words&q=xeepkistenrace", []),
    Case("short words must be right", "organisation=@words&q=quix", []),
    Case(
        "an error is forgiven only in a word that occurs nowhere",
        "organisation=@words&q=kwakem",
        ["word-thuis", "word-boomhuis", "word-kwaken"],
    ),
    ordered(
        "a synonym of a theme counts less than the title",
        "organisation=@words&q=mummies",
        "word-mummies",
        "word-archaeology",
    ),
    ordered("stop words are left out", "organisation=@words&q=de mummies van het", "word-mummies", "word-archaeology"),
    Case("stop words alone find nothing", "organisation=@words&q=van de", []),
    Case("the label of a theme is searched", "organisation=@words&q=opgraven", ["word-archaeology"]),
    Case("other languages are searched too", "organisation=@words&q=snowglobe", ["word-english"]),
    Case("and their summaries", "organisation=@words&q=shake", ["word-english"]),
    Case("the description is not searched", "organisation=@words&q=zwaluwstaart", []),
    Case("signs part words and digits are words", "organisation=@words&q=quiz/film 2027", ["word-quiz"]),
    Case(
        "the name of the organisation is searched",
        "organisation=@words&q=lettervreter",
        [*IN_WORDS, "glimworm-title", "glimworm-place", "glimworm-summary"],
    ),
    ordered(
        "words and a filter go together and relevance orders",
        "q=robots&free=true",
        "town-robot-loan",
        "word-two-themes",
    ),
    ordered(
        "with a place distance orders unless relevance is asked",
        "q=robots&near=52.0507,4.2983",
        "word-two-themes",
        "town-robot-course",
        "town-robot-loan",
    ),
    ordered(
        "relevance can be asked with a place",
        "q=robots&near=52.0507,4.2983&sort=relevance",
        "town-robot-course",
        "town-robot-loan",
        "word-two-themes",
    ),
    ordered(
        "relevance ranks after a stated fit when an age is asked",
        "q=robots&age=9",
        "town-robot-course",
        "town-robot-loan",
        "word-two-themes",
    ),
    Case(
        "words that find nothing say what leaving them out gives", "organisation=@order&q=zwemband", [], relax={"q": 5}
    ),
    refused("words without letters or digits are no words", "q=?!", ("q", "empty")),
)
