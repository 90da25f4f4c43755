"""The quarantine (clause 3): what may be sensitive is kept from everybody until that is settled."""
