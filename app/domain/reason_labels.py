"""Words in the sentences of next steps, by code: in Dutch and in English."""

DAYS = (
    ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
MONTHS = (
    (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
)  # fmt: skip
KINDS = {
    "school": ("een school", "a school"),
    "library": ("een bibliotheek", "a library"),
    "communityCentre": ("een buurthuis", "a community centre"),
    "cityFarm": ("een kinderboerderij", "a city farm"),
}
NO_TRAVEL = {
    "home": ("Je kunt dit thuis doen.", "You can do this at home."),
    "online": ("Je doet mee via internet. Je hoeft niet te reizen.", "You join online. No travel needed."),
    "mobile": ("Dit komt naar je toe.", "This comes to you."),
    "atSchool": ("Dit is op je eigen school.", "This is at your own school."),
    "kit": ("Dit komt naar de klas.", "This comes to the class."),
}
NEEDED = {
    "swimDiplomaA": ("zwemdiploma A", "swimming diploma A"),
    "swimDiplomaB": ("zwemdiploma B", "swimming diploma B"),
    "swimDiplomaC": ("zwemdiploma C", "swimming diploma C"),
    "audition": ("een auditie", "an audition"),
    "previousActivity": ("een eerdere activiteit", "an earlier activity"),
    "ownBike": ("een eigen fiets", "your own bike"),
    "ownInstrument": ("een eigen instrument", "your own instrument"),
    "libraryCard": ("een pas van de bibliotheek", "a library card"),
    "membership": ("een lidmaatschap", "a membership"),
}

SCHOOL_TYPES = {
    "vve": ("de voorschool", "pre-school"),
    "po": ("de basisschool", "primary school"),
    "sbo": ("het speciaal basisonderwijs", "special primary education"),
    "so": ("het speciaal onderwijs", "special education"),
    "vso": ("het voortgezet speciaal onderwijs", "secondary special education"),
    "pro": ("het praktijkonderwijs", "practical education"),
    "vmbo": ("het vmbo", "pre-vocational education (vmbo)"),
    "havo": ("de havo", "general secondary education (havo)"),
    "vwo": ("het vwo", "pre-university education (vwo)"),
    "isk": ("de internationale schakelklas", "the international transition class"),
    "mbo": ("het mbo", "vocational education (mbo)"),
}
FEATURES = {
    "wheelchair": ("meedoen met een rolstoel", "joining in a wheelchair"),
    "specialNeeds": ("meedoen met een beperking", "joining with a disability"),
    "hearingLoop": ("horen met een ringleiding", "hearing with a hearing loop"),
    "signLanguage": ("meedoen met gebarentaal", "joining in sign language"),
    "assistanceDog": ("een hulphond meenemen", "bringing an assistance dog"),
    "quietSpace": ("even naar een stille plek gaan", "going to a quiet place for a while"),
    "adaptedToilet": ("naar een aangepast toilet gaan", "using an adapted toilet"),
}
