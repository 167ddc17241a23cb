"""
Every published technique that the corpus answers, with its source and the cases that show it. A case belongs to the first technique one of
whose patterns fits its path. `names` are callables of section A: a pickle is written for each of them (matrix.py).

Sections: A callables a blocklist did not list, B reaching a callable without naming it, C making the scanner read something else than the
unpickler, D containers, E other formats, F denial of service and damage, G shown by this project's own fuzzing and review.
"""

from fnmatch import fnmatch
from typing import NamedTuple


class Technique(NamedTuple):
    id: str
    title: str
    source: str
    cases: tuple = ()  # patterns over the paths of cases
    names: tuple = ()  # 'module:name'; a trailing ? says that suspicious is enough
    runs: bool = True  # loading runs a command or code


def technique(id, title, source, cases='', names='', runs=True):
    return Technique(id, title, source, tuple(cases.split()), tuple(names.split()), runs)


def p(*names):
    return ' '.join(f'pickle/{name}.pkl' for name in names)


A = (
    technique('A-pip', 'pip.main installs a package', 'CVE-2025-1716, GHSA-655q-fx9r-782v', p('gadget-pip-*'), 'pip:main pip._internal:main pip._internal.cli.main:main'),
    technique('A-timeit', 'timeit.timeit runs a statement', 'GHSA-v7x6-rv5q-mhwc', p('gadget-timeit'), 'timeit:timeit timeit:repeat'),
    technique('A-cprofile', 'cProfile.run and runctx', 'GHSA-49gj-c84q-6qm9, GHSA-9w88-8rmg-7g2p, GHSA-p523-jq9w-64x9', p('gadget-cprofile*'), 'cProfile:run cProfile:runctx'),
    technique('A-profile-run', 'profile.run', 'GHSA-7wx9-6375-f5wh', p('gadget-profile-run'), 'profile:run'),
    technique('A-profile-class', 'Methods of profile.Profile', 'GHSA-x696-vm39-cp64, GHSA-6vqj-c2q5-j97w', '', 'profile:Profile.run profile:Profile.runctx'),
    technique('A-trace', 'Methods of trace.Trace', 'GHSA-5qwp-399c-mjwf, GHSA-g344-hcph-8vgg', p('gadget-trace*', 'gadget-bdb*'), 'trace:Trace.run trace:Trace.runctx'),
    technique('A-doctest', 'doctest.debug_script', 'GHSA-fqq6-7vqf-w3fg', p('gadget-doctest*'), 'doctest:debug_script'),
    technique('A-code', 'code.InteractiveInterpreter', 'GHSA-cj3c-v495-4xqh', p('gadget-interactive*', 'dotted-method'), 'code:InteractiveInterpreter.runcode'),
    technique('A-ensurepip', 'ensurepip._run_pip', 'GHSA-xp4f-hrf8-rxw7', p('gadget-ensurepip'), 'ensurepip:_run_pip'),
    technique('A-idlelib-calltip', 'idlelib.calltip evaluates a text', 'GHSA-9xph-j2h6-g47v, GHSA-8r4j-24qv-fmq9', p('gadget-idlelib-calltip'), 'idlelib.calltip:get_entity idlelib.calltip:Calltip.fetch_tip'),
    technique('A-idlelib-autocomplete', 'idlelib.autocomplete', 'GHSA-6w4w-5w54-rjvr, GHSA-7cq8-mj8x-j263', '', 'idlelib.autocomplete:AutoComplete.get_entity idlelib.autocomplete:AutoComplete.fetch_completions'),
    technique('A-idlelib-debugobj', 'idlelib.debugobj', 'GHSA-3vg9-h568-4w9m', '', 'idlelib.debugobj:ObjectTreeItem.SetText'),
    technique('A-idlelib-pyshell', 'idlelib.pyshell', 'GHSA-3gf5-cxq9-w223, GHSA-j343-8v2j-ff7w', '', 'idlelib.pyshell:ModifiedInterpreter.runcode idlelib.pyshell:ModifiedInterpreter.runcommand'),
    technique('A-idlelib-run', 'idlelib.run.Executive', 'GHSA-m869-42cg-3xwr', p('gadget-idlelib-runcode'), 'idlelib.run:Executive.runcode'),
    technique('A-lib2to3-grammar', 'lib2to3 loads a nested pickle', 'GHSA-f54q-57x4-jg88', p('gadget-lib2to3*'), 'lib2to3.pgen2.grammar:Grammar.loads'),
    technique('A-lib2to3-pgen', 'lib2to3 evaluates a label', 'GHSA-p9w7-82w4-7q8m', '', 'lib2to3.pgen2.pgen:ParserGenerator.make_label'),
    technique('A-asyncio', 'asyncio.unix_events starts a process', 'GHSA-q77w-mwjj-7mqx', p('gadget-asyncio*'), 'asyncio.unix_events:_UnixSubprocessTransport._start'),
    technique('A-f2py', 'numpy.f2py.crackfortran evaluates', 'GHSA-r8g5-cgf2-4m4m', p('gadget-numpy-getlincoef'), 'numpy.f2py.crackfortran:getlincoef numpy.f2py.crackfortran:_eval_length numpy.f2py.crackfortran:myeval'),
    technique('A-runstring', 'numpy.testing runs a text', 'picklescan #40', p('gadget-numpy*runstring'), 'numpy.testing._private.utils:runstring'),
    technique('A-write-file', 'distutils writes a file', 'GHSA-m273-6v24-x4m4', p('gadget-write-file', 'gadget-open-for-writing', 'gadget-rmtree'), 'distutils.file_util:write_file?', runs=False),
    technique('A-ctypes', 'ctypes loads a native library', 'GHSA-4675-36f9-wf6r, GHSA-5hvc-6wx8-mvv4', p('gadget-ctypes*'), 'ctypes:CDLL ctypes:pythonapi.PyRun_SimpleString'),
    technique('A-pydoc', 'pydoc.locate and pipepager', 'GHSA-84r2-jw7c-4r5q, GHSA-5hvc-6wx8-mvv4', p('chain-pydoc-locate'), 'pydoc:pipepager pydoc:locate'),
    technique('A-pty', 'pty.spawn', 'GHSA-vqmv-47xg-9wpr, GHSA-r7v6-mfhq-g3m2', p('gadget-pty*'), 'pty:spawn'),
    technique('A-operator-c', 'The C twin of a blocked module', 'GHSA-955r-x9j8-7rhh, GHSA-46h3-79wf-xr6c', p('chain-methodcaller-c', 'chain-nested-loads-c'), '_operator:methodcaller _operator:attrgetter'),
    technique('A-code-type', 'Functions made of code objects', 'GHSA-m7j5-r2p5-c39r', p('chain-code-type', 'code-*'), 'types:CodeType?'),
    technique('A-resolve-name', 'pkgutil.resolve_name', 'GHSA-vvpj-8cmc-gx39', p('chain-resolve-name'), 'pkgutil:resolve_name'),
    technique('A-command-helpers', 'Helpers of the library that run commands', 'GHSA-g38g-8gr9-h9xp, GHSA-5hwf-rc88-82xm', p('gadget-uuid*', 'gadget-osx*'),
              'uuid:_get_command_stdout _osx_support:_read_output _aix_support:_read_cmd_output imaplib:IMAP4_stream _pyrepl.pager:pipe_pager test.support.script_helper:assert_python_ok'),
    technique('A-torch-bottleneck', 'torch.utils.bottleneck runs code', 'GHSA-4r9r-ch6f-vxmx, GHSA-4whj-rm5r-c2v8', p('gadget-torch-bottleneck'), 'torch.utils.bottleneck.__main__:run_cprofile torch.utils.bottleneck.__main__:run_autograd_prof'),
    technique('A-torch-collect-env', 'torch.utils.collect_env runs a command', 'GHSA-f745-w6jp-hpxx, GHSA-jhph-76pp-mggw', p('gadget-torch-collect-env'), 'torch.utils.collect_env:run torch.utils.collect_env:run_and_read_all'),
    technique('A-torch-dynamo', 'torch._dynamo.guards evaluates', 'GHSA-86cj-95qr-2p4f', '', 'torch._dynamo.guards:GuardBuilder.get'),
    technique('A-torch-symbolic-shapes', 'torch.fx evaluates guards', 'GHSA-f4x7-rfwp-v3xw', '', 'torch.fx.experimental.symbolic_shapes:ShapeEnv.evaluate_guards_expression'),
    technique('A-torch-exec-wrapper', 'torch.jit.unsupported_tensor_ops.execWrapper', 'GHSA-vr7h-p6mm-wpmh', p('gadget-torch-exec-wrapper'), 'torch.jit.unsupported_tensor_ops:execWrapper'),
    technique('A-torch-basichandlers', 'A data pipe loads a nested pickle', 'GHSA-h3qp-7fh3-f8h4', '', 'torch.utils.data.datapipes.utils.decoder:basichandlers'),
    technique('A-torch-config', 'A configuration module loads a nested pickle', 'GHSA-vv6j-3g6g-2pvj', '', 'torch.utils._config_module:ConfigModule.load_config'),
    technique('A-torch-compile-file', 'torch._inductor runs a compiler', 'picklescan, its source', p('gadget-torch-compile-file'), 'torch._inductor.codecache:compile_file'),
    technique('A-torch-annotations', 'torch.jit.annotations evaluates a type line', 'CVE-2022-45907', p('gadget-torch-parse-type-line'), 'torch.jit.annotations:parse_type_line'),
    technique('A-torch-rpc', 'torch.distributed.rpc runs functions of others', 'CVE-2024-5480, CVE-2024-48063', '', 'torch.distributed.rpc.internal:_run_function torch.distributed.rpc:rpc_sync torch.distributed.nn.api.remote_module:RemoteModule?'),
    technique('A-runpy', 'runpy, importlib, code and multiprocessing', 'GHSA-wfq2-52f7-7qvj, GHSA-q5qq-mvfm-j35x', p('gadget-runpy', 'gadget-importlib', 'gadget-breakpoint', 'gadget-torch-hub', 'gadget-pandas-eval'),
              'runpy:run_path runpy:_run_code importlib:import_module? code:interact multiprocessing:Process?'),
    technique('A-marshal', 'marshal.loads and types.FunctionType', 'GHSA-565g-hwwr-4pp3, picklescan #74', p('chain-marshal-function', 'payload-marshal'), 'marshal:loads'),
    technique('A-subinterpreters', 'Subinterpreters run a text', 'GHSA-6ggj-6f2q-f7mx', p('gadget-subinterpreter'), '_interpreters:run_string _xxsubinterpreters:run_string'),
    technique('A-posixsubprocess', '_posixsubprocess, site and atexit', 'GHSA-m6fh-58r7-x697', p('gadget-fork-exec'), '_posixsubprocess:fork_exec site:execsitecustomize? site:addpackage? atexit:register?'),
    technique('A-mock', 'unittest.mock, test and doctest resolve names', 'GHSA-pc6j-px3p-rrj4', p('chain-mock-importer'), 'unittest.mock:_importer unittest.mock:_dot_lookup? test.support:run_unittest?'),
    technique('A-readers', 'platform, linecache, difflib and gc', 'GHSA-5cxw-w2xg-2m8h, GHSA-r48f-3986-4f9c', p('gadget-linecache'), 'platform:popen? linecache:getlines? gc:get_objects? difflib:unified_diff?', runs=False),
    technique('A-network', 'Network, sqlite3, imp and pipes', 'GHSA-mhc9-48gj-9gp3, fickling #233, #312', p('gadget-socket', 'gadget-urlopen', 'gadget-sqlite3', 'gadget-webbrowser'),
              'socket:socket? http.client:HTTPConnection? ftplib:FTP? smtplib:SMTP? sqlite3:connect? imp:load_source? pipes:Template?', runs=False),
    technique('A-spawnv', 'Processes started by libraries', 'modelscan #338', p('gadget-multiprocessing-spawn'), 'multiprocessing.util:spawnv_passfds mlflow.projects.backend.local:_run_entry_point? pandas:read_csv?'),
    technique('A-openers', 'Modules that open, parse or serve', 'Hugging Face: th3-j0k3r, hacnho, wulonchia, optimus-fulcria', '',
              '_bootsubprocess:Popen codecs:open? io:open? lzma:open? bz2:open? gzip:open? xml.etree.ElementTree:parse? xml.sax:parse? http.server:test? syslog:syslog? resource:setrlimit? faulthandler:_sigsegv? distutils.spawn:spawn', runs=False),
    technique('A-hide-and-seek', 'Gadgets of the library and of ML libraries', 'arXiv 2508.19774', p('code-eval-repr'),
              'os:popen os:execv os:spawnl subprocess:getoutput subprocess:check_output subprocess:run subprocess:call commands:getoutput builtins:compile? builtins:exec concurrent.futures.thread:_WorkItem? torch.hub:load torch:load? numpy:load? joblib:load pandas:read_pickle sklearn.utils._testing:run_subprocess?'),
    technique('A-submodules', 'A module below a blocked one', 'CVE-2025-10157, GHSA-f7qq-56ww-84cr', '', 'asyncio.unix_events:_UnixSelectorEventLoop? pip._internal.utils.subprocess:call_subprocess idlelib.run:main? distutils.command.build_ext:build_ext?', runs=False),
    technique('A-python2', 'Names of Python 2', 'CPython, _compat_pickle', p('python2-*')),
    technique('A-tampering', 'Imports the scanner itself', 'fickling #249', p('gadget-scanner-tampering'), 'picklescan.scanner:scan_pickle_bytes? fickling.hook:run_hook? modelscan.modelscan:ModelScan?', runs=False),
)

