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


# Parameters that decide which objects a fitted model holds. The others choose a way to the same ones; `input` would open files.
CHOICES = "loss criterion kernel metric solver algorithm covariance_type strategy init link encode method output_distribution".split()


def configured(kind):
    """One fit for every word that a parameter may have, where the release lists them (1.2 and later)."""
    for parameter, constraints in getattr(kind, "_parameter_constraints", {}).items():
        if parameter not in CHOICES:
            continue
        for constraint in constraints if isinstance(constraints, list) else ():
            options = getattr(constraint, "options", ())
            for option in sorted(one for one in options if isinstance(one, str)):
                for one in made(kind):
                    try:
                        one.set_params(**{parameter: option})
                    except Exception:
                        continue
                    done = fitted(one)
                    if done is not None:
                        yield done
                        break


def variants():
    """Estimators as functions that make them, each called before the next is asked for; releases lack some of the arguments."""
    import numpy as np
    from sklearn import ensemble, gaussian_process, linear_model, metrics, model_selection, neighbors, pipeline, preprocessing, svm, tree
    from sklearn.gaussian_process import kernels

    x = np.random.RandomState(0).normal(size=(30, 4))
    y = np.arange(30) % 2
    for loss in "hinge log log_loss squared_loss modified_huber squared_hinge perceptron squared_error huber epsilon_insensitive squared_epsilon_insensitive".split():
        yield (lambda: linear_model.SGDClassifier(loss=loss, max_iter=5)), (x, y)
    for loss in ("log_loss", "exponential", "deviance"):
        for init in (None, "zero"):
            yield (lambda: ensemble.GradientBoostingClassifier(n_estimators=2, loss=loss, init=init)), (x, y)
    yield (lambda: ensemble.GradientBoostingClassifier(n_estimators=2)), (x, np.arange(30) % 3)
    yield (lambda: ensemble.HistGradientBoostingClassifier(max_iter=2)), (x, np.arange(30) % 3)
    yield (lambda: ensemble.HistGradientBoostingClassifier(max_iter=2, early_stopping=True, categorical_features=[0])), (np.c_[np.arange(30) % 4, x], y)
    for loss in ("squared_error", "absolute_error", "huber", "quantile", "ls", "lad"):
        yield (lambda: ensemble.GradientBoostingRegressor(n_estimators=2, loss=loss)), (x, x[:, 0])
    for loss in ("squared_error", "absolute_error", "gamma", "poisson", "quantile", "least_squares", "least_absolute_deviation"):
        yield (lambda: ensemble.HistGradientBoostingRegressor(max_iter=2, loss=loss, **({"quantile": 0.5} if loss == "quantile" else {}))), (x, abs(x[:, 0]) + 0.1)
    for kind in ("kd_tree", "ball_tree", "brute"):
        for metric in ("minkowski", "manhattan", "chebyshev", "haversine", "seuclidean"):
            yield (lambda: neighbors.KNeighborsClassifier(algorithm=kind, metric=metric)), (x[:, :2], y)
    for kernel in ("linear", "poly", "rbf", "sigmoid", metrics.pairwise.laplacian_kernel, metrics.pairwise.rbf_kernel, metrics.pairwise.cosine_similarity):
        yield (lambda: svm.SVC(kernel=kernel, probability=kernel == "rbf")), (x, y)
    for criterion in ("gini", "entropy", "log_loss"):
        yield (lambda: tree.DecisionTreeClassifier(criterion=criterion)), (x, y)
    base = kernels.RBF()
    for kernel in [
        base, kernels.ConstantKernel() * base, base + kernels.WhiteKernel(), kernels.Matern(), kernels.RationalQuadratic(), kernels.ExpSineSquared(), kernels.DotProduct(),
        kernels.PairwiseKernel(), kernels.Exponentiation(base, 2), kernels.CompoundKernel([base, kernels.Matern()]),
    ]:
        yield (lambda: gaussian_process.GaussianProcessRegressor(kernel)), (x, x[:, 0])
        yield (lambda: gaussian_process.GaussianProcessClassifier(kernel, optimizer=None)), (x, y)
    yield (lambda: gaussian_process.GaussianProcessClassifier(base, optimizer=None)), (x, np.arange(30) % 3)
    for solver in ("lbfgs", "sag", "liblinear", "newton-cg"):
        yield (lambda: linear_model.LogisticRegression(solver=solver)), (x, y)
    from sklearn import neural_network

    for solver in ("sgd", "adam", "lbfgs"):
        yield (lambda: neural_network.MLPClassifier((3,), solver=solver, max_iter=3, early_stopping=solver == "adam")), (x, y)
    for function in (np.log1p, np.sqrt, None):
        yield (lambda: pipeline.make_pipeline(preprocessing.FunctionTransformer(function), linear_model.Ridge())), (abs(x), y)
    for splitter in [
        model_selection.KFold(3), model_selection.StratifiedKFold(3), model_selection.ShuffleSplit(2), model_selection.StratifiedShuffleSplit(2),
        model_selection.RepeatedKFold(n_splits=2, n_repeats=2), model_selection.RepeatedStratifiedKFold(n_splits=2, n_repeats=2),
        model_selection.TimeSeriesSplit(2), model_selection.LeaveOneOut(),
    ]:
        yield (lambda: model_selection.GridSearchCV(tree.DecisionTreeClassifier(), {"max_depth": [1]}, cv=splitter, scoring="f1_macro")), (x, y)
    for splitter in [model_selection.GroupKFold(2), model_selection.GroupShuffleSplit(2), model_selection.LeaveOneGroupOut(), model_selection.LeavePGroupsOut(1), model_selection.LeavePOut(2), model_selection.PredefinedSplit([0, 1])]:
        yield (lambda: splitter), None


