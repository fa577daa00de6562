# SPDX-License-Identifier: GPL-3.0-or-later
"""A second link between two network namespaces, as bad as is wanted: lossylink.py PID. PID is in the far namespace.

Two TUN devices `worse`, HERE and THERE at their ends; what the kernel sends into one is read here, lost or kept for a while, and
written into the other. Each packet waits for its own time, so they overtake each other. The same seed makes the same network of the
same packets. For kernels without netem.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

HERE, THERE = "10.78.0.1", "10.78.0.2"
DELAY, JITTER = 0.3, 0.1  # Seconds for both ways together.
LOSS = 0.05  # Of each way.
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
CLONE_NEWNET = 0x40000000


def tun(name):
    """A TUN device of the namespace this thread is in; gone with its descriptor. OSError where the system has none for us."""
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", name, IFF_TUN | IFF_NO_PI))
    return descriptor


def device(address):
    """The device `worse`, up, with that address."""
    descriptor = tun(b"worse")
    subprocess.run(["ip", "address", "add", f"{address}/24", "dev", "worse"], check=True)
    subprocess.run(["ip", "link", "set", "worse", "up"], check=True)
    return descriptor


def enter(pid):
    """Makes the network namespace of that process this one's."""
    with open(f"/proc/{pid}/ns/net") as space:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(space.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")


def main():
    near = device(HERE)
    enter(int(sys.argv[1]))
    far = device(THERE)
    chance = random.Random(7692)
    waiting = []  # (when, number, where to, packet)
    number = 0
    print("up", flush=True)
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, target, packet = heapq.heappop(waiting)
            os.write(target, packet)
        rest = waiting[0][0] - now if waiting else None
        for source in select.select([near, far], [], [], rest)[0]:
            packet = os.read(source, 65536)
            if chance.random() < LOSS:
                continue
            number += 1
            delay = (DELAY + chance.uniform(-JITTER, JITTER)) / 2
            heapq.heappush(waiting, (time.monotonic() + delay, number, far if source == near else near, packet))


if __name__ == "__main__":
    main()
