"""Coming in from a service of the company: whom it is trusted to hand over, and how that ends."""
