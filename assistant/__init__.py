"""A question becomes an answer a person can check."""
