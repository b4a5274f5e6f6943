"""Takes from a process what its work does not need, for good and for all that it starts, by Landlock and seccomp.

Rules are: read (files and folders that may be read and executed, with all below), write (folders in which files may be
made and changed), ports (TCP ports that may be connected to; None allows any network), net (whether the kernel is to
hold the ports). What is not there is left out; everything else that fails is an OSError.
"""
import ctypes
import errno
import os
import resource
import struct

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 22, 24, 38
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
READ = EXECUTE | READ_FILE | READ_DIR
WRITE = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
# How many rights each version knows; from the fourth on there are TCP ports, from the sixth on scopes.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
BIND_TCP, CONNECT_TCP = 1, 2
WITH_PORTS = 4
SIGNALS_AND_ABSTRACT_SOCKETS = 3

# What the rest of a user's programs may start while one with a limit of processes runs.
OTHERS = 512

libc = ctypes.CDLL(None, use_errno=True)


def abi():
    return max(0, libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), 1))


def confine(rules):
    checked('no_new_privs', libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    drop_capabilities()
    landlock(rules)
    seccomp(rules['ports'] is not None)


def limit_processes(most):
    """A namespace of users counts its own, from Linux 5.14 on. Elsewhere a user's are counted together, and there are no
    more of these than run on the whole machine. Root of the machine may start any number."""
    with open('/proc/self/uid_map') as file:
        one_user = file.read().split()[2:] == ['1']
    if not one_user or tuple(int(part) for part in os.uname().release.split('.')[:2]) < (5, 14):
        with open('/proc/loadavg') as file:
            most += OTHERS + int(file.read().split()[3].partition('/')[2])
    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def drop_capabilities():
    """What only root has, and even root in a namespace of its own."""
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            break               # past the last one; or we have none, and no right to drop any
    version_3 = struct.pack('=II', 0x20080522, 0)
    checked('capabilities', libc.capset(version_3, bytes(24)))


def landlock(rules):
    version = abi()
    if version < 1 or (rules['net'] and version < WITH_PORTS):
        raise OSError('this kernel has Landlock %d' % version)
    rights = (1 << RIGHTS.get(version, 16)) - 1
    net = 0
    if rules['net']:
        net = BIND_TCP | (0 if rules['ports'] is None else CONNECT_TCP)
    known = 24 if version >= 6 else 16 if version >= WITH_PORTS else 8
    attributes = struct.pack('=QQQ', rights, net, SIGNALS_AND_ABSTRACT_SOCKETS)[:known]
    ruleset = checked('ruleset', libc.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0))
    for path in rules['read']:
        allow(ruleset, path, READ & rights)
    for path in rules['write']:
        allow(ruleset, path, WRITE & rights)
    allow(ruleset, '/dev/null', READ_FILE | WRITE_FILE)
    allow(ruleset, '/dev/urandom', READ_FILE)
    for port in rules['ports'] or () if net & CONNECT_TCP else ():
        checked('port', libc.syscall(ADD_RULE, ruleset, 2, struct.pack('=QQ', CONNECT_TCP, port), 0))
    checked('restrict', libc.syscall(RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def allow(ruleset, path, rights):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    if not os.path.isdir(path):
        rights &= OF_A_FILE
    checked(path, libc.syscall(ADD_RULE, ruleset, 1, struct.pack('=Qi', rights, place), 0))
    os.close(place)


# What Landlock does not reach. The numbers of system calls on x86-64 and 64-bit ARM.
CALLS = {
    'socket': (41, 198), 'sendto': (44, 206), 'sendmsg': (46, 211), 'sendmmsg': (307, 269), 'setsid': (112, 157),
    'setpgid': (109, 154), 'clone': (56, 220), 'unshare': (272, 97),
}
# Those that no child needs: other processes, namespaces and mounts, the kernel and its keys, the machine.
NEEDLESS = {
    'ptrace': (101, 117), 'process_vm_readv': (310, 270), 'process_vm_writev': (311, 271), 'kcmp': (312, 272),
    'pidfd_getfd': (438, 438), 'process_madvise': (440, 440), 'setns': (308, 268),
    'mount': (165, 40), 'umount2': (166, 39), 'pivot_root': (155, 41), 'chroot': (161, 51), 'open_tree': (428, 428),
    'move_mount': (429, 429), 'fsopen': (430, 430), 'fsconfig': (431, 431), 'fsmount': (432, 432),
    'fspick': (433, 433), 'mount_setattr': (442, 442), 'open_tree_attr': (467, 467),
    'name_to_handle_at': (303, 264), 'open_by_handle_at': (304, 265), 'quotactl': (179, 60),
    'swapon': (167, 224), 'swapoff': (168, 225), 'acct': (163, 89),
    'bpf': (321, 280), 'perf_event_open': (298, 241), 'userfaultfd': (323, 282), 'personality': (135, 92),
    'add_key': (248, 217), 'request_key': (249, 218), 'keyctl': (250, 219),
    'init_module': (175, 105), 'finit_module': (313, 273), 'delete_module': (176, 106),
    'kexec_load': (246, 104), 'kexec_file_load': (320, 294), 'reboot': (169, 142), 'syslog': (103, 116),
    'settimeofday': (164, 170), 'clock_settime': (227, 112), 'sethostname': (170, 161), 'setdomainname': (171, 162),
}
# Those that programs do without where a kernel does not have them; libraries take clone in place of clone3.
UNKNOWN = {
    'io_uring_setup': (425, 425), 'io_uring_enter': (426, 426), 'io_uring_register': (427, 427), 'clone3': (435, 435),
}
# Its place above, and its audit number.
MACHINES = {'x86_64': (0, 0xC000003E), 'aarch64': (1, 0xC00000B7)}
# Mounts, control groups, names, messages, users, processes, network; and time, which is a signal's number for clone.
NEW_NAMESPACES, NEW_TIME = 0x7E020000, 0x80
LOAD, AND, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
AF_INET, AF_INET6, SOCK_STREAM, IPPROTO_TCP, MSG_FASTOPEN = 2, 10, 1, 6, 0x20000000


def seccomp(only_tcp):
    """No sockets but those of the internet, and only_tcp of these; no way out of the process group, which is how the
    whole tree is killed; no namespaces, mounts, keys or memory of others; no way around the rules for system calls."""
    machine = MACHINES.get(os.uname().machine)
    if machine is None or struct.calcsize('P') != 8:
        return
    place, audit = machine
    number = {name: numbers[place] for name, numbers in CALLS.items()}
    program = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, audit), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    if os.uname().machine == 'x86_64':
        program += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, KILL)]
    refuse = (RETURN, 0, 0, REFUSE | errno.EACCES)
    socket = [(LOAD, 0, 0, argument(0)), (EQUAL, 2, 0, AF_INET), (EQUAL, 1, 0, AF_INET6), refuse]
    if only_tcp:
        socket += [(LOAD, 0, 0, argument(1)), (AND, 0, 0, 0xF), (EQUAL, 1, 0, SOCK_STREAM), refuse]
        # Landlock's ports are those of TCP alone: multipath TCP would go past them.
        socket += [(LOAD, 0, 0, argument(2)), (EQUAL, 2, 0, 0), (EQUAL, 1, 0, IPPROTO_TCP), refuse]
    program += case(number['socket'], socket)
    for name, flags in ('sendto', 3), ('sendmsg', 2), ('sendmmsg', 3):
        # It would connect without being asked whether it may.
        program += case(number[name], [(LOAD, 0, 0, argument(flags)), (ANY_BIT, 0, 1, MSG_FASTOPEN), refuse])
    for name in 'setsid', 'setpgid':
        program += case(number[name], [(RETURN, 0, 0, REFUSE | errno.EPERM)])
    for name, flags in ('clone', NEW_NAMESPACES), ('unshare', NEW_NAMESPACES | NEW_TIME):
        program += case(
            number[name], [(LOAD, 0, 0, argument(0)), (ANY_BIT, 0, 1, flags), (RETURN, 0, 0, REFUSE | errno.EPERM)])
    for calls, error in (NEEDLESS, errno.EPERM), (UNKNOWN, errno.ENOSYS):
        for numbers in calls.values():
            program += [(EQUAL, 0, 1, numbers[place]), (RETURN, 0, 0, REFUSE | error)]
    program.append((RETURN, 0, 0, ALLOW))
    code = ctypes.create_string_buffer(b''.join(struct.pack('=HBBI', *line) for line in program))
    filters = struct.pack('HP', len(program), ctypes.addressof(code))
    checked('seccomp', libc.prctl(PR_SET_SECCOMP, 2, filters, 0, 0))


def case(number, then):
    return [(EQUAL, 0, len(then) + 1, number), *then, (LOAD, 0, 0, 0)]


def argument(index):
    return 16 + 8 * index       # the low half; both machines are little-endian


def checked(what, result):
    if result < 0:
        raise OSError(ctypes.get_errno(), '%s: %s' % (what, os.strerror(ctypes.get_errno())))
    return result
