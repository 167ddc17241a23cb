"""Jinja templates, which have no writer but people: in the manner of chat templates, with every construct these use."""

from .tensor_files import CHATML, TOOLS

NEEDS = ()

REPORT = """{#- A model card. -#}
# {{ name | default('A model', true) }}

{% if tags is defined and tags -%}
Tags: {% for tag in tags | sort %}`{{ tag }}`{% if not loop.last %}, {% endif %}{% endfor %}
{%- endif %}
{% raw %}Write {{ this }} yourself.{% endraw %}
{% block results %}
| metric | value |
|---|---|
{%- for key, value in metrics.items() if value is not none %}
| {{ key }} | {{ '%.3f' % value }} |
{%- else %}
| none | |
{%- endfor %}
{% endblock results %}
"""


def write(book):
    book.add("jinja/chat.jinja", (CHATML + "\n").encode(), "A chat template.")
    book.add("jinja/tools.j2", (TOOLS + "\n").encode(), "A chat template with tools, a macro and a namespace.")
    book.add("jinja/card.md.jinja2", REPORT.encode(), "A text with blocks, a raw part and filters.")
    book.add("jinja/chat-template.txt", ("\n" + CHATML).encode(), "A chat template under the name of a plain text.")
