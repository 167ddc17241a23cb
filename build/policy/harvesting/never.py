"""
What is never trusted, whoever writes it: names that execute, import by name, read files, unpickle or reflect.

A trusted name may be CALLED by a file with any arguments and its instances may be given any state. Trust is for names that
can do no harm even then, not for names that honest files happen to contain.
"""

import re
import sys

from harvesting.tables import LIBRARIES

# Whole modules and everything below them.
MODULES = {
    "runs, imports, reads or unpickles": """
        os posix nt posixpath ntpath sys subprocess io _io shutil tempfile importlib _frozen_importlib runpy pkgutil imp zipimport
        pickle _pickle cPickle marshal shelve cloudpickle dill ctypes _ctypes mmap code codeop ast inspect gc atexit signal
        threading _thread multiprocessing concurrent asyncio socket ssl http urllib logging unittest test doctest pdb
    """,
    "calls or reaches what it is given": "functools _functools operator _operator itertools weakref enum abc contextlib",
    "runs code, reads files or reaches the network": """
        torch.jit torch._jit_internal torch.hub torch.package torch.ops torch._ops torch.classes torch.fx torch.onnx torch.testing
        torch.distributed torch.multiprocessing torch.utils.data torch.utils.model_zoo torch.utils.cpp_extension torch._dynamo
        torch._inductor torch._functorch torch.nn.parallel.distributed torch.autograd torch.library
    """,
    "reads files or runs its test programs": """
        numpy.testing numpy.f2py numpy.distutils numpy.ctypeslib numpy.compat numpy.lib.npyio numpy.lib._npyio_impl numpy.lib.format
        numpy.lib._format_impl numpy.lib._datasource numpy.core.memmap numpy._core.memmap numpy.lib.utils
    """,
    "reads files, evaluates texts or downloads": "pandas.io pandas.core.computation pandas.util pandas._testing pandas.testing",
    "reads files or reaches attributes by name": "scipy.io scipy._lib scipy.datasets scipy.misc",
    "BUILD gives a distribution its `_parse_arg_template`, and `__setstate__` executes it": """
        scipy.stats._distn_infrastructure scipy.stats._continuous_distns scipy.stats._discrete_distns scipy.stats.distributions
        scipy.stats._levy_stable scipy.stats._entropy scipy.stats._distribution_infrastructure
    """,
    "downloads, tests or runs what it is given": """
        sklearn.datasets sklearn.utils._testing sklearn.utils.testing sklearn.utils.estimator_checks sklearn.utils._mocking
        sklearn.utils.parallel sklearn.utils.fixes sklearn.conftest sklearn.externals.joblib.memory
    """,
    "looks attributes up by name in what it holds": "pandas.core.groupby pandas.core.window pandas.core.resample pandas.core.indexing",
    "gives a distribution of SciPy its state, which is executed": "statsmodels.distributions.discrete statsmodels.distributions.edgeworth statsmodels.sandbox",
    "evaluates a formula in its state as Python": "statsmodels.base.data statsmodels.formula patsy formulaic",
    "loads code or weights by name, or runs what it is given": """
        transformers.dynamic_module_utils transformers.pipelines transformers.commands transformers.utils.hub transformers.utils.import_utils transformers.models.auto transformers.agents transformers.tools
        transformers.integrations transformers.deepspeed transformers.onnx transformers.data transformers.trainer transformers.testing_utils transformers.conversion_mapping transformers.core_model_loading
        torchvision.datasets torchvision.io torchvision.models._api torchvision.models.feature_extraction torchvision._internally_replaced_utils accelerate sentence_transformers
    """,
    "reads vocabulary files by name when it is made": "tokenizers.models tokenizers.implementations",
    "starts programs, downloads, reads files by name, or evaluates texts": """
        nltk.data nltk.internals nltk.downloader nltk.corpus nltk.sem nltk.inference nltk.app nltk.draw nltk.tag.stanford nltk.tag.senna nltk.tag.hunpos nltk.tag.crf nltk.parse.malt nltk.parse.corenlp nltk.parse.stanford nltk.parse.bllip
        nltk.parse.generate nltk.classify.weka nltk.classify.megam nltk.classify.tadm nltk.classify.senna nltk.tokenize.stanford nltk.tokenize.stanford_segmenter nltk.tokenize.repp nltk.twitter nltk.toolbox nltk.lazyimport nltk.jsontags
        nltk.chat nltk.help nltk.book nltk.decorators nltk.langnames nltk.ccg nltk.featstruct nltk.tabdata nltk.compat
        gensim.downloader gensim.scripts gensim.test gensim.models.wrappers gensim.utils gensim.parsing gensim.corpora.mmcorpus gensim.corpora.textcorpus gensim.corpora.wikicorpus gensim.corpora.indexedcorpus gensim.corpora.sharded_corpus
        gensim.corpora.csvcorpus gensim.corpora.svmlightcorpus gensim.corpora.bleicorpus gensim.corpora.lowcorpus gensim.corpora.ucicorpus gensim.corpora.malletcorpus gensim.corpora.opinosiscorpus gensim.similarities.annoy
        gensim.similarities.index gensim.similarities.nmslib gensim.nosy gensim.summarization gensim.topic_coherence
        sktime.datasets sktime.registry sktime.utils sktime.benchmarking sktime.libs sktime.networks sktime._contrib skbase.utils skbase.lookup skbase.testing mlxtend.data mlxtend.file_io mlxtend.externals skopt.callbacks
        lifelines.datasets prophet.plot prophet.diagnostics prophet.models
    """,
    # A pipeline holds a vocabulary, and that is unpickled from bytes; so nothing is gained by trusting its parts, many of which call what they hold.
    "unpickles bytes that it is given, with functions in them, or calls what it holds": "spacy thinc srsly xgboost.collective",
    "writes caches, starts workers or reads the files beside a model": """
        joblib.memory joblib._store_backends joblib.parallel joblib._parallel_backends joblib.numpy_pickle_compat joblib.externals
        joblib.func_inspect joblib.pool joblib.executor joblib.compressor joblib.backports joblib.testing
    """,
}

