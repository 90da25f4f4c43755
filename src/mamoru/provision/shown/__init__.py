"""What a person is shown of what left: who received it, when, why, and under which clause."""
