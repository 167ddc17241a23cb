"""Fitted scikit-learn models, by joblib and by pickle."""

import pickle
import warnings

NEEDS = ("sklearn", "joblib")

COMPRESSED = ("random-forest", "pipeline", "mlp")


def data():
    import numpy as np

    random = np.random.RandomState(0)
    x = random.normal(size=(40, 4))
    return x, (x[:, 0] + x[:, 1] > 0).astype(int)


def models():
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import (
        GradientBoostingClassifier,
        HistGradientBoostingClassifier,
        IsolationForest,
        RandomForestClassifier,
    )
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
    from sklearn.svm import SVC
    from sklearn.tree import DecisionTreeClassifier

    x, y = data()
    yield "random-forest", "a forest of three trees", RandomForestClassifier(3, max_depth=4, random_state=0).fit(x, y)
    mixed = np.column_stack([x[:, 0].astype(object), np.where(y, "red", "blue").astype(object)])
    columns = ColumnTransformer([("n", StandardScaler(), [0]), ("c", OneHotEncoder(), [1])])
    yield "pipeline", "a pipeline that scales, encodes objects and classifies", make_pipeline(columns, LogisticRegression()).fit(mixed, y)
    yield "gradient-boosting", "three boosted trees", GradientBoostingClassifier(n_estimators=3, max_depth=2, random_state=0).fit(x, y)
    yield "hist-gradient-boosting", "boosted trees over binned values", HistGradientBoostingClassifier(max_iter=3, max_leaf_nodes=5, max_bins=16, random_state=0).fit(x, y)
    yield "mlp", "a small neural network with its optimiser", MLPClassifier((5,), max_iter=20, random_state=0).fit(x, y)
    yield "kmeans", "cluster centres", KMeans(3, n_init=1, random_state=0).fit(x)
    yield "svc", "a support vector machine", SVC(probability=False).fit(x, y)
    texts = ["spam offers here", "a letter from a friend", "more spam offers", "the friend writes again"]
    words = make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(texts, [1, 0, 1, 0])
    words[0]._stop_words_id = 0  # an address, other in every run
    yield "tfidf-nb", "words weighted and classified", words
    search = GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [1, 2]}, cv=3)
    search.fit(x, y).refit_time_ = 0.0  # what the clock said, other in every run
    for name in [name for name in search.cv_results_ if name.endswith("_time")]:
        search.cv_results_[name][:] = 0
    yield "grid-search", "a search over depths with all its results", search
    yield "knn-kd-tree", "nearest neighbours in a k-d tree", KNeighborsClassifier(algorithm="kd_tree").fit(x, y)
    yield "isolation-forest", "a detector of outliers", IsolationForest(n_estimators=3, max_samples=16, random_state=0).fit(x)
    logs = FunctionTransformer(np.log1p, inverse_func=np.expm1)
    yield "function", "a pipeline that applies a function of NumPy", make_pipeline(SimpleImputer(), logs, LogisticRegression()).fit(abs(x), y)


def write(book):
    from benign.arrays import by_joblib

    warnings.simplefilter("ignore")
    for name, about, model in models():
        libraries = ["sklearn", "joblib", "numpy", "scipy"]
        book.add(f"joblib/sklearn-{name}.joblib", by_joblib(model), f"scikit-learn by joblib: {about}.", libraries)
        if name in COMPRESSED:
            content = by_joblib(model, compress=("zlib", 3))
            book.add(f"joblib/sklearn-{name}-zlib3.joblib", content, f"scikit-learn by joblib, compressed with zlib: {about}.", libraries)
        if name == "pipeline":
            for protocol in range(6):
                content = pickle.dumps(model, protocol)
                book.add(f"pickle/sklearn-{name}-p{protocol}.pkl", content, f"scikit-learn by pickle, protocol {protocol}: {about}.", ["sklearn", "numpy"])
