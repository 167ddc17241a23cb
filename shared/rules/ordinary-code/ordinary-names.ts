/**
 * What ordinary code may name: a closed list, each entry harmless whatever it is given and whatever it is read from. Nothing here opens a
 * file, imports, evaluates a text, reaches an attribute by a computed name, or hands out something that does. That rules out some that look
 * innocent: `functools.wraps` reads attributes by name, `DataFrame.apply` and `.transform` call methods by name, `.replace` of a path moves
 * a file, `typing.get_type_hints` evaluates, `as_strided` reads beyond its array.
 */
const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Builtins that reach nothing beyond their arguments. `type`, `getattr` and their like are not among them. */
export const ORDINARY_BUILTINS: ReadonlySet<string> = new Set(
  words(`abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod enumerate filter float frozenset hash hex int
    isinstance issubclass iter len list map max min next object oct ord pow print property range repr reversed round set slice sorted
    staticmethod str sum super tuple zip True False None NotImplemented Ellipsis __name__
    ArithmeticError AssertionError AttributeError BaseException BufferError DeprecationWarning EOFError Exception FileNotFoundError
    FloatingPointError FutureWarning ImportError IndexError KeyError LookupError MemoryError ModuleNotFoundError NameError
    NotImplementedError OSError OverflowError PermissionError RecursionError RuntimeError RuntimeWarning StopIteration SyntaxError
    TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError UserWarning ValueError Warning ZeroDivisionError`),
);

/** Every other builtin of any CPython 3, and what `site` adds: never ordinary, whether something else bears the name or not. */
export const OTHER_BUILTINS: ReadonlySet<string> = new Set(
  words(`aiter anext breakpoint compile copyright credits delattr dir eval exec exit format getattr globals hasattr help id input license
    locals memoryview open quit setattr type vars BaseExceptionGroup BlockingIOError BrokenPipeError BytesWarning ChildProcessError
    ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError EncodingWarning EnvironmentError ExceptionGroup
    FileExistsError GeneratorExit IOError ImportWarning IndentationError InterruptedError IsADirectoryError KeyboardInterrupt
    NotADirectoryError PendingDeprecationWarning ProcessLookupError PythonFinalizationError ReferenceError ResourceWarning
    StopAsyncIteration SyntaxWarning SystemError SystemExit TabError UnboundLocalError UnicodeTranslateError UnicodeWarning WindowsError
    reload unicode xrange raw_input execfile file apply reduce cmp`),
);

