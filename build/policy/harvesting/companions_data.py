"""Libraries that follow scikit-learn's manners: encoders, clusterings, selections, survival models, forecasts."""

import warnings
from importlib import util

from harvesting.breadth import each, fitted_classes, whole

LIBRARIES = {"category_encoders": (), "mlxtend": ("image", "plotting", "file_io", "text"), "skopt": ("plots", "learning"), "hdbscan": ("plots",), "umap": ("plot", "parametric_umap")}


def values():
    import numpy as np
    import pandas as pd

    warnings.simplefilter("ignore")
    random = np.random.RandomState(0)
    x = random.normal(size=(40, 3))
    y = (x[:, 0] > 0).astype(int)
    for library, skipped in LIBRARIES.items():
        if util.find_spec(library):
            yield from whole(library, fitted_classes(library, skipped))
    if util.find_spec("category_encoders"):
        yield from whole("category_encoders", of_category_encoders(pd.DataFrame({"c": ["a", "b"] * 20, "n": x[:, 0]}), y))
    if util.find_spec("mlxtend"):
        yield from whole("mlxtend", of_mlxtend(x, y))
    if util.find_spec("skopt"):
        yield from whole("skopt", of_skopt(x, y))
    if util.find_spec("hdbscan"):
        yield from whole("hdbscan", of_hdbscan(x))
    if util.find_spec("umap"):
        yield from whole("umap", of_umap(x))


def of_hdbscan(x):
    import hdbscan

    yield from each(lambda: hdbscan.HDBSCAN(min_cluster_size=3, prediction_data=True, gen_min_span_tree=True).fit(x), lambda: hdbscan.HDBSCAN(min_cluster_size=3, algorithm="boruvka_kdtree").fit(x))
    for done in each(lambda: hdbscan.HDBSCAN(min_cluster_size=3, gen_min_span_tree=True, prediction_data=True).fit(x)):
        yield from each(lambda: done.condensed_tree_, lambda: done.single_linkage_tree_, lambda: done.minimum_spanning_tree_, lambda: done.prediction_data_)


def of_umap(x):
    import umap

    yield from each(lambda: umap.UMAP(n_neighbors=5, n_epochs=5).fit(x), lambda: umap.UMAP(n_neighbors=5, n_epochs=5, metric="cosine", densmap=True).fit(x), lambda: umap.UMAP(n_neighbors=5, n_epochs=5, force_approximation_algorithm=True).fit(x))


def of_category_encoders(table, y):
    import category_encoders

    for name in category_encoders.__all__:
        yield getattr(category_encoders, name)
        yield from each(lambda name=name: getattr(category_encoders, name)(cols=["c"]).fit(table, y), lambda name=name: getattr(category_encoders, name)().fit(table, y))


def of_mlxtend(x, y):
    from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
    from sklearn.neighbors import KNeighborsClassifier

    import mlxtend.classifier as classifier
    import mlxtend.feature_selection as selection
    import mlxtend.regressor as regressor

    two = [LogisticRegression(), KNeighborsClassifier(2)]
    yield from each(
        lambda: classifier.StackingClassifier(two, LogisticRegression()).fit(x, y), lambda: classifier.StackingCVClassifier(two, LogisticRegression(), cv=2).fit(x, y),
        lambda: classifier.EnsembleVoteClassifier(two).fit(x, y), lambda: regressor.StackingRegressor([LinearRegression(), Ridge()], Ridge()).fit(x, x[:, 0]),
        lambda: regressor.StackingCVRegressor([LinearRegression(), Ridge()], Ridge(), cv=2).fit(x, x[:, 0]),
        lambda: selection.SequentialFeatureSelector(two[1], 2, cv=2).fit(x, y), lambda: selection.ExhaustiveFeatureSelector(two[1], 1, 2, cv=2, print_progress=False).fit(x, y), lambda: selection.ColumnSelector([0]),
    )


def of_skopt(x, y):
    import skopt
    from sklearn.svm import SVC

    space = [skopt.space.Real(0.1, 1.0), skopt.space.Integer(1, 5), skopt.space.Categorical(["a", "b"]), skopt.space.Real(1e-3, 1, prior="log-uniform")]
    plain = space[:2]
    yield from [*space, skopt.space.Space(space)]
    for minimise in (skopt.gp_minimize, skopt.forest_minimize, skopt.gbrt_minimize, skopt.dummy_minimize):
        yield from each(lambda m=minimise: m(sum_of, plain, n_calls=6, n_initial_points=5, random_state=0), lambda m=minimise: m(sum_of, plain, n_calls=11, random_state=0))
    yield from each(lambda: skopt.Optimizer(plain), lambda: skopt.Optimizer(space, "RF"), lambda: skopt.BayesSearchCV(SVC(), {"C": (0.1, 1.0)}, n_iter=2, cv=2).fit(x, y))


def sum_of(point):
    return float(sum(point))


def protocols():
    return (2, 4)
