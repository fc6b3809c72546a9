"""Teaching the built-in judge to tell what answers a question from what is merely about the same."""
