"""`extract ...` and `python -m livelihood_extract ...`: run the command line and end with its exit code."""

import sys


def main() -> None:
    """Run the command on the arguments of this process."""
    from livelihood_extract.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
