"""JSON documents beside models: written by the tokenizers and transformers libraries, and a few by hand after public ones."""

import json
import os
import tempfile

NEEDS = ("tokenizers", "transformers")


def write(book):
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import BertConfig, LlamaConfig, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=120, special_tokens=["<unk>", "<s>", "</s>"], show_progress=False)
    tokenizer.train_from_iterator(["the rain in Spain stays mainly in the plain"] * 3, trainer)
    with tempfile.TemporaryDirectory() as folder:
        fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", bos_token="<s>", eos_token="</s>")
        fast.chat_template = CHAT
        fast.save_pretrained(folder)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".json"):
                book.add(f"json/{name}", read(folder, name), f"transformers: {name} of a small tokenizer.", ["transformers", "tokenizers"])
        for kind in (BertConfig(hidden_size=8, num_attention_heads=2), LlamaConfig(hidden_size=8, num_attention_heads=2)):
            kind.architectures = [type(kind).__name__.replace("Config", "Model")]
            kind.save_pretrained(folder)
            book.add(f"json/config-{kind.model_type}.json", read(folder, "config.json"), f"transformers: the configuration of a {kind.model_type} model.", ["transformers"])
    book.add("json/tokenizer_config-hand.json", HAND, "A tokenizer's configuration with its chat template, written by hand.")
    book.add("json/model.safetensors.index.json", INDEX, "The index of a model in two files, written by hand.")
    book.add("json/model-tfjs.json", TFJS, "A Keras model for TensorFlow.js, written by hand.")
    book.add("json/model_index.json", PIPELINE, "The parts of a Diffusers pipeline, written by hand.")
    book.add("json/plain.json", json.dumps({"epochs": 3, "loss": [0.5, 0.25], "note": "größer"}).encode(), "A document of no library.")
    book.add("json/log.jsonl", b'{"step": 1, "loss": 0.5}\n{"step": 2, "loss": NaN}\n', "Lines of JSON with a number that only Python writes.")


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


CHAT = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>\\n' + message['content'] | trim }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)
HAND = json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 128, "chat_template": CHAT}, indent=2).encode()
INDEX = json.dumps(
    {
        "metadata": {"total_size": 96},
        "weight_map": {"a.weight": "model-00001-of-00002.safetensors", "b.weight": "model-00002-of-00002.safetensors"},
    }
).encode()
PIPELINE = json.dumps(
    {
        "_class_name": "StableDiffusionPipeline",
        "_diffusers_version": "0.30.0",
        "safety_checker": [None, None],
        "scheduler": ["diffusers", "PNDMScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "unet": ["diffusers", "UNet2DConditionModel"],
    }
).encode()
TFJS = json.dumps(
    {
        "format": "layers-model",
        "generatedBy": "keras v2.15.0",
        "convertedBy": "TensorFlow.js Converter v4.17.0",
        "modelTopology": {
            "keras_version": "2.15.0",
            "backend": "tensorflow",
            "model_config": {
                "class_name": "Sequential",
                "config": {
                    "name": "sequential",
                    "layers": [
                        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 2], "dtype": "float32", "name": "x"}},
                        {
                            "class_name": "Dense",
                            "config": {"name": "dense", "units": 1, "activation": "linear", "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}}},
                        },
                    ],
                },
            },
        },
        "weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": [{"name": "dense/kernel", "shape": [2, 1], "dtype": "float32"}]}],
    }
).encode()
