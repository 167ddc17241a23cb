import { describe, expect, test } from 'vitest';
import { leadsOutside } from '../../outside-path';
import { isRequirementsName, outsideRequirement, outsideRequirements } from './requirements';

describe('lists of requirements', () => {
  test.each([
    'numpy>=1.26',
    '# https://attacker.example',
    'torch==2.0  # from https://attacker.example',
    '--index-url https://pypi.org/simple',
    '--extra-index-url=https://download.pytorch.org/whl/cu118',
    '',
    'package ; python_version >= "3"',
  ])('%s stays with the public indexes', (line) => {
    expect(outsideRequirement(line)).toBeNull();
  });

  test.each([
    ['-i https://attacker.example/simple', 'https://attacker.example/simple'],
    ['--index-url http://pypi.org/simple', 'http://pypi.org/simple'],
    ['--index-url https://pypi.org@attacker.example/simple', 'https://pypi.org@attacker.example/simple'],
    ['--index-url https://attacker.example#pypi.org', 'https://attacker.example#pypi.org'],
    ['x @ https://attacker.example/x.whl', 'https://attacker.example/x.whl'],
    ['-e git+ssh://git@attacker.example/x', 'git+ssh://git@attacker.example/x'],
  ])('%s leads to an address', (line, target) => {
    expect(outsideRequirement(line)).toMatchObject({ to: 'address', target });
  });

  test('paths, and whether they leave the folder', () => {
    expect(outsideRequirement('-r more.txt')).toMatchObject({ to: 'file', target: 'more.txt', leavesFolder: false });
    expect(outsideRequirement('../wheels/x.whl')).toMatchObject({ to: 'file', leavesFolder: true });
    expect(['/etc', 'C:\\x', '~/x', 'a/../b', '\\\\host\\x', 'file:///etc'].every(leadsOutside)).toBe(true);
    expect(['model.pkl', './a/b', 'a..b', '...'].some(leadsOutside)).toBe(false);
  });

  test('places count characters', () => {
    expect(outsideRequirements('numpy\n-r ../x\n')).toEqual([
      expect.objectContaining({ target: '../x', start: 6, end: 13 }),
    ]);
    expect(isRequirementsName('requirements-dev.txt')).toBe(true);
    expect(isRequirementsName('my-requirements.txt')).toBe(false);
  });
});
