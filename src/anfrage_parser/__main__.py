"""`python -m anfrage_parser`."""

from anfrage_parser.cli import main

if __name__ == "__main__":
    main()
