"""How much memory a process of ours has, where the system itself cannot be told a limit."""

import subprocess
import sys
from contextlib import suppress


def resident_bytes(process: "subprocess.Popen[bytes]") -> int:
    """Bytes in memory; 0 where the system keeps the limit itself (Linux), or nothing is known."""
    if sys.platform == "darwin":
        with suppress(OSError, ValueError, subprocess.TimeoutExpired):
            told = subprocess.run(  # noqa: S603 - a fixed command
                ["/bin/ps", "-o", "rss=", "-p", str(process.pid)], capture_output=True, check=False, timeout=5
            )
            return int(told.stdout) * 1024
    if sys.platform == "win32":
        return _on_windows(process.pid)
    return 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY = 0x1000 | 0x0010  # PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_VM_READ

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    def _on_windows(pid: int) -> int:
        kernel = ctypes.WinDLL("kernel32")
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(_Counters), wintypes.DWORD)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        handle = kernel.OpenProcess(_QUERY, False, pid)  # noqa: FBT003 - Windows' own order
        if not handle:
            return 0
        try:
            counters = _Counters(cb=ctypes.sizeof(_Counters))
            known = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
            return int(counters.PagefileUsage) if known else 0
        finally:
            kernel.CloseHandle(handle)
