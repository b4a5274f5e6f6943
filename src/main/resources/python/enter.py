"""Opens the doors of a cage, closes the rest, and becomes the command. Stands behind landlock.py and relay.py in one
program, since there may be no folder yet to import them from.

  python3 -I -S -c TEXT abi                   prints the version of the kernel's Landlock, 0 for none
  python3 -I -S -c TEXT SETTINGS COMMAND...

SETTINGS is one JSON object: doors (the Unix socket behind each TCP port of 127.0.0.1), processes (how many there may
be besides, threads included; null for any number) and rules (those of landlock.py;
null for none). What fails ends the program.
"""
import json
import sys

PR_SET_DUMPABLE = 4


def protect():
    """From the command: it could look into, or lead on, a process of the same user."""
    checked('dumpable', libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
    checked('no_new_privs', libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    drop_capabilities()
    version = abi()
    if version:
        landlock({'read': (), 'write': (), 'ports': (), 'net': version >= WITH_PORTS})


def main():
    if sys.argv[1] == 'abi':
        print(abi())
        return
    settings = json.loads(sys.argv[1])
    if settings['doors']:
        open_doors(settings['doors'], protect)
    if settings['processes'] is not None:
        limit_processes(settings['processes'])
    if settings['rules'] is not None:
        confine(settings['rules'])
    try:
        os.execv(sys.argv[2], sys.argv[2:])
    except OSError as e:
        print('%s: %s' % (sys.argv[2], e.strerror), file=sys.stderr)
        sys.exit(127 if e.errno == errno.ENOENT else 126)


if __name__ == '__main__':
    main()
