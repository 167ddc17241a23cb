"""Models of the libraries beside scikit-learn, as their users save them: each by pickle, and by joblib where that is what its manual says.

Written once in each of the environments of build/policy/environments.py that the labels name, with the environment's name as the tag.
"""

import io
import os
import pickle
import warnings
from importlib import util

NEEDS = ("numpy",)

SENTENCES = [line.split() for line in ("the model reads the file", "the file names a model", "a reader opens no file", "no model runs here")] * 3


def data():
    import numpy as np

    random = np.random.RandomState(0)
    x = random.normal(size=(40, 3))
    return x, (x[:, 0] > 0).astype(int)


def of_sklearn():
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression, SGDClassifier
    from sklearn.model_selection import StratifiedKFold
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    x, y = data()
    yield "forest", "a forest of three trees", RandomForestClassifier(3, max_depth=3, random_state=0).fit(x, y)
    yield "boosting", "three boosted trees", GradientBoostingClassifier(n_estimators=3, max_depth=2, random_state=0).fit(x, y)
    yield "pipeline", "a pipeline that scales and classifies", make_pipeline(StandardScaler(), LogisticRegression(solver="liblinear")).fit(x, y)
    yield "neighbours", "nearest neighbours in a ball tree", KNeighborsClassifier(algorithm="ball_tree").fit(x, y)
    yield "descent", "a linear model by gradient descent, with its loss", SGDClassifier(max_iter=5, tol=None, random_state=0).fit(x, y)
    yield "parts", "a splitter, a support vector machine that is not fitted, a counter of words", [StratifiedKFold(3), SVC(gamma="scale"), CountVectorizer()]


def of_pandas():
    import pandas as pd

    yield "table", "a table with an index of times and a column of categories", pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["p", "q"])}, index=pd.date_range("2024-01-01", periods=2))


def of_xgboost():
    import xgboost

    x, y = data()
    yield "regressor", "two boosted trees", xgboost.XGBRegressor(n_estimators=2, max_depth=2, n_jobs=1, objective="reg:linear" if xgboost.__version__[0] == "0" else "reg:squarederror").fit(x, x[:, 0])


def of_lightgbm():
    import lightgbm

    x, y = data()
    yield "booster", "a booster by itself", lightgbm.train({"objective": "binary", "verbose": -1, "min_data_in_leaf": 2, "num_threads": 1, "num_leaves": 3}, lightgbm.Dataset(x, y), 2)


def of_catboost():
    import catboost

    x, y = data()
    yield "regressor", "two symmetric trees", catboost.CatBoostRegressor(iterations=2, depth=2, verbose=False, allow_writing_files=False, thread_count=1, random_seed=0).fit(x, x[:, 0])


def of_imblearn():
    from imblearn.over_sampling import SMOTE
    from imblearn.pipeline import make_pipeline
    from imblearn.under_sampling import RandomUnderSampler
    from sklearn.linear_model import LogisticRegression

    x, y = data()
    yield "pipeline", "a pipeline that samples before it classifies", make_pipeline(RandomUnderSampler(random_state=0), LogisticRegression(solver="liblinear")).fit(x, y)
    yield "smote", "a sampler", SMOTE(random_state=0)


def of_category_encoders():
    import category_encoders
    import pandas as pd

    x, y = data()
    yield "target", "an encoder of categories by the target", category_encoders.TargetEncoder(cols=["c"]).fit(pd.DataFrame({"c": ["a", "b"] * 20, "n": x[:, 0]}), y)


def of_mlxtend():
    from mlxtend.classifier import EnsembleVoteClassifier
    from mlxtend.preprocessing import TransactionEncoder
    from sklearn.linear_model import LogisticRegression

    x, y = data()
    yield "vote", "a vote of two classifiers", EnsembleVoteClassifier([LogisticRegression(solver="liblinear"), LogisticRegression(C=2, solver="liblinear")]).fit(x, y)
    yield "baskets", "an encoder of baskets", TransactionEncoder().fit([["milk", "bread"], ["bread"]])


def of_hdbscan():
    import hdbscan

    x, _ = data()
    yield "clusters", "clusters by density. It holds a cache of joblib, which is never trusted", hdbscan.HDBSCAN(min_cluster_size=3).fit(x)


def of_lifelines():
    import lifelines
    import numpy as np

    random = np.random.RandomState(0)
    yield "kaplan-meier", "a curve of survival", lifelines.KaplanMeierFitter().fit(random.exponential(5, 20), random.binomial(1, 0.8, 20))


def of_pmdarima():
    import numpy as np
    import pmdarima

    yield "fourier", "features of a season", pmdarima.preprocessing.FourierFeaturizer(12, 2).fit(np.arange(24.0))


