"""The ledger as officers and auditors read it: found, put in words, proved, written out."""
