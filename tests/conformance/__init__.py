"""What each port promises, asked of every implementation alike: the one on paper and the real one."""
