"""Services that have only an API: reached over HTTPS, at the host that was registered."""
