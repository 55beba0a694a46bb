"""`wegwijzer remind`: ask organisations whether their offers are still right. Run `remind send` every night."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import describe_counts, fail, open_engine

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.clients.mail import Mailer
    from app.domain.reminding import FreshnessClock
    from app.services.reminders import Channel, Planned, Ready
    from app.settings import Settings

remind_app = typer.Typer(no_args_is_help=True, help="Ask organisations whether their offers are still right.")
CHANNELS = ("auto", "mail", "webhook", "list")

Organisations = Annotated[list[str] | None, typer.Option("--organisation", help="Only this organisation; repeat.")]


def _clock(settings: "Settings") -> "FreshnessClock":
    from app.domain.reminding import FreshnessClock
    from app.services.holidays import load_calendar

    return FreshnessClock(load_calendar(), settings.due_days, settings.unconfirmed_days, settings.stale_days)


def _plan(engine: "Engine", settings: "Settings", organisations: list[str] | None) -> list["Planned"]:
    """All at once: while letters leave, no read of the database stays open."""
    from app.services.reminders import plan_reminders

    return list(plan_reminders(engine, _clock(settings), now=settings.clock(), only=frozenset(organisations or ())))


@remind_app.command("plan")
def plan(
    organisation: Organisations = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say who would be asked today, about what, and how; nothing is sent or stored."""
    import orjson

    from app.services.reminders import choose_channel
    from app.settings import get_settings

    settings, engine = get_settings(), open_engine()
    found = _plan(engine, settings, organisation)
    engine.dispose()
    for planned in found:
        channel = choose_channel(planned.organisation, has_mail=_has_mail(settings), has_webhook=_has_webhook(settings))
        if as_json:
            offers = [
                {"id": offer.id, "title": offer.title, "confirmedOn": offer.confirmed_on, "state": offer.state}
                for offer in planned.offers
            ]
            line = {"organisationId": planned.organisation.id, "name": planned.organisation.name, "channel": channel}
            sys.stdout.write(orjson.dumps(line | {"occasion": planned.occasion, "offers": offers}).decode() + "\n")
        else:
            states = Counter(offer.state.value for offer in planned.offers)
            name = f"{planned.organisation.name} ({planned.organisation.id})"
            typer.echo(f"{channel}\t{planned.occasion}\t{name}\t{describe_counts(states)}")
    typer.echo(f"{len(found)} organisations to ask", err=True)


@remind_app.command("send")
def send(
    organisation: Organisations = None,
    *,
    channel: Annotated[
        str, typer.Option(help=f"How: {', '.join(CHANNELS)}. auto: mail, else webhook, else list.")
    ] = "auto",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many organisations.")] = 10_000,
    output: Annotated[
        Path | None, typer.Option(help="Where the printed list goes: FILE.html or FILE.txt; none = standard output.")
    ] = None,
) -> None:
    """Ask, each with a link that works for 14 days; ends with 1 when somebody could not be reached.

    Whoever has no address and no webhook stands in the printed list.
    """
    from app.services.reminders import Channel, choose_channel
    from app.settings import get_settings

    if channel not in CHANNELS:
        fail(f"There is no channel {channel}. Choose: {', '.join(CHANNELS)}.")
    settings, engine = get_settings(), open_engine()
    has_mail, has_webhook = _has_mail(settings), _has_webhook(settings)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        post = Post(engine, settings, stack)
        post.open(has_mail=channel == "mail" or (channel == "auto" and has_mail), has_hook=channel == "webhook")
        write_list = stack.enter_context(_open_output(output))
        for planned in _plan(engine, settings, organisation)[:limit]:
            chosen = choose_channel(planned.organisation, has_mail=has_mail, has_webhook=has_webhook)
            post.ask(planned, chosen if channel == "auto" else Channel(channel))
        if post.printed or output is not None or channel == "list":
            write_list(_print(post.printed, settings, output))
            post.mark_printed()
    for line in post.refused:
        typer.echo(line, err=True)
    typer.echo(f"asked: {describe_counts(post.counts)}", err=True)
    raise typer.Exit(1 if post.refused else 0)


class Post:
    """Hands reminders over; what is not taken does not count and is asked again by the next run."""

    def __init__(self, engine: "Engine", settings: "Settings", stack: ExitStack) -> None:
        self._engine, self._settings, self._stack = engine, settings, stack
        self._mailer: Mailer | None = None
        self.printed: list[Ready] = []
        self.refused: list[str] = []
        self.counts: Counter[str] = Counter()

    def open(self, *, has_mail: bool, has_hook: bool) -> None:
        """Find out at once when the mail server is away or the webhook is not set. Raises Unavailable."""
        from app.clients.mail import open_mailer
        from app.clients.reminder_webhook import ReminderHook

        if has_mail:
            self._mailer = self._stack.enter_context(open_mailer(self._settings))
        if has_hook:
            ReminderHook(self._settings)

    def ask(self, planned: "Planned", channel: "Channel") -> None:
        """Prepare and hand over one reminder."""
        from app.clients.mail import Refused
        from app.errors import Unavailable
        from app.services.reminders import Channel, drop_reminder, mark_sent, prepare_reminder

        ready = prepare_reminder(self._engine, planned, channel, now=self._settings.clock())
        if ready is None:
            return
        try:
            if channel is Channel.LIST:
                self.printed.append(ready)
                return
            self._mail(ready) if channel is Channel.MAIL else self._call(ready)
        except (Refused, Unavailable) as error:
            drop_reminder(self._engine, ready.id)
            self.refused.append(f"{planned.organisation.name} ({planned.organisation.id}): {error}")
            return
        mark_sent(self._engine, ready.id, now=self._settings.clock())
        self.counts[channel.value] += 1

    def mark_printed(self) -> None:
        """The list lies where it was asked for."""
        from app.services.reminders import mark_sent

        for ready in self.printed:
            mark_sent(self._engine, ready.id, now=self._settings.clock())
            self.counts["list"] += 1

    def _mail(self, ready: "Ready") -> None:
        from app.clients.mail import Letter, Refused
        from app.web.letters import write_letter

        address = ready.planned.organisation.contact_email
        if not address or self._mailer is None:
            raise Refused("there is no e-mail address")
        written = write_letter(ready, self._settings.base_url)
        self._mailer.send(Letter(address, written.subject, written.text, written.html))

    def _call(self, ready: "Ready") -> None:
        from app.clients.reminder_webhook import ReminderHook
        from app.web.letters import write_payload

        payload = write_payload(ready, self._settings.base_url)
        ReminderHook(self._settings).send(ready.id, self._settings.clock(), payload)


def _has_mail(settings: "Settings") -> bool:
    return settings.smtp_host is not None


def _has_webhook(settings: "Settings") -> bool:
    return settings.reminder_webhook_url is not None


def _print(printed: list["Ready"], settings: "Settings", output: Path | None) -> str:
    from app.web.letters import print_html, print_text

    is_html = output is not None and output.suffix.lower() in (".html", ".htm")
    return (print_html if is_html else print_text)(printed, settings.base_url)


@contextmanager
def _open_output(output: Path | None) -> Iterator[Callable[[str], object]]:
    """Where the list goes, opened before anybody is asked."""
    if output is None:
        yield sys.stdout.write
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            yield file.write
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}.")
