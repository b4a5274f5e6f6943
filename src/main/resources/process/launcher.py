# Starts a child where util-linux (setsid, setpriv, prlimit) is not installed:
#   launcher.py SIGNAL LIMITS PROGRAM ARGUMENT...
# SIGNAL is what the child gets when the thread that started it dies, 0 for none; LIMITS is
# "as=N,cpu=N,fsize=N,nofile=N,core=N" with any of these left out.
import ctypes
import os
import resource
import sys

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
signal, limits, argv = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
os.setsid()
libc = ctypes.CDLL(None, use_errno=True)
for option, value in ((PR_SET_PDEATHSIG, signal), (PR_SET_NO_NEW_PRIVS, 1)):
    if libc.prctl(option, value, 0, 0, 0):
        sys.exit('prctl %d: %s' % (option, os.strerror(ctypes.get_errno())))
for limit in filter(None, limits.split(',')):
    name, _, value = limit.partition('=')
    resource.setrlimit(getattr(resource, 'RLIMIT_' + name.upper()), (int(value), int(value)))
os.execv(argv[0], argv)
