"""The scripted page with a queue that takes nothing."""

from tests.browser import scripted_page


def main(folder: str, port: str, *files: str) -> None:
    """Serve until ended."""
    scripted_page.main(folder, port, *files, waiting=0)
