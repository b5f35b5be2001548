"""The site's addresses with every way to sign in."""

from django.urls import include, path

from socle_web.config import urls

urlpatterns = [
    *urls.urlpatterns,
    *(
        path(f"connexion/{cle}/", include(f"socle_web.comptes.connexions.{cle}_urls"))
        for cle in ("oidc", "cas", "saml")
    ),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
