"""The words of the sample: subjects and fictional names (files people can edit) and sentences in plain Dutch."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from app.services.data_files import read_rows


@dataclass(frozen=True, slots=True)
class Subject:
    """What an activity is about. `stem` makes compounds (Robot + club), `loan` names a thing one can borrow for it."""

    theme: str
    top: str
    stem: str
    nl: str
    en: str
    do_nl: str
    do_en: str
    loan: str | None

    def compound(self, ending: str) -> str:
        """Robotclub; a stem of two words stands apart: Club groene buurt."""
        return f"{ending.capitalize()} {self.stem.lower()}" if " " in self.stem else f"{self.stem}{ending}"


@lru_cache(maxsize=1)
def read_subjects() -> tuple[Subject, ...]:
    """One subject for each theme of the second level."""
    tops = {row["id"]: row["broader"] for row in read_rows("starter/themes.csv")}
    return tuple(
        Subject(
            theme=row["theme"] or "",
            top=tops[row["theme"]] or "",
            stem=row["stem_nl"] or "",
            nl=row["subject_nl"] or "",
            en=row["subject_en"] or "",
            do_nl=row["do_nl"] or "",
            do_en=row["do_en"] or "",
            loan=row["loan_nl"],
        )
        for row in read_rows("sample/subjects.csv")
    )


CLOSING = (
    "We beginnen met een spel. Daarna ga je zelf aan de slag.",
    "Eerst laten we zien hoe het werkt. Dan probeer je het zelf.",
    "Je werkt alleen of in een groepje, wat je zelf fijn vindt.",
    "Iedereen doet mee op een eigen manier. Fouten maken mag.",
    "Aan het eind laat je zien wat je hebt gedaan.",
    "Er is altijd iemand die je helpt als het even niet lukt.",
    "Na afloop drinken we iets en praten we na.",
)
FIRST_VISIT = (
    "Kom tien minuten eerder. We vangen je op bij de deur.",
    "De eerste keer mag je kijken. Meedoen hoeft nog niet.",
    "Vraag bij de balie naar de groep. Iemand loopt met je mee.",
    "Je krijgt een maatje dat je laat zien hoe alles gaat.",
)
BRING = (
    "Kleren die vies mogen worden.",
    "Sportkleren en een flesje water.",
    "Niets. Alles ligt klaar.",
    "Een tussendoortje en je goede zin.",
    "Een jas, want we gaan ook naar buiten.",
)
TAKES_HOME = ("Wat je maakt, mag mee naar huis.", "Een kaart met tips om thuis verder te gaan.", "Foto's van de groep.")
INVITES = (
    "Ken je nog niemand? Juist dan ben je welkom.",
    "Spreek je nog weinig Nederlands? Kom gerust.",
    "Extra welkom: kinderen die nog niet op een club zitten.",
)
OTHER_LANGUAGES = {
    "tr": ("Çocuklar için etkinlik: {name}", "Her çocuk katılabilir."),
    "ar": ("نشاط للأطفال: {name}", "يمكن لكل طفل أن يشارك."),
    "pl": ("Zajęcia dla dzieci: {name}", "Każde dziecko może wziąć udział."),
    "uk": ("Заняття для дітей: {name}", "Кожна дитина може взяти участь."),
}
"""Title and summary in the languages families speak, without any promise the Dutch text does not make."""


@lru_cache(maxsize=8)
def read_names(kind: str) -> tuple[str, ...]:
    """The words of that kind (adjective, creature, street) that fictional names are made of."""
    return tuple(row["word"] or "" for row in read_rows("sample/names.csv") if row["kind"] == kind)


def make_name(rng: Random) -> str:
    """A name no organisation has: De Paarse Pinguïn."""
    return f"De {rng.choice(read_names('adjective'))} {rng.choice(read_names('creature'))}"


def make_slug(name: str, number: int) -> str:
    """A host name part: de-paarse-pinguin-12."""
    return f"{name.lower().replace('ï', 'i').replace(' ', '-')}-{number}"
