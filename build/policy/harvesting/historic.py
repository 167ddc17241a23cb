"""
Names that older or newer releases write than the environments have, and how. Written by hand; each group says whose.
Letters as in stream.py. What an environment does harvest takes its versions from there; uses add up.
"""

from harvesting.tables import Row, united

# scikit-learn before 0.22 had its modules in public places: the old module, and where its classes live now.
SKLEARN_MOVED = """
    tree.tree=tree._classes ensemble.bagging=ensemble._bagging ensemble.base=ensemble._base ensemble.forest=ensemble._forest
    ensemble.gradient_boosting=ensemble._gb ensemble.iforest=ensemble._iforest ensemble.voting=ensemble._voting
    ensemble.voting_classifier=ensemble._voting ensemble.weight_boosting=ensemble._weight_boosting ensemble._gb_losses=ensemble._gb_losses
    neural_network.rbm=neural_network._rbm neural_network.multilayer_perceptron=neural_network._multilayer_perceptron
    cluster.affinity_propagation_=cluster._affinity_propagation cluster.bicluster=cluster._bicluster cluster.birch=cluster._birch
    cluster.dbscan_=cluster._dbscan cluster.hierarchical=cluster._agglomerative cluster.k_means_=cluster._kmeans
    cluster.mean_shift_=cluster._mean_shift cluster.optics_=cluster._optics cluster.spectral=cluster._spectral
    mixture.base=mixture._base mixture.gaussian_mixture=mixture._gaussian_mixture mixture.bayesian_mixture=mixture._bayesian_mixture
    covariance.empirical_covariance_=covariance._empirical_covariance covariance.graph_lasso_=covariance._graph_lasso
    covariance.robust_covariance=covariance._robust_covariance covariance.shrunk_covariance_=covariance._shrunk_covariance
    covariance.elliptic_envelope=covariance._elliptic_envelope cross_decomposition.cca_=cross_decomposition._pls
    cross_decomposition.pls_=cross_decomposition._pls svm.base=svm._base svm.classes=svm._classes decomposition.base=decomposition._base
    decomposition.dict_learning=decomposition._dict_learning decomposition.factor_analysis=decomposition._factor_analysis
    decomposition.fastica_=decomposition._fastica decomposition.incremental_pca=decomposition._incremental_pca
    decomposition.kernel_pca=decomposition._kernel_pca decomposition.nmf=decomposition._nmf decomposition.online_lda=decomposition._lda
    decomposition.pca=decomposition._pca decomposition.sparse_pca=decomposition._sparse_pca
    decomposition.truncated_svd=decomposition._truncated_svd feature_extraction.hashing=feature_extraction._hash
    feature_extraction.dict_vectorizer=feature_extraction._dict_vectorizer feature_selection.from_model=feature_selection._from_model
    feature_selection.mutual_info_=feature_selection._mutual_info feature_selection.rfe=feature_selection._rfe
    feature_selection.univariate_selection=feature_selection._univariate_selection
    feature_selection.variance_threshold=feature_selection._variance_threshold gaussian_process.gpc=gaussian_process._gpc
    gaussian_process.gpr=gaussian_process._gpr linear_model.base=linear_model._base linear_model.bayes=linear_model._bayes
    linear_model.coordinate_descent=linear_model._coordinate_descent linear_model.huber=linear_model._huber
    linear_model.least_angle=linear_model._least_angle linear_model.logistic=linear_model._logistic linear_model.omp=linear_model._omp
    linear_model.passive_aggressive=linear_model._passive_aggressive linear_model.perceptron=linear_model._perceptron
    linear_model.ransac=linear_model._ransac linear_model.ridge=linear_model._ridge linear_model.sgd_fast=linear_model._sgd_fast
    linear_model.stochastic_gradient=linear_model._stochastic_gradient linear_model.theil_sen=linear_model._theil_sen
    manifold.isomap=manifold._isomap manifold.locally_linear=manifold._locally_linear manifold.mds=manifold._mds
    manifold.spectral_embedding_=manifold._spectral_embedding manifold.t_sne=manifold._t_sne neighbors.ball_tree=neighbors._ball_tree
    neighbors.classification=neighbors._classification neighbors.graph=neighbors._graph neighbors.kd_tree=neighbors._kd_tree
    neighbors.kde=neighbors._kde neighbors.lof=neighbors._lof neighbors.nca=neighbors._nca
    neighbors.nearest_centroid=neighbors._nearest_centroid neighbors.regression=neighbors._regression
    neighbors.unsupervised=neighbors._unsupervised neighbors.dist_metrics=metrics._dist_metrics
    neighbors._dist_metrics=metrics._dist_metrics preprocessing.data=preprocessing._data preprocessing.label=preprocessing._label
    preprocessing._encoders=preprocessing._encoders semi_supervised.label_propagation=semi_supervised._label_propagation
    metrics.scorer=metrics._scorer metrics.classification=metrics._classification metrics.regression=metrics._regression
    metrics.ranking=metrics._ranking impute=impute._base utils=utils._bunch
"""

