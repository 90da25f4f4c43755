"""A policy in the words of published vocabularies: W3C DPV 2 and ODRL 2.2, as JSON-LD. Pure."""
