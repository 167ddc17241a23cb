"""Gradient boosters and samplers beside scikit-learn: fitted models of every kind, as their users pickle them."""

import warnings
from importlib import util

from harvesting.breadth import classes_of, each, whole


def values():
    import numpy as np

    warnings.simplefilter("ignore")
    random = np.random.RandomState(0)
    x = random.normal(size=(40, 3))
    binary, many = (x[:, 0] > 0).astype(int), np.arange(40) % 3
    if util.find_spec("xgboost"):
        yield from whole("xgboost", of_xgboost(x, binary, many))
    if util.find_spec("lightgbm"):
        yield from whole("lightgbm", of_lightgbm(x, binary, many))
    if util.find_spec("catboost"):
        yield from whole("catboost", of_catboost(x, binary, many))
    if util.find_spec("imblearn"):
        yield from whole("imblearn", of_imblearn(x, binary))


def of_xgboost(x, binary, many):
    import numpy as np
    import xgboost as xgb

    few = {"n_estimators": 2, "max_depth": 2}
    for booster in ("gbtree", "dart", "gblinear"):
        kept = few if booster != "gblinear" else {"n_estimators": 2}
        yield from each(lambda: xgb.XGBClassifier(booster=booster, **kept).fit(x, binary))
    yield from each(
        lambda: xgb.XGBClassifier(**few).fit(x, many), lambda: xgb.XGBClassifier(early_stopping_rounds=2, eval_metric="logloss", **few).fit(x, binary, eval_set=[(x, binary)], verbose=False),
        lambda: xgb.XGBClassifier(**few).fit(x, binary, early_stopping_rounds=2, eval_set=[(x, binary)], verbose=False), lambda: xgb.XGBRegressor(**few).fit(x, x[:, 0]), lambda: xgb.XGBRegressor(objective="reg:squarederror", **few).fit(x, x[:, 0]),
        lambda: xgb.XGBRFClassifier(**few).fit(x, binary), lambda: xgb.XGBRFRegressor(**few).fit(x, x[:, 0]), lambda: xgb.XGBRanker(**few).fit(x, binary, group=[20, 20]), lambda: xgb.XGBModel(**few).fit(x, x[:, 0]),
        lambda: xgb.XGBClassifier(), lambda: xgb.XGBClassifier(callbacks=[xgb.callback.EarlyStopping(2)], **few), lambda: xgb.XGBClassifier(callbacks=[xgb.callback.EvaluationMonitor()], **few), lambda: xgb.XGBClassifier(tree_method="hist", enable_categorical=True, **few).fit(x, binary),
        lambda: xgb.train({"max_depth": 2}, xgb.DMatrix(x, np.asarray(binary)), 2), lambda: xgb.callback.LearningRateScheduler([0.1, 0.2]), lambda: xgb.Booster(), lambda: xgb.train({"objective": "multi:softprob", "num_class": 3}, xgb.DMatrix(x, many), 2),
    )
    yield from [value for value in vars(xgb).values() if isinstance(value, type) and issubclass(value, getattr(xgb, "XGBModel", ()))]


def of_lightgbm(x, binary, many):
    import lightgbm as lgb

    few = {"n_estimators": 2, "num_leaves": 3, "verbose": -1, "min_child_samples": 2}
    yield from each(
        lambda: lgb.LGBMClassifier(**few).fit(x, binary), lambda: lgb.LGBMClassifier(**few).fit(x, many), lambda: lgb.LGBMClassifier(**few).fit(x, binary, eval_set=[(x, binary)], callbacks=[lgb.early_stopping(1, verbose=False)]),
        lambda: lgb.LGBMClassifier(**few).fit(x, binary, eval_set=[(x, binary)], early_stopping_rounds=1, verbose=False), lambda: lgb.LGBMRegressor(**few).fit(x, x[:, 0]), lambda: lgb.LGBMRanker(**few).fit(x, binary, group=[20, 20]), lambda: lgb.LGBMModel(objective="binary", **few).fit(x, binary),
        lambda: lgb.LGBMClassifier(), lambda: lgb.LGBMClassifier(boosting_type="dart", **few).fit(x, binary), lambda: lgb.LGBMClassifier(boosting_type="rf", subsample=0.5, subsample_freq=1, **few).fit(x, binary), lambda: lgb.early_stopping(3), lambda: lgb.log_evaluation(1), lambda: lgb.record_evaluation({}),
        lambda: lgb.train({"objective": "binary", "verbose": -1, "min_data_in_leaf": 2}, lgb.Dataset(x, binary), 2), lambda: lgb.cv({"objective": "binary", "verbose": -1}, lgb.Dataset(x, binary), 2, return_cvbooster=True)["cvbooster"], lambda: lgb.reset_parameter(learning_rate=[0.1]),
    )
    yield from [value for value in vars(lgb).values() if isinstance(value, type) and issubclass(value, lgb.LGBMModel)]


def of_catboost(x, binary, many):
    import catboost

    few = {"iterations": 2, "depth": 2, "verbose": False, "allow_writing_files": False}
    yield from each(
        lambda: catboost.CatBoostClassifier(**few).fit(x, binary), lambda: catboost.CatBoostClassifier(**few).fit(x, many), lambda: catboost.CatBoostRegressor(**few).fit(x, x[:, 0]), lambda: catboost.CatBoost(few).fit(x, x[:, 0]),
        lambda: catboost.CatBoostClassifier(**few), lambda: catboost.CatBoostRanker(**few).fit(x, binary, group_id=[0] * 20 + [1] * 20), lambda: catboost.CatBoostClassifier(grow_policy="Lossguide", **few).fit(x, binary, eval_set=(x, binary)), lambda: catboost.Pool(x, binary), lambda: catboost.FeaturesData(num_feature_data=x.astype("f4")),
        lambda: catboost.CatBoostRegressor(loss_function="Quantile:alpha=0.3", **few).fit(x, x[:, 0]), lambda: catboost.sum_models([catboost.CatBoost(few).fit(x, x[:, 0])] * 2), lambda: catboost.CatBoostError("x"), lambda: catboost.utils.get_roc_curve, lambda: catboost.EFstrType.FeatureImportance,
    )
    yield from [value for value in vars(catboost).values() if isinstance(value, type) and issubclass(value, catboost.CatBoost)]


def of_imblearn(x, binary):
    from imblearn.pipeline import Pipeline
    from sklearn.linear_model import LogisticRegression

    try:
        from imblearn.utils.testing import all_estimators

        kinds = [kind for _, kind in all_estimators()]
    except Exception:
        kinds = [kind for kind in classes_of("imblearn", ("keras", "tensorflow")) if hasattr(kind, "fit")]
    for kind in kinds:
        yield kind
        try:
            one = kind()
        except TypeError:
            continue
        yield one
        for fit in [getattr(one, name, None) for name in ("fit_resample", "fit_sample", "fit")]:
            try:
                fit(x, binary)
                yield one
                break
            except Exception:
                continue
    yield from each(lambda: Pipeline([("model", LogisticRegression())]).fit(x, binary), lambda: __import__("imblearn").over_sampling.SMOTE(), lambda: Pipeline([("s", __import__("imblearn").over_sampling.RandomOverSampler()), ("model", LogisticRegression())]).fit(x, binary))


def protocols():
    return (2, 4, 5)
