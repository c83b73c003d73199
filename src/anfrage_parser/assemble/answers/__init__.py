"""Read the answers that a paper prints behind its questions, or between them."""
