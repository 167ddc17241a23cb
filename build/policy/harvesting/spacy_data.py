"""spaCy and thinc: pipelines without downloads, their parts, documents, and networks."""

import warnings

from harvesting.breadth import each

TEXT = "Berlin is a city. The reader opens 3 files."


def values():
    import spacy

    warnings.simplefilter("ignore")
    for language in ("en", "de", "fr", "xx"):
        for nlp in each(lambda code=language: spacy.blank(code)):
            yield from each(lambda: nlp, lambda: nlp.vocab, lambda: nlp.tokenizer, lambda: nlp(TEXT), lambda: nlp(TEXT).vocab.strings, lambda: nlp(TEXT)[0], lambda: nlp(TEXT)[0:2], lambda: nlp.config, lambda: nlp.meta)
    for name in "tagger parser ner textcat textcat_multilabel entity_ruler sentencizer senter morphologizer lemmatizer attribute_ruler entity_linker tok2vec spancat span_ruler trainable_lemmatizer merge_entities merge_noun_chunks".split():
        for nlp in each(lambda: spacy.blank("en")):
            try:
                part = nlp.add_pipe(name) if spacy.__version__[0] != "2" else nlp.create_pipe(name)
            except Exception:
                continue
            yield part
            try:
                if hasattr(part, "add_label"):
                    part.add_label("A")
                    part.add_label("B")
                nlp.begin_training() if spacy.__version__[0] == "2" else nlp.initialize()
            except Exception:
                pass
            yield from each(lambda: part, lambda: getattr(part, "model"), lambda: nlp, lambda: nlp(TEXT), lambda: getattr(part, "cfg"))
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.vocab import Vocab

    yield from each(lambda: Matcher(Vocab()), lambda: PhraseMatcher(Vocab()), lambda: __import__("spacy.matcher").matcher.DependencyMatcher(Vocab()), lambda: __import__("spacy.vectors").vectors.Vectors(shape=(2, 2)))
    yield from each(lambda: __import__("spacy.strings").strings.StringStore(["a"]), lambda: __import__("spacy.lookups").lookups.Lookups(), lambda: __import__("spacy.lookups").lookups.Table("a", {"b": "c"}), lambda: __import__("spacy.morphology").morphology.Morphology)
    yield from each(lambda: spacy.tokens.DocBin(docs=[spacy.blank("en")(TEXT)]), lambda: spacy.tokens.Doc(Vocab(), ["a", "b"]), lambda: __import__("spacy.training").training.Example.from_dict(spacy.tokens.Doc(Vocab(), ["a"]), {"tags": ["N"]}))
    yield from of_thinc()


def of_thinc():
    import thinc.api as thinc

    yield from each(
        lambda: thinc.Linear(2, 3).initialize(), lambda: thinc.chain(thinc.Relu(2, 2), thinc.Softmax(2, 2)).initialize(), lambda: thinc.Adam(), lambda: thinc.SGD(0.1), lambda: thinc.RAdam(), lambda: thinc.Config({"a": {"b": 1}}),
        lambda: thinc.NumpyOps(), lambda: thinc.Maxout(2, 2), lambda: thinc.LayerNorm(2), lambda: thinc.Ragged(__import__("numpy").ones((2, 2)), __import__("numpy").ones(2, "i")), lambda: thinc.Padded, lambda: thinc.CategoricalCrossentropy(), lambda: thinc.CosineDistance(), lambda: thinc.Optimizer,
    )


def protocols():
    return (2, 4)
