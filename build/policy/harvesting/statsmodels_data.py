"""statsmodels: results of regressions, generalised models, time series and mixtures, from arrays and from tables."""

import warnings

from harvesting.breadth import each


def values():
    import numpy as np
    import pandas as pd
    import statsmodels.api as sm
    import statsmodels.tsa.api as tsa

    warnings.simplefilter("ignore")
    random = np.random.RandomState(0)
    x = sm.add_constant(random.normal(size=(40, 2)))
    y = x @ [1.0, 2.0, -1.0] + random.normal(size=40)
    binary, count, many = (y > 1).astype(int), random.poisson(3, 40), np.arange(40) % 3
    series = pd.Series(np.cumsum(random.normal(size=60)) + 20, index=pd.date_range("2015-01-01", periods=60, freq="MS"))
    two = pd.DataFrame({"a": series, "b": series.shift(1).fillna(20) + random.normal(size=60)})
    table = pd.DataFrame(x, columns=["const", "p", "q"])
    for regressors in (x, table):
        yield from each(*[lambda kind=kind, r=regressors: getattr(sm, kind)(y, r).fit() for kind in "OLS WLS GLS GLSAR RLM QuantReg".split()])
        yield from each(*[lambda kind=kind, r=regressors: getattr(sm, kind)(binary, r).fit(disp=0) for kind in "Logit Probit".split()])
        yield from each(*[lambda kind=kind, r=regressors: getattr(sm, kind)(count, r).fit(disp=0) for kind in "Poisson NegativeBinomial GeneralizedPoisson ZeroInflatedPoisson NegativeBinomialP".split()])
        yield from each(lambda r=regressors: sm.MNLogit(many, r).fit(disp=0), lambda r=regressors: sm.OLS(y, r).fit_regularized(), lambda r=regressors: sm.RecursiveLS(y, r).fit())
        yield from each(lambda r=regressors: sm.OLS(y, r), lambda r=regressors: sm.OLS(y, r).fit().get_robustcov_results(), lambda r=regressors: sm.OLS(y, r).fit().get_prediction())
    for family in list(vars(sm.families).values()):
        if isinstance(family, type):
            yield from each(lambda f=family: f(), lambda f=family: sm.GLM(abs(y) / 10 + 0.01, x, family=f()).fit())
    for link in list(vars(sm.families.links).values()):
        if isinstance(link, type):
            yield from each(lambda link=link: link())
    yield from each(*[lambda norm=norm: sm.RLM(y, x, M=norm()).fit() for norm in list(vars(sm.robust.norms).values()) if isinstance(norm, type)])
    yield from each(
        lambda: sm.MixedLM(y, x, groups=many).fit(), lambda: sm.GEE(y, x, groups=many).fit(), lambda: sm.PHReg(abs(y), x[:, 1:]).fit(),
        lambda: sm.GLMGam(y, x, smoother=__import__("statsmodels.gam.api").gam.api.BSplines(x[:, 1:2], df=[4], degree=[3])).fit(),
        lambda: sm.nonparametric.KDEUnivariate(y).fit(), lambda: sm.nonparametric.KDEMultivariate([y], "c"), lambda: sm.nonparametric.KernelReg([y], [x[:, 1]], "c"),
        lambda: sm.multivariate.PCA(x[:, 1:], 1), lambda: sm.PCA(x[:, 1:], 1), lambda: sm.Factor(random.normal(size=(40, 4)), 1).fit(), lambda: sm.MANOVA(x[:, 1:], x[:, :2]), lambda: sm.ECDF(y) if hasattr(sm, "ECDF") else sm.distributions.ECDF(y),
        lambda: __import__("statsmodels.distributions.empirical_distribution").distributions.empirical_distribution.ECDF(y),
    )
    for data in (series, series.values):
        yield from each(
            lambda d=data: tsa.AR(d).fit(), lambda d=data: tsa.AutoReg(d, 2).fit(), lambda d=data: tsa.ARMA(d, (1, 0)).fit(disp=0), lambda d=data: tsa.ARIMA(d, order=(1, 1, 0)).fit(), lambda d=data: tsa.ARIMA(d, (1, 1, 0)).fit(disp=0),
            lambda d=data: tsa.SARIMAX(d, order=(1, 0, 0)).fit(disp=0), lambda d=data: tsa.SARIMAX(d, order=(1, 0, 1), seasonal_order=(1, 0, 0, 12)).fit(disp=0, maxiter=3),
            lambda d=data: tsa.ExponentialSmoothing(d).fit(), lambda d=data: tsa.ExponentialSmoothing(d, trend="add", seasonal="mul", seasonal_periods=12).fit(),
            lambda d=data: tsa.Holt(d).fit(), lambda d=data: tsa.SimpleExpSmoothing(d).fit(), lambda d=data: tsa.ETSModel(d).fit(disp=0), lambda d=data: tsa.UnobservedComponents(d, "llevel").fit(disp=0),
            lambda d=data: tsa.seasonal_decompose(d, period=12), lambda d=data: tsa.STL(d, period=12).fit(), lambda d=data: sm.tsa.MarkovRegression(d, 2).fit(disp=0), lambda d=data: sm.tsa.MarkovAutoregression(d, 2, order=1).fit(disp=0),
            lambda d=data: tsa.ThetaModel(d, period=12).fit() if hasattr(tsa, "ThetaModel") else __import__("statsmodels.tsa.forecasting.theta").tsa.forecasting.theta.ThetaModel(d, period=12).fit(),
            lambda d=data: tsa.SARIMAX(d, order=(1, 0, 0)).fit(disp=0).get_forecast(3),
        )
    yield from each(
        lambda: tsa.VAR(two).fit(1), lambda: tsa.VARMAX(two, order=(1, 0)).fit(disp=0, maxiter=2), lambda: tsa.VECM(two).fit(), lambda: tsa.SVAR(two, "A", A=np.array([[1, 0], ["E", 1]])).fit(1),
        lambda: tsa.DynamicFactor(two, k_factors=1, factor_order=1).fit(disp=0, maxiter=2), lambda: tsa.DeterministicProcess(series.index, order=1), lambda: tsa.ARDL(series, 1).fit(),
    )
    yield from formulas(table.assign(y=y, binary=binary, count=count, group=np.where(binary, "u", "v")))


def formulas(table):
    import statsmodels.formula.api as smf

    for formula in ("y ~ p + q", "y ~ p + C(group)", "y ~ np.log(abs(p) + 1) * q"):
        yield from each(*[lambda kind=kind, f=formula: getattr(smf, kind)(f, table).fit() for kind in "ols wls gls rlm glm quantreg".split()])
    yield from each(lambda: smf.logit("binary ~ p", table).fit(disp=0), lambda: smf.poisson("count ~ p", table).fit(disp=0), lambda: smf.mixedlm("y ~ p", table, groups="group").fit())


def protocols():
    return (2, 4)
