"""Fails unless its network is its own: trial.py OUTSIDE DOOR, both ports of 127.0.0.1. Nothing must answer at the first,
and somebody must say a byte at the second."""
import socket
import sys

outside, door = (('127.0.0.1', int(port)) for port in sys.argv[1:])
try:
    socket.create_connection(outside, 2)
    sys.exit('it is the network of the machine')
except OSError:
    pass
with socket.create_connection(door, 5) as connection:
    if not connection.recv(1):
        sys.exit('the door leads nowhere')
