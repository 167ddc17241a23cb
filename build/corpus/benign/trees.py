"""Boosted trees by their own writers: XGBoost, LightGBM and CatBoost."""

import re
import tempfile
from pathlib import Path

NEEDS = ("xgboost", "lightgbm", "catboost")


def data():
    import numpy as np

    random = np.random.RandomState(0)
    x = random.normal(size=(60, 4))
    return x, (x[:, 0] + x[:, 1] > 0).astype(int)


def saved(save, name):
    """What a writer that wants a path writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        save(str(path))
        return path.read_bytes()


GUID = rb"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}"


def constant(train):
    """CatBoost writes when it was trained and a random id without leading zeros: trained until the id is whole, then both are replaced by constants."""
    while True:
        content = saved(train().save_model, "model.cbm")
        if re.search(GUID, content):
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-02-29T12:00:00Z", content)
            return re.sub(GUID, b"-".join([b"0" * 8] * 4), content)


def write(book):
    import catboost
    import lightgbm
    import numpy as np
    import xgboost

    x, y = data()
    names = ["length", "width", "height", "weight"]
    table = xgboost.DMatrix(x, label=y, feature_names=names)
    boosters = {
        "trees": xgboost.train({"objective": "binary:logistic", "max_depth": 2, "nthread": 1}, table, 3),
        "linear": xgboost.train({"booster": "gblinear", "nthread": 1, "updater": "coord_descent"}, table, 2),
        "dart": xgboost.train({"booster": "dart", "objective": "multi:softprob", "num_class": 2, "max_depth": 2, "nthread": 1, "seed": 0}, table, 2),
    }
    boosters["trees"].set_attr(best_iteration="2", note="written for a test")
    for name, booster in boosters.items():
        for notation in ("json", "ubj"):
            content = saved(booster.save_model, f"model.{notation}")
            book.add(f"xgboost/{name}.{notation}", content, f"XGBoost as {notation}: {name}.", ["xgboost"])

    light = {"num_leaves": 4, "num_threads": 1, "verbose": -1, "min_data_in_leaf": 3, "seed": 0, "deterministic": True}
    binary = lightgbm.train({**light, "objective": "binary"}, lightgbm.Dataset(x, label=y, feature_name=names), 3)
    book.add("lightgbm/binary.txt", binary.model_to_string().encode(), "LightGBM: a binary classifier.", ["lightgbm"])
    mixed = np.column_stack([x[:, 0], np.arange(60) % 5])
    several = lightgbm.train(
        {**light, "objective": "multiclass", "num_class": 3, "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.5},
        lightgbm.Dataset(mixed, label=np.arange(60) % 3, categorical_feature=[1]),
        2,
    )
    book.add("lightgbm/categories.model", several.model_to_string().encode(), "LightGBM: three classes, a categorical feature, a random forest.", ["lightgbm"])

    options = {"iterations": 3, "depth": 2, "thread_count": 1, "verbose": False, "allow_writing_files": False, "random_seed": 0}
    plain = constant(lambda: catboost.CatBoostClassifier(**options).fit(x, y))
    book.add("catboost/classifier.cbm", plain, "CatBoost: a classifier of numbers.", ["catboost"])
    words = np.array([[f"kind {i % 3}", float(i)] for i in range(60)], dtype=object)
    categories = constant(lambda: catboost.CatBoostRegressor(**options, cat_features=[0]).fit(words, y))
    book.add("catboost/categories.cbm", categories, "CatBoost: a categorical feature with its table behind the core.", ["catboost"])
