"""The pages of officers: what is due, and every room of Mamoru as they work in it."""
