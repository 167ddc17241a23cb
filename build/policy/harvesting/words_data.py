"""gensim, NLTK, and the tokenizers of Hugging Face: models of words that are trained here on a few sentences."""

import warnings
from importlib import util

from harvesting.breadth import each, whole

SENTENCES = [line.split() for line in ("the model reads the file", "the file names a model", "a reader opens no file", "no model runs here", "here the reader reads a name")] * 4


def values():
    warnings.simplefilter("ignore")
    if util.find_spec("gensim"):
        yield from whole("gensim", of_gensim())
    if util.find_spec("nltk"):
        yield from whole("nltk", of_nltk())


def of_gensim():
    import gensim
    from gensim import corpora, models, similarities

    words = corpora.Dictionary(SENTENCES)
    counts = [words.doc2bow(sentence) for sentence in SENTENCES]
    documents = [models.doc2vec.TaggedDocument(sentence, [number]) for number, sentence in enumerate(SENTENCES)]
    yield from [words, counts, documents]
    few = {"min_count": 1, "workers": 1}
    for size in ({"size": 4}, {"vector_size": 4}):
        yield from each(
            lambda s=size: models.Word2Vec(SENTENCES, **few, **s), lambda s=size: models.Word2Vec(SENTENCES, sg=1, hs=1, **few, **s), lambda s=size: models.Word2Vec(SENTENCES, **few, **s).wv,
            lambda s=size: models.FastText(SENTENCES, bucket=20, **few, **s), lambda s=size: models.FastText(SENTENCES, bucket=20, **few, **s).wv,
            lambda s=size: models.Doc2Vec(documents, **few, **s), lambda s=size: models.Doc2Vec(documents, dm=0, **few, **s), lambda s=size: models.Doc2Vec(documents, **few, **s).docvecs, lambda s=size: models.KeyedVectors(4),
        )
    yield from each(
        lambda: models.TfidfModel(counts), lambda: models.LdaModel(counts, 2, words), lambda: models.LsiModel(counts, 2, words), lambda: models.HdpModel(counts, words), lambda: models.RpModel(counts, 2),
        lambda: models.LogEntropyModel(counts), lambda: models.NormModel(counts), lambda: models.AuthorTopicModel(counts, 2, words, author2doc={"a": [0, 1], "b": list(range(2, len(counts)))}),
        lambda: models.LdaSeqModel(counts, words, [10, 10], num_topics=2), lambda: models.nmf.Nmf(counts, 2, words), lambda: models.Phrases(SENTENCES, min_count=1), lambda: models.phrases.Phraser(models.Phrases(SENTENCES, min_count=1)),
        lambda: models.phrases.FrozenPhrases(models.Phrases(SENTENCES, min_count=1)), lambda: models.CoherenceModel(models.LdaModel(counts, 2, words), corpus=counts, coherence="u_mass"), lambda: models.OkapiBM25Model(counts),
        lambda: models.EnsembleLda(corpus=counts, id2word=words, num_topics=2, num_models=2), lambda: models.TranslationMatrix, lambda: models.Poincare, lambda: models.poincare.PoincareModel([("a", "b"), ("b", "c")], size=2),
        lambda: similarities.MatrixSimilarity(counts, num_features=len(words)), lambda: similarities.SparseMatrixSimilarity(counts, num_features=len(words)), lambda: similarities.WmdSimilarity,
        lambda: corpora.HashDictionary(SENTENCES), lambda: similarities.SparseTermSimilarityMatrix(similarities.UniformTermSimilarityIndex(words), words), lambda: gensim.utils.FakeDict(3), lambda: models.LdaMulticore(counts, 2, words, workers=1),
    )