# SciPy before 1.8 and pandas before 1.1 likewise, with whole names.
MOVED = """
    scipy.sparse.csr=scipy.sparse._csr scipy.sparse.csc=scipy.sparse._csc scipy.sparse.coo=scipy.sparse._coo
    scipy.sparse.bsr=scipy.sparse._bsr scipy.sparse.dia=scipy.sparse._dia scipy.sparse.dok=scipy.sparse._dok
    scipy.sparse.lil=scipy.sparse._lil scipy.interpolate.interpolate=scipy.interpolate._interpolate
    scipy.interpolate.fitpack2=scipy.interpolate._fitpack2 scipy.interpolate.polyint=scipy.interpolate._polyint
    scipy.interpolate.ndgriddata=scipy.interpolate._ndgriddata scipy.spatial.ckdtree=scipy.spatial._ckdtree
    scipy.spatial.kdtree=scipy.spatial._kdtree scipy.spatial.qhull=scipy.spatial._qhull scipy.optimize.optimize=scipy.optimize._optimize
    scipy.stats.kde=scipy.stats._kde pandas.tseries.offsets=pandas._libs.tslibs.offsets
"""

# Single names of scikit-learn that neither environment has any more: "letters names", several where they differ.
SKLEARN_CLASSES = {
    "sklearn.tree._tree": "vrb Tree",
    "sklearn.tree.tree": "vnb DecisionTreeClassifier DecisionTreeRegressor ExtraTreeClassifier ExtraTreeRegressor",
    # newObj, given the class, makes the trees and distances; BUILD is of what it returned.
    "sklearn.neighbors.kd_tree": "v KDTree",
    "sklearn.neighbors.ball_tree": "v BallTree",
    "sklearn.neighbors._kd_tree": "v KDTree",
    "sklearn.neighbors._ball_tree": "v BallTree",
    "sklearn.neighbors.dist_metrics": "v EuclideanDistance ManhattanDistance MinkowskiDistance ChebyshevDistance",
    "sklearn.neighbors._dist_metrics": "v EuclideanDistance ManhattanDistance MinkowskiDistance ChebyshevDistance",
    "sklearn.metrics._dist_metrics": "v EuclideanDistance ManhattanDistance MinkowskiDistance ChebyshevDistance",
    "sklearn.preprocessing.imputation": "vnb Imputer",
    "sklearn.preprocessing._encoders": "vnb OneHotEncoder OrdinalEncoder",
    "sklearn.preprocessing.data": "vnb OneHotEncoder CategoricalEncoder",
    "sklearn.grid_search": "vnb GridSearchCV RandomizedSearchCV",
    "sklearn.ensemble.gradient_boosting": """
        vnb BinomialDeviance MultinomialDeviance ExponentialLoss LeastSquaresError LeastAbsoluteError HuberLossFunction QuantileLossFunction
        LogOddsEstimator PriorProbabilityEstimator MeanEstimator QuantileEstimator ZeroEstimator
    """,
    "sklearn.ensemble._gb_losses": "vnb BinomialDeviance MultinomialDeviance ExponentialLoss LeastSquaresError LeastAbsoluteError",
    "sklearn.linear_model.sgd_fast": "vr Hinge Log ModifiedHuber SquaredHinge SquaredLoss Huber EpsilonInsensitive SquaredEpsilonInsensitive",
    "sklearn.linear_model._sgd_fast": "vr Hinge Log ModifiedHuber SquaredHinge SquaredLoss Huber EpsilonInsensitive SquaredEpsilonInsensitive",
    "sklearn.utils": "vnbi Bunch",
    "sklearn.datasets.base": "vnbi Bunch",
    "sklearn.datasets._base": "vnbi Bunch",
    "sklearn.utils.deprecation": "vnbi DeprecationDict",
}
SKLEARN_FUNCTIONS = {
    f"sklearn.{module}": "vrb newObj"
    for module in "neighbors.kd_tree neighbors.ball_tree neighbors._kd_tree neighbors._ball_tree neighbors.dist_metrics neighbors._dist_metrics metrics._dist_metrics".split()
}

