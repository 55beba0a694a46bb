"""The sentences of proposing an offer without a key, Dutch (B1) and English."""

NL: dict[str, str] = {
    "title": "Meld uw aanbod aan",
    "intro": "Doet u iets leuks met kinderen? Vul dit formulier in. Een coördinator kijkt er eerst naar.",
    "intro_more": "U hebt geen account nodig. U krijgt een link. Zo kunt u uw aanbod later veranderen of weghalen.",
    "needed_hint": "Wat u niet weet, mag leeg blijven. Hoe meer u invult, hoe beter gezinnen u vinden.",
    "about_you": "Over u",
    "trap": "Laat dit veld leeg",
    "faults": "Er klopt iets nog niet",
    "choose": "Kies (mag leeg blijven)",
    "needed": "(moet ingevuld)",
    "send": "Meld aan",
    "thanks_title": "Bedankt, uw aanbod is aangemeld",
    "thanks": "Een coördinator kijkt ernaar. Daarna staat het in de gids.",
    "mailed": "Wij hebben een mail gestuurd naar {email}. Daarin staat uw link. Kijk ook bij ongewenste mail.",
    "not_mailed": "Wij kunnen u nu geen mail sturen. Bewaar daarom zelf deze link. Alleen hier kunt u hem zien.",
    "your_link": "Uw link",
    "assumed": "Zo hebben we het begrepen",
    "mail_subject": "Uw aanbod in de Wegwijzer: {title}",
    "mail_text": (
        "Dag,\n\nU hebt dit aangemeld: {title}.\nEen coördinator kijkt ernaar. Daarna staat het in de gids.\n\n"
        "Met deze link kunt u uw aanbod veranderen of weghalen:\n{link}\n\n"
        "De link is uw sleutel. Geef hem aan niemand anders.\nHebt u niets aangemeld? Dan hoeft u niets te doen.\n"
    ),
    "mine_title": "Uw aangemelde aanbod",
    "waiting": "Een coördinator kijkt nog naar uw aanbod. Het staat nog niet in de gids.",
    "published": "Uw aanbod staat in de gids.",
    "changed": "Uw aanbod staat in de gids. Een coördinator kijkt nog naar uw wijziging.",
    "rejected": "De coördinator heeft uw aanbod niet in de gids gezet. U kunt het veranderen en opnieuw aanmelden.",
    "withdrawn": "Dit aanbod is weggehaald. Wilt u weer meedoen? Meld het dan opnieuw aan.",
    "reason": "Dit zei de coördinator: {reason}",
    "page": "Zo ziet een gezin het",
    "save": "Stuur de wijziging",
    "saved": "Bedankt. Een coördinator kijkt naar uw wijziging.",
    "same": "Er is niets veranderd.",
    "confirm": "Alles klopt nog",
    "confirmed": "Bedankt. Uw aanbod is bevestigd.",
    "withdraw_title": "Wilt u het aanbod weghalen?",
    "withdraw_hint": "Het verdwijnt dan uit de gids. U kunt het later opnieuw aanmelden.",
    "withdraw_sure": "Ja, haal dit aanbod weg",
    "withdraw": "Haal weg",
    "withdraw_unsure": "Zet eerst een vinkje bij: Ja, haal dit aanbod weg.",
    "unknown_title": "Deze link werkt niet",
    "unknown": "We kennen deze link niet, of hij is te oud. Meld uw aanbod opnieuw aan of vraag de coördinator.",
    "again": "Meld opnieuw aan",
    "lost": "Link kwijt? Vraag een nieuwe",
    "link_title": "Vraag een nieuwe link",
    "link_intro": "Vul het e-mailadres in waarmee u uw aanbod aanmeldde. Wij mailen u een nieuwe link. De oude stopt.",
    "link_send": "Mail mij een nieuwe link",
    "link_sent_title": "Kijk in uw mail",
    "link_sent": "Kennen wij {email}? Dan krijgt u zo een mail met een nieuwe link. Kijk ook bij ongewenste mail.",
    "link_no_mail": "Wij kunnen nu geen mail sturen. Vraag de coördinator om hulp.",
    "link_subject": "Uw nieuwe link voor de Wegwijzer",
    "link_text": (
        "Dag,\n\nU vroeg een nieuwe link. De oude link werkt niet meer.\n\n{links}\n"
        "De link is uw sleutel. Geef hem aan niemand anders.\n"
        "Hebt u niets gevraagd? Gebruik dan voortaan deze nieuwe link. Verder hoeft u niets te doen.\n"
    ),
}

