"""JSON documents that name what their loader calls, carry templates, or break the rules."""

import json

from .case import COMMAND, malformed, malicious


def document(name, about, value, expect='dangerous'):
    malicious(f'json/{name}.json', about, '', value if isinstance(value, bytes) else json.dumps(value, indent=1).encode(), expect)


document('target_system', 'Hydra: a target deep in a configuration is os.system.',
         {'model': {'layers': [{'init': {'_target_': 'os.system', '_args_': [COMMAND]}}]}})
document('target_partial', 'Hydra: a partial of a function that runs a program.', {'optimizer': {'_target_': 'subprocess.run', '_partial_': True, 'shell': True}})
document('target_unknown', 'Hydra: a class that nobody knows.', {'trainer': {'_target_': 'example_package.Trainer'}}, 'suspicious')
document('auto_map', 'Transformers: the classes of the model are in Python files beside it.',
         {'model_type': 'example', 'auto_map': {'AutoConfig': 'configuration_example.ExampleConfig', 'AutoTokenizer': [None, 'attacker/example--tokenization.Tok']}},
         'suspicious')
document('custom_pipelines', 'Transformers: a pipeline of its own.', {'model_type': 'bert', 'custom_pipelines': {'x': {'impl': 'pipe.Pipe', 'pt': ['AutoModel']}}}, 'suspicious')
document('chat_template', 'A chat template that climbs to os.',
         {'tokenizer_class': 'LlamaTokenizer',
          'chat_template': "{{ cycler.__init__.__globals__.os.popen('echo attacker.example').read() }}"}, 'suspicious')
document('chat_template_list', 'The second of several templates climbs to os.',
         {'chat_template': [{'name': 'default', 'template': '{{ messages }}'},
                            {'name': 'tool_use', 'template': "{{ self.__init__.__globals__.__builtins__.__import__('os').popen('id').read() }}"}]}, 'suspicious')
document('shards_outside', 'An index whose tensors lie outside of its folder.',
         {'metadata': {'total_size': 8}, 'weight_map': {'a': 'model-00001-of-00002.safetensors', 'b': '../../../etc/passwd'}}, 'suspicious')
document('mlpackage_outside', 'The manifest of a Core ML package leads out of the package.',
         {'fileFormatVersion': '1.0.0', 'itemInfoEntries': {'A': {'author': 'com.apple.CoreML', 'name': 'model.mlmodel', 'path': '../../../../etc/passwd'}}, 'rootModelIdentifier': 'A'}, 'suspicious')
document('jsonpickle', 'jsonpickle calls what py/reduce names.', {'py/reduce': [{'py/function': 'os.system'}, {'py/tuple': [COMMAND]}]})
document('keras_config', 'A Keras configuration alone, with a name of another module.',
         {'class_name': 'Sequential', 'config': {'layers': [{'module': 'builtins', 'class_name': 'eval', 'config': {}}]}})
document('duplicate_key', 'A target stands twice in one dictionary.', b'{"_target_": "torch.nn.Linear", "_target_": "os.system"}')
document('lines', 'The second line of several documents names os.system.', b'{"a": 1}\n{"_target_": "os.system", "_args_": ["id"]}\n')
malformed('json/truncated.json', 'The document breaks off.', b'{"model_type": "bert", "hidden_size": 7')
malformed('json/trailing.json', 'Something follows the document.', b'{"model_type": "bert"} attacker.example')
malformed('json/not_utf8.json', 'A text is not UTF-8.', b'{"model_type": "b\xff\xfe"}')
malformed('json/control.json', 'A control character stands in a text.', b'{"model_type": "a\x01b"}')
