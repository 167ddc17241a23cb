import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJinja } from '../../adapters/jinja-parser';
import { CHAT_TEMPLATES } from '../testing/chat-templates';
import { judgeTemplate } from './judge';

const judge = (template: string) => judgeTemplate(template, parseJinja);
const codes = (template: string) => [...new Set(judge(template).marks.map(({ code }) => code))];

describe('real chat templates', () => {
  test.each(Object.entries(CHAT_TEMPLATES))('%s raises nothing and is parsed', (_name, template) => {
    const { marks, failure, names } = judge(template);
    expect(marks).toEqual([]);
    expect(failure).toBeNull();
    expect(names).toContain('messages');
  });
});

describe('ways out of a template', () => {
  test.each([
    `{{ ''.__class__.__mro__[1].__subclasses__() }}`,
    `{{ ''['__class__'] }}`,
    `{{ ''["__cl" "ass__"] }}`,
    `{{ ''['__cl' ~ 'ass__'] }}`,
    `{{ ''['__cl' + 'ass__'] }}`,
    `{{ ''["\\x5f\\x5fclass\\x5f\\x5f"] }}`,
    `{{ ''["\\137\\137class\\137\\137"] }}`,
    `{{ ''["\\u005f_class__"] }}`,
    `{{ ''|attr('__class__') }}`,
    `{{ ''|attr('__cl'~'ass__')|attr('mro')() }}`,
    `{{ ''|attr(['_'*2,'class','_'*2]|join) }}`,
    `{{ ''|attr('%s%s' % ('__cl','ass__')) }}`,
    `{{ ''|attr('%c%cclass%c%c'|format(95,95,95,95)) }}`,
    `{{ ''['{0}{0}class{0}{0}'.format('_')] }}`,
    `{{ ''['__ssalc__'|reverse] }}`,
    `{{ ''['__ssalc__'[::-1]] }}`,
    `{{ ''['__CLASS__'|lower] }}`,
    `{{ ''['xxclassxx'|replace('x','_')] }}`,
    `{{ ''['_-_-class-_-_'.replace('-','')] }}`,
    `{% set a = '__cl' %}{% set b = 'ass__' %}{{ ''[a~b] }}`,
    `{% set ns = namespace(u='__') %}{{ ''[ns.u ~ 'class' ~ ns.u] }}`,
    `{% for c in ['__class__x'] %}{{ ''[c[:-1]] }}{% endfor %}`,
    `{% macro m(u='__') %}{{ ''[u ~ 'globals' ~ u] }}{% endmacro %}`,
    `{{ x[u ~ 'globals' ~ u] }}`,
    `{{ x['__' ~ name ~ '__'] }}`,
    `{{ ''|attr(request.args.name) }}`,
    `{{ x|attr(y) }}`,
    `{{ [x]|map('attr', y)|list }}`,
    `{{ [x]|map(attribute='__class__')|list }}`,
    `{{ [x]|sort(attribute='a.__class__')|list }}`,
    `{{ [x]|groupby('__class__') }}`,
    `{{ '{0.__init__.__globals__}'.format(x) }}`,
    `{{ dict(__cla=1,ss__=2)|join }}`,
    `{{ cycler.__init__.__globals__.os.popen('id').read() }}`,
    `{{ cycler.next }}`,
    `{{ lipsum|string|list }}`,
    `{{ joiner['x'] }}`,
    `{{ namespace.items }}`,
    `{{ self._TemplateReference__context }}`,
    `{{ os.popen('echo') }}`,
    `{{ x.popen('echo') }}`,
    `{{ x.y.system('echo') }}`,
    `{{ subprocess.run('echo') }}`,
    `{{ eval('1') }}`,
    `{{ __import__('os') }}`,
    `{% set x = ''.__class__ %}`,
    `{% if ''.__class__ %}{% endif %}`,
    `{% for c in ().__class__ %}{% endfor %}`,
    `{% include 'x' ~ ''.__class__ %}`,
    `{% do ''.__class__ %}`,
    `{% with a=''['__cl'~'ass__'] %}{{ a }}{% endwith %}`,
    `{% block x %}{{ ''['__cl'~'ass__'] }}{% endblock %}`,
    `{{ (()|attr('__class__')) }}`,
    `{%+ set x = ''.__class__ -%}`,
    `{{ { 'a': ''.__class__ } }}`,
    `{{ x.gi_frame }}`,
    `{{ x['gi_' ~ 'frame'] }}`,
    `{{ (x if y else ''['__cl' ~ 'ass__']) }}`,
    `{% raw %}{% endraw %}{{ ''.__class__ }}`,
    `{{ '{#' }}{{ ''.__class__ }}{{ '#}' }}`,
    `{{ '{% raw %}' }}{{ ''.__class__ }}`,
    `{% set a %}__class__{% endset %}{{ ''[a] }}`,
    `{% set a -%} __cl {%- endset %}{% set b %}ass__{% endset %}{{ ''[a ~ b] }}`,
    `{% set a %}__{{ 'class' }}__{% endset %}{{ ''[a] }}`,
    `{% set a %}{% raw %}__globals__{% endraw %}{% endset %}{{ x|attr(a) }}`,
    `{% macro m() %}__cla{% endmacro %}{{ ''[m() ~ 'ss__'] }}`,
    `{% macro m() %}__class__{% endmacro %}{{ ''[m()] }}`,
    `{% macro m() %}{{ ''[caller()] }}{% endmacro %}{% call m() %}__class__{% endcall %}`,
    `{% filter attr('__class__') %}x{% endfilter %}`,
    `{{ ''["\\N{LOW LINE}_class__"] }}`,
    `{{ ''["\\N{low line}\\N{LOW LINE}class\\N{LOW LINE}_"] }}`,
    `{{ ''["\\N{FULLWIDTH LOW LINE}class\\N{FULLWIDTH LOW LINE}"] }}`,
    `{% set s = messages|string %}{{ x[s[1]~s[1]~s[2]~s[3]~s[4]~s[5]~s[1]~s[1]] }}`,
    `{{ [x]|sort(false, false, '__cl' ~ 'ass__') }}`,
    `{{ [x]|sum('__cl' ~ 'ass__') }}`,
    `{% frobnicate %}{% set a %}__class__{% endset %}{{ x[a] }}`,
    `{% set a = ['_','_','c','l','a','s','s','_','_'] %}{% set ns = namespace(x='') %}{% for c in a %}{% set ns.x = ns.x ~ c %}{% endfor %}{{ ''[ns.x] }}`,
  ])('%s', (template) => {
    expect(codes(template)).toContain('templateEscape');
  });

  test.each([`{% include 'a.html' %}`, `{% import 'm' as m %}`, `{% from 'm' import x %}`, `{%- extends "base" -%}`])(
    '%s asks for another template',
    (template) => {
      expect(codes(template)).toEqual(['templateImport']);
      expect(judge(template).failure).toBeNull();
    },
  );

  test.each([`{{ config.items() }}`, `{{ request.args.x }}`, `{{ config['SECRET_KEY'] }}`])('%s', (template) => {
    expect(codes(template)).toEqual(['templateContext']);
  });

  test.each([
    `{# {{ ''.__class__ }} #}`,
    `{% raw %}{{ ''.__class__ }}{% endraw %}`,
    `Say __class__ and os.popen('x').`,
    `{{ messages|map(attribute='content')|join('__') }}`,
    `{% set config = tools %}{{ config.name }}`,
    `{{ tool.os }}{{ message.system }}{{ 'system' ~ x }}`,
    `{{ x.eval }}{{ x|list|attr('name') }}`,
    `{{ message['content'][key ~ '_' ~ loop.index] }}`,
    `{% macro show(x) %}__{{ x }}__{% endmacro %}{{ show(1) }}`,
    `{% set prompt %}You are __{{ name }}__.{% endset %}{{ prompt }}`,
    `{{ x|join('__') }}`,
  ])('%s raises nothing', (template) => {
    expect(codes(template)).toEqual([]);
  });

  test('places are exact', () => {
    const template = `Grüße {{ a }}{{ x['__cl' ~ 'ass__'] }} {{ y.__globals__ }}`;
    expect(judge(template).marks.map(({ start, end }) => template.slice(start, end))).toEqual([
      `'__cl'`,
      `'__cl'`,
      '__globals__',
    ]);
  });
});

