"""What must not work in a cage. Each attempt that ends without an exception has worked."""
import ctypes
import os
import resource
import signal
import socket
import stat
import struct
from urllib.parse import parse_qs, urlsplit

# Numbers on x86-64 and 64-bit ARM.
CALLS = {
    'ptrace': (101, 117), 'process_vm_readv': (310, 270), 'unshare': (272, 97), 'clone': (56, 220),
    'clone3': (435, 435),
    'setns': (308, 268), 'fsopen': (430, 430), 'bpf': (321, 280), 'add_key': (248, 217), 'userfaultfd': (323, 282),
    'perf_event_open': (298, 241), 'name_to_handle_at': (303, 264), 'personality': (135, 92)}
TEXTS = []
libc = ctypes.CDLL(None, use_errno=True)


def achieved(url):
    given = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    worked = []
    for name, attempt in ATTEMPTS.items():
        try:
            attempt(given)
            worked.append(name)
        except (OSError, MemoryError, ValueError):
            pass
    return ' '.join(worked)


def read_passwd(given):
    open('/etc/passwd').close()


def read_data(given):
    open(given['data'] + '/secret').close()


def list_data(given):
    if not os.listdir(given['data']):
        raise FileNotFoundError


def read_other_job(given):
    open(given['data'] + '/work/child-other/part').close()


def read_other_process(given):
    open('/proc/%s/environ' % given['server'], 'rb').close()


def write_data(given):
    open(given['data'] + '/written', 'w').close()


def write_code(given):
    open(os.path.dirname(__file__) + '/written.py', 'w').close()


def write_temporary(given):
    open('/tmp/' + given['mark'], 'w').close()


def write_shared_memory(given):
    open('/dev/shm/' + given['mark'], 'w').close()


def write_cache(given):
    open(given['data'] + '/python/cache/' + given['mark'], 'w').close()


def write_bytes(given):
    with open('/tmp/' + given['mark'], 'w') as file:
        file.write('x')


def connect(given):
    socket.create_connection(('127.0.0.1', int(given['port'])), 5).close()


def connect_six(given):
    socket.create_connection(('::1', int(given['six'])), 5).close()


def connect_machine(given):
    socket.create_connection((given['machine'], int(given['other'])), 5).close()


def send_datagram(given):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b'x', ('127.0.0.1', int(given['port'])))


def send_datagram_six(given):
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sender:
        sender.sendto(b'x', ('::1', int(given['six'])))


def ask_the_kernel(given):
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


def send_raw(given):
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()


def connect_locally(given):
    with socket.socket(socket.AF_UNIX) as sender:
        sender.connect(given['data'] + '/redis/redis.sock')


def open_local_socket(given):
    socket.socket(socket.AF_UNIX).close()       # by file or abstract name


def connect_fast(given):
    with socket.socket() as sender:
        sender.sendto(b'x', socket.MSG_FASTOPEN, ('127.0.0.1', int(given['port'])))


def listen(given):
    socket.create_server(('127.0.0.1', 0)).close()


def find_descriptor(given):
    for descriptor in range(3, 1024):
        try:
            mode = os.fstat(descriptor).st_mode
        except OSError:
            continue
        if stat.S_ISSOCK(mode) or stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            return
    raise FileNotFoundError


def find_environment(given):
    if not set(os.environ) & {'JAVA_HOME', 'TVN_TEST_TOOLS', 'USER', 'LOGNAME', 'SHELL'}:
        raise FileNotFoundError


def open_many(given):
    opened = []
    try:
        while len(opened) < 256:
            opened.append(os.dup(1))
    finally:
        for each in opened:
            os.close(each)


def take_memory(given):
    bytearray(1 << 30)


def leave_core(given):
    if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0):
        raise PermissionError


def loosen_limits(given):
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 1 << 20))


def signal_parent(given):
    os.kill(os.getppid(), 0)


