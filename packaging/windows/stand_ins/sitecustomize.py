"""Read by the Windows Python under Wine alone: Wine 8 has no CopyFile2, and without it Python copies files by itself."""

import _winapi

if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
