"""The request desk (clause 7): from the arrival of a request to its answer."""
