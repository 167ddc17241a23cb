"""safetensors and GGUF files by their own writers."""

import os
import tempfile

NEEDS = ("numpy", "safetensors", "gguf")

CHATML = (
    "{%- for message in messages %}{{- '<|im_start|>' + message.role + '\\n' + message.content | trim + '<|im_end|>\\n' }}"
    "{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)
TOOLS = (
    "{%- set ns = namespace(last=-1) %}{%- for message in messages[::-1] %}{%- if message.role == 'user' %}"
    "{%- set ns.last = loop.index0 %}{%- break %}{%- endif %}{%- endfor %}"
    "{%- macro show(tool) %}{{ tool.function | tojson(indent=2) }}{%- endmacro %}"
    "{%- if tools is defined and tools is not none %}{%- for tool in tools %}{{ show(tool) }}{%- endfor %}{%- endif %}"
    "{%- if ns.last < 0 %}{{ raise_exception('No user message') }}{%- endif %}{{ strftime_now('%Y-%m-%d') }}"
)


def gguf(write, **options):
    from gguf import GGUFWriter

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.gguf")
        writer = GGUFWriter(path, "llama", **options)
        write(writer)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        with open(path, "rb") as file:
            return file.read()


def llama(writer):
    import numpy as np
    from gguf import GGMLQuantizationType, LlamaFileType
    from gguf.quants import quantize

    random = np.random.default_rng(0)
    writer.add_name("Tiny Llama of the corpus")
    writer.add_license("apache-2.0")
    writer.add_author("The corpus")
    writer.add_languages(["en", "de"])
    writer.add_context_length(2048)
    writer.add_block_count(1)
    writer.add_embedding_length(64)
    writer.add_file_type(LlamaFileType.MOSTLY_Q8_0)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list([f"token_{i}" for i in range(40)])
    writer.add_token_scores([0.5] * 40)
    writer.add_add_bos_token(True)
    writer.add_chat_template([{"name": "default", "template": CHATML}, {"name": "tool_use", "template": TOOLS}])
    writer.add_tensor("token_embd.weight", random.random((8, 64)).astype("f4"))
    writer.add_tensor("output_norm.weight", np.ones(7, dtype="f4"))
    writer.add_tensor("blk.0.attn_q.weight", random.random((3, 64)).astype("f2"))
    q8 = quantize(random.random((4, 64)).astype("f4"), GGMLQuantizationType.Q8_0)
    writer.add_tensor("blk.0.ffn_up.weight", q8, raw_dtype=GGMLQuantizationType.Q8_0)


def small(writer):
    import numpy as np

    writer.add_name("Big-endian")
    writer.add_custom_alignment(64)
    writer.add_tensor("a", np.arange(5, dtype="f4"))
    writer.add_tensor("b", np.arange(6, dtype="i4").reshape(2, 3))


def vocabulary(writer):
    writer.add_name("Words alone")
    writer.add_tokenizer_model("llama")
    writer.add_token_list(["<s>", "</s>", "a", "b"])
    writer.add_uint64("test.u64", 2**63)
    writer.add_int8("test.i8", -3)
    writer.add_float64("test.f64", 0.1)


def write(book):
    import numpy as np
    from gguf import GGUFEndian
    from safetensors import TensorSpec, serialize
    from safetensors.numpy import save

    def add(name, content, about):
        book.add(f"safetensors/{name}.safetensors", content, about, NEEDS[:2])

    random = np.random.default_rng(0)
    weights = {
        "encoder.layer.0.weight": random.random((8, 16)).astype("f4"),
        "encoder.layer.0.bias": np.zeros(8, dtype="f4"),
        "steps": np.array(7, dtype="i8"),
        "mask": np.array([True, False]),
        "half": np.ones((2, 3), dtype="f2"),
        "empty": np.zeros((0, 4), dtype="u1"),
    }
    add("weights", save(weights, {"format": "np", "license": "mit", "made by": "the corpus"}), "Several dtypes and metadata.")
    add("plain", save({"w": np.arange(10, dtype="f8")}), "One tensor, no metadata.")
    add("nothing", save({}), "No tensors at all.")
    buffer = np.zeros(64, dtype="u1")
    spec = lambda dtype, shape, length: TensorSpec(dtype=dtype, shape=shape, data_ptr=buffer.ctypes.data, data_len=length)
    raw = {
        "brain": spec("bfloat16", [2, 2], 8),
        "eight": spec("float8_e4m3fn", [5], 5),
        "four": spec("float4_e2m1fn_x2", [3], 3),
        "complex": spec("complex64", [1], 8),
    }
    add("small-floats", bytes(serialize(raw)), "bfloat16, float8, float4 and complex numbers.")

    def add_gguf(name, content, about):
        book.add(f"gguf/{name}.gguf", content, about, ("gguf", "numpy"))

    add_gguf("llama", gguf(llama), "A model with metadata, tokens, two chat templates and four types of tensors.")
    add_gguf("big-endian", gguf(small, endianess=GGUFEndian.BIG), "Big-endian, with an alignment of its own.")
    add_gguf("vocabulary", gguf(vocabulary), "Metadata and words without a tensor.")
