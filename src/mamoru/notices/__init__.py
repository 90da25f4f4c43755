"""The policy's text as the public sees it: pages, a feed and files for programs (clause 12).

Nothing personal is read for these pages, nor anything about who asks for them: they show texts that
were published. So there is no handling to decide, and no entry is made. They set no cookies.
"""
