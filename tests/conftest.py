"""Processes that tests start hear Ctrl-C, also where a script runs the tests in its background, which ignores it."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
