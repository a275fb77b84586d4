"""A release signed with the usual keys, and checked without the program too."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from complaint_analysis.commands.verify import verify
from complaint_analysis.errors import UsageError, VerificationDifference
from complaint_analysis.provenance.manifest import RELEASE, SIGNATURE
from complaint_analysis.provenance.signature import private_key, public_key, require_signed, sign

PRIVATE = {"PEM": serialization.PrivateFormat.PKCS8, "OpenSSH": serialization.PrivateFormat.OpenSSH}
PUBLIC = {
    "PEM": (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
    "OpenSSH": (serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH),
}
NONE = serialization.NoEncryption()


def nobody() -> str:
    raise AssertionError("a key without a passphrase asks for none")


def write_pair(
    folder: Path, form: str, key=None, protected: serialization.KeySerializationEncryption = NONE
) -> tuple[Path, Path]:
    """The files of a new pair of keys in one of the usual forms."""
    key = key or Ed25519PrivateKey.generate()
    own, others = folder / "key", folder / "key.pub"
    own.write_bytes(key.private_bytes(serialization.Encoding.PEM, PRIVATE[form], protected))
    others.write_bytes(key.public_key().public_bytes(*PUBLIC[form]))
    return own, others


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / RELEASE).write_text(json.dumps({"release": "2024-25"}))
    return folder


@pytest.mark.parametrize("form", PRIVATE)
def test_a_signed_release_is_known_by_the_other_half_of_the_key(tmp_path, release, form):
    own, others = write_pair(tmp_path, form)
    sign(release, private_key(own, nobody))
    assert len((release / SIGNATURE).read_bytes()) == 64
    require_signed(release, public_key(others))


@pytest.mark.parametrize("form", PRIVATE)
def test_a_passphrase_is_asked_for_where_the_key_has_one(tmp_path, form):
    own, _ = write_pair(tmp_path, form, protected=serialization.BestAvailableEncryption(b"open"))
    assert isinstance(private_key(own, lambda: "open"), Ed25519PrivateKey)
    with pytest.raises(UsageError, match="passphrase does not open"):
        private_key(own, lambda: "shut")


def test_another_record_another_key_and_no_signature_are_told(tmp_path, release):
    own, others = write_pair(tmp_path, "PEM")
    with pytest.raises(VerificationDifference, match="no signature"):
        require_signed(release, public_key(others))
    sign(release, private_key(own, nobody))
    (tmp_path / "other").mkdir()
    _, strangers = write_pair(tmp_path / "other", "PEM")
    with pytest.raises(VerificationDifference, match="not signed with this key"):
        require_signed(release, public_key(strangers))
    (release / RELEASE).write_text("{}")
    with pytest.raises(VerificationDifference, match="changed afterwards"):
        require_signed(release, public_key(others))


def test_what_is_no_key_of_this_kind_is_told_with_what_to_do(tmp_path):
    own, others = write_pair(tmp_path, "PEM", key=generate_private_key(SECP256R1()))
    (tmp_path / "text").write_text("no key")
    for read in (public_key, lambda path: private_key(path, nobody)):
        for path in (own, others, tmp_path / "text"):
            with pytest.raises(UsageError, match="key of Ed25519") as told:
                read(path)
            assert "ssh-keygen -t ed25519" in told.value.do
        with pytest.raises(UsageError, match="cannot be read"):
            read(tmp_path / "absent")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
def test_anybody_can_check_it_without_the_program(tmp_path, release):
    own, others = write_pair(tmp_path, "PEM")
    sign(release, private_key(own, nobody))
    asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(others), "-rawin"]
    asked += ["-in", str(release / RELEASE), "-sigfile", str(release / SIGNATURE)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
    (release / RELEASE).write_text("{}")
    assert subprocess.run(asked, capture_output=True, check=False).returncode != 0


def test_verify_holds_a_release_to_its_signature_before_it_makes_anything(tmp_path, release):
    from complaint_analysis.commands.job import Job
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.council.periods import ReportingYear

    _, others = write_pair(tmp_path, "OpenSSH")
    job = Job(ReportingYear(2024), tmp_path / "data", tmp_path / "output")
    with pytest.raises(VerificationDifference, match="no signature"):
        verify(job, "pandoc", Progress(), against=release, signed_by=others)
