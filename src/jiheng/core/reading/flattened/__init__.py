"""Tables of a text file that lost their shape: found, put back on a grid, and tied to the file's characters."""
