"""The register of recipients through the door: each change of it is on record."""
