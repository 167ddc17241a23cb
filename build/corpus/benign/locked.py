"""Zip archives behind the password "correct horse", as pyzipper writes WinZip's AES."""

import io
import pickle
from unittest import mock

NEEDS = ("pyzipper",)

PASSWORD = b"correct horse"


def write(book):
    import pyzipper
    from pyzipper import zipfile_aes

    weights = pickle.dumps({"weights": [0.25, 0.5, 0.75] * 40, "bias": 0.1}, 4)

    def archive(bits, method):
        buffer = io.BytesIO()
        # The salt is random; the same bytes each time make the same file.
        salt = mock.patch.object(zipfile_aes.Random, "new", lambda: io.BytesIO(bytes(range(16))))
        with salt, pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as out:
            out.setpassword(PASSWORD)
            out.setencryption(pyzipper.WZ_AES, nbits=bits)
            info = zipfile_aes.AESZipInfo("weights.pkl", (2024, 2, 29, 12, 0, 0))
            info.compress_type = method
            out.writestr(info, weights)
        return buffer.getvalue()

    for bits, method, name in ((128, pyzipper.ZIP_STORED, "stored"), (256, pyzipper.ZIP_DEFLATED, "deflated")):
        book.add(f"zip/locked-aes-{bits}-{name}.zip", archive(bits, method), f"A {name} pickle under AES-{bits}; nothing can be said without the password.", ["pyzipper"], "inconclusive")
