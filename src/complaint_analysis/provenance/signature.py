"""A release signed, and a signature checked: Ed25519 (RFC 8032) over the record of the release.

The record, `release.json`, has the hash of the provenance, which has the hash of every published file. Keys
are the usual files, of OpenSSH (`ssh-keygen -t ed25519`) or PEM (`openssl genpkey -algorithm ed25519`). The
signature lies beside the record as its 64 bytes, so that others can check it too, without network:
`openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in release.json -sigfile release.json.sig`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from complaint_analysis.errors import UsageError, VerificationDifference
from complaint_analysis.provenance.manifest import RELEASE, SIGNATURE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_OPENSSH_PRIVATE, _OPENSSH_PUBLIC = b"-----BEGIN OPENSSH", b"ssh-"
Passphrase = Callable[[], str]
"""Asks for the passphrase of a key."""


def private_key(path: Path, passphrase: Passphrase) -> Ed25519PrivateKey:
    """The key with which releases are signed; a UsageError where the file holds none of this kind.

    The passphrase is asked for only where the key has one.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    content = _content(path)
    try:
        key = _loaded_private(content, None)
    except TypeError:  # so the library says that a passphrase is needed
        key = _opened(path, content, passphrase())
    except ValueError as error:
        raise _no_key(path, "a private") from error
    return _of_kind(key, Ed25519PrivateKey, path, "a private")


def public_key(path: Path) -> Ed25519PublicKey:
    """The key against which a release is checked; a UsageError where the file holds none of this kind."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key, load_ssh_public_key

    content = _content(path)
    load = load_ssh_public_key if content.startswith(_OPENSSH_PUBLIC) else load_pem_public_key
    try:
        return _of_kind(load(content), Ed25519PublicKey, path, "a public")
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(path, "a public") from error


def sign(release: Path, key: Ed25519PrivateKey) -> None:
    """Write the signature of a release beside its record."""
    (release / SIGNATURE).write_bytes(key.sign((release / RELEASE).read_bytes()))


def require_signed(release: Path, key: Ed25519PublicKey) -> None:
    """Nothing, when a release is signed with the private half of a key; else a VerificationDifference."""
    from cryptography.exceptions import InvalidSignature

    if not (release / SIGNATURE).is_file() or not (release / RELEASE).is_file():
        raise VerificationDifference(
            "the release has no signature", where=str(release), do="ask who released it for the signed one"
        )
    try:
        key.verify((release / SIGNATURE).read_bytes(), (release / RELEASE).read_bytes())
    except InvalidSignature:
        raise VerificationDifference(
            "the release is not signed with this key, or its record was changed afterwards",
            where=str(release / SIGNATURE),
            do="check that the key is that of who released it; else these are not the files released",
        ) from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("the key cannot be read", where=str(path), do="name the file of a key") from error


def _loaded_private(content: bytes, passphrase: bytes | None) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    load = load_ssh_private_key if content.startswith(_OPENSSH_PRIVATE) else load_pem_private_key
    try:
        return load(content, passphrase)
    except UnsupportedAlgorithm as error:
        raise ValueError("a key of another kind") from error


def _opened(path: Path, content: bytes, passphrase: str) -> Any:
    try:
        return _loaded_private(content, passphrase.encode())
    except ValueError as error:
        raise UsageError(
            "the passphrase does not open the key", where=str(path), do="try it again"
        ) from error


def _of_kind(key: Any, kind: type[Any], path: Path, which: str) -> Any:
    if not isinstance(key, kind):
        raise _no_key(path, which)
    return key


def _no_key(path: Path, which: str) -> UsageError:
    return UsageError(
        f"the file is not {which} key of Ed25519",
        where=str(path),
        do="make a pair with `ssh-keygen -t ed25519 -f FILE`: FILE signs, others check with FILE.pub",
    )
