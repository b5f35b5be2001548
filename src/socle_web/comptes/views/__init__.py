"""One module per subject: charte, services, members, accounts, établissements, trail."""