# Single names; "*" as module means any.
NAMES = {
    ("torch.storage", "_load_from_bytes"): "unpickles its argument",
    ("torch", "load save compile"): "unpickles, writes or compiles",
    ("torch.serialization", "load _load _legacy_load save"): "unpickles",
    ("torch._C", "_VariableFunctionsClass"): "only serves to reach its attributes by name",
    ("torch._tensor", "_rebuild_from_type _rebuild_from_type_v2"): "calls what it is given and sets attributes by name",
    ("torch.nn.parallel.data_parallel", "data_parallel"): "calls what it is given",
    ("numpy.core", "_ufunc_reconstruct"): "imports a module by name and returns any attribute of it",
    ("numpy._core", "_ufunc_reconstruct"): "imports a module by name and returns any attribute of it",
    ("numpy", "load loads save savez loadtxt genfromtxt fromfile memmap vectorize frompyfunc fromfunction apply_along_axis piecewise"): "reads files, unpickles or calls what it is given",
    ("joblib joblib.numpy_pickle", "load dump load_temporary_memmap _unpickle"): "unpickles",
    ("joblib.numpy_pickle", "ZipNumpyUnpickler NumpyUnpickler NumpyPickler"): "reads other files by a name in the pickle",
    ("dateutil.tz.tz dateutil.tz", "tzfile gettz tzical"): "opens a file by name",
    ("typing", "get_type_hints ForwardRef"): "evaluates texts",
    ("collections", "namedtuple"): "executes a text made of its arguments",
    ("dataclasses", "make_dataclass"): "executes a text made of its arguments",
    ("types", "FunctionType LambdaType CodeType ModuleType MethodType new_class CellType"): "makes code",
    ("zoneinfo", "ZoneInfo.from_file"): "reads what it is given",
    ("copyreg", "pickle constructor add_extension"): "changes how pickles are read",
    ("torch torch._C", "ScriptObject ScriptModule ScriptFunction"): "runs what TorchScript it holds when it is given state",
    ("transformers.utils.generic", "ContextManagers GeneralInterface _BCCacheNameMeta TransformersKwargs"): "enters what it is given, or makes classes",
    ("transformers.trainer_utils", "TrainerMemoryTracker RemoveColumnsCollator"): "calls what it is given",
    ("gensim.models.word2vec", "LineSentence PathLineSentences Text8Corpus BrownCorpus"): "reads files by name",
    ("gensim.similarities.docsim", "Similarity Shard"): "reads the files beside a model by a name in the pickle",
    ("nltk.collections", "LazyMap LazyIteratorList LazySubsequence LazyZip LazyEnumerate LazyConcatenation AbstractLazySequence"): "calls what it holds when it is looked at",
    ("hdbscan.dist_metrics", "PyFuncDistance"): "calls what it is given",
    ("sklearn.metrics._dist_metrics sklearn.neighbors._dist_metrics sklearn.neighbors.dist_metrics", "PyFuncDistance PyFuncDistance64 PyFuncDistance32"): "calls what it is given",
    ("lightgbm.engine", "CVBooster _CVBooster"): "hands any method that it lacks, __setstate__ in old releases, to the objects that it holds",
    ("nltk.redos", "TimedPattern"): "hands any method that it lacks, __setstate__ among them, to the object that it holds",
    ("pandas pandas.core.flags", "Flags"): "sets attributes by name when items are set",
    ("zlib", "decompress decompressobj compressobj compress"): "unpacks what the other rules would have to see through",
}

