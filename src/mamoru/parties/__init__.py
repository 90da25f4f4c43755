"""Who may receive: the register of recipients, their keys and papers, and the pure rules of it."""
