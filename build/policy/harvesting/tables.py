"""The harvest as TypeScript, laid out as the formatter leaves it, and read back from there."""

import ast
import re
from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING
from pathlib import Path
from typing import NamedTuple

POLICY = Path(__file__).resolve().parents[3] / "shared" / "rules" / "policy"
WIDTH = 320

# Table, the library's name in a report, the packages whose names go there. The last takes what is left of Python's own library.
LIBRARIES = (
    ("sklearn", "scikit-learn", ("sklearn", "_loss")),  # its Cython module of losses calls itself _loss
    ("numpy", "NumPy", ("numpy",)),
    ("scipy", "SciPy", ("scipy",)),
    ("pandas", "pandas", ("pandas", "pytz", "dateutil")),
    ("joblib", "joblib", ("joblib",)),
    ("torch", "PyTorch", ("torch",)),
    ("boosters", "XGBoost, LightGBM, CatBoost, imbalanced-learn", ("xgboost", "lightgbm", "catboost", "imblearn")),
    ("torchvision", "torchvision", ("torchvision",)),
    ("transformers", "transformers, tokenizers", ("transformers", "tokenizers", "sentence_transformers", "accelerate")),
    ("statsmodels", "statsmodels", ("statsmodels", "patsy")),
    ("words", "gensim, NLTK", ("gensim", "nltk")),
    ("spacy", "spaCy, thinc", ("spacy", "thinc")),
    ("companions", "category_encoders, mlxtend, scikit-optimize, hdbscan, umap-learn", ("category_encoders", "mlxtend", "skopt", "hdbscan", "umap", "pynndescent")),
    ("forecasts", "lifelines, sktime, pmdarima, Prophet", ("lifelines", "sktime", "skbase", "pmdarima", "prophet")),
    ("python", "Python", ()),
)


# Every letter a use, in the order in which rows have them.
LETTERS = "vnrbip"


class Row(NamedTuple):
    """What is known of one name: class, function or value; letters of its uses; the first and the last version seen to write it."""

    kind: str
    uses: str
    first: str
    last: str


def is_version(text):
    return text[:1].isdigit()


def numbers(version):
    return [int(part) for part in version.split(".")]


def united(one, two):
    """Both together: uses add up, versions span, the first kind stands. Versions told in words give way to versions seen."""
    if one is None or two is None:
        return one or two
    uses = "".join(letter for letter in LETTERS if letter in one.uses + two.uses)
    seen = [version for row in (one, two) for version in (row.first, row.last) if is_version(version)]
    first, last = (min(seen, key=numbers), max(seen, key=numbers)) if seen else (one.first, one.last)
    return Row(one.kind, uses, first, last)


def modern(module, name):
    """The name as Python 3 has it: protocols below 3 write the names of Python 2."""
    if (module, name) in NAME_MAPPING:
        return NAME_MAPPING[module, name]
    return IMPORT_MAPPING.get(module, module), name


def table_of(module, name):
    if name == "NumpyArrayWrapper":
        return "joblib"
    package = module.split(".")[0]
    return next((table for table, _, packages in LIBRARIES if package in packages), "python")


def quoted(text):
    return f"'{text}'"


def row(module, uses, versions, names):
    head = f"{quoted(module)}, {quoted(uses)}, {quoted(versions)}"
    flat = f"[{', '.join(map(quoted, names))}]"
    line = f"  [{head}, {flat}],"
    if len(line) <= WIDTH:
        return [line]
    inner = [f"    {flat},"] if len(flat) + 5 <= WIDTH else ["    [", *[f"      {quoted(name)}," for name in names], "    ],"]
    return ["  [", *[f"    {part}," for part in head.split(", ")], *inner, "  ],"]


def constant(name, about, kept):
    groups = {}
    for (module, one), known in sorted(kept.items()):
        versions = known.first if known.first == known.last else f"{known.first}–{known.last}"
        groups.setdefault((module, known.uses, versions), []).append(one)
    lines = [line for (module, uses, versions), names in sorted(groups.items()) for line in row(module, uses, versions, names)]
    if len(groups) <= 1:
        body = "[" + " ".join(line.strip() for line in lines).rstrip(",") + "]"
        return f"{about}\nexport const {name} = {body} as const satisfies TrustedRows;\n"
    return f"{about}\nexport const {name} = [\n" + "\n".join(lines) + "\n] as const satisfies TrustedRows;\n"


ROW = re.compile(r"\[\s*'([^']*)',\s*'([vnrbip]+)',\s*'([^']*)',\s*(\[[^\]]*\]),?\s*\]")


def read():
    """The rows of the tables as they are, by (module, name)."""
    found = {}
    for table, _, _ in LIBRARIES:
        target = POLICY / f"trusted-{table}.ts"
        for part in target.read_text().split("export const ")[1:] if target.exists() else ():
            kind = "function" if part.split(" ")[0].endswith("_FUNCTIONS") else "class"
            for module, uses, versions, names in ROW.findall(part):
                first, _, last = versions.partition("–")
                for name in ast.literal_eval(names):
                    found[module, name] = Row(kind, uses, first, last or first)
    return found


def write(kept):
    imports, entries = [], []
    for table, label, packages in LIBRARIES:
        mine = {key: known for key, known in kept.items() if table_of(*key) == table}
        classes = {key: known for key, known in mine.items() if known.kind != "function"}
        functions = {key: known for key, known in mine.items() if known.kind == "function"}
        upper = f"TRUSTED_{table.upper()}"
        head = "// Generated by build/policy/harvest.py, never by hand.\nimport type { TrustedRows } from './trusted-rows';\n"
        body = [
            constant(f"{upper}_CLASSES", "/** Classes, and values that are not called. */", classes),
            constant(f"{upper}_FUNCTIONS", "/** Functions: every callable beside the classes that honest files name. */", functions),
        ]
        (POLICY / f"trusted-{table}.ts").write_text("\n".join([head, *body]))
        imports.append(f"import {{ {upper}_CLASSES, {upper}_FUNCTIONS }} from './trusted-{table}';")
        entries.append(f"  {{ library: '{label}', rows: [...{upper}_CLASSES, ...{upper}_FUNCTIONS] }},")
        print(f"{table}: {len(classes)} classes and values, {len(functions)} functions")
    (POLICY / "trusted.ts").write_text(
        "\n".join(sorted([*imports, "import type { TrustedRows } from './trusted-rows';"], key=lambda line: line.split(" from ")[1]))
        + "\n\n/** THE trusted names: what honest files contain, and how they use it. Generated by build/policy/harvest.py. */\n"
        + "export const TRUSTED: readonly { readonly library: string; readonly rows: TrustedRows }[] = [\n"
        + "\n".join(entries)
        + "\n];\n"
    )
