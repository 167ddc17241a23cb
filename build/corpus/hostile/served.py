"""TorchServe archives: a manifest, a handler that the server runs, a model."""

import json

from .archive import Member, archive
from .case import EVIL, malformed, malicious
from .torches import CLEAN, model


def manifest(**fields):
    about = {'modelName': 'net', 'modelVersion': '1.0', 'serializedFile': 'net.pt', 'handler': 'image_classifier', **fields}
    return Member('MAR-INF/MANIFEST.json', json.dumps({'runtime': 'python', 'model': about, 'archiverVersion': '0.12.0'}).encode())


NET = Member('net.pt', archive(*model()))


def served(name, about, *members, expect='dangerous', contains=''):
    malicious(f'torchserve/{name}.mar', about, contains, archive(*members), expect)


served('handler', 'The handler runs a command.', manifest(handler='work.py:handle'), NET,
       Member('work.py', b'import os as o\n\ndef handle(data, context):\n    o.system("echo attacker.example")\n', deflate=True))
served('handler_import', 'The same with the name imported.', manifest(handler='work'), NET,
       Member('work.py', b'from subprocess import (\n    run as r,\n)\nr(["echo", "attacker.example"])\n'))
served('own_handler', 'A handler that reads an attribute by a computed name; nobody vouches for it.', manifest(handler='work.py'), NET,
       Member('work.py', b'import torch\n\ndef handle(data, context):\n    return [getattr(torch, data[0])(1).tolist()]\n'), expect='suspicious')
served('hostile_model', 'The model is a hostile pickle.', manifest(serializedFile='net.pkl'), Member('net.pkl', EVIL), contains='posix.system')
served('leads_out', 'The manifest leads out of the archive.', manifest(serializedFile='../../net.pt'), NET, expect='suspicious')
served('handler_of_others', 'The handler is any function of any module.', manifest(handler='os:system'), NET)
malformed('torchserve/truncated.mar', 'The archive ends early.', archive(manifest(), NET)[:-80])
malformed('torchserve/no_manifest.mar', 'The manifest is no JSON.', archive(Member('MAR-INF/MANIFEST.json', b'{"model": '), NET))
