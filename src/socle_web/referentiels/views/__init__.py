"""Pages of the référentiel: each view parses, authorises, calls a service and renders."""