describe('what is not understood is said', () => {
  test.each([
    `{{ a`,
    `{% if a %}`,
    `{% frobnicate %}`,
    `{{ 'a }}`,
    `{# a`,
    `{{ a ? b }}`,
    `{{ ${'('.repeat(20_000)} }}`,
    `{{ a${'.b'.repeat(3000)} }}`,
  ])('%#', (template) => {
    expect(judge(template).failure).not.toBeNull();
  });
});

describe('hostile templates end', () => {
  test.each([
    [' '.repeat(256 * 1024)],
    [`{{ ${'"a" ~ '.repeat(20_000)}"b" }}`],
    [`{% set a = "ab" %}${'{% set a = a ~ a %}'.repeat(2000)}{{ x[a] }}`],
    ['{% raw'.repeat(40_000)],
    [`{%${' '.repeat(200_000)}`],
    ['{{ ['.repeat(60_000)],
    [`{{ "a" * 999999999 }}{{ "a"|replace("", "b") }}{{ [${'"a",'.repeat(30_000)}]|join }}`],
    [`{{ "${'\\'.repeat(200_000)}`],
    [`{{ "${'{'.repeat(100_000)}" }}`],
    [`{% set a %}${'{{ a }}'.repeat(30_000)}{% endset %}{{ x[a] }}`],
    [`${'{% macro m() %}'.repeat(300)}x${'{% endmacro %}'.repeat(300)}{{ x[m()] }}`],
    ['a{{b}}'.repeat(500_000)],
    [`{% set a = ['x'] %}${'{% set a = [a, a, a, a, a, a, a, a, a, a] %}'.repeat(1000)}{{ x[a|join] }}`],
    [`{% set a = [${"'x',".repeat(250)}] %}${'{% set b = a + a %}{{ a|join }}'.repeat(5000)}`],
    [
      `${`{{ x['${'y'.repeat(1000)}' ~ a] }}`.repeat(200)}${`{% set a = '${'z'.repeat(900)}' ~ loop.index %}`.repeat(60)}`,
    ],
  ])('%#', (template) => {
    const before = performance.now();
    judge(template);
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test('any pieces in any order end in an answer with places inside', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      ' set ',
      ' if ',
      'endif',
      ' for ',
      ' in ',
      'a',
      '.',
      '[',
      ']',
      '(',
      ')',
      '|',
      "'__class__'",
      '"',
      '~',
      ' is ',
      ' not ',
      'raw',
      '=',
      ',',
      '1',
      ':',
      '-',
      '{',
      '}',
      'attr',
      'é',
      '😀',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const template = pieces.join('');
        for (const { start, end } of judge(template).marks) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(template.length);
          expect(end).toBeGreaterThan(start);
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
