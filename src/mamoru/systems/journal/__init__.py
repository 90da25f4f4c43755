"""The journal of what is done in a company's databases: which plan came how far."""
