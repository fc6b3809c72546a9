"""What a statement may get wrong although its markers are valid, one kind a file; `assistant.grounding` asks each."""
