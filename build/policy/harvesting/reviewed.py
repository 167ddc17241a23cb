"""What audit.py points at and a person has read: why it stays trusted. The key is where the code stands, so a base class is judged once."""

import re

# Pattern of where the code stands, entries (none: all of them), the reason.
REVIEWED = (
    (r"^numpy\.(core|_core)\.fromnumeric\.|^numpy\.\w+$", "body", "asks its argument for a method whose name the function itself writes"),
    (r"^numpy\.(core|_core)\.records\.record\.", "__setattr__ __getattribute__", "looks a field up in its own element type"),
    (r"^numpy\.random\._pickle\.", "body", "calls a maker of bit generators that the file has to name itself, where it is judged by its own name"),
    (r"^pandas\.", "__setstate__ __new__ __setattr__", "sets its own attributes, and asks for attributes that only old releases had; none of them is called unless the file names it"),
    (r"^pandas\.", "__eq__ __hash__", "compares fields that its class lists"),
    (r"^pandas\.core\.indexes\.multi\.MultiIndex\.", "", "renames levels of the index; no file is renamed"),
    (r"^pandas\.", "setter of", "sets attributes of the table"),
    (r"^sklearn\.gaussian_process\.kernels\.Kernel\.", "__eq__", "compares the parameters that its own signature lists"),
    (r"^sklearn\.gaussian_process\.kernels\.", "setter of theta", "sets parameters that its own signature lists"),
    (r"^sklearn\.metrics\.pairwise\.", "body", "is only handed on as a value; a function that it calls has to be named by the file"),
    (r"^(lightgbm\.basic|xgboost\.core)\.Booster\.__setstate__$", "__setstate__", "gives the model's text or bytes to the library's own parser, which is what loading such a model means; no file, no name"),
    (r"^statsmodels\.base\.wrapper\.ResultsWrapper\.", "__getattribute__", "looks the attribute up in the results that it wraps; its own attributes, among them __setstate__, come first"),
    (r"^statsmodels\.tools\.decorators\.", "", "sets the attribute of the new name under the old one"),
    (r"^statsmodels\.tsa\.statespace\.", "__getattr__ __setitem__", "looks up and sets matrices of the model by names of its own list"),
    (r"^torch\._utils\._rebuild_parameter_with_state$", "body", "sets attributes of the parameter that it made, as BUILD would"),
    (r"^torch\.(ao\.)?nn\.quantized\.modules\.functional_modules\.", "add", "adds two tensors: the method takes two arguments, and unpicklers give one"),
    (r"^torch\.nn\.functional\.", "body", "imports a decomposition by a name of its own, for tensors that are traced"),
    (r"^torch\.nn\.modules\.container\.", "__setitem__", "sets a part of the network under a number or a key that must be a name"),
    (r"^torch\.nn\.modules\.module\.Module\.__setattr__$", "__setattr__", "looks at the signature of a setter of its own class"),
    (r"^torch\.nn\.modules\.rnn\.RNNBase\.", "__setstate__", "looks up its own weights by the names in its list, to check that they are there"),
    (r"^transformers\.configuration_utils\.", "setter of", "sets the same attribute of the settings that are part of these"),
    (r"^transformers\.tokenization_utils_base\.", "__getattr__", "looks a special token up"),
    (r"^transformers\.(file_utils|utils\.generic)\.ModelOutput\.", "__post_init__", "sets its own fields by the names that its class lists"),
    (r"^catboost\.core\._CatBoostBase\.", "__setstate__", "sets two or three attributes by names of its own list"),
    (r"^xgboost\.core\.Booster\.", "setter of", "hands names of features to the library; its own __setstate__ takes the state, so no setter is reached by BUILD"),
    (r"^pandas\.core\.indexes\.datetimes\._new_DatetimeIndex$", "body", "asks for an attribute whose name the function itself writes"),
    (r"^pandas\.core\.indexes\.timedeltas\._new_TimedeltaIndex$", "body", "takes one field out of the array that it made"),
    (r"^sklearn\.frozen\._frozen\.|^sklearn\.utils\._metadata_requests\.", "__getattr__", "looks the attribute up in the estimator that it holds; __setstate__ is its own"),
    (r"^sklearn\.metrics\.", "body", "removes an element of a set"),
    (r"^statsmodels\.tsa\.statespace\.", "extend", "copies matrices by names of its own list"),
    (r"^pmdarima\.", "__setstate__ __getattr__", "compares versions, and warns"),
    (r"^lifelines\.", "__getattr__", "looks the attribute up in the model that was fitted; nothing is called"),
)

# Compiled: no source to parse, read in the library's repository instead.
COMPILED = re.compile(
    r"""^(
    numpy\..*                                                        # element by element functions, and what rebuilds arrays and scalars
    |_codecs\.encode|array\._array_reconstructor|zlib\.(adler32|crc32)
    |.*\.__pyx_unpickle_\w+                                          # Cython: makes an instance of a class that must derive from its own, and sets its fields
    |.*\.(newObj|new_object|__nat_unpickle)                          # calls __new__ of the class it is given
    |(pandas\._libs|sklearn|scipy|hdbscan|statsmodels\.tsa)\..*                       # compiled numerical functions
    |torch\._C\._nn\.\w+|torch\.\w+|torch\._C\._VariableFunctions\.\w+
    |(datetime|decimal|fractions|re|collections|operator|math)\..*
    )$""",
    re.X,
)


def reason(where, entry):
    for pattern, entries, why in REVIEWED:
        if (not entries or entry in entries.split() or (entry.startswith("setter of") and "setter" in entries)) and re.search(pattern, where):
            return why
    return None


def compiled(name):
    return COMPILED.match(name) is not None