B = (
    technique('B-getattr-import', 'getattr or methodcaller on an imported module', 'picklescan #66, #74', p('chain-getattr', 'chain-getattr-twice', 'chain-methodcaller')),
    technique('B-getattr-static', 'inspect.getattr_static', 'Hugging Face: xry6, EnigmaConsultant', p('chain-getattr-static')),
    technique('B-attrgetter', 'attrgetter, itemgetter and sys.modules', 'picklescan #22', p('chain-attrgetter', 'chain-itemgetter*')),
    technique('B-type-hints', 'typing.get_type_hints evaluates annotations', 'Hugging Face: wulonchia', p('chain-type-hints'), runs=False),
    technique('B-partial', 'partial, reduce, map and pools', 'picklescan and fickling, their tests', p('chain-partial*', 'chain-functools-reduce', 'chain-map-list', 'chain-defaultdict', 'chain-thread-pool')),
    technique('B-dotted', 'A dotted name walks through an innocent module', 'GHSA-5j3x-jp52-966f, modelscan #89', p('dotted-*')),
    technique('B-build-function', 'BUILD writes attributes of a function', 'modelscan #330', p('build-on-*')),
    technique('B-numpy-builtins', 'exec out of the builtins of numpy', 'modelscan #89', p('chain-dict-get-builtins', 'build-sys-modules', 'set*-*', 'append*', 'additems-global')),
    technique('B-smuggled-names', 'Names that come from attributes', 'modelscan #85', p('operand-from-attribute', 'operand-computed', 'stack-global-persistent-id')),
    technique('B-load-from-bytes', 'Loaders that honest files use, too', 'fickling, its analysis', p('chain-nested-*', 'chain-dill-load', 'payload-loads-old')),
    technique('B-object-array', 'A pickle inside an array of objects', 'CVE-2019-6446', 'npy/object_* npz/object*'),
    technique('B-extension-codes', 'Extension codes of copyreg', 'modelaudit #623', p('ext*'), runs=False),
    technique('B-inst', 'INST names and calls', 'Slaviero 2011, picklescan #21', p('inst-*')),
    technique('B-then-pop', 'A call whose result is thrown away', 'GHSA-mxhj-88fx-4pcv', p('obj-*', 'reduce-then-pop')),
    technique('B-planted-methods', 'BUILD plants a method, the next opcode calls it', 'Pain Pickle', p('build-*')),
    technique('B-newobj-map', 'NEWOBJ without any REDUCE', 'Pain Pickle', p('newobj-*')),
    technique('B-persistent-id', 'A persistent id whose type is a gadget', 'torch, its legacy loader', p('binpersid-*', 'persid-*')),
    technique('B-plain', 'Plain calls, where scanners look first', 'Slaviero 2011', p('reduce-*', 'import-then-eval', 'text-like', 'no-proto')),
    technique('B-unknown', 'Names that nobody knows', 'PEP 307', p('unknown-*', 'known-import-only', 'lookalike-module'), runs=False),
    technique('B-data-payload', 'A pickle among the data of another', 'fickling, its tests', p('payload-*') + ' joblib/payload-compressed.joblib'),
)

