"""Gradient boosters and samplers beside scikit-learn: fitted models of every kind, as their users pickle them."""

import warnings
from importlib import util


def values():
    import numpy as np

    warnings.simplefilter("ignore")
    random = np.random.RandomState(0)
    x = random.normal(size=(40, 3))
    binary, many = (x[:, 0] > 0).astype(int), np.arange(40) % 3
    if util.find_spec("xgboost"):
        yield from of_xgboost(x, binary, many)
    if util.find_spec("lightgbm"):
        yield from of_lightgbm(x, binary, many)
    if util.find_spec("catboost"):
        yield from of_catboost(x, binary, many)
    if util.find_spec("imblearn"):
        yield from of_imblearn(x, binary)


def of_xgboost(x, binary, many):
    import numpy as np
    import xgboost as xgb

    few = {"n_estimators": 2, "max_depth": 2}
    for booster in ("gbtree", "dart", "gblinear"):
        kept = few if booster != "gblinear" else {"n_estimators": 2}
        yield xgb.XGBClassifier(booster=booster, **kept).fit(x, binary)
    yield xgb.XGBClassifier(**few).fit(x, many)
    yield xgb.XGBClassifier(early_stopping_rounds=2, eval_metric="logloss", **few).fit(x, binary, eval_set=[(x, binary)], verbose=False)
    yield xgb.XGBRegressor(**few).fit(x, x[:, 0])
    yield xgb.XGBRFClassifier(**few).fit(x, binary)
    yield xgb.XGBRFRegressor(**few).fit(x, x[:, 0])
    yield xgb.XGBRanker(**few).fit(x, binary, group=[20, 20])
    yield xgb.XGBClassifier()
    yield xgb.train({"max_depth": 2}, xgb.DMatrix(x, np.asarray(binary)), 2)


def of_lightgbm(x, binary, many):
    import lightgbm as lgb

    few = {"n_estimators": 2, "num_leaves": 3, "verbose": -1, "min_child_samples": 2}
    yield lgb.LGBMClassifier(**few).fit(x, binary)
    yield lgb.LGBMClassifier(**few).fit(x, many)
    yield lgb.LGBMClassifier(**few).fit(x, binary, eval_set=[(x, binary)], callbacks=[lgb.early_stopping(1, verbose=False)])
    yield lgb.LGBMRegressor(**few).fit(x, x[:, 0])
    yield lgb.LGBMRanker(**few).fit(x, binary, group=[20, 20])
    yield lgb.LGBMClassifier()
    yield lgb.train({"objective": "binary", "verbose": -1, "min_data_in_leaf": 2}, lgb.Dataset(x, binary), 2)


def of_catboost(x, binary, many):
    import catboost

    few = {"iterations": 2, "depth": 2, "verbose": False, "allow_writing_files": False}
    yield catboost.CatBoostClassifier(**few).fit(x, binary)
    yield catboost.CatBoostClassifier(**few).fit(x, many)
    yield catboost.CatBoostRegressor(**few).fit(x, x[:, 0])
    yield catboost.CatBoost(few).fit(x, x[:, 0])
    yield catboost.CatBoostClassifier(**few)


def of_imblearn(x, binary):
    from imblearn.pipeline import Pipeline
    from imblearn.utils.testing import all_estimators
    from sklearn.linear_model import LogisticRegression

    for _, kind in all_estimators():
        yield kind
        try:
            one = kind()
        except TypeError:
            continue
        yield one
        for fit in (getattr(one, "fit_resample", None), getattr(one, "fit", None)):
            try:
                fit(x, binary)
                yield one
                break
            except Exception:
                continue
    yield Pipeline([("model", LogisticRegression())]).fit(x, binary)


def protocols():
    return (2, 4, 5)
