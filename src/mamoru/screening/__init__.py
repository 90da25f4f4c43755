"""Personal and sensitive information in Japanese text and in structured fields (clause 3)."""
