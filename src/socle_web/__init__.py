"""The web site of Socle: people, persistence, pages. It imports the core, never the reverse."""