# joblib's wrappers of an array, also where scikit-learn before 0.23 carried it along. Those before 0.10 name a file beside the pickle,
# which is judged by its name.
JOBLIB_CLASSES = {
    "joblib.numpy_pickle": "vnb NDArrayWrapper NumpyArrayWrapper ZNDArrayWrapper",
    "sklearn.externals.joblib.numpy_pickle": "vnb NDArrayWrapper NumpyArrayWrapper ZNDArrayWrapper",
}

# Python: paths moved in 3.13 and back; Windows writes its own; __newobj__ is what protocols 0 and 1 make of a NEWOBJ.
PYTHON_CLASSES = {module: "vr Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath" for module in ("pathlib", "pathlib._local")}
# What a class derives from below protocol 2: `copyreg._reconstructor(class, list, items)` calls list.
PYTHON_CLASSES["builtins"] = "vr list tuple dict set frozenset str bytes bytearray int float complex"
PYTHON_CLASSES["argparse"] = "vnb Namespace"  # what training scripts keep beside the weights
# Functions that only compute, which models hold to call them later: gensim's `hashfxn`. A file that calls them itself does what no honest one does.
PYTHON_FUNCTIONS = {"copyreg": "r __newobj__ _reconstructor", "builtins": "v abs all any chr divmod hash len max min ord pow round sum"}

# NumPy before 1.8 and between: the same makers in other places. Twins in numpy.core / numpy._core are added by the program.
NUMPY_CLASSES = {
    "numpy": "v ndarray matrix recarray record int_ float_ unicode_ string_ ; vrb dtype",
    "numpy.core.records": "v recarray record",
    "numpy.ma.core": "v MaskedArray",
    "numpy.lib.polynomial": "vnb poly1d",
    "numpy.matrixlib.defmatrix": "v matrix",
}
NUMPY_FUNCTIONS = {
    "numpy.core.multiarray": "vrb _reconstruct ; vr scalar",
    # The same as multiarray's, in Python.
    "numpy.core._internal": "vrb _reconstruct",
    "numpy.core.numeric": "vr _frombuffer",
    "numpy.ma.core": "vrb _mareconstruct",
    "numpy.random": "vrb __RandomState_ctor",
    "numpy.random.mtrand": "vrb __RandomState_ctor",
    "numpy.random._pickle": "vrb __randomstate_ctor __generator_ctor __bit_generator_ctor",
}

# pandas before 1.0 and 2.0: indexes and blocks that are gone or have moved. An index is made by _new_Index, which is given the class.
PANDAS_CLASSES = {
    "pandas.core.internals": "vnb BlockManager SingleBlockManager",
    "pandas.core.internals.managers": "vnb BlockManager SingleBlockManager",
    "pandas.core.internals.blocks": "vnb Block NumericBlock ObjectBlock FloatBlock IntBlock BoolBlock DatetimeLikeBlock ExtensionBlock",
    "pandas.core.index": "v Index Int64Index Float64Index MultiIndex RangeIndex ; vrb FrozenList",
    "pandas.indexes.base": "v Index",
    "pandas.indexes.numeric": "v Int64Index Float64Index UInt64Index",
    "pandas.indexes.range": "v RangeIndex",
    "pandas.indexes.multi": "v MultiIndex",
    "pandas.indexes.frozen": "vrb FrozenList",
    "pandas.indexes.category": "v CategoricalIndex",
    "pandas.core.indexes.numeric": "v Int64Index Float64Index UInt64Index",
    "pandas.core.indexes.frozen": "vrb FrozenList",
    "pandas.core.categorical": "vnb Categorical",
    "pandas.core.arrays.categorical": "vnb Categorical",
    "pandas.tseries.index": "v DatetimeIndex",
    "pandas.tseries.tdi": "v TimedeltaIndex",
    "pandas.tseries.period": "v PeriodIndex",
    "pandas._libs.tslibs.timestamps": "vr Timestamp",
    "pandas._libs.tslibs.timedeltas": "vr Timedelta",
    "pandas.core.sparse.frame": "vnb SparseDataFrame",
    "pandas.core.sparse.series": "vnb SparseSeries",
}
PANDAS_FUNCTIONS = {
    "pandas.indexes.base": "r _new_Index",
    "pandas.core.index": "r _new_Index",
    "pandas.core.indexes.base": "r _new_Index",
    "pandas.core.indexes.datetimes": "r _new_DatetimeIndex",
    "pandas.tseries.index": "r _new_DatetimeIndex",
    "pandas.core.indexes.period": "r _new_PeriodIndex",
    "pandas._libs.internals": "r _unpickle_block",
    "pandas._libs.arrays": "rb __pyx_unpickle_NDArrayBacked",
    "pandas._libs.tslibs.timestamps": "r _unpickle_timestamp",
    "pandas._libs.tslibs.timedeltas": "r _timedelta_unpickle",
    "pytz": "r _UTC _p",
}

