"""The tabs of the page: Gradio components and events, no logic."""
