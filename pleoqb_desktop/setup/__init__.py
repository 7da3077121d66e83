"""The wizard's flow: which step comes next, what is done, where to resume. Pure; knows no screen and no service."""
