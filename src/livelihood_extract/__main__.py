"""`extract ...` and `python -m livelihood_extract ...`: run the command line and end with its exit code."""

import gc
import os
import sys


def main() -> None:
    """Run the command on the arguments of this process."""
    # What is imported and read for one plan lives to the end; to look for garbage in it costs a tenth of the time.
    # A batch turns the search on again.
    gc.disable()
    from livelihood_extract.cli import run

    code = run(sys.argv[1:])
    if code or "multiprocessing" in sys.modules:  # a batch's processes, and what a failure left unwritten, end in order
        sys.exit(code)
    # All is written and flushed; to take apart what was loaded for one plan costs half as much as to read the plan.
    os._exit(code)


if __name__ == "__main__":
    main()
