"""XGBoost's binary layout, which versions before 3.1 write: for the environment of Debian 12, python3-xgboost 1.7."""

from importlib import metadata

NEEDS = ("xgboost",)


def write(book):
    if int(metadata.version("xgboost").split(".")[0]) >= 2:
        print("trees_binary: skipped, this XGBoost no longer writes it")
        return
    import xgboost

    from benign.trees import data, saved

    x, y = data()
    table = xgboost.DMatrix(x, label=y)
    for name, options in (
        ("trees", {"objective": "binary:logistic", "max_depth": 2, "eval_metric": ["auc", "error"]}),
        ("linear", {"booster": "gblinear", "updater": "coord_descent"}),
        ("dart", {"booster": "dart", "max_depth": 2, "seed": 0}),
    ):
        booster = xgboost.train({**options, "nthread": 1}, table, 3)
        booster.set_attr(note="written for a test")
        book.add(f"xgboost/{name}.bin", saved(booster.save_model, "model.bin"), f"XGBoost in its binary layout: {name}.", ["xgboost"])
