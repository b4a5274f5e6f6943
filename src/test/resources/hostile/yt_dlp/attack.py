"""What must not work in a cage. Each attempt that ends without an exception has worked."""
import os
import socket
from urllib.parse import parse_qs, urlsplit


def achieved(url):
    given = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    worked = []
    for name, attempt in ATTEMPTS.items():
        try:
            attempt(given)
            worked.append(name)
        except OSError:
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


def connect(given):
    socket.create_connection(('127.0.0.1', int(given['port'])), 5).close()


def send_datagram(given):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b'x', ('127.0.0.1', int(given['port'])))


def connect_locally(given):
    with socket.socket(socket.AF_UNIX) as sender:
        sender.connect(given['data'] + '/socket')


def connect_fast(given):
    with socket.socket() as sender:
        sender.sendto(b'x', socket.MSG_FASTOPEN, ('127.0.0.1', int(given['port'])))


def signal_parent(given):
    os.kill(os.getppid(), 0)


def outlive(given):
    """Works or not: whether it is still there afterwards, only the test can see."""
    if os.fork() == 0:
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


ATTEMPTS = {
    'read-passwd': read_passwd,
    'read-data': read_data,
    'list-data': list_data,
    'read-other-job': read_other_job,
    'read-other-process': read_other_process,
    'write-data': write_data,
    'write-code': write_code,
    'write-temporary': write_temporary,
    'connect': connect,
    'send-datagram': send_datagram,
    'connect-locally': connect_locally,
    'connect-fast': connect_fast,
    'signal-parent': signal_parent,
    'outlive': outlive,
}