EN: dict[str, str] = {
    "title": "Propose your offer",
    "intro": "Do you do something nice with children? Fill in this form. A coordinator looks at it first.",
    "intro_more": "You need no account. You get a link. With it you can change or remove your offer later.",
    "needed_hint": "What you do not know may stay empty. The more you fill in, the better families find you.",
    "about_you": "About you",
    "trap": "Leave this field empty",
    "faults": "Something is not right yet",
    "choose": "Choose (may stay empty)",
    "needed": "(must be filled in)",
    "send": "Propose",
    "thanks_title": "Thank you, your offer is proposed",
    "thanks": "A coordinator looks at it. Then it stands in the guide.",
    "mailed": "We sent a mail to {email}. Your link is in it. Look among unwanted mail too.",
    "not_mailed": "We cannot send you a mail now. So keep this link yourself. You can see it only here.",
    "your_link": "Your link",
    "assumed": "This is how we understood it",
    "mail_subject": "Your offer in Wegwijzer: {title}",
    "mail_text": (
        "Hello,\n\nYou proposed this: {title}.\nA coordinator looks at it. Then it stands in the guide.\n\n"
        "With this link you can change or remove your offer:\n{link}\n\n"
        "The link is your key. Give it to nobody else.\nDid you propose nothing? Then you need to do nothing.\n"
    ),
    "mine_title": "The offer you proposed",
    "waiting": "A coordinator still has to look at your offer. It is not in the guide yet.",
    "published": "Your offer is in the guide.",
    "changed": "Your offer is in the guide. A coordinator still has to look at your change.",
    "rejected": "The coordinator did not put your offer in the guide. You can change it and propose it again.",
    "withdrawn": "This offer is removed. Do you want to take part again? Then propose it anew.",
    "reason": "The coordinator said: {reason}",
    "page": "How a family sees it",
    "save": "Send the change",
    "saved": "Thank you. A coordinator looks at your change.",
    "same": "Nothing changed.",
    "confirm": "Everything is still right",
    "confirmed": "Thank you. Your offer is confirmed.",
    "withdraw_title": "Do you want to remove the offer?",
    "withdraw_hint": "It then leaves the guide. You can propose it again later.",
    "withdraw_sure": "Yes, remove this offer",
    "withdraw": "Remove",
    "withdraw_unsure": "First tick: Yes, remove this offer.",
    "unknown_title": "This link does not work",
    "unknown": "We do not know this link, or it is too old. Propose your offer again, or ask the coordinator.",
    "again": "Propose again",
    "lost": "Lost your link? Ask for a new one",
    "link_title": "Ask for a new link",
    "link_intro": "Fill in the e-mail address with which you proposed. We mail you a new link. The old one ends.",
    "link_send": "Mail me a new link",
    "link_sent_title": "Look in your mail",
    "link_sent": "Do we know {email}? Then you soon get a mail with a new link. Look among unwanted mail too.",
    "link_no_mail": "We cannot send mail now. Ask the coordinator for help.",
    "link_subject": "Your new link for Wegwijzer",
    "link_text": (
        "Hello,\n\nYou asked for a new link. The old link no longer works.\n\n{links}\n"
        "The link is your key. Give it to nobody else.\n"
        "Did you ask for nothing? Then use this new link from now on. You need to do nothing else.\n"
    ),
}


def propose_texts(lang: str) -> dict[str, str]:
    """The sentences in English for `en`, else in Dutch."""
    return EN if lang == "en" else NL
