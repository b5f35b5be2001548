from __future__ import annotations

from django.urls import path
from djangosaml2.views import AssertionConsumerServiceView, LoginView, MetadataView

urlpatterns = [
    path("", LoginView.as_view(), name="saml2_login"),
    path("acs/", AssertionConsumerServiceView.as_view(), name="saml2_acs"),
    path("metadonnees/", MetadataView.as_view(), name="saml2_metadata"),
]
