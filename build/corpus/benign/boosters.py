"""Fitted gradient boosters as their users pickle them: the model itself is a blob inside the pickle."""

import io
import pickle

NEEDS = ("xgboost", "lightgbm", "catboost", "joblib")


def write(book):
    import catboost
    import joblib
    import lightgbm
    import numpy as np
    import xgboost

    random = np.random.RandomState(0)
    x = random.normal(size=(40, 3))
    y = (x[:, 0] > 0).astype(int)
    models = {
        "xgboost": xgboost.XGBClassifier(n_estimators=2, max_depth=2, n_jobs=1).fit(x, y),
        "lightgbm": lightgbm.LGBMClassifier(n_estimators=2, num_leaves=3, verbose=-1, min_child_samples=2, n_jobs=1).fit(x, y),
        "catboost": catboost.CatBoostClassifier(iterations=2, depth=2, verbose=False, allow_writing_files=False, thread_count=1, random_seed=0).fit(x, y),
    }
    for library, model in models.items():
        book.add(f"pickle/{library}-classifier.pkl", pickle.dumps(model, 4), f"A fitted {library} classifier, pickled.", [library])
        buffer = io.BytesIO()
        joblib.dump(model, buffer)
        book.add(f"joblib/{library}-classifier.joblib", buffer.getvalue(), f"A fitted {library} classifier by joblib.", [library, "joblib"])
