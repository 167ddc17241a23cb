"""Plain archives that hold pickles."""

import io
import pickle
import zipfile

NEEDS = ()

STAMP = (2024, 2, 29, 12, 0, 0)


def archive(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, method, content in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = method
            out.writestr(info, content)
    return buffer.getvalue()


def write(book):
    weights = pickle.dumps({"weights": [0.25, 0.5, 0.75] * 40, "bias": 0.1}, 4)
    labels = pickle.dumps(["setosa", "versicolor", "virginica"] * 30, 2)
    pair = archive([("weights.pkl", zipfile.ZIP_STORED, weights), ("labels.pkl", zipfile.ZIP_DEFLATED, labels)])
    book.add("zip/two-pickles.zip", pair, "An archive with one stored and one deflated pickle of plain data.")
    book.add(
        "zip/zip-in-zip.zip",
        archive([("inner.zip", zipfile.ZIP_STORED, pair), ("again.zip", zipfile.ZIP_DEFLATED, pair)]),
        "Archives with pickles inside an archive, one stored and one deflated.",
    )
    book.add("zip/empty.zip", archive([]), "An archive without members.")