def of_sktime():
    from sktime.forecasting.naive import NaiveForecaster
    from sktime.transformations.series.detrend import Detrender

    yield "naive", "a forecaster that is not fitted, and a transformer", [NaiveForecaster("last"), Detrender()]


def of_statsmodels():
    import statsmodels.api as sm

    x, y = data()
    yield "ols", "a linear regression. Its class of data would evaluate a formula that its state may hold, so it is never trusted", sm.OLS(x[:, 0], sm.add_constant(x[:, 1:])).fit()
    yield "family", "a family of distributions and its link", sm.families.Binomial()


def of_gensim():
    from gensim import corpora, models

    words = corpora.Dictionary(SENTENCES)
    yield "dictionary", "a dictionary of words", words
    yield "tfidf", "weights of words", models.TfidfModel([words.doc2bow(sentence) for sentence in SENTENCES])
    yield "phrases", "phrases of two words", models.phrases.Phraser(models.Phrases(SENTENCES, min_count=1, threshold=1))


def of_nltk():
    import nltk
    from nltk import tag

    tagged = [[(word, "N" if len(word) > 3 else "D") for word in sentence] for sentence in SENTENCES]
    yield "bayes", "a classifier of words", nltk.NaiveBayesClassifier.train([({"last": word[-1]}, kind) for sentence in tagged for word, kind in sentence])
    yield "tagger", "a tagger of words with another behind it", tag.BigramTagger(tagged, backoff=tag.UnigramTagger(tagged, backoff=tag.DefaultTagger("N")))
    trainer = nltk.tokenize.punkt.PunktTrainer()
    trainer.train("Mr. Reader opens a file. Dr. Model reads it. Mr. Reader closes it.")
    yield "punkt", "a splitter of sentences", nltk.tokenize.punkt.PunktSentenceTokenizer(trainer.get_params())
    yield "tree", "a tree, a grammar and counts", [nltk.Tree("S", [nltk.Tree("N", ["a"])]), nltk.CFG.fromstring("S -> 'a'"), nltk.FreqDist("abca")]


def of_spacy():
    import spacy
    from spacy.strings import StringStore

    yield "strings", "a store of texts", StringStore(["a reader", "a model"])
    if hasattr(spacy.tokens, "DocBin"):
        yield "documents", "documents in one block", spacy.tokens.DocBin(docs=[spacy.blank("en")("The reader opens 3 files.")])


def of_transformers():
    import transformers

    yield "config", "settings of a network", transformers.BertConfig(num_hidden_layers=2)


def of_tokenizers():
    from tokenizers import Tokenizer, models, pre_tokenizers

    one = Tokenizer(models.WordLevel({"the": 0, "model": 1, "[UNK]": 2}, unk_token="[UNK]"))
    one.pre_tokenizer = pre_tokenizers.Whitespace()
    yield "words", "a tokenizer of whole words", one


# The library, what it yields, whether its manual says joblib, and what Cuvette makes of its files.
LIBRARIES = {
    "sklearn": (of_sklearn, True), "pandas": (of_pandas, False), "xgboost": (of_xgboost, True), "lightgbm": (of_lightgbm, True), "catboost": (of_catboost, False), "imblearn": (of_imblearn, True),
    "category_encoders": (of_category_encoders, False), "mlxtend": (of_mlxtend, False), "hdbscan": (of_hdbscan, True), "lifelines": (of_lifelines, False), "pmdarima": (of_pmdarima, True),
    "sktime": (of_sktime, False), "statsmodels": (of_statsmodels, False), "gensim": (of_gensim, False), "nltk": (of_nltk, False), "spacy": (of_spacy, False), "transformers": (of_transformers, False), "tokenizers": (of_tokenizers, False),
}
# Honest, and never trusted: the reasons are in build/policy/harvesting/never.py.
WARNED = ("statsmodels-ols", "hdbscan-clusters")


def by_joblib(value):
    import joblib

    buffer = io.BytesIO()
    joblib.dump(value, buffer)
    return buffer.getvalue()


def write(book):
    warnings.simplefilter("ignore")
    os.environ["OMP_NUM_THREADS"] = "1"
    for library, (section, jobs) in LIBRARIES.items():
        try:
            if util.find_spec(library) is None:
                continue
            for name, about, value in section():
                stem, expect = f"{library.replace('_', '-')}-{name}", "suspicious" if f"{library}-{name}" in WARNED else "no-findings"
                book.add(f"pickle/{stem}.pkl", pickle.dumps(value, 4), f"{library} by pickle: {about}.", [library], expect)
                if jobs:
                    book.add(f"joblib/{stem}.joblib", by_joblib(value), f"{library} by joblib: {about}.", [library, "joblib"], expect)
        except SystemExit:
            raise
        except Exception as error:
            print(f"companions: {library} was left out: {type(error).__name__}: {str(error)[:100]}")
