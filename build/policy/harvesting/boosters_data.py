"""Boosters of XGBoost, LightGBM and CatBoost, alone and in scikit-learn's clothes."""


def values():
    import catboost
    import lightgbm
    import numpy as np
    import xgboost

    x = np.random.RandomState(0).normal(size=(60, 4))
    y = (x[:, 0] > 0).astype(int)
    for kind in ("XGBClassifier", "XGBRegressor", "XGBRFClassifier", "XGBRFRegressor"):
        yield getattr(xgboost, kind)(n_estimators=2, max_depth=2).fit(x, y)
    yield xgboost.XGBRanker(n_estimators=2).fit(x, y, qid=np.arange(60) // 10)
    yield xgboost.train({}, xgboost.DMatrix(x, y), 2)
    quiet = {"verbose": -1}
    for kind in ("LGBMClassifier", "LGBMRegressor"):
        yield getattr(lightgbm, kind)(n_estimators=2, **quiet).fit(x, y)
    yield lightgbm.LGBMRanker(n_estimators=2, **quiet).fit(x, y, group=[10] * 6)
    yield lightgbm.train(quiet, lightgbm.Dataset(x, y), 2)
    options = {"iterations": 2, "verbose": False, "allow_writing_files": False}
    for kind in ("CatBoostClassifier", "CatBoostRegressor"):
        yield getattr(catboost, kind)(**options).fit(x, y)
    yield catboost.CatBoostRanker(**options).fit(x, y, group_id=np.arange(60) // 10)
    yield catboost.CatBoost(options).fit(x, y)


def protocols():
    return (2, 4, 5)