C = (
    technique('C-int-base', 'INT and LONG in other bases', 'cpython#126992', p('int-hexadecimal', 'int-octal-bool', 'long-*', 'float-words')),
    technique('C-int-nul', 'INT with a NUL byte', 'cpython#126996', p('int-nul')),
    technique('C-stack-left', 'STOP with an open mark or a full stack', 'cpython#127079', p('then-open-mark', 'then-full-stack')),
    technique('C-frames', 'Frames that lie', 'cpython#154848, fickling #317', p('frame-*')),
    technique('C-memo-desync', 'The memo holds something else than it seems to', 'picklescan #22, modelscan #85, arXiv 2607.17503', p('memo-*')),
    technique('C-operands', 'Operands of STACK_GLOBAL in other opcodes', 'modelscan #311', p('operand-*')),
    technique('C-early-stack-global', 'STACK_GLOBAL as the third opcode', 'CVE-2025-46417', p('stack-global-third-opcode')),
    technique('C-unset-memo', 'A memo slot that was never set', 'picklescan #52', p('then-unset-memo*')),
    technique('C-broken-behind', 'The stream breaks behind the call', 'ReversingLabs, nullifAI', p('then-nothing', 'then-cut-argument', 'then-invalid-opcode', 'then-bad-proto', 'then-negative-length') + ' 7z/renamed.pt 7z/cut_list.7z'),
    technique('C-invalid-bytes', 'Bytes that are no text behind the call', 'picklescan, its tests', p('then-non-ascii-global', 'then-spaces', 'then-bad-utf8', 'then-junk', 'surrogates')),
    technique('C-later-error', 'A later stream fails and findings are lost', 'GHSA-9gvj-pp9x-gcfr', p('third-stream-*', 'second-stream-behind-gap')),
    technique('C-exceptions', 'The scanner raises where the loader does not', 'arXiv 2508.19774, EOP', p('then-empty-stack', 'then-missing-mark', 'then-unquoted-string', 'behind-many-proto')),
    technique('C-later-stream', 'The call is in a later stream', 'picklescan 18c978e', p('second-stream*') + ' torch/legacy_*.pt torch-legacy/*.pt'),
    technique('C-magic-by-call', 'The magic number is made by a call', 'GHSA-97f8-7cmv-76j2', p('magic-by-reduce')),
)

