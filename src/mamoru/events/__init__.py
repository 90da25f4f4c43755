"""What was observed of people as they used a service: recent rows, and files by day."""
