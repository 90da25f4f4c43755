"""Reports about deliveries, in the form in which Postfix sends them."""

POSTFIX = """\
Return-Path: <>
Received: by mx.reader.example (Postfix)
\tid 4F0A51C2; Tue, 24 Nov 2026 12:00:01 +0900 (JST)
Date: Tue, 24 Nov 2026 12:00:01 +0900 (JST)
From: MAILER-DAEMON@mx.reader.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4F0A51C2.1795489201/mx.reader.example"
Message-Id: <20261124030001.4F0A51C2@mx.reader.example>

This is a MIME-encapsulated message.

--4F0A51C2.1795489201/mx.reader.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.reader.example.

<{reader}>: unknown user: "hito0"

--4F0A51C2.1795489201/mx.reader.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.reader.example
X-Postfix-Queue-ID: 4F0A51C2
X-Postfix-Sender: rfc822; {sender}
Arrival-Date: Tue, 24 Nov 2026 12:00:01 +0900 (JST)

Final-Recipient: rfc822; {reader}
Original-Recipient: rfc822;{reader}
Action: {action}
Status: {status}
Diagnostic-Code: X-Postfix; unknown user: "hito0"

--4F0A51C2.1795489201/mx.reader.example
Content-Description: Undelivered Message
Content-Type: {returned}

Return-Path: <{sender}>
From: desk@sender.example
To: {reader}
Message-ID: {message_id}
Subject: =?utf-8?b?5pS55a6a?=

{text}
--4F0A51C2.1795489201/mx.reader.example--
"""


def report(
    *,
    to: str = "desk@sender.example",
    sender: str = "desk@sender.example",
    message_id: str = "<20261124@elsewhere.example>",
    reader: str = "hito0@reader.example",
    action: str = "failed",
    status: str = "5.1.1",
    returned: str = "message/rfc822",
    text: str = "x",
) -> bytes:
    return POSTFIX.format(
        to=to, sender=sender, message_id=message_id, reader=reader, action=action, status=status,
        returned=returned, text=text,
    ).encode()  # fmt: skip