def objects():
    import numpy as np
    from sklearn import metrics, neighbors
    from sklearn.utils import Bunch

    names = metrics.get_scorer_names() if hasattr(metrics, "get_scorer_names") else metrics.SCORERS
    yield from [metrics.get_scorer(name) for name in sorted(names)]
    x = np.random.RandomState(0).rand(9, 2)
    distance = getattr(metrics, "DistanceMetric", None) or getattr(neighbors, "DistanceMetric", None)
    for metric in "euclidean manhattan chebyshev hamming canberra braycurtis jaccard dice haversine rogerstanimoto russellrao sokalmichener sokalsneath yule matching kulsinski infinity p l1 l2 cityblock".split():
        for dtype in ((), (np.float64,), (np.float32,)):
            try:
                yield distance.get_metric(metric, *dtype)
            except Exception:
                continue
    for metric, options in (("minkowski", {"p": 3}), ("seuclidean", {"V": [1, 2]}), ("mahalanobis", {"V": np.eye(2)})):
        try:
            yield distance.get_metric(metric, **options)
        except Exception:
            continue
    yield from [neighbors.KDTree(x), neighbors.BallTree(x), Bunch(a=1)]
    try:
        from sklearn.compose import make_column_selector

        yield make_column_selector(dtype_include=float)
    except ImportError:
        pass
    yield from [neighbors.KDTree(x.astype("f4")), neighbors.BallTree(x.astype("f4"))]
    yield from functions()
    import importlib

    for name in ("_loss.loss", "_loss.link", "ensemble._gb_losses", "ensemble.gradient_boosting", "ensemble._hist_gradient_boosting.loss", "linear_model._sgd_fast", "linear_model.sgd_fast"):
        try:
            found = vars(importlib.import_module(f"sklearn.{name}"))
        except ImportError:
            continue
        for value in list(found.values()):
            if isinstance(value, type) and value.__module__ == f"sklearn.{name}":
                yield value
                try:
                    yield value()
                except Exception:
                    continue


def functions():
    """The library's own functions that users hand to selectors, transformers, kernels and scorers."""
    from sklearn import feature_selection, metrics, preprocessing
    from sklearn.feature_extraction import text

    for name in "chi2 f_classif f_oneway f_regression mutual_info_classif mutual_info_regression r_regression".split():
        if hasattr(feature_selection, name):
            yield getattr(feature_selection, name)
    for name in "scale normalize binarize minmax_scale maxabs_scale robust_scale quantile_transform power_transform label_binarize add_dummy_feature".split():
        if hasattr(preprocessing, name):
            yield getattr(preprocessing, name)
    for name, value in sorted(vars(metrics).items()):
        if callable(value) and not isinstance(value, type) and name.endswith(("_score", "_error", "_loss", "_deviance", "_kernel", "_distances", "_similarity", "_kernels", "_matrix", "_report", "_curve", "auc")):
            yield value
    for name, value in sorted(vars(metrics.pairwise).items()):
        if callable(value) and not isinstance(value, type) and name.endswith(("_kernel", "_distances", "_similarity")):
            yield value
    for name in "strip_accents_unicode strip_accents_ascii strip_tags".split():
        yield getattr(text, name)
    yield metrics.make_scorer(metrics.mean_squared_error, greater_is_better=False)


def estimators():
    """Every estimator; the list has moved, and what is on trial has to be asked for."""
    import importlib

    for name in ("enable_halving_search_cv", "enable_iterative_imputer", "enable_hist_gradient_boosting"):
        try:
            importlib.import_module(f"sklearn.experimental.{name}")
        except ImportError:
            pass
    try:
        from sklearn.utils import all_estimators

        return all_estimators()
    except ImportError:  # before 0.22 the list wants the libraries of the tests
        from harvesting.breadth import classes_of
        from sklearn.base import BaseEstimator

        return [(kind.__name__, kind) for kind in classes_of("sklearn", ("externals",), BaseEstimator)]


def values():
    warnings.simplefilter("ignore")
    for _, kind in estimators():
        yield kind
        for one in made(kind):
            yield one
            done = fitted(one)
            if done is not None:
                yield done
    for make, arguments in variants():
        try:
            one = make()
            yield one.fit(*arguments) if arguments else one
        except Exception as error:
            print(f"sklearn: not made or not fitted: {str(error)[:80]}")
    for _, kind in estimators():
        yield from configured(kind)
    yield from objects()


def protocols():
    return (2, 4, 5)
