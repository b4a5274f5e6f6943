"""What must not work in a cage. Each attempt that ends without an exception has worked."""
import os
import resource
import signal
import socket
import stat
from urllib.parse import parse_qs, urlsplit


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
    find_descriptor, find_environment, open_many, take_memory, leave_core, loosen_limits, signal_parent, outlive)}
