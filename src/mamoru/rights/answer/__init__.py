"""What a person is answered: readable, for machines, and as a proof."""
