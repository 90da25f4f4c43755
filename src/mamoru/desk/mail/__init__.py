"""Mail of the desk: fetched by IMAP, taken in, threaded, answered by SMTP."""
