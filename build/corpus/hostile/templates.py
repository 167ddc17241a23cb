"""Jinja templates in files of their own."""

from .case import malformed, malicious

MESSAGES = "{%- for message in messages %}{{ message['role'] }}: {{ message['content'] | trim }}\n{% endfor %}"


def escape(name, about, text, expect='dangerous'):
    malicious(f'jinja/{name}', about, '', text.encode(), expect)


escape('subclasses.jinja', 'From a text to all classes.', MESSAGES + "{{ ''.__class__.__base__.__subclasses__() }}\n")
escape('popen.j2', 'A command by way of a function of Jinja.',
       MESSAGES + "{{ lipsum.__globals__['os'].popen('echo attacker.example').read() }}\n")
escape('computed.jinja', 'Nothing is called by its name.',
       MESSAGES + "{%- set u = '_' * 2 -%}{{ (x | attr(u ~ 'init' ~ u) | attr(u ~ 'glo' ~ 'bals' ~ u))[u + 'builtins' + u] }}\n")
escape('format.jinja', 'The attribute stands in a format string.', MESSAGES + "{{ '{0.__class__.__init__}'.format(x) }}\n")
escape('characters.jinja', 'The underscores come out of a text of Python.',
       MESSAGES + "{%- set s = (lipsum | string) -%}{{ x[s[18] * 2 ~ 'class' ~ s[18] * 2] }}\n")
escape('unparsed.jinja', 'A statement that no parser knows stands in front.', "{% frobnicate %}\n" + MESSAGES + "{{ ''.__class__ }}\n")
escape('include.jinja', 'Another file is asked for.', MESSAGES + "{% include '../../attacker.example' %}\n", 'suspicious')
escape('config.jinja2', 'The configuration of the program is read.', MESSAGES + "{{ config.items() }}\n", 'suspicious')
escape('named_otherwise.txt', 'Nothing but its content tells a template.', MESSAGES + "{{ ''.__class__ }}\n")
malformed('jinja/truncated.jinja', 'The file ends inside a tag.', MESSAGES[:60].encode())
malformed('jinja/open_block.jinja', 'A loop that does not end.', MESSAGES.replace('{% endfor %}', '').encode())
malformed('jinja/deep.jinja', 'Brackets nested ten thousand times.', ('{{ ' + '(' * 10000 + ')' * 10000 + ' }}').encode())
malformed('jinja/not_utf8.jinja', 'A text that is not UTF-8.', MESSAGES.encode() + b'\xff\xfe')
