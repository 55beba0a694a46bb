"""What things cost: every way to pay, passes, trials and what cannot be compared."""

from tests.cases.building import Draft, activity, base

PASS = "ooievaarspas-den-haag"
OTHER_PASS = "stadjerspas-groningen"


def _paid(external_id: str, number: str, *prices: Draft, **members: object) -> Draft:
    return activity(external_id, f"Munt {number}", "prices", cost="paid", prices=list(prices), **members)


PRICES: list[Draft] = [
    activity("cost-free", "Munt een", "prices"),
    activity(
        "cost-free-with-deposit",
        "Munt twee",
        "prices",
        prices=[{"amount": "50.00", "per": "once", "kind": "deposit"}],
    ),
    activity(
        "cost-free-with-gift",
        "Munt drie",
        "prices",
        prices=[{"amount": "3.00", "per": "session", "kind": "voluntary"}],
    ),
    activity("cost-unknown", "Munt vier", "prices", cost="unknown"),
    activity("cost-unknown-free-trial", "Munt vijf", "prices", cost="unknown", freeTrial=True),
    activity(
        "cost-unknown-free-with-pass",
        "Munt zes",
        "prices",
        cost="unknown",
        accepts=[{"passId": PASS, "effect": "free"}],
    ),
    _paid("cost-session-5", "zeven", base("5.00", "session")),
    _paid("cost-course-60-for-10", "acht", base("60.00", "course", sessions=10)),
    _paid("cost-course-80", "negen", base("80.00", "course")),
    _paid("cost-card-45-for-10", "tien", base("45.00", "card", sessions=10)),
    _paid("cost-month-20-ten-times-40", "elf", base("20.00", "month", times=10, sessions=40)),
    _paid("cost-month-20", "twaalf", base("20.00", "month", sessions=40)),
    _paid("cost-year-120-for-40", "dertien", base("120.00", "year", sessions=40)),
    _paid("cost-term-30-three-times-36", "veertien", base("30.00", "term", times=3, sessions=36)),
    _paid("cost-hour-8", "vijftien", base("8.00", "hour")),
    _paid("cost-group-100", "zestien", base("100.00", "group", sessions=1)),
    _paid("cost-course-10-for-3", "zeventien", base("10.00", "course", sessions=3)),
    _paid("cost-lowest-of-two", "achttien", base("7.00", "session"), base("52.00", "card", sessions=10)),
    _paid(
        "cost-reduced", "negentien", base("8.00", "session"), {"amount": "2.00", "per": "session", "kind": "reduced"}
    ),
    _paid(
        "cost-with-registration",
        "twintig",
        base("4.00", "session"),
        {"amount": "25.00", "per": "once", "kind": "registration"},
    ),
    _paid("cost-registration-only", "eenentwintig", {"amount": "25.00", "per": "once", "kind": "registration"}),
    _paid("cost-trial-9", "tweeentwintig", base("9.00", "session"), freeTrial=True),
    _paid("cost-trial-unsaid-9", "drieentwintig", base("9.00", "session"), freeTrial=None),
    _paid("cost-pass-free-10", "vierentwintig", base("10.00", "session"), accepts=[{"passId": PASS, "effect": "free"}]),
    _paid(
        "cost-pass-half-of-11",
        "vijfentwintig",
        base("11.00", "session"),
        accepts=[{"passId": PASS, "effect": "discount", "value": 50}],
    ),
    _paid(
        "cost-pass-price-12",
        "zesentwintig",
        base("12.00", "session"),
        accepts=[{"passId": PASS, "effect": "price", "value": "2.50"}],
    ),
    _paid(
        "cost-other-pass-free-13",
        "zevenentwintig",
        base("13.00", "session"),
        accepts=[{"passId": OTHER_PASS, "effect": "free"}],
    ),
]
