"""`python -m forcesight`: the command line."""

from forcesight.cli import main


if __name__ == "__main__":
    main()
