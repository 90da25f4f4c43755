"""The desk (clause 13, APPI 40): inquiries and complaints, from arrival to answer.

What pages call, each documented where it stands:

| function | what it does |
|---|---|
| `listing.inquiries`, `listing.due` | lists by state, lane, kind or actor; paged by key |
| `reading.thread`, `reading.attachment` | one thread, or one attachment, through the door |
| `receive.receive` | takes in what came by form, telephone, post |
| `answer.answer` | answers by mail or otherwise, from a text or a template |
| `handle.assign`, `choose_kind`, `link`, `release`, `close`, `reopen` | the other steps |
| `strangers.accept`, `strangers.separate` | settles a message that waits within a thread |
| `settle.review`, `clear`, `claim`, `purge` | settles what may be sensitive |
| `templates.templates`, `templates.change` | the templates |
| `register.complaint_sheet`, `figures.figures` | the register of complaints, and figures |
| `mail.fetch.fetch`, `mail.fetch.mailbox` | fetches mail once; how the mailbox stands |
"""