def call(name, *arguments):
    numbers = CALLS[name]
    result = libc.syscall(numbers[os.uname().machine == 'aarch64'], *(ctypes.c_long(each) for each in arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def in_a_child(attempt):
    child = os.fork()
    if child == 0:
        try:
            attempt()
            os._exit(0)
        except OSError:
            os._exit(1)
    if os.waitpid(child, 0)[1]:
        raise PermissionError


def be_traced(given):
    in_a_child(lambda: call('ptrace', 0, 0, 0, 0))


def read_memory(given):
    source = ctypes.create_string_buffer(b'x' * 8)
    target = ctypes.create_string_buffer(8)
    here, there = (struct.pack('=QQ', ctypes.addressof(each), 8) for each in (target, source))
    buffers = ctypes.create_string_buffer(here), ctypes.create_string_buffer(there)
    call('process_vm_readv', os.getpid(), ctypes.addressof(buffers[0]), 1, ctypes.addressof(buffers[1]), 1, 0)


def leave_users(given):
    in_a_child(lambda: call('unshare', 0x10000000))


def leave_users_by_clone(given):
    child = call('clone', 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def leave_users_by_clone3(given):
    arguments = ctypes.create_string_buffer(struct.pack('=8Q', 0x10000000, 0, 0, 0, signal.SIGCHLD, 0, 0, 0))
    child = call('clone3', ctypes.addressof(arguments), 64)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def enter_a_namespace(given):
    own = os.open('/proc/self/ns/uts', os.O_RDONLY)
    try:
        call('setns', own, 0)
    finally:
        os.close(own)


def mount(given):
    in_a_child(lambda: (call('unshare', 0x10020000), call('fsopen', address(b'tmpfs'), 0)))


def keep_a_table_in_the_kernel(given):
    table = ctypes.create_string_buffer(struct.pack('=IIII', 2, 4, 4, 1))
    os.close(call('bpf', 0, ctypes.addressof(table), 16))


def keep_a_key(given):
    call('add_key', address(b'user'), address(b'tvn'), address(b'x'), 1, -2)


def catch_faults(given):
    os.close(call('userfaultfd', 1))


def count_events(given):
    event = ctypes.create_string_buffer(struct.pack('=IIQ', 1, 64, 0) + bytes(48))
    os.close(call('perf_event_open', ctypes.addressof(event), 0, -1, -1, 0))


def name_a_file(given):
    handle = ctypes.create_string_buffer(struct.pack('=Ii', 128, 0) + bytes(128))
    place = ctypes.create_string_buffer(4)
    call('name_to_handle_at', -100, address(b'/usr'), ctypes.addressof(handle), ctypes.addressof(place), 0)


def change_personality(given):
    call('personality', 0xFFFFFFFF)


def address(text):
    TEXTS.append(ctypes.create_string_buffer(text))
    return ctypes.addressof(TEXTS[-1])


def outlive(given):
    """Works or not: whether it is still there afterwards, only the test can see."""
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        try:
            os.setsid()
        except OSError:
            pass
        if os.fork() == 0:
            os.closerange(0, 64)
            os.execv('/bin/sleep', ['sleep', given['sleep']])
        os._exit(0)
    os.wait()
    raise OSError


ATTEMPTS = {attempt.__name__.replace('_', '-'): attempt for attempt in (
    read_passwd, read_data, list_data, read_other_job, read_other_process, write_data, write_code, write_temporary,
    write_shared_memory, write_cache, write_bytes, connect, connect_six, connect_machine, send_datagram,
    send_datagram_six, ask_the_kernel, send_raw, connect_locally, open_local_socket, connect_fast, listen,
    be_traced, read_memory, leave_users, leave_users_by_clone, leave_users_by_clone3, enter_a_namespace, mount,
    keep_a_table_in_the_kernel, keep_a_key, catch_faults, count_events, name_a_file, change_personality,
    find_descriptor, find_environment, open_many, take_memory, leave_core, loosen_limits, signal_parent, outlive)}