def of_nltk():
    import nltk
    from nltk import classify, cluster, grammar, probability, stem, tag, tokenize
    from nltk.metrics import BigramAssocMeasures

    import numpy as np

    tagged = [[(word, "N" if len(word) > 3 else "D") for word in sentence] for sentence in SENTENCES]
    features = [({"length": len(word), "last": word[-1]}, kind) for sentence in tagged for word, kind in sentence]
    flat = [word for sentence in SENTENCES for word in sentence]
    yield from each(
        lambda: nltk.FreqDist(flat), lambda: nltk.ConditionalFreqDist((len(word), word) for word in flat), lambda: classify.NaiveBayesClassifier.train(features), lambda: classify.DecisionTreeClassifier.train(features),
        lambda: classify.MaxentClassifier.train(features, trace=0, max_iter=2), lambda: classify.ConditionalExponentialClassifier.train(features, trace=0, max_iter=2), lambda: classify.PositiveNaiveBayesClassifier.train([one for one, _ in features[:9]], [one for one, _ in features[9:]]),
        lambda: classify.SklearnClassifier(__import__("sklearn.naive_bayes").naive_bayes.MultinomialNB()).train(features),
        lambda: tag.DefaultTagger("N"), lambda: tag.UnigramTagger(tagged), lambda: tag.BigramTagger(tagged, backoff=tag.UnigramTagger(tagged, backoff=tag.DefaultTagger("N"))), lambda: tag.TrigramTagger(tagged), lambda: tag.AffixTagger(tagged),
        lambda: tag.RegexpTagger([(r".*s$", "V"), (r".*", "N")]), lambda: tag.NgramTagger(2, tagged), lambda: tag.ClassifierBasedPOSTagger(train=tagged), lambda: tag.tnt.TnT(), lambda: tag.hmm.HiddenMarkovModelTrainer().train_supervised(tagged),
        lambda: tag.brill_trainer.BrillTaggerTrainer(tag.UnigramTagger(tagged), tag.brill.brill24()).train(tagged, max_rules=3), lambda: perceptron(tag, tagged), lambda: tag.brill.fntbl37(), lambda: tag.brill.nltkdemo18plus(),
        lambda: probability.ConditionalProbDist(nltk.ConditionalFreqDist((len(word), word) for word in flat), nltk.MLEProbDist), lambda: nltk.DictionaryProbDist({"a": 0.5, "b": 0.5}),
        lambda: cluster.KMeansClusterer(2, nltk.cluster.util.euclidean_distance), lambda: cluster.GAAClusterer(2), lambda: cluster.EMClusterer([np.array([0.0, 1.0]), np.array([2.0, 1.0])]),
        lambda: grammar.CFG.fromstring("S -> N V\nN -> 'a'\nV -> 'b'"), lambda: grammar.PCFG.fromstring("S -> N V [1.0]\nN -> 'a' [1.0]\nV -> 'b' [1.0]"), lambda: nltk.ChartParser(grammar.CFG.fromstring("S -> 'a'")),
        lambda: nltk.Tree("S", [nltk.Tree("N", ["a"])]), lambda: nltk.ProbabilisticTree("S", ["a"], prob=0.5), lambda: nltk.ParentedTree("S", ["a"]), lambda: nltk.RegexpParser("NP: {<D>?<N>}"), lambda: nltk.Text(flat), lambda: nltk.TextCollection([flat, flat]),
        lambda: nltk.BigramCollocationFinder.from_words(flat), lambda: nltk.TrigramCollocationFinder.from_words(flat), lambda: BigramAssocMeasures, lambda: nltk.util.Index([("a", 1)]),
    )
    for kind in (probability.MLEProbDist, probability.LaplaceProbDist, probability.ELEProbDist, probability.LidstoneProbDist, probability.WittenBellProbDist, probability.SimpleGoodTuringProbDist, probability.UniformProbDist, probability.KneserNeyProbDist):
        yield from each(lambda k=kind: k(nltk.FreqDist(flat)), lambda k=kind: k(nltk.FreqDist(flat), 0.1), lambda k=kind: k(flat), lambda k=kind: k(nltk.FreqDist(flat), 100))
    for module in (stem, tokenize, tokenize.casual, tokenize.punkt, tokenize.treebank, tokenize.mwe, tokenize.simple, tokenize.regexp, tokenize.texttiling, tokenize.toktok):
        for name, kind in sorted(vars(module).items()):
            if isinstance(kind, type) and kind.__module__.startswith("nltk.") and not name.startswith("_"):
                yield from each(lambda k=kind: k(), lambda k=kind: k("english"), lambda k=kind: k(r"\w+"))
    trainer = tokenize.punkt.PunktTrainer()
    trainer.train("Mr. Reader opens a file. Dr. Model reads it. Mr. Reader closes it.", finalize=False)
    yield from each(lambda: tokenize.punkt.PunktSentenceTokenizer(trainer.get_params()), lambda: trainer.get_params())
    if util.find_spec("nltk.lm"):
        from nltk import lm
        from nltk.lm.preprocessing import padded_everygram_pipeline

        for kind in ("MLE", "Laplace", "Lidstone", "WittenBellInterpolated", "KneserNeyInterpolated", "AbsoluteDiscountingInterpolated", "StupidBackoff"):
            for arguments in ((2,), (0.1, 2)):
                yield from each(lambda k=kind, a=arguments: trained(getattr(lm, k)(*a), padded_everygram_pipeline))
        yield from each(lambda: lm.Vocabulary(flat), lambda: lm.NgramCounter([[("a", "b")]]))


def perceptron(tag, tagged):
    one = tag.PerceptronTagger(load=False)
    one.train(tagged, nr_iter=1)
    return one


def trained(model, pipeline):
    grams, words = pipeline(2, SENTENCES)
    model.fit(grams, words)
    return model


def protocols():
    return (2, 4)
