"""What juries do in the background: sending the link of a member."""

from __future__ import annotations

from django_tasks import task

from socle_web.commun.courriels import composer
from socle_web.jurys import liens
from socle_web.jurys.models import Membre


@task()
def poster(*, membre_id: int, site: str) -> None:
    """Send a member their link; it is made here, and kept nowhere. Twice is harmless."""
    membre = Membre.objects.select_related("jury__etablissement").filter(pk=membre_id).first()
    if membre is None or not membre.courriel or membre.jury.est_clos:
        return
    contexte = {
        "membre": membre,
        "jury": membre.jury,
        "adresse": f"{site.rstrip('/')}{liens.adresse(membre)}",
    }
    composer(a=membre.courriel, gabarit="jurys/courriels/membre.txt", contexte=contexte).send()
