"""Documents that come with models: YAML by its writers, MLflow's descriptions, texts, Python source, OpenVINO's XML."""

import re
import tempfile
import warnings
from pathlib import Path

NEEDS = ("yaml", "omegaconf", "mlflow", "openvino")

CARD = """---
license: apache-2.0
library_name: sklearn
pipeline_tag: tabular-classification
---
# A model of irises

It was trained on 150 flowers. Küvette says nothing about it.
"""

LICENCE = """Permission is hereby granted, free of charge, to any person obtaining a copy of this file,
to do with it what they like.
"""

REQUIREMENTS = """# what the model needs
--index-url https://pypi.org/simple
--extra-index-url https://download.pytorch.org/whl/cpu
numpy>=1.26
scikit-learn==1.9.1  # pinned
torch ; python_version >= "3.10"
"""

SOURCE = '''"""A handler as model servers want it."""

import json
from pathlib import Path

import numpy as np


class Handler:
    def __init__(self, folder):
        self.labels = json.loads((Path(folder) / "labels.json").read_text())

    def handle(self, rows):
        return [self.labels[int(np.argmax(row))] for row in rows]
'''

NEMO = """
name: asr
model:
  sample_rate: 16000
  preprocessor:
    _target_: nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor
    features: 80
  encoder:
    _target_: nemo.collections.asr.modules.ConformerEncoder
    feat_in: ${model.preprocessor.features}
    n_layers: 16
  optim:
    name: adamw
    sched:
      name: NoamAnnealing
trainer:
  _target_: pytorch_lightning.Trainer
  devices: 1
optimizer:
  _target_: torch.optim.AdamW
  _partial_: true
  lr: 0.001
target: nemo.collections.asr.models.EncDecCTCModel
nemo_version: 2.0.0
"""


def constant(content):
    """MLflow writes clocks and random ids: replaced by constants of their length."""
    content = re.sub(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+", b"2024-02-29 12:00:00.000000", content)
    return re.sub(rb"(?<=model_uuid: )[0-9a-f]{32}", b"0" * 32, content)


def mlflow_models():
    import mlflow.pyfunc
    import mlflow.sklearn
    import numpy as np
    from sklearn.linear_model import LinearRegression

    with tempfile.TemporaryDirectory() as folder:
        model = LinearRegression().fit(np.arange(6).reshape(3, 2), [1, 2, 3])
        mlflow.sklearn.save_model(model, f"{folder}/sklearn", serialization_format="cloudpickle", input_example=np.ones((1, 2)))

        class Double(mlflow.pyfunc.PythonModel):
            def predict(self, context, model_input, params=None):
                return model_input * 2

        code = Path(folder) / "own"
        code.mkdir()
        (code / "__init__.py").write_text("NAME = 'own'\n")
        mlflow.pyfunc.save_model(f"{folder}/pyfunc", python_model=Double(), code_paths=[str(code)])
        for kind in ("sklearn", "pyfunc"):
            for name in ("MLmodel", "conda.yaml", "python_env.yaml", "requirements.txt"):
                yield kind, name, constant((Path(folder) / kind / name).read_bytes())


def openvino_graph():
    import numpy as np
    import openvino
    from openvino import opset13 as ops

    rows = ops.parameter([1, 4], np.float32, name="rows")
    weights = ops.constant(np.arange(8, dtype=np.float32).reshape(4, 2))
    graph = openvino.Model([ops.softmax(ops.relu(ops.matmul(rows, weights, False, False)), 1)], [rows], "small")
    with tempfile.TemporaryDirectory() as folder:
        openvino.save_model(graph, f"{folder}/model.xml", compress_to_fp16=False)
        return (Path(folder) / "model.xml").read_bytes()


def pmml_tree():
    """By the standard's own example of a tree; its writers are Java programs."""
    return b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">
  <Header description="golf"><Application name="written by hand" version="1.0"/></Header>
  <DataDictionary numberOfFields="2">
    <DataField name="temperature" optype="continuous" dataType="double"/>
    <DataField name="play" optype="categorical" dataType="string"><Value value="yes"/><Value value="no"/></DataField>
  </DataDictionary>
  <TransformationDictionary>
    <DerivedField name="warm" optype="continuous" dataType="double"><Apply function="log10"><FieldRef field="temperature"/></Apply></DerivedField>
  </TransformationDictionary>
  <TreeModel modelName="golf" functionName="classification" algorithmName="CART">
    <MiningSchema><MiningField name="temperature"/><MiningField name="play" usageType="target"/></MiningSchema>
    <Node score="yes"><True/>
      <Node score="yes"><SimplePredicate field="temperature" operator="lessThan" value="90"/></Node>
      <Node score="no"><SimplePredicate field="temperature" operator="greaterOrEqual" value="90"/></Node>
    </Node>
  </TreeModel>
</PMML>
"""


def write(book):
    import yaml
    from omegaconf import OmegaConf

    warnings.simplefilter("ignore")
    book.add("text/README.md", CARD.encode(), "A model card with front matter.")
    book.add("text/LICENSE", LICENCE.encode(), "A licence without an extension.")
    book.add("text/requirements.txt", REQUIREMENTS.encode(), "A list of requirements from the public indexes.")
    book.add("text/table.csv", b"length,width\n5.1,3.5\n4.9,3.0\n", "A table.")
    book.add("text/labels.txt", "setosa\nversicolor\nvirginica\n".encode(), "A list of labels.")
    book.add("text/bom.txt", b"\xef\xbb\xbfWindows writes a mark first.\r\n", "Text with a byte order mark and Windows line ends.")
    book.add("python-source/handler.py", SOURCE.encode(), "A handler in Python, which nobody runs by looking at it.")

    shared = ["one list", "seen twice"]
    values = {"name": "iris", "layers": [4, 8, 3], "rate": 0.01, "first": shared, "second": shared, "when": None, "text": "line one\nline two\n"}
    book.add("yaml/config.yaml", yaml.safe_dump(values, sort_keys=False).encode(), "Plain values with an anchor, by PyYAML.", ["yaml"])
    book.add("yaml/hparams.yaml", yaml.dump({"betas": (0.9, 0.999), "dims": (1, 2)}).encode(), "Python tuples by PyYAML, as Lightning keeps hyperparameters.", ["yaml"])
    book.add("yaml/several.yml", yaml.safe_dump_all([{"a": 1}, {"b": [2]}], explicit_start=True).encode(), "Two documents in one file.", ["yaml"])
    nemo = OmegaConf.create(NEMO)
    book.add("yaml/model_config.yaml", OmegaConf.to_yaml(nemo).encode(), "A configuration of NeMo with targets of its own and of PyTorch, by OmegaConf.", ["omegaconf"])
    for kind, name, content in mlflow_models():
        folder = "text" if name.endswith(".txt") else "yaml"
        stem, dot, extension = name.partition(".")
        book.add(f"{folder}/{stem}-{kind}{dot}{extension}", content, f"{name} of an MLflow model ({kind}).", ["mlflow"] if dot else [])

    book.add("openvino/small.xml", openvino_graph(), "A small graph by OpenVINO.", ["openvino"])
    book.add("pmml/tree.pmml", pmml_tree(), "A decision tree in PMML.")
    book.add("xml/config.xml", b"<?xml version='1.0'?>\n<settings><path>model</path><!-- a note --></settings>\n", "XML of no known kind.")
    plist = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict><key>a</key><string>b</string></dict></plist>\n'
    book.add("xml/Info.plist", plist, "A property list with the document type that Apple's tools write.")
