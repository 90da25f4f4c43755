"""Records of provision (clause 4, APPI 29 to 31): made by rule, kept for their time, purged."""
