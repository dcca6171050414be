"""`python3 packaging/release.py`: what tells the desktops of the world that a version is out.

release.py key FILE                        a new pair: the secret half into FILE (keep it safe, out
                                           of every checkout), the public one into resources/
release.py sign FILE NOTES [-o release.json]   signs this version, with the address of its notes
release.py check release.json              is it signed with the key that is shipped?
"""

import argparse
import base64
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = ROOT / "resources" / "release.pub"


def main(arguments=None):
    """Runs one of the three; returns the exit code."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="release.py", description=__doc__, formatter_class=shape)
    does = parser.add_subparsers(dest="does", required=True)
    does.add_parser("key").add_argument("file", type=Path)
    sign = does.add_parser("sign")
    sign.add_argument("file", type=Path)
    sign.add_argument("notes")
    sign.add_argument("-o", "--out", type=Path, default=Path("release.json"))
    does.add_parser("check").add_argument("file", type=Path)
    told = parser.parse_args(arguments)
    try:
        said = {"key": made, "sign": signed, "check": checked}[told.does](told)
    except (OSError, ValueError) as fault:
        print(fault, file=sys.stderr)
        return 1
    print(said)
    return 0


def made(told, public=PUBLIC):
    """A new pair."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL  # never over a key that is there
    with os.fdopen(os.open(str(told.file), flags, 0o600), "wb") as out:
        out.write(base64.b64encode(key.private_bytes_raw()) + b"\n")
    public.write_bytes(base64.b64encode(key.public_key().public_bytes_raw()) + b"\n")
    return "The secret half is in {}, the public one in {}.".format(told.file, public)


def signed(told):
    """The release file of this version."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from app.domain.release import Release, signed_part, understood, written
    from app.version import VERSION

    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(told.file.read_bytes()))
    release = Release(VERSION, told.notes)
    text = written(release, base64.b64encode(key.sign(signed_part(release))).decode())
    understood(text.encode())
    told.out.write_text(text, encoding="utf-8")
    return "{} says that {} is out.".format(told.out, VERSION)


def checked(told):
    """Whether the programs that are shipped would believe it."""
    from app.domain.release import understood
    from app.operations.release import public_key, verified

    release, signature = understood(told.file.read_bytes())
    if not verified(release, signature, public_key()):
        raise ValueError("{} is not signed with the key in {}.".format(told.file, PUBLIC))
    return "{} is out; {}".format(release.version, release.notes)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
