"""The environments that the trusted names are harvested in: library versions that belonged together, release after release.

    python3 build/policy/environments.py list
    python3 build/policy/environments.py create FOLDER [NAME…]     a virtual environment FOLDER/venv-lib-NAME for each
    python3 build/policy/environments.py collect FOLDER [NAME…]    FOLDER/venv-lib-NAME/names.json, by harvest.py
    python3 build/policy/environments.py merge FOLDER              all names.json of FOLDER, by harvest.py
    python3 build/policy/environments.py audit FOLDER [NAME…]      audit.py in each environment

`python3.6` to `python3.13` are looked for on PATH. Only ready-made wheels are installed, except of packages that are plain Python.
What an index does not have for a Python is left out and said; the environment is used without it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Plain Python that its authors published as source only.
FROM_SOURCE = "nltk scikit-optimize mlxtend umap-learn lifelines gensim prophet"

# Name: Python, what must be there together, what is added one by one.
ENVIRONMENTS = {
    "sklearn019": (
        "3.6",
        "numpy==1.13.3 scipy==1.0.1 pandas==0.22.0 scikit-learn==0.19.2 joblib==0.11",
        "xgboost==0.82 lightgbm==2.1.2 catboost==0.10.4 imbalanced-learn==0.3.3 statsmodels==0.8.0 gensim==3.4.0 nltk==3.2.5 mlxtend==0.13.0",
    ),
    "sklearn020": (
        "3.7",
        "numpy==1.15.4 scipy==1.2.3 pandas==0.24.2 scikit-learn==0.20.4 joblib==0.13.2",
        "xgboost==0.90 lightgbm==2.2.3 catboost==0.15.2 imbalanced-learn==0.4.3 statsmodels==0.10.2 mlxtend==0.16.0 category_encoders==2.0.0 gensim==3.8.3 nltk==3.4.5",
    ),
    "sklearn021": (
        "3.7",
        "numpy==1.17.5 scipy==1.3.3 pandas==0.25.3 scikit-learn==0.21.3 joblib==0.14.1",
        "xgboost==1.0.2 lightgbm==2.3.1 catboost==0.20.2 imbalanced-learn==0.5.0 statsmodels==0.11.1 scikit-optimize==0.7.4 category_encoders==2.1.0 lifelines==0.23.9 spacy==2.2.4",
    ),
    "sklearn022": (
        "3.7",
        "numpy==1.18.5 scipy==1.4.1 pandas==1.0.5 scikit-learn==0.22.2.post1 joblib==0.15.1",
        "xgboost==1.1.1 lightgbm==3.0.0 catboost==0.23.2 imbalanced-learn==0.6.2 statsmodels==0.11.1 mlxtend==0.17.3 category_encoders==2.2.2 hdbscan nltk==3.5",
    ),
    "sklearn023": (
        "3.8",
        "numpy==1.19.5 scipy==1.5.4 pandas==1.1.5 scikit-learn==0.23.2 joblib==1.0.1",
        "xgboost==1.2.1 lightgbm==3.1.1 catboost==0.24.4 imbalanced-learn==0.7.0 statsmodels==0.12.2 scikit-optimize==0.8.1 gensim==3.8.3 spacy==2.3.9 pmdarima==1.8.0",
    ),
    "sklearn024": (
        "3.8",
        "numpy==1.20.3 scipy==1.6.3 pandas==1.2.5 scikit-learn==0.24.2 joblib==1.1.1",
        "xgboost==1.4.2 lightgbm==3.2.1 catboost==0.26.1 imbalanced-learn==0.8.1 statsmodels==0.12.2 mlxtend==0.19.0 category_encoders==2.3.0 lifelines==0.26.4 umap-learn==0.5.1 sktime==0.8.1",
    ),
    "sklearn10": (
        "3.8",
        "numpy==1.21.6 scipy==1.7.3 pandas==1.3.5 scikit-learn==1.0.2 joblib==1.1.1",
        "xgboost==1.5.2 lightgbm==3.3.2 catboost==1.0.6 imbalanced-learn==0.9.0 statsmodels==0.13.2 gensim==4.1.2 nltk==3.7 spacy==3.2.4 scikit-optimize==0.9.0",
    ),
    "sklearn11": (
        "3.8",
        "numpy==1.22.4 scipy==1.8.1 pandas==1.4.4 scikit-learn==1.1.3 joblib==1.2.0",
        "xgboost==1.6.2 lightgbm==3.3.5 catboost==1.1.1 imbalanced-learn==0.9.1 statsmodels==0.13.5 mlxtend==0.21.0 category_encoders==2.5.1.post0 lifelines==0.27.4",
    ),
    "sklearn12": (
        "3.9",
        "numpy==1.23.5 scipy==1.9.3 pandas==1.5.3 scikit-learn==1.2.2 joblib==1.2.0",
        "xgboost==1.7.6 lightgbm==4.0.0 catboost==1.2 imbalanced-learn==0.10.1 statsmodels==0.14.0 hdbscan umap-learn==0.5.3 sktime==0.20.1 prophet==1.1.5",
    ),
    "sklearn13": (
        "3.10",
        "numpy==1.25.2 scipy==1.11.4 pandas==2.0.3 scikit-learn==1.3.2 joblib==1.3.2",
        "xgboost==2.0.3 lightgbm==4.1.0 catboost==1.2.2 imbalanced-learn==0.11.0 statsmodels==0.14.1 mlxtend==0.23.1 category_encoders==2.6.3 lifelines==0.27.8 "
        "scikit-optimize==0.10.2 umap-learn==0.5.5 pmdarima==2.0.4 gensim==4.3.2 spacy==3.7.5 nltk==3.8.1",
    ),
    "sklearn14": (
        "3.10",
        "numpy==1.26.4 scipy==1.12.0 pandas==2.1.4 scikit-learn==1.4.2 joblib==1.4.2",
        "xgboost==2.1.4 lightgbm==4.3.0 catboost==1.2.5 imbalanced-learn==0.12.3 statsmodels==0.14.2 hdbscan sktime==0.30.1 prophet==1.1.5",
    ),
    "sklearn15": (
        "3.11",
        "numpy==2.0.2 scipy==1.14.1 pandas==2.2.3 scikit-learn==1.5.2 joblib==1.4.2",
        "xgboost==2.1.4 lightgbm==4.5.0 catboost==1.2.8 imbalanced-learn==0.12.4 statsmodels==0.14.4 mlxtend==0.23.4 category_encoders==2.6.4 lifelines==0.28.0",
    ),
    "sklearn16": (
        "3.12",
        "numpy==2.1.3 scipy==1.15.3 pandas==2.2.3 scikit-learn==1.6.1 joblib==1.4.2",
        "xgboost==3.0.5 lightgbm==4.6.0 imbalanced-learn==0.13.0 statsmodels==0.14.5 umap-learn==0.5.7 hdbscan sktime==0.36.0 category_encoders==2.8.1",
    ),
    "sklearn17": (
        "3.12",
        "numpy==2.2.6 scipy==1.15.3 pandas==2.3.3 scikit-learn==1.7.2 joblib==1.5.2",
        "xgboost==3.1.1 lightgbm==4.6.0 catboost==1.2.8 imbalanced-learn==0.14.0 statsmodels==0.14.5 spacy==3.8.7 gensim==4.4.0 nltk==3.9.2 prophet==1.2.1 pmdarima==2.1.1",
    ),
    "sklearn18": (
        "3.13",
        "numpy==2.3.5 scipy==1.16.3 pandas==2.3.3 scikit-learn==1.8.0 joblib==1.5.3",
        "xgboost==3.1.3 lightgbm==4.6.0 catboost==1.2.8 imbalanced-learn==0.14.1 statsmodels==0.14.6 mlxtend category_encoders lifelines umap-learn hdbscan scikit-optimize",
    ),
    "torch-14": ("3.7", "torch==1.4.0 torchvision==0.5.0 numpy==1.19.5 transformers==3.5.1 protobuf==3.20.3", ""),
    "torch-20": ("3.8", "torch==2.1.2 torchvision==0.16.2 numpy==1.24.4 transformers==4.36.2", ""),
    "torch-new": ("3.12", "torch==2.9.1 torchvision==0.24.1 numpy==2.3.5 transformers==5.24.0 sentencepiece", ""),
    "torch-215": ("3.13", "torch==2.15.0 torchvision==0.29.2 numpy sentence-transformers accelerate", ""),
    "sklearn19": (
        "3.11",
        "numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 joblib==1.6.0",
        "xgboost==3.2.0 lightgbm==4.7.0 catboost==1.2.10 imbalanced-learn==0.14.2 statsmodels mlxtend category_encoders lifelines hdbscan gensim nltk spacy sktime prophet pmdarima",
    ),
}

# What they ask for beside: wheels for graphics cards, and what draws pictures. PyTorch cannot be imported without its own.
WITHOUT_DEPENDENCIES = ("xgboost", "catboost")


def quiet(*command):
    done = subprocess.run([str(one) for one in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace")


def create(folder, name):
    release, core, extras = ENVIRONMENTS[name]
    home = folder / f"venv-lib-{name}"
    program = shutil.which(f"python{release}")
    if program is None:
        return print(f"{name}: python{release} is not on PATH")
    quiet(program, "-m", "venv", home)
    python = home / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-q", "--no-compile", "--only-binary", ":all:"]
    state, said = quiet(*pip, *core.split())
    if state:
        return print(f"{name}: {said.strip().splitlines()[-1]}")
    pinned = home / "constraints.txt"
    pinned.write_text("\n".join(core.split()) + "\n")
    for extra in extras.split():
        plain = extra.split("=")[0]
        if plain in WITHOUT_DEPENDENCIES:
            state, said = quiet(*pip, "--no-deps", extra)
        else:
            state, said = quiet(*pip, "-c", pinned, extra)
        if state and plain in FROM_SOURCE.split():
            state, said = quiet(*[one for one in pip if one not in ("--only-binary", ":all:")], "--prefer-binary", "-c", pinned, extra)
        if state:
            print(f"{name}: without {extra}: {said.strip().splitlines()[-1][:160]}", flush=True)
    print(f"{name}: created", flush=True)


def collect(folder, name):
    home = folder / f"venv-lib-{name}"
    python = home / "bin" / "python"
    environment = {**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with open(home / "collect.log", "wb") as log:
        done = subprocess.run([str(python), "-W", "ignore", str(HERE / "harvest.py"), "collect", str(home / "names.json")], cwd=str(home), env=environment, stdout=log, stderr=subprocess.STDOUT)
    print(f"{name}: {'collected' if done.returncode == 0 else 'failed, see collect.log'}", flush=True)


def audit(folder, name):
    python = folder / f"venv-lib-{name}" / "bin" / "python"
    subprocess.run([str(python), "-W", "ignore", str(HERE / "audit.py")])


def main():
    command, rest = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if command == "list":
        for name, (release, core, extras) in ENVIRONMENTS.items():
            print(f"{name}: Python {release}: {core} {extras}")
        return
    if command not in ("create", "collect", "merge", "audit") or not rest:
        sys.exit(__doc__)
    folder = Path(rest[0]).resolve()
    if command == "merge":
        found = [str(path) for path in sorted(folder.glob("venv-lib-*/names*.json"))]
        sys.exit(subprocess.run([sys.executable, str(HERE / "harvest.py"), "merge", *found]).returncode)
    for name in rest[1:] or ENVIRONMENTS:
        {"create": create, "collect": collect, "audit": audit}[command](folder, name)


if __name__ == "__main__":
    main()
