"""What screens show and accept, as plain values: nothing here knows Textual."""
