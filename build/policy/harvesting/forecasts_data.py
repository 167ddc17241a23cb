"""sktime, pmdarima and Prophet: fitted forecasters, classifiers and transformers of time series."""

import warnings
from importlib import util

from harvesting.breadth import classes_of, each, whole, within


def values():
    import numpy as np
    import pandas as pd

    warnings.simplefilter("ignore")
    random = np.random.RandomState(0)
    series = pd.Series(np.cumsum(random.normal(size=48)) + 30, index=pd.period_range("2015-01", periods=48, freq="M"))
    for library, section in (("pmdarima", of_pmdarima), ("prophet", of_prophet), ("sktime", of_sktime)):
        if util.find_spec(library):
            yield from whole(library, section(series))


def of_pmdarima(series):
    import pmdarima as pm

    yield from each(
        lambda: pm.ARIMA((1, 1, 0)).fit(series.values), lambda: pm.auto_arima(series.values, max_p=1, max_q=1, seasonal=False), lambda: pm.ARIMA((1, 0, 0), seasonal_order=(1, 0, 0, 12), maxiter=3).fit(series.values),
        lambda: pm.pipeline.Pipeline([("b", pm.preprocessing.BoxCoxEndogTransformer()), ("a", pm.ARIMA((1, 0, 0)))]).fit(series.values), lambda: pm.preprocessing.FourierFeaturizer(12, 2).fit(series.values),
        lambda: pm.AutoARIMA(max_p=1, max_q=1, seasonal=False).fit(series.values), lambda: pm.preprocessing.LogEndogTransformer().fit(series.values), lambda: pm.preprocessing.DateFeaturizer("d"),
        lambda: pm.model_selection.RollingForecastCV(), lambda: pm.model_selection.SlidingWindowForecastCV(),
    )


def of_prophet(series):
    import numpy as np
    import pandas as pd
    from prophet import Prophet

    days = pd.DataFrame({"ds": pd.date_range("2020-01-01", periods=60), "y": np.random.RandomState(0).normal(size=60) + 5})
    yield from each(lambda: Prophet(), lambda: Prophet().fit(days), lambda: Prophet(growth="flat", yearly_seasonality=False).fit(days), lambda: Prophet(holidays=pd.DataFrame({"holiday": "h", "ds": days.ds[:2]})).fit(days))


def of_sktime(series):
    """Each class that lists parameters for its own tests is made with them, and fitted to what its kind takes."""
    import numpy as np
    import pandas as pd

    random = np.random.RandomState(0)
    panel, label = random.normal(size=(12, 1, 20)), np.array(["a", "b"] * 6)
    nested = pd.DataFrame({"d": [pd.Series(random.normal(size=20)) for _ in range(12)]})
    skipped = ("dl_regression", "deep_learning", "networks", "proba", "distributions", "registry", "dists_kernels", "benchmarking", "detection", "annotation", "foundation", "libs", "vendor", "performance_metrics", "param_est")
    for kind in classes_of("sktime", skipped):
        if not hasattr(kind, "fit") or not hasattr(kind, "get_params"):
            continue
        for one in [*each(lambda k=kind: k.create_test_instance()), *each(lambda k=kind: k())][:2]:
            yield one
            for arguments in ((series,), (series, None, [1, 2]), (nested, label), (panel, label), (panel,)):
                try:
                    with within(3):
                        yield one.clone().fit(*arguments) if hasattr(one, "clone") else one.fit(*arguments)
                    break
                except (Exception, SystemExit):
                    continue


def protocols():
    return (2, 4)
