"""What PaddlePaddle writes for inference, in the layout of versions before 3."""

import os
import tempfile
from pathlib import Path

NEEDS = ("paddle",)


def write(book):
    os.environ["FLAGS_enable_pir_api"] = "0"
    import paddle

    def add(name, content, about):
        book.add(f"paddle/{name}", content, about, ["paddlepaddle"])

    paddle.seed(0)
    network = paddle.nn.Sequential(paddle.nn.Linear(4, 8), paddle.nn.ReLU(), paddle.nn.Linear(8, 2))
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        before = os.getcwd()
        os.chdir(folder)
        try:
            paddle.jit.save(network, "network", input_spec=[paddle.static.InputSpec([None, 4], "float32")])
            add("network.pdmodel", Path("network.pdmodel").read_bytes(), "The program of a network of two layers.")
            add("network.pdiparams", Path("network.pdiparams").read_bytes(), "Its parameters, one tensor behind the other.")
            paddle.save(network.state_dict(), "network.pdparams")
            add("network.pdparams", Path("network.pdparams").read_bytes(), "The weights of the network as paddle.save writes them: a pickle.")
            optimizer = paddle.optimizer.Adam(parameters=network.parameters())
            paddle.save(optimizer.state_dict(), "network.pdopt")
            add("network.pdopt", Path("network.pdopt").read_bytes(), "The state of an optimizer.")
        finally:
            os.chdir(before)
