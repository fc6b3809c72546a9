"""The page in a real browser; needs Chromium."""
