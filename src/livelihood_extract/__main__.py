"""`extract ...` and `python -m livelihood_extract ...`: run the command line and end with its exit code."""

import gc
import sys


def main() -> None:
    """Run the command on the arguments of this process."""
    # What is imported and read for one plan lives to the end; to look for garbage in it costs a fifth of the time.
    # A batch turns the search on again.
    gc.disable()
    from livelihood_extract.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
