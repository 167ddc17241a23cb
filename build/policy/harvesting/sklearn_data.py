"""scikit-learn: every estimator, fitted where guessing leads to a fit, and the objects that models are given."""

import inspect
import warnings


def made(kind):
    """An instance, with arguments guessed from the names of its parameters."""
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.preprocessing import StandardScaler

    guesses = {
        "estimator": LogisticRegression(), "base_estimator": LogisticRegression(), "classifier": LogisticRegression(), "regressor": Ridge(),
        "estimators": [("a", LogisticRegression()), ("b", LogisticRegression(C=2))], "steps": [("s", StandardScaler()), ("m", LogisticRegression())],
        "transformers": [("s", StandardScaler(), [0])], "transformer_list": [("s", StandardScaler())], "param_grid": {"C": [1, 2]},
        "param_distributions": {"C": [1, 2, 3, 4]}, "dictionary": __import__("numpy").eye(4), "kernel": None, "param_name": "C",
    }
    parameters = inspect.signature(kind).parameters
    needed = {name: guesses.get(name) for name, one in parameters.items() if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}
    quick = {name: value for name, value in {"n_estimators": 3, "max_iter": 5, "n_components": 2, "random_state": 0}.items() if name in parameters}
    for extra in (quick, {}, {"estimators": [("a", Ridge()), ("b", Ridge(2))]}, {"estimator": Ridge()}):
        try:
            yield kind(**{**needed, **{name: value for name, value in extra.items() if name in parameters}})
        except Exception:
            continue


def fitted(one):
    """The same instance after the first fit that succeeds."""
    import numpy as np

    random = np.random.RandomState(0)
    x = random.normal(size=(30, 4))
    y = np.arange(30) % 2
    texts = ["one two", "two three", "three four"] * 10
    tries = [
        (x, y), (x, x[:, 0]), (abs(x), y), (x,), (abs(x), abs(x[:, 0]) + 1), (x, np.c_[y, 1 - y]), (x, x[:, :2]), (texts, y), (texts,), (y,),
        (x[:, 0], x[:, 1]), ([{"a": 1}, {"a": 2}],), ([["a"], ["b"]],), (x[:, :2].astype(int).astype(str), y), (x @ x.T,),
    ]
    for arguments in tries:
        try:
            return one.fit(*arguments)
        except Exception:
            continue
    return None


