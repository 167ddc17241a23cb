"""Estimators that skops wrote.

skops names arrays by the addresses of objects and members by the clock, so two runs differ. Here the same archive is written again with
addresses counted from 1 and a fixed time; nothing else of it is changed.
"""

import io
import re
import zipfile

from .zips import STAMP

NEEDS = ("skops", "sklearn", "numpy", "scipy")


def dumps(value, compression=zipfile.ZIP_STORED):
    from skops.io import dumps as skops_dumps

    source = zipfile.ZipFile(io.BytesIO(skops_dumps(value)))
    schema = source.read("schema.json").decode()
    ids = {}
    for found in re.findall(r'(?:"__id__": |")(\d{9,})(?:\.np[yz]")?', schema):
        ids.setdefault(found, str(len(ids) + 1))
    schema = re.sub(r"\d{9,}", lambda match: ids.get(match.group(), match.group()), schema)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            stem, dot, extension = info.filename.rpartition(".")
            data = schema if info.filename == "schema.json" else source.read(info)
            if extension == "npz":
                data = restamped(data)
            fixed = zipfile.ZipInfo(ids.get(stem, stem) + dot + extension, STAMP)
            fixed.compress_type = compression
            target.writestr(fixed, data)
    return out.getvalue()


def restamped(data):
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, STAMP)
            fixed.compress_type = info.compress_type
            target.writestr(fixed, source.read(info))
    return out.getvalue()


def write(book):
    import numpy as np
    import scipy.sparse
    from scipy.special import expit
    from sklearn.compose import ColumnTransformer
    from sklearn.datasets import load_iris
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression, SGDClassifier
    from sklearn.naive_bayes import GaussianNB
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
    from sklearn.svm import SVC

    x, y = load_iris(return_X_y=True)

    def add(name, value, about, compression=zipfile.ZIP_STORED):
        book.add(f"skops/{name}.skops", dumps(value, compression), about, NEEDS[:2])

    add("logistic", LogisticRegression(max_iter=200).fit(x, y), "A logistic regression.")
    pipeline = make_pipeline(StandardScaler(), SVC(C=2.0)).fit(x[::5], y[::5])
    add("pipeline", pipeline, "A scaler and a support vector machine, deflated.", zipfile.ZIP_DEFLATED)
    forest = RandomForestClassifier(2, max_depth=2, random_state=np.random.RandomState(0)).fit(x, y)
    add("forest", forest, "Trees and a random state.", zipfile.ZIP_DEFLATED)
    boosted = GradientBoostingClassifier(n_estimators=1, max_depth=1, random_state=0).fit(x, y)
    add("boosting", boosted, "Boosted trees with a loss.", zipfile.ZIP_DEFLATED)
    add("sgd", SGDClassifier(random_state=0).fit(x, y), "A linear model with a loss in C.", zipfile.ZIP_DEFLATED)
    add("bayes", GaussianNB().fit(x, y), "Naive Bayes.")
    encoder = ColumnTransformer([("a", OneHotEncoder(), [0]), ("b", StandardScaler(), slice(1, 3))])
    add("columns", encoder.fit(x.round()), "Columns by list and by slice, and categories.", zipfile.ZIP_DEFLATED)
    words = TfidfVectorizer().fit(["a small model", "another model", "small words"])
    add("words", words, "A vocabulary and a sparse diagonal.", zipfile.ZIP_DEFLATED)
    add("function", FunctionTransformer(expit, inverse_func=np.exp), "Functions that are universal functions.")
    values = {
        "text": "a", "none": None, "number": np.float64(0.5), "sparse": scipy.sparse.csr_matrix(np.eye(3)),
        "objects": np.array(["a", 1, None], dtype=object), "set": {1, 2}, "bytes": b"ab", "dtype": np.dtype("f4"),
        "type": np.float32, "generator": np.random.default_rng(0), "masked": np.ma.masked_array([1, 2], [True, False]),
    }  # fmt: skip
    values.pop("bytes")  # its member is called by a random number
    add("values", values, "A dictionary of every kind of plain value.", zipfile.ZIP_DEFLATED)
