"""lifelines: fitted survival models of every kind."""

import warnings

from harvesting.breadth import each


def values():
    import lifelines
    import numpy as np
    import pandas as pd

    warnings.simplefilter("ignore")
    random = np.random.RandomState(0)
    lasts, seen = random.exponential(5, 40) + 0.1, random.binomial(1, 0.8, 40)
    table = pd.DataFrame({"t": lasts, "e": seen, "p": random.normal(size=40), "g": np.arange(40) % 2})
    for name in sorted(vars(lifelines)):
        kind = getattr(lifelines, name)
        if not isinstance(kind, type) or not hasattr(kind, "fit"):
            continue
        yield from each(lambda k=kind: k(), lambda k=kind: k().fit(lasts, seen), lambda k=kind: k().fit(table, "t", "e"), lambda k=kind: k().fit(table, duration_col="t", event_col="e"), lambda k=kind: k([2, 5]).fit(lasts, seen))
    yield from each(lambda: lifelines.CoxPHFitter(penalizer=0.1).fit(table, "t", "e", strata=["g"]), lambda: lifelines.CoxPHFitter(baseline_estimation_method="spline", n_baseline_knots=2).fit(table, "t", "e"))


def protocols():
    return (2, 4)
