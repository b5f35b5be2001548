"""Messages to people: rendered from a text template, sent in the background.

The first line of the template is the subject. A page never waits for the mail server, and a message that
could not be sent is written in the tasks' table with its error.
"""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django_tasks import task


def composer(*, a: str, gabarit: str, contexte: dict[str, Any]) -> EmailMessage:
    """One message, not sent."""
    sujet, _, corps = render_to_string(gabarit, contexte).strip().partition("\n")
    return EmailMessage(subject=sujet.strip(), body=corps.strip() + "\n", to=[a])


def envoyer(*, a: str, gabarit: str, contexte: dict[str, Any]) -> None:
    """Send one message once the transaction is done; the text waits in the database: put no secret in it."""
    message = composer(a=a, gabarit=gabarit, contexte=contexte)
    expedier.enqueue(a=a, sujet=str(message.subject), corps=str(message.body))


@task()
def expedier(*, a: str, sujet: str, corps: str) -> None:
    """Run twice, it sends the same message twice: better than never."""
    EmailMessage(subject=sujet, body=corps, to=[a]).send()