D = (
    technique('D-member-extension', 'A pickle member with another extension', 'CVE-2025-1889', 'torch/config_p.pt torch/innocent_member.pt torch/debug_pkl.pt torch/outside_prefix.pt torch/constants_pkl.pt'),
    technique('D-file-extension', 'A pickle that calls itself something else', 'CVE-2025-10155', 'torch/plain_pickle.pt torch/data_pkl*.pt torch/deflated.pt program/model.* zip/plain.zip tar/plain.tar'),
    technique('D-local-name', 'Two names in two headers', 'CVE-2025-1944', 'torch/local_name_differs.pt'),
    technique('D-flag-bits', 'Flag bits that loaders ignore', 'CVE-2025-1945', 'torch/flag_*.pt zip/locked_beside.zip'),
    technique('D-crc', 'Wrong checksums', 'CVE-2025-10156', 'torch/crc_lie.pt gzip/wrong_checksum.gz joblib/compressed_wrong_checksum.joblib 7z/wrong_crc.7z xz/damaged_index.xz lz4/wrong_size.lz4 bz2/damaged_later.bz2'),
    technique('D-corrupt-member', 'A corrupt member in front', 'modelscan #354', 'torch/corrupt_member_first.pt joblib/compressed_cut.joblib'),
    technique('D-duplicates', 'Two members of one name', 'Hugging Face: TESTforge42', 'torch/duplicate_*.pt npz/duplicate.npz tar/duplicate.tar 7z/twice.7z skops/duplicate_*.skops'),
    technique('D-zip-ambiguity', 'Archives that readers see differently', 'general', 'torch/fake_end_record.pt torch/local_only.pt torch/prepended_*.pt torch/two_archives.pt torch/after_end_record.pt torch/comment_is_pickle.pt torch/storage_is_pickle.pt zip/two_archives_deflated.zip tar/zip_at_once.tar'),
    technique('D-polyglot', 'Two formats in one file', 'fickling, Trail of Bits', '*/pickle?behind.* */pickle-in-front.* */pickle_around.* */zip_behind.* hdf5/user_block_* hdf5/behind_the_end.h5 tar/appended_* tflite/archive-inside.tflite catboost/pickle.cbm npz/pickle_member.npz torch-tar/behind_numbers.pt'),
    technique('D-joblib-packed', 'joblib under every compression', 'PAIT-JOBLIB-101', 'joblib/compressed_* joblib/arrays_* joblib/object_array_* joblib/second_stream_* joblib/iris_aws_exfil* gzip/* bz2/* xz/* lzma/* lz4/* zstd/*'),
    technique('D-joblib-arrays', 'Arrays of joblib derail the reader', 'Hugging Face: roku02', 'joblib/object_array* joblib/array_bytes_are_code.joblib joblib/between_arrays.joblib joblib/frame_past_* joblib/padding_is_code.joblib joblib/wide_padding.joblib joblib/pickle_in_short_array.joblib joblib/subclass_is_system.joblib joblib/load_call.joblib'),
    technique('D-joblib-neighbour', 'Arrays in files beside the pickle', 'Hugging Face: xiaoyaoes', 'joblib/zf_* joblib/companion_file.joblib joblib/neighbour_*', runs=False),
    technique('D-torch-tar', 'The oldest format of torch', 'CVE-2025-32434', 'torch-tar/*.pt'),
    technique('D-nested-zip', 'An archive in an archive', 'modelscan, NestedZipError', 'torch/nested_zip*.pt tar/nested.tar'),
    technique('D-outside-paths', 'Members that leave their folder', 'PAIT-ARV-100, CVE-2025-12638', 'zip/traversal.zip zip/absolute.zip zip/symlink.zip tar/traversal.tar tar/absolute.tar tar/*link* tar/device.tar tar/pax_path.tar tar/pax_global_path.tar tar/through_link.tar 7z/traversal.7z 7z/link.7z', runs=False),
    technique('D-tar-headers', 'Headers that tar readers read differently', 'general', 'tar/*.tar'),
    technique('D-zip-methods', 'Members packed in rare ways', 'general', 'zip/hostile_*.zip 7z/lzma2.7z 7z/hostile.7z 7z/without_a_name.7z'),
    technique('D-size-gates', 'The payload lies behind much data', 'agent-bom #3326', p('behind-large-bytes')),
    technique('D-package-code', 'Archives that bring code', 'torch.package, TorchServe', 'torch/package_code.pt torchserve/[!o]*.mar torchserve/own_*.mar nemo/weights.nemo'),
)

