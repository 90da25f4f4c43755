"""What is observed as services are used: decided event by event, kept, linked, read, forgotten."""
