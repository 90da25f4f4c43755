"""Officers look after those who receive: the register, cases, contractors, hand-overs."""
