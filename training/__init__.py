"""Makes the model of `mamoru.screening` from data whose licence lets the model ship."""
