"""Signing in with the account of one's établissement: OpenID Connect, CAS, SAML. Off unless configured."""
