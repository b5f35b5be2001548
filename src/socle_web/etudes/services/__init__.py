"""Writing studies: each function is one gesture, atomic and noted in the audit trail."""
