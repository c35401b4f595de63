"""One bulletin as one page: the original text with everything that was read in it, as a single HTML file."""
