"""Names that older or newer releases write than the two environments have. Written by hand; each group says whose."""

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

# Single names of scikit-learn that neither environment has any more.
SKLEARN_CLASSES = {
    "sklearn.tree._tree": ["Tree"],
    "sklearn.tree.tree": ["DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier", "ExtraTreeRegressor"],
    "sklearn.neighbors.kd_tree": ["KDTree"],
    "sklearn.neighbors.ball_tree": ["BallTree"],
    "sklearn.neighbors._kd_tree": ["KDTree"],
    "sklearn.neighbors._ball_tree": ["BallTree"],
    "sklearn.neighbors.dist_metrics": ["EuclideanDistance", "ManhattanDistance", "MinkowskiDistance", "ChebyshevDistance"],
    "sklearn.neighbors._dist_metrics": ["EuclideanDistance", "ManhattanDistance", "MinkowskiDistance", "ChebyshevDistance"],
    "sklearn.metrics._dist_metrics": ["EuclideanDistance", "ManhattanDistance", "MinkowskiDistance", "ChebyshevDistance"],
    "sklearn.preprocessing.imputation": ["Imputer"],
    "sklearn.preprocessing._encoders": ["OneHotEncoder", "OrdinalEncoder"],
    "sklearn.preprocessing.data": ["OneHotEncoder", "CategoricalEncoder"],
    "sklearn.grid_search": ["GridSearchCV", "RandomizedSearchCV"],
    "sklearn.ensemble.gradient_boosting": [
        "BinomialDeviance", "MultinomialDeviance", "ExponentialLoss", "LeastSquaresError", "LeastAbsoluteError", "HuberLossFunction",
        "QuantileLossFunction", "LogOddsEstimator", "PriorProbabilityEstimator", "MeanEstimator", "QuantileEstimator", "ZeroEstimator",
    ],
    "sklearn.ensemble._gb_losses": ["BinomialDeviance", "MultinomialDeviance", "ExponentialLoss", "LeastSquaresError", "LeastAbsoluteError"],
    "sklearn.linear_model.sgd_fast": ["Hinge", "Log", "ModifiedHuber", "SquaredHinge", "SquaredLoss", "Huber", "EpsilonInsensitive", "SquaredEpsilonInsensitive"],
    "sklearn.linear_model._sgd_fast": ["Hinge", "Log", "ModifiedHuber", "SquaredHinge", "SquaredLoss", "Huber", "EpsilonInsensitive", "SquaredEpsilonInsensitive"],
    "sklearn.utils": ["Bunch"],
    "sklearn.utils.deprecation": ["DeprecationDict"],
}
SKLEARN_FUNCTIONS = {
    "sklearn.neighbors.kd_tree": ["newObj"],
    "sklearn.neighbors.ball_tree": ["newObj"],
    "sklearn.neighbors._kd_tree": ["newObj"],
    "sklearn.neighbors._ball_tree": ["newObj"],
    "sklearn.neighbors.dist_metrics": ["newObj"],
    "sklearn.neighbors._dist_metrics": ["newObj"],
    "sklearn.metrics._dist_metrics": ["newObj"],
}

# joblib's wrappers of an array, also where scikit-learn before 0.23 carried it along. Those before 0.10 name a file beside the pickle,
# which is judged by its name.
JOBLIB_CLASSES = {
    "joblib.numpy_pickle": ["NDArrayWrapper", "NumpyArrayWrapper", "ZNDArrayWrapper"],
    "sklearn.externals.joblib.numpy_pickle": ["NDArrayWrapper", "NumpyArrayWrapper", "ZNDArrayWrapper"],
}

# Python: paths moved in 3.13 and back; Windows writes its own; __newobj__ is what protocols 0 and 1 make of a NEWOBJ.
PYTHON_CLASSES = {module: ["Path", "PosixPath", "PurePath", "PurePosixPath", "PureWindowsPath", "WindowsPath"] for module in ("pathlib", "pathlib._local")}
PYTHON_FUNCTIONS = {"copyreg": ["__newobj__"]}

# NumPy before 1.8 and between: the same makers in other places. Twins in numpy.core / numpy._core are added by the program.
NUMPY_CLASSES = {
    "numpy": ["ndarray", "dtype", "matrix", "recarray", "record", "int_", "float_", "unicode_", "string_"],
    "numpy.core.records": ["recarray", "record"],
    "numpy.ma.core": ["MaskedArray"],
    "numpy.lib.polynomial": ["poly1d"],
    "numpy.matrixlib.defmatrix": ["matrix"],
}
NUMPY_FUNCTIONS = {
    "numpy.core.multiarray": ["_reconstruct", "scalar"],
    "numpy.core.numeric": ["_frombuffer"],
    "numpy.ma.core": ["_mareconstruct"],
    "numpy.random": ["__RandomState_ctor"],
    "numpy.random.mtrand": ["__RandomState_ctor"],
    "numpy.random._pickle": ["__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"],
}

