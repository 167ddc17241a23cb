"""Parameters that Flax packed."""

NEEDS = ("flax", "jax", "numpy")


def write(book):
    import jax
    import jax.numpy as jnp
    import numpy as np
    from flax import linen, serialization

    class Network(linen.Module):
        @linen.compact
        def __call__(self, x):
            x = linen.relu(linen.Dense(5)(x))
            return linen.BatchNorm(use_running_average=True)(linen.Dense(3)(x))

    def add(name, content, about):
        book.add(f"flax/{name}.msgpack", content, about, NEEDS[:2])

    variables = Network().init(jax.random.key(0), jnp.ones((1, 4)))
    add("network", serialization.to_bytes(variables), "Two layers and the statistics of a normalisation.")
    state = {
        "step": 7, "rate": 0.25, "done": False, "name": "a model", "none": None, "numbers": [1, 2, -3, 2**40, -(2**40)],
        "half": jnp.ones((2, 3), jnp.bfloat16), "scalar": np.float32(0.5), "complex": 1 + 2j, "bytes": b"abc",
        "mask": np.array([True, False]), "empty": np.zeros((0, 4), "f8"), "nothing": {},
    }  # fmt: skip
    add("state", serialization.msgpack_serialize(state), "Every kind of value.")
    # A piece has 2**30 bytes: the same layout with small pieces.
    large = serialization.MAX_CHUNK_SIZE
    serialization.MAX_CHUNK_SIZE = 64
    add("chunked", serialization.msgpack_serialize({"table": np.arange(60, dtype="f4").reshape(6, 10)}), "An array in pieces.")
    serialization.MAX_CHUNK_SIZE = large
