"""What `make bench` measures: ours and the peers', in one run."""