# pandas before 1.0 and 2.0: indexes and blocks that are gone or have moved.
PANDAS_CLASSES = {
    "pandas.core.internals": ["BlockManager", "SingleBlockManager"],
    "pandas.core.internals.managers": ["BlockManager", "SingleBlockManager"],
    "pandas.core.internals.blocks": ["Block", "NumericBlock", "ObjectBlock", "FloatBlock", "IntBlock", "BoolBlock", "DatetimeLikeBlock", "ExtensionBlock"],
    "pandas.core.index": ["Index", "Int64Index", "Float64Index", "MultiIndex", "RangeIndex", "FrozenList"],
    "pandas.indexes.base": ["Index"],
    "pandas.indexes.numeric": ["Int64Index", "Float64Index", "UInt64Index"],
    "pandas.indexes.range": ["RangeIndex"],
    "pandas.indexes.multi": ["MultiIndex"],
    "pandas.indexes.frozen": ["FrozenList"],
    "pandas.indexes.category": ["CategoricalIndex"],
    "pandas.core.indexes.numeric": ["Int64Index", "Float64Index", "UInt64Index"],
    "pandas.core.indexes.frozen": ["FrozenList"],
    "pandas.core.categorical": ["Categorical"],
    "pandas.core.arrays.categorical": ["Categorical"],
    "pandas.tseries.index": ["DatetimeIndex"],
    "pandas.tseries.tdi": ["TimedeltaIndex"],
    "pandas.tseries.period": ["PeriodIndex"],
    "pandas._libs.tslibs.timestamps": ["Timestamp"],
    "pandas._libs.tslibs.timedeltas": ["Timedelta"],
    "pandas.core.sparse.frame": ["SparseDataFrame"],
    "pandas.core.sparse.series": ["SparseSeries"],
}
PANDAS_FUNCTIONS = {
    "pandas.indexes.base": ["_new_Index"],
    "pandas.core.index": ["_new_Index"],
    "pandas.core.indexes.base": ["_new_Index"],
    "pandas.core.indexes.datetimes": ["_new_DatetimeIndex"],
    "pandas.tseries.index": ["_new_DatetimeIndex"],
    "pandas.core.indexes.period": ["_new_PeriodIndex"],
    "pandas._libs.internals": ["_unpickle_block"],
    "pandas._libs.arrays": ["__pyx_unpickle_NDArrayBacked"],
    "pandas._libs.tslibs.timestamps": ["_unpickle_timestamp"],
    "pandas._libs.tslibs.timedeltas": ["_timedelta_unpickle"],
    "pytz": ["_UTC", "_p"],
}

# PyTorch: storages under every name since 0.4, and what came after 1.13.
TORCH_CLASSES = {
    "torch": [f"{kind}Storage" for kind in "Float Double Half BFloat16 Long Int Short Char Byte Bool ComplexFloat ComplexDouble QInt8 QInt32 QUInt8 QUInt4x2 QUInt2x4 Untyped Typed".split()]
    + "float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz uint16 uint32 uint64 bits8 bits16 Size device Tensor".split(),
    "torch.cuda": [f"{kind}Storage" for kind in "Float Double Half BFloat16 Long Int Short Char Byte Bool ComplexFloat ComplexDouble".split()],
    "torch.storage": ["UntypedStorage", "TypedStorage", "_UntypedStorage", "_TypedStorage"],
    "torch.nn.parameter": ["Parameter", "Buffer", "UninitializedParameter", "UninitializedBuffer"],
    "torch.nn.modules.normalization": ["RMSNorm"],
    "torch.nn.modules.padding": ["CircularPad1d", "CircularPad2d", "CircularPad3d", "ReflectionPad3d", "ZeroPad1d", "ZeroPad3d"],
    "torch.optim.lr_scheduler": ["LRScheduler", "_LRScheduler"],
    "torch.optim._adafactor": ["Adafactor"],
    "torch.optim._muon": ["Muon"],
}
TORCH_FUNCTIONS = {
    "torch._utils": """
        _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor
        _rebuild_sparse_tensor _rebuild_sparse_csr_tensor _rebuild_nested_tensor _rebuild_meta_tensor_no_storage
        _rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor _rebuild_xla_tensor _rebuild_mlc_tensor
        _rebuild_ort_tensor _rebuild_wrapper_subclass
    """.split(),
    "torch.serialization": ["_get_layout"],
}


def rows(harvested):
    """(module, name, kind) of all that is listed above; moved modules take the names that were harvested where they are now."""
    moved = [[f"sklearn.{side}" for side in pair.split("=")] for pair in SKLEARN_MOVED.split()]
    for old, new in [*moved, *(pair.split("=") for pair in MOVED.split())]:
        for module, name, kind in harvested:
            if module == new:
                yield old, name, kind
    for kind, tables in (
        ("class", (PYTHON_CLASSES, SKLEARN_CLASSES, JOBLIB_CLASSES, NUMPY_CLASSES, PANDAS_CLASSES, TORCH_CLASSES)),
        ("function", (PYTHON_FUNCTIONS, SKLEARN_FUNCTIONS, NUMPY_FUNCTIONS, PANDAS_FUNCTIONS, TORCH_FUNCTIONS)),
    ):
        for table in tables:
            for module, names in table.items():
                for name in names:
                    yield module, name, kind


def twins(rows):
    """NumPy 2 moved numpy.core to numpy._core; files of either release name it by its own time."""
    for module, name, kind in rows:
        for here, there in (("numpy.core", "numpy._core"), ("numpy._core", "numpy.core")):
            if module == here or module.startswith(f"{here}."):
                yield there + module[len(here) :], name, kind
