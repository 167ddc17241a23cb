"""transformers and tokenizers: settings of training and of models, tokenizers that are trained here, small networks as whole modules."""

import importlib
import warnings

from harvesting.breadth import each, within
from harvesting.vision_data import light

# Networks that people save whole, by what transformers calls their settings.
NETWORKS = """
    bert distilbert roberta albert electra gpt2 gpt_neo gpt_neox gptj bart t5 mt5 opt bloom llama mistral mixtral qwen2 gemma gemma2 phi falcon xlnet xlm-roberta deberta deberta-v2
    longformer bigbird camembert mbart marian pegasus vit deit beit swin clip whisper wav2vec2 hubert segformer detr convnext resnet blip layoutlm funnel mobilebert squeezebert xlm ctrl
    openai-gpt speech_to_text vilt dinov2 sam esm time_series_transformer reformer led nystromformer
""".split()
QUICK = {"num_hidden_layers": 1, "encoder_layers": 1, "decoder_layers": 1, "num_layers": 1, "n_layer": 1, "n_layers": 1, "num_attention_layers": 1}


def values():
    import transformers

    warnings.simplefilter("ignore")
    yield from each(
        lambda: transformers.TrainingArguments("out"), lambda: transformers.TrainingArguments("out", report_to=[], use_cpu=True), lambda: transformers.TrainingArguments("out", no_cuda=True), lambda: transformers.Seq2SeqTrainingArguments("out"),
        lambda: transformers.GenerationConfig(), lambda: transformers.BatchEncoding({"input_ids": [[1]]}), lambda: transformers.TrainerState(), lambda: transformers.TrainerControl(), lambda: transformers.SchedulerType.LINEAR, lambda: transformers.IntervalStrategy.NO,
    )
    for module in ("transformers.trainer_utils", "transformers.training_args", "transformers.utils.generic", "transformers.file_utils", "transformers.modeling_outputs", "transformers.utils"):
        try:
            found = vars(importlib.import_module(module))
        except ImportError:
            continue
        for value in list(found.values()):
            if isinstance(value, type) and value.__module__ == module:
                yield value
                yield from each(lambda v=value: list(v), lambda v=value: v())
    yield from of_tokenizers(transformers)
    yield from of_networks(transformers)


def of_tokenizers(transformers):
    try:
        from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    except ImportError:
        return
    for name in ("WordPiece", "BPE", "WordLevel", "Unigram"):
        model, trainer = getattr(models, name, None), getattr(trainers, f"{name.replace('BPE', 'Bpe')}Trainer", None)
        for one in each(lambda: Tokenizer(model())):
            yield from each(lambda: trained(one, trainer, pre_tokenizers), lambda: one, lambda: one.model, lambda: one.encode("the file"), lambda: transformers.PreTrainedTokenizerFast(tokenizer_object=one))
            yield from each(lambda: transformers.PreTrainedTokenizerFast(tokenizer_object=one)("the file"))
    for module in (decoders, normalizers, pre_tokenizers, processors):
        for kind in list(vars(module).values()):
            if isinstance(kind, type):
                yield from each(lambda k=kind: k(), lambda k=kind: k([]), lambda k=kind: k(("[SEP]", 1), ("[CLS]", 0)))
    yield from each(lambda: __import__("tokenizers").AddedToken("a"))
    for name in "BertTokenizerFast GPT2TokenizerFast T5TokenizerFast DistilBertTokenizerFast BertTokenizer".split():
        yield from each(lambda n=name: getattr(transformers, n)(), lambda n=name: getattr(transformers, n))


def trained(one, trainer, pre_tokenizers):
    one.pre_tokenizer = pre_tokenizers.Whitespace()
    one.train_from_iterator(["the model reads the file", "a reader opens it"], trainer(show_progress=False))
    return one


def of_networks(transformers):
    try:
        from transformers.models.auto.configuration_auto import CONFIG_MAPPING
    except ImportError:
        return
    for name in CONFIG_MAPPING.keys():
        yield from each(lambda n=name: CONFIG_MAPPING[n]())
    try:
        import torch
        from transformers.models.auto import modeling_auto
    except ImportError:
        return
    tables = [getattr(modeling_auto, name) for name in sorted(vars(modeling_auto)) if name.startswith("MODEL_") and name.endswith("_MAPPING")]
    for name in NETWORKS:
        try:
            config = CONFIG_MAPPING[name]()
        except Exception:
            continue
        for part, few in QUICK.items():
            if hasattr(config, part):
                try:
                    setattr(config, part, few)
                except Exception:
                    continue
        for table in tables:
            try:
                kinds = table[type(config)] if type(config) in table else ()
            except Exception:
                continue
            for kind in kinds if isinstance(kinds, tuple) else (kinds,):
                try:
                    with within(30), torch.device("meta"):
                        yield light(torch, kind(config))
                except Exception:
                    continue


def protocols():
    return (2,)