WORDS = re.compile(r"^(eval|exec|compile|open|getattr|setattr|delattr|__import__|partial|methodcaller|attrgetter|itemgetter|memmap|load|loads|unpickle_doc|unpickle_vocab|read_\w+|import_\w+)$")

# All of `builtins` that is allowed, beside the exception classes.
BUILTINS = set("object int float complex bool str bytes bytearray list tuple dict set frozenset range slice Ellipsis NotImplemented".split())
# Functions among them that only compute.
BUILTINS |= set("abs all any chr divmod hash len max min ord pow round sum".split())

# The exceptions to the modules above, each with its reason.
ALLOWED = {
    ("_codecs", "encode"),  # bytes below protocol 3; the rules judge its arguments
    ("copyreg", "_reconstructor"),
    ("sklearn.datasets.base", "Bunch"),  # a dictionary with attributes, which lives in sklearn.utils today
    ("sklearn.datasets._base", "Bunch"),
    ("copyreg", "__newobj__"),
    ("torch.serialization", "_get_layout"),  # looks a layout up by its printed name
    ("scipy._lib.array_api_compat.numpy._aliases", "asarray"),  # makes an array of its argument; fitted spline transformers hold it
}

# What spaCy writes that holds no functions, and the empty model that every tokenizer is made with.
ALLOWED |= {("tokenizers.models", "Model"), ("spacy.strings", "StringStore"), ("spacy.lookups", "Lookups"), ("spacy.lookups", "Table"), ("spacy.tokens._serialize", "unpickle_bin"), ("thinc.types", "Ragged"), ("thinc.types", "Padded")}

# What gensim's models hold of its toolbox.
ALLOWED |= {("gensim.utils", name) for name in ("FakeDict", "call_on_class_only", "identity", "NoCM")}

# The slow tokenizers of other networks open a file by a name in their state (`__setstate__` of those with SentencePiece).
SLOW_TOKENIZER = re.compile(r"^transformers\.(?:models\.(?!bert\.|distilbert\.|gpt2\.|roberta\.)\w+\.|)tokenization_(?!utils)(?!\w+_fast$)")

_MODULES = {module: reason for reason, text in MODULES.items() for module in text.split()}
_NAMES = {(module, name): reason for (modules, names), reason in NAMES.items() for module in modules.split() for name in names.split()}


def exception(name):
    import builtins

    value = getattr(builtins, name, None)
    return isinstance(value, type) and issubclass(value, BaseException)


def foreign(package):
    """Whether a package is neither Python's nor one that has a table. Before Python 3.10 nothing tells what is Python's."""
    own = getattr(sys, "stdlib_module_names", None)
    return own is not None and package not in own and package != "__builtin__" and not any(package in packages for _, _, packages in LIBRARIES)


def refused(module, name):
    """Why this name is never trusted; None when nothing speaks against it."""
    if (module, name) in ALLOWED:
        return None
    if module in ("builtins", "__builtin__"):
        return None if name in BUILTINS or exception(name) else "not among the builtins that only hold data"
    if (module, name) in _NAMES:
        return _NAMES[module, name]
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        reason = _MODULES.get(".".join(parts[:length]))
        if reason is not None:
            return reason
    if SLOW_TOKENIZER.match(module):
        return "opens a file by a name in its state"
    if foreign(parts[0]):
        return "of a library that nobody has read for this policy"
    if "tests" in parts or "conftest" in parts:
        return "belongs to tests"
    if module in ("__main__", "copyreg", "_codecs", "codecs"):
        return "not among the few allowed names of this module"
    if "." in name:
        return "an attribute of a class: a method calls what its first argument holds"
    if WORDS.match(name):
        return "a name that executes, reads, loads or reflects"
    return None