E = (
    technique('E-keras-lambda', 'Lambda layers', 'CVE-2024-3660, CVE-2025-9905', 'keras/lambda*'),
    technique('E-keras-module', 'Any module and function in a configuration', 'CVE-2025-1550', 'keras/module_injection.keras keras/function_injection.keras keras/compile_config.keras keras/duplicate_key.keras keras/escaped_key.keras keras/no_class_at_the_top.keras keras/typespec.keras keras/custom_layer.h5 keras/tensorflow_function.h5 json/keras_config.json'),
    technique('E-keras-own', 'Functions of Keras itself', 'CVE-2025-8747, CVE-2025-9906', 'keras/get_file.keras keras/enable_unsafe.keras'),
    technique('E-keras-torch', 'A PyTorch module in a Keras file', 'CVE-2025-49655', 'keras/torch_module.keras'),
    technique('E-keras-files', 'Files that a configuration names', 'CVE-2025-12058, CVE-2026-1462, CVE-2026-1669', 'keras/vocabulary*.keras keras/saved_model_layer.keras keras/external_weights.keras hdf5/external_*', runs=False),
    technique('E-hdf5-pickles', 'Pickles in HDF5', 'PyTables', 'hdf5/pickle_* hdf5/unknown_filter.h5'),
    technique('E-tensorflow-operations', 'Operations that read and write files', 'JFrog TFLOW-MALOPS, modelaudit #676', 'tensorflow/* tflite/*', runs=False),
    technique('E-onnx-paths', 'External data outside the folder', 'CVE-2022-25882, CVE-2024-27318, CVE-2025-51480, CVE-2026-27489', 'onnx/outside-*', runs=False),
    technique('E-onnx-python', 'Operations of Python and of strangers', 'onnxruntime extensions', 'onnx/*', runs=False),
    technique('E-templates', 'Chat templates that reach the system', 'CVE-2024-34359, CVE-2026-5760', 'gguf/* jinja/* json/chat_template*.json', runs=False),
    technique('E-hydra', 'Targets of Hydra', 'CVE-2025-23304', 'json/target_*.json yaml/hydra* yaml/nemo-target.yaml yaml/lightning-class-path.yaml nemo/target.nemo json/duplicate_key.json json/lines.json json/jsonpickle.json', runs=False),
    technique('E-yaml-tags', 'Tags of PyYAML', 'PyYAML', 'yaml/*', runs=False),
    technique('E-skops', 'Nodes of skops', 'CVE-2025-54412, CVE-2025-54413, CVE-2025-54886', 'skops/*', runs=False),
    technique('E-rds', 'Promises of R', 'CVE-2024-27322', 'rds/*', runs=False),
    technique('E-llamafile', 'A program named as a model', 'PAIT-LMAFL-300', 'program/*', runs=False),
    technique('E-torchscript', 'Operations of TorchScript', 'torch.jit', 'torch/script_*.pt', runs=False),
    technique('E-references', 'Configurations that lead elsewhere', 'Transformers, pip', 'json/* text/* lightgbm/* xml/* pmml/* openvino/* coreml/*', runs=False),
    technique('E-paddle', 'Operations of Paddle', 'PaddlePaddle', 'paddle/*', runs=False),
    technique('E-bytecode', 'Compiled Python', 'CPython', 'python-bytecode/*', runs=False),
)

