"""
Runs one command to its end and prints what the kernel booked for it: wall seconds, CPU seconds, peak resident KiB, exit code.
python3 build/bench/measure.py COMMAND [ARGUMENT…]
"""

import os
import sys
import time

started = time.perf_counter()
child = os.fork()
if child == 0:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