# PyTorch: storages under every name since 0.4, named in persistent ids, and what came after 1.13. Types of elements are values.
STORAGES = [f"{kind}Storage" for kind in "Float Double Half BFloat16 Long Int Short Char Byte Bool ComplexFloat ComplexDouble QInt8 QInt32 QUInt8 QUInt4x2 QUInt2x4 Untyped Typed".split()]
TORCH_CLASSES = {
    "torch": f"vp {' '.join(STORAGES)} ; v float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz uint16 uint32 uint64 bits8 bits16 Tensor ; vr Size device",
    "torch.cuda": f"vp {' '.join(STORAGES[:12])}",
    "torch.storage": "vp UntypedStorage TypedStorage _UntypedStorage _TypedStorage",
    # Before 0.4 a parameter was called with its data and given state.
    "torch.nn.parameter": "vrb Parameter ; v Buffer UninitializedParameter UninitializedBuffer",
    "torch.nn.modules.normalization": "vnb RMSNorm",
    "torch.nn.modules.padding": "vnb CircularPad1d CircularPad2d CircularPad3d ReflectionPad3d ZeroPad1d ZeroPad3d",
    "torch.optim.lr_scheduler": "vnb LRScheduler _LRScheduler",
    "torch.optim._adafactor": "vnb Adafactor",
    "torch.optim._muon": "vnb Muon",
}
TORCH_FUNCTIONS = {
    # BUILD: attributes that a user set on a tensor.
    "torch._utils": """
        vrb _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor
        _rebuild_sparse_tensor _rebuild_sparse_csr_tensor _rebuild_nested_tensor _rebuild_meta_tensor_no_storage
        _rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor _rebuild_xla_tensor _rebuild_mlc_tensor
        _rebuild_ort_tensor _rebuild_wrapper_subclass
    """,
    "torch.serialization": "r _get_layout",
}

# Which releases wrote them, in words, until an environment is found that does.
BY_HAND = (
    ("older scikit-learn", "class", SKLEARN_CLASSES),
    ("older scikit-learn", "function", SKLEARN_FUNCTIONS),
    ("older joblib", "class", JOBLIB_CLASSES),
    ("other Python", "class", PYTHON_CLASSES),
    ("other Python", "function", PYTHON_FUNCTIONS),
    ("other NumPy", "class", NUMPY_CLASSES),
    ("other NumPy", "function", NUMPY_FUNCTIONS),
    ("older pandas", "class", PANDAS_CLASSES),
    ("older pandas", "function", PANDAS_FUNCTIONS),
    ("other PyTorch", "class", TORCH_CLASSES),
    ("other PyTorch", "function", TORCH_FUNCTIONS),
)


def names_by_hand():
    for said, kind, table in BY_HAND:
        for module, text in table.items():
            for group in text.split(";"):
                letters, *names = group.split()
                for name in names:
                    yield (module, name), Row(kind, letters, said, said)


def add(rows, key, row):
    rows[key] = united(rows.get(key), row)


def complete(rows):
    """Adds to the harvested rows, by (module, name), all that is listed above; an object that has moved is used alike in both places."""
    harvested = dict(rows)
    for key, row in names_by_hand():
        add(rows, key, row)
    moved = [[f"sklearn.{side}" for side in pair.split("=")] for pair in SKLEARN_MOVED.split()]
    places = {}
    for old, new in [*moved, *(pair.split("=") for pair in MOVED.split())]:
        places.setdefault(new, []).append(old)
    for (module, name), row in harvested.items():
        for old in places.get(module, ()):
            said = f"older {'scikit-learn' if old.startswith('sklearn') else old.split('.')[0]}"
            share(rows, (old, name), row, said)
    # NumPy 2 moved numpy.core to numpy._core; files of either release name it by its own time.
    for (module, name), row in list(rows.items()):
        for here, there in (("numpy.core", "numpy._core"), ("numpy._core", "numpy.core")):
            if module == here or module.startswith(f"{here}."):
                share(rows, (there + module[len(here) :], name), row, f"NumPy {'2' if there == 'numpy._core' else '1'}")


def share(rows, key, row, said):
    """The uses of a row, for the same object in another place; versions are each place's own."""
    add(rows, key, Row(row.kind, row.uses, said, said))
