"""Login and encryption: the server has to prove that it is the one named."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.outbox.letters import address, posted, readers, sent, totals
from tests.outbox.mailserver import PASSWORD, USER, MailServer

from mamoru.gate.door import Door
from mamoru.outbox.errors import MailServerRefusesError
from mamoru.outbox.letters import State

LOGIN = {"user": USER, "password": PASSWORD}


def certificate(folder: Path) -> Path:
    """Make a certificate of this machine's own names, with its key beside it in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names: list[x509.GeneralName] = [
        x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1")),
    ]  # fmt: skip
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.fixture
def proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server proves itself with, to whoever trusts this certificate, as we do here."""
    file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


def test_a_letter_goes_through_starttls_and_login(door: Door, proof: ssl.SSLContext) -> None:
    posted(door, readers(door, 2))
    with MailServer().running(tls=proof) as server:
        done = sent(door, server.mailer("starttls", **LOGIN))

    assert (done.states, done.trouble) == ({State.SENT: 2}, None)
    assert server.per_reader == {address(0): 1, address(1): 1}


def test_a_letter_goes_over_a_connection_that_is_encrypted_throughout(
    door: Door, proof: ssl.SSLContext
) -> None:
    posted(door, readers(door, 1))
    with MailServer().running(encrypted=proof) as server:
        assert sent(door, server.mailer("tls")).states == {State.SENT: 1}


def refused(door: Door, server: MailServer, security: str, **login: str) -> object:
    done = sent(door, server.mailer(security, **login))  # type: ignore[arg-type]  # one of the three
    assert isinstance(done.trouble, MailServerRefusesError)
    assert (done.states, totals(), server.mails) == ({}, {State.WAITING: 1}, [])
    assert PASSWORD not in str(done.trouble)
    return done.trouble.facts["reason_en"]


def test_a_wrong_password_is_told_and_letters_wait(door: Door, proof: ssl.SSLContext) -> None:
    posted(door, readers(door, 1))
    with MailServer().running(tls=proof) as server:
        reason = refused(door, server, "starttls", user=USER, password=PASSWORD[::-1])

    assert reason == "it does not accept the login"


def test_a_server_without_encryption_gets_no_password(door: Door, server: MailServer) -> None:
    posted(door, readers(door, 1))

    assert refused(door, server, "starttls", **LOGIN) == "it offers no STARTTLS, or no login"
    assert refused(door, server, "tls", **LOGIN) == "it does not speak TLS as named"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_its_name_gets_nothing(
    door: Door, proof: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    posted(door, readers(door, 1))
    how = "tls" if security == "starttls" else "encrypted"
    with MailServer().running(**{how: proof}) as server:
        reason = refused(door, server, security, **LOGIN)

    assert reason == "its certificate does not verify"
