"""Runs a program to its end and prints wall seconds, CPU seconds and the most memory it held, in MB, as JSON.

A process of its own, and a small one: a program that is started inherits the memory mark of whatever starts it.
"""

import json
import os
import sys
import time

begun = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, used = os.wait4(process, 0)
wall = time.perf_counter() - begun
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(1 if status else 0)
