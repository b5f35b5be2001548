"""What the templates of offers ask for."""

from __future__ import annotations

from django import template

from socle_web.annonces import vues

register = template.Library()
register.filter("lieu_annonce", vues.lieu)
