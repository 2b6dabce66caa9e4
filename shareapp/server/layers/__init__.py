"""Who may answer, and what is added: one feature, one file, one switch."""
