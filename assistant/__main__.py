"""`python -m assistant` is `onrecord`."""

from assistant.cli import main

main()
