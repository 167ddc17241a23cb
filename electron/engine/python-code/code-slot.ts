/**
 * What stands in a stack slot or variable, as a text: one letter, and for some what it is about.
 * - `v` a value; `l` `s` `d` a list, set or dict that this code made; `t` a tuple; `i` an iterator; `x` an exception
 * - `k3` constant 3; `F3` a function made of constant 3, whose closure is still missing; `f3` one that is whole; `G3` and `g3` the same
 *   for the function of a comprehension, which takes an iterator for granted
 * - `Mnp.mean` what a global name and attributes of it lead to; `Inumpy.mean` the same from an import
 * - `0` the NULL of a call; `q` NULL or the object of a method; `?` what was in a variable that may have been empty
 * - `c` a cell; `C2` a tuple of two cells; `p` the exception handled before; `L` the place of an exception
 * - `S` what super() gave; `K` the class of an object; `B` the function that builds classes
 * Variables also: `u` empty, `U` maybe empty.
 */
export type Slot = string;

/** Values that may go anywhere a Python object may go. */
export const isValue = (slot: Slot): boolean => 'vlsdtixkfMI'.includes(slot[0] as string);
