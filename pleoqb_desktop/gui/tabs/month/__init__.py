"""The Month tab: what a month still lacks, and line by line what both sides hold."""
