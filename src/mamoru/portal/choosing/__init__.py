"""What a person can switch on and off by themselves, and what they chose so far."""
