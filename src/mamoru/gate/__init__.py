"""The door: decide, record, act, owe. Nothing reaches people's information by another way."""