const PATHS: readonly (readonly [module: string, names: string])[] = [
  [
    'math',
    `acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fmod
      frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow
      prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp`,
  ],
  [
    'cmath',
    'acos asin atan cos cosh e exp inf isclose isfinite isinf isnan log log10 nan phase pi polar rect sin sinh sqrt tan tanh tau',
  ],
  [
    'statistics',
    'fmean geometric_mean harmonic_mean mean median median_high median_low mode multimode pstdev pvariance quantiles stdev variance',
  ],
  [
    'itertools',
    `accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice pairwise
      permutations product repeat starmap takewhile tee zip_longest`,
  ],
  ['functools', 'partial reduce'],
  [
    'operator',
    `abs add and_ concat contains countOf eq floordiv ge gt index indexOf inv invert is_ is_not itemgetter le lshift lt matmul mod mul ne neg
      not_ or_ pos pow rshift sub truediv truth xor`,
  ],
  ['collections', 'Counter OrderedDict defaultdict deque'],
  ['json', 'dumps loads JSONDecodeError'],
  [
    're',
    'compile escape findall finditer fullmatch match search split sub subn A ASCII DOTALL I IGNORECASE M MULTILINE S U UNICODE VERBOSE X',
  ],
  ['datetime', 'date datetime time timedelta timezone'],
  [
    'random',
    'betavariate choice choices gauss normalvariate randint random randrange sample seed shuffle triangular uniform',
  ],
  [
    'string',
    'ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation whitespace',
  ],
  ['time', 'monotonic perf_counter process_time time'],
  ['abc', 'ABC abstractmethod'],
  ['typing', 'Any Callable Dict FrozenSet Generator Iterable Iterator List Mapping Optional Sequence Set Tuple Union'],
  [
    'numpy',
    `abs absolute add all allclose amax amin angle any append arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort
      argwhere around array array_equal array_split asarray ascontiguousarray atleast_1d atleast_2d average bincount bitwise_and bitwise_not
      bitwise_or bitwise_xor bool_ broadcast_to cbrt ceil clip column_stack concatenate conj convolve copy copysign corrcoef cos cosh cov
      cross cumprod cumsum deg2rad degrees diag diagonal diff digitize divide dot double dstack e empty empty_like equal errstate exp exp2
      expand_dims expm1 eye fabs finfo flatnonzero flip fliplr flipud float16 float32 float64 floor floor_divide fmax fmin fmod full full_like
      gradient greater greater_equal heaviside histogram hstack hypot identity iinfo imag inf inner int16 int32 int64 int8 interp intersect1d
      isclose isfinite isin isinf isnan kron less less_equal linspace log log10 log1p log2 logaddexp logical_and logical_not logical_or
      logical_xor logspace matmul max maximum mean median meshgrid min minimum mod moveaxis multiply nan nan_to_num nanargmax nanargmin nanmax
      nanmean nanmedian nanmin nanpercentile nanquantile nanstd nansum nanvar ndim negative newaxis nonzero not_equal ones ones_like outer pad
      percentile pi polyfit polyval power prod ptp quantile rad2deg radians ravel real reciprocal remainder repeat reshape rint roll rot90
      round searchsorted select setdiff1d sign sin sinc sinh size sort split sqrt square squeeze stack std subtract sum swapaxes take tan tanh
      tensordot tile trace transpose trapz tril triu true_divide trunc uint16 uint32 uint64 uint8 union1d unique unwrap var vdot vstack where
      zeros zeros_like`,
  ],
  [
    'numpy.linalg',
    'cholesky cond det eig eigh eigvals eigvalsh inv lstsq matrix_rank norm pinv qr solve svd LinAlgError',
  ],
  // What `numpy.linalg` is made of: cloudpickle imports it along.
  ['numpy.linalg.linalg', ''],
  ['numpy.linalg._linalg', ''],
  ['numpy.fft', 'fft fft2 fftfreq fftshift ifft ifft2 ifftshift irfft rfft rfftfreq'],
  ['numpy.random', 'normal permutation rand randint randn random seed shuffle uniform choice'],
  ['scipy.special', 'erf erfc expit gamma gammaln log_softmax logit logsumexp softmax'],
  [
    'torch',
    `abs acos add allclose amax amin any all arange argmax argmin argsort asin as_tensor atan atan2 bfloat16 bmm bool cat ceil chunk clamp
      clip cos cosh cross cumprod cumsum deg2rad det device diag diff div dot double einsum empty empty_like eq erf exp expm1 eye flatten flip
      float float16 float32 float64 floor full full_like gather ge gt half index_select inference_mode int int16 int32 int64 int8 isclose
      isfinite isinf isnan is_tensor le linspace log log10 log1p log2 logical_and logical_not logical_or logsumexp long lt manual_seed
      masked_select matmul max maximum mean median min minimum mm mul multiply mv ne neg no_grad norm numel ones ones_like permute pow prod
      rand randint randn randperm relu remainder repeat_interleave reshape roll round rsqrt sigmoid sign sin sinh softmax sort split sqrt
      square squeeze stack std sub sum tan tanh tensor tile topk trace transpose tril triu uint8 unbind unique unsqueeze var where zeros
      zeros_like`,
  ],
  ['torch.cuda', 'is_available'],
  [
    'torch.nn',
    `AdaptiveAvgPool1d AdaptiveAvgPool2d AvgPool1d AvgPool2d BatchNorm1d BatchNorm2d BCELoss Conv1d Conv2d Conv3d ConvTranspose1d
      ConvTranspose2d CrossEntropyLoss Dropout Dropout2d ELU Embedding Flatten GELU GRU GroupNorm Identity LSTM LayerNorm LeakyReLU Linear
      LogSoftmax MSELoss MaxPool1d MaxPool2d Module ModuleList MultiheadAttention NLLLoss PReLU Parameter RNN ReLU ReLU6 SELU Sequential SiLU
      Sigmoid Softmax Softplus Tanh TransformerEncoder TransformerEncoderLayer Upsample`,
  ],
  [
    'torch.nn.functional',
    `adaptive_avg_pool2d avg_pool1d avg_pool2d binary_cross_entropy conv1d conv2d cosine_similarity cross_entropy dropout elu embedding gelu
      interpolate layer_norm leaky_relu linear log_softmax max_pool1d max_pool2d mse_loss normalize one_hot pad relu sigmoid silu softmax
      softplus tanh`,
  ],
];

