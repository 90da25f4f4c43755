"""Inquiries and complaints (clause 13), from the queue to the answer, as officers handle them."""