def variants():
    import numpy as np
    from sklearn import ensemble, gaussian_process, linear_model, metrics, model_selection, neighbors, pipeline, preprocessing, svm, tree
    from sklearn.gaussian_process import kernels

    x = np.random.RandomState(0).normal(size=(30, 4))
    y = np.arange(30) % 2
    for loss in "hinge log_loss modified_huber squared_hinge perceptron squared_error huber epsilon_insensitive squared_epsilon_insensitive".split():
        yield linear_model.SGDClassifier(loss=loss, max_iter=5), (x, y)
    for loss in ("log_loss", "exponential", "deviance"):
        for init in (None, "zero"):
            yield ensemble.GradientBoostingClassifier(n_estimators=2, loss=loss, init=init), (x, y)
    yield ensemble.GradientBoostingClassifier(n_estimators=2), (x, np.arange(30) % 3)
    yield ensemble.HistGradientBoostingClassifier(max_iter=2), (x, np.arange(30) % 3)
    yield ensemble.HistGradientBoostingClassifier(max_iter=2, early_stopping=True, categorical_features=[0]), (np.c_[np.arange(30) % 4, x], y)
    for loss in ("squared_error", "absolute_error", "huber", "quantile"):
        yield ensemble.GradientBoostingRegressor(n_estimators=2, loss=loss), (x, x[:, 0])
    for loss in ("squared_error", "absolute_error", "gamma", "poisson", "quantile"):
        yield ensemble.HistGradientBoostingRegressor(max_iter=2, loss=loss, quantile=0.5), (x, abs(x[:, 0]) + 0.1)
    for kind in ("kd_tree", "ball_tree", "brute"):
        for metric in ("minkowski", "manhattan", "chebyshev", "haversine", "seuclidean"):
            yield neighbors.KNeighborsClassifier(algorithm=kind, metric=metric), (x[:, :2], y)
    for kernel in ("linear", "poly", "rbf", "sigmoid", metrics.pairwise.laplacian_kernel, metrics.pairwise.rbf_kernel, metrics.pairwise.cosine_similarity):
        yield svm.SVC(kernel=kernel, probability=kernel == "rbf"), (x, y)
    for criterion in ("gini", "entropy", "log_loss"):
        yield tree.DecisionTreeClassifier(criterion=criterion), (x, y)
    base = kernels.RBF()
    for kernel in [
        base, kernels.ConstantKernel() * base, base + kernels.WhiteKernel(), kernels.Matern(), kernels.RationalQuadratic(), kernels.ExpSineSquared(), kernels.DotProduct(),
        kernels.PairwiseKernel(), kernels.Exponentiation(base, 2), kernels.CompoundKernel([base, kernels.Matern()]),
    ]:
        yield gaussian_process.GaussianProcessRegressor(kernel), (x, x[:, 0])
        yield gaussian_process.GaussianProcessClassifier(kernel, optimizer=None), (x, y)
    yield gaussian_process.GaussianProcessClassifier(base, optimizer=None), (x, np.arange(30) % 3)
    for solver in ("lbfgs", "sag", "liblinear", "newton-cg"):
        yield linear_model.LogisticRegression(solver=solver), (x, y)
    from sklearn import neural_network

    for solver in ("sgd", "adam", "lbfgs"):
        yield neural_network.MLPClassifier((3,), solver=solver, max_iter=3, early_stopping=solver == "adam"), (x, y)
    for function in (np.log1p, np.sqrt, None):
        yield pipeline.make_pipeline(preprocessing.FunctionTransformer(function), linear_model.Ridge()), (abs(x), y)
    for splitter in [
        model_selection.KFold(3), model_selection.StratifiedKFold(3), model_selection.ShuffleSplit(2), model_selection.StratifiedShuffleSplit(2),
        model_selection.RepeatedKFold(n_splits=2, n_repeats=2), model_selection.RepeatedStratifiedKFold(n_splits=2, n_repeats=2),
        model_selection.TimeSeriesSplit(2), model_selection.LeaveOneOut(),
    ]:
        yield model_selection.GridSearchCV(tree.DecisionTreeClassifier(), {"max_depth": [1]}, cv=splitter, scoring="f1_macro"), (x, y)
    for splitter in [model_selection.GroupKFold(2), model_selection.GroupShuffleSplit(2), model_selection.LeaveOneGroupOut(), model_selection.LeavePGroupsOut(1), model_selection.LeavePOut(2), model_selection.PredefinedSplit([0, 1])]:
        yield splitter, None


def objects():
    import numpy as np
    from sklearn import metrics, neighbors
    from sklearn.compose import make_column_selector
    from sklearn.utils import Bunch

    names = metrics.get_scorer_names() if hasattr(metrics, "get_scorer_names") else metrics.SCORERS
    yield from [metrics.get_scorer(name) for name in sorted(names)]
    x = np.random.RandomState(0).rand(9, 2)
    distance = getattr(metrics, "DistanceMetric", None) or neighbors.DistanceMetric
    for metric in "euclidean manhattan chebyshev hamming canberra braycurtis jaccard dice haversine rogerstanimoto russellrao sokalmichener sokalsneath yule matching kulsinski infinity p l1 l2 cityblock".split():
        for dtype in (np.float64, np.float32):
            try:
                yield distance.get_metric(metric, dtype)
            except Exception:
                continue
    yield from [distance.get_metric("minkowski", p=3), distance.get_metric("seuclidean", V=[1, 2]), distance.get_metric("mahalanobis", V=np.eye(2))]
    yield from [neighbors.KDTree(x), neighbors.BallTree(x), Bunch(a=1), make_column_selector(dtype_include=float)]
    yield from [neighbors.KDTree(x.astype("f4")), neighbors.BallTree(x.astype("f4"))]
    from sklearn.feature_selection import chi2, f_classif, f_regression, mutual_info_classif, mutual_info_regression

    yield from [chi2, f_classif, f_regression, mutual_info_classif, mutual_info_regression]
    from sklearn._loss import link, loss

    for module in (loss, link):
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__.startswith("sklearn._loss"):
                yield value
                try:
                    yield value()
                except Exception:
                    continue


def values():
    from sklearn.utils import all_estimators
    import sklearn.experimental.enable_halving_search_cv  # noqa: F401
    import sklearn.experimental.enable_iterative_imputer  # noqa: F401

    warnings.simplefilter("ignore")
    for _, kind in all_estimators():
        yield kind
        for one in made(kind):
            yield one
            done = fitted(one)
            if done is not None:
                yield done
    for one, arguments in variants():
        try:
            yield one.fit(*arguments) if arguments else one
        except Exception as error:
            print(f"sklearn: {one} was not fitted: {str(error)[:80]}")
    yield from objects()


def protocols():
    return (2, 4, 5)