F = (
    technique('F-expansion', 'Billion laughs, cycles', 'fickling #211, #213, #188', 'pickle/dag.pkl pickle/cycle.pkl'),
    technique('F-lengths', 'Lengths up to 2^64', 'fickling #211', 'pickle/huge-*.pkl gguf/huge* */huge_*'),
    technique('F-digits', 'Numbers of a million digits', 'general', 'pickle/digits.pkl pickle/long-line.pkl'),
    technique('F-nesting', 'Deep nesting', 'general', 'pickle/nested-*.pkl pickle/marks.pkl */deep* */nested*'),
    technique('F-bombs', 'Bombs of compression', 'general', '*/bomb* */*laughs*'),
    technique('F-safetensors', 'Headers of safetensors that lie', 'general', 'safetensors/*'),
    technique('F-gguf', 'Counts of GGUF that lie', 'general', 'gguf/*'),
    technique('F-damage', 'Cut off, flipped, random', 'general', '*/*'),
)

G = (
    technique('G-fuzzing', 'Shown by generated pickles and by CPython’s own unpicklers', 'build/fuzz', p('fuzz-*')),
    technique('G-commands', 'Commands and code in spellings and layers that hide them', 'this project', p('command-*', 'code-*') + ' */command-* */commands-*'),
    technique('G-ordinary-code', 'Carried code that tries to pass for ordinary; it runs when it is used', 'this project', 'pickle/ordinary/* python-bytecode/* torchserve/ordinary-* torch/ordinary*', runs=False),
    technique('G-uses', 'Trusted names used as no honest file uses them', 'this project', p('use-*', 'memmap-*') + ' torch/use_* torch-legacy/use* joblib/memmap*', runs=False),
    technique('G-strange-members', 'Other members and places where a loader looks', 'this project', 'npy/header_* npy/duplicate_key.npy torch/unknown_class.pt torch/outside_storage.pt tensorflow-checkpoint/* tar/padding.tar', runs=False),
)

# Cases that none of the sections before wants go to F-damage when they are malformed, so G comes in front of F.
TECHNIQUES = A + B + C + D + E + G + F


def technique_of(path, label):
    """The technique that a case shows. Damaged files show damage, unless an earlier section names them."""
    family = F if label == 'malformed' else TECHNIQUES
    for one in family:
        if any(fnmatch(path, pattern) for pattern in one.cases):
            return one
    raise SystemExit(f'{path} belongs to no technique')
