"""Many offers at once: corpora, their runs, their reports, and what people say of them."""
