"""The instructions for models: one Markdown template a step, with $names for string.Template."""