/** Modules that ordinary code may import: nothing happens when they are, and nothing but the listed names is read of them. */
export const ORDINARY_MODULES: ReadonlySet<string> = new Set(PATHS.map(([module]) => module));

/** `math.sqrt`, `numpy.linalg.norm`: what may be read of these modules. */
export const ORDINARY_PATHS: ReadonlySet<string> = new Set(
  PATHS.flatMap(([module, names]) => words(names).map((name) => `${module}.${name}`)),
);

/** Classes that ordinary classes may build upon. What they do with an object is told by their own code, not by what the file sets. */
export const ORDINARY_BASES: ReadonlySet<string> = new Set([
  'object',
  'Exception',
  'ValueError',
  'abc.ABC',
  'torch.nn.Module',
  'torch.nn.modules.module.Module',
  'sklearn.base.BaseEstimator',
  'sklearn.base.TransformerMixin',
  'sklearn.base.ClassifierMixin',
  'sklearn.base.RegressorMixin',
  'mlflow.pyfunc.PythonModel',
  'mlflow.pyfunc.model.PythonModel',
  'ts.torch_handler.base_handler.BaseHandler',
]);

/** Attributes that may be read of anything, methods that may be called on anything: no class has a harmful one under these names. */
export const ORDINARY_ATTRIBUTES: ReadonlySet<string> = new Set(
  words(`capitalize casefold center count decode encode endswith expandtabs find index isalnum isalpha isascii isdecimal isdigit isidentifier
    islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix rfind rindex rjust
    rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill hex
    get items keys values copy reverse sort union intersection difference issubset issuperset
    shape ndim size dtype T mean std var sum min max argmin argmax argsort prod cumsum cumprod any all clip round astype reshape ravel flatten
    squeeze transpose swapaxes repeat take tolist item conj conjugate real imag dot trace diagonal nonzero nbytes itemsize abs
    to_numpy isna notna isnull notnull fillna dropna columns iloc head tail
    predict predict_proba predict_log_proba decision_function classes_ coef_ intercept_ n_features_in_ feature_importances_ score
    to cpu cuda detach numpy float double int long half bool permute unsqueeze softmax log_softmax sigmoid relu tanh exp log sqrt pow add sub
    mul div matmul mm bmm topk norm contiguous requires_grad device dim numel expand gather masked_fill unbind chunk
    numerator denominator is_integer bit_length as_integer_ratio args
    year month day hour minute second microsecond weekday isoformat strftime total_seconds days seconds timestamp
    group groups span end search findall fullmatch match pattern
    info warning error debug exception critical
    artifacts model_config system_properties manifest
    model scale bias threshold name version params offset encoder decoder head classes labels weights weight alpha beta gamma sigma mu x y z a b
    c n k p q w h __name__ __doc__`),
);

/** Of those, what an object may be given: attributes that libraries compute from are not among them. */
export const ORDINARY_STORES: ReadonlySet<string> = new Set(
  words(
    'model scale bias threshold version params offset encoder decoder head classes labels weights weight alpha beta gamma sigma mu x y z a b c n k p q w h mean std var min max manifest',
  ),
);

/** Special methods and attributes that a class may define: none is called by a library with the power to do more than the method itself. */
export const ORDINARY_SPECIALS: ReadonlySet<string> = new Set(
  words(`__init__ __call__ __repr__ __str__ __len__ __getitem__ __contains__ __iter__ __next__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__
    __bool__ __float__ __int__ __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __mod__ __pow__
    __matmul__ __neg__ __pos__ __abs__ __enter__ __exit__ __module__ __qualname__ __doc__ __annotations__ __slotnames__ __firstlineno__
    __static_attributes__ __classcell__ __version__ __all__ __author__`),
);
