"""What a coordinator reads in the reports on gaps: Dutch at B1 with an English twin."""

from collections.abc import Mapping

from app.domain.gaps import Obstacle

OBSTACLE: Mapping[Obstacle, Mapping[str, str]] = {
    Obstacle.THEME: {
        "nl": "In de stad is niets om met dit onderwerp mee verder te gaan.",
        "en": "Nothing in town goes on with this subject.",
    },
    Obstacle.STATUS: {
        "nl": "Er is een vervolg, maar dat loopt nu niet of is lang niet bevestigd.",
        "en": "There is a follow-up, but it does not run now or was not confirmed for long.",
    },
    Obstacle.JOINABLE: {
        "nl": "Er is een vervolg, maar een kind kan daar niet alleen aan meedoen.",
        "en": "There is a follow-up, but one child cannot join it alone.",
    },
    Obstacle.GROUP: {
        "nl": "Er is een vervolg, maar alleen voor een eigen groep.",
        "en": "There is a follow-up, but only for a closed group.",
    },
    Obstacle.ENROLMENT: {
        "nl": "Er is een vervolg, maar dat is vol of de inschrijving is dicht.",
        "en": "There is a follow-up, but it is full or enrolment has closed.",
    },
    Obstacle.AGE: {
        "nl": "Er is een vervolg, maar voor een andere leeftijd.",
        "en": "There is a follow-up, but for another age.",
    },
    Obstacle.PLACE: {
        "nl": "Er is een vervolg, maar dat is te ver weg.",
        "en": "There is a follow-up, but it is too far away.",
    },
    Obstacle.FREE: {
        "nl": "Er is een vervolg, maar dat is niet zeker gratis.",
        "en": "There is a follow-up, but it is not stated free.",
    },
    Obstacle.SEVERAL: {
        "nl": "Er is een vervolg, maar er staan meer dingen tegelijk in de weg.",
        "en": "There is a follow-up, but several things stand in the way at once.",
    },
}

DEAD_END_NOTES: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "Gekeken is naar elke activiteit die nu loopt, elke wijk van die stad en elke leeftijd die erbij past.",
        "Een vervolg is: hetzelfde onderwerp een stap verder, een verwant onderwerp om te beginnen, "
        "of de volgende stap van een route.",
        "Afstanden zijn ongeveer: te voet, vanaf één punt in de wijk.",
    ),
    "en": (
        "Looked at: every activity that runs now, every wijk of that town and every age it is for.",
        "A follow-up is: the same subject one step on, a related subject to begin with, or the next step of a route.",
        "Distances are about right: on foot, from one point in the wijk.",
    ),
}

COVERAGE_NOTES: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "Geteld is wat nu loopt en waar een kind alleen aan mee kan doen. Nul staat er ook bij.",
        "Een activiteit telt mee bij elk onderwerp en elke leeftijd die erbij hoort.",
        "Bereikbaar is: te voet vanaf één punt in de wijk, ongeveer, of zonder reis. Ook wat in een andere wijk is.",
    ),
    "en": (
        "Counted is what runs now and what one child can join. Zeros are rows too.",
        "An activity counts for every subject and every age it has.",
        "Reachable is: on foot from one point in the wijk, about, or without travel. Also what is in another wijk.",
    ),
}
