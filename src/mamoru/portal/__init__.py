"""The pages of a person: what is held of them, who received it, what they choose and ask for."""
