/* Stands in for a library of Windows 10 that Wine 8 lacks: random bytes for what is written in Rust. Lives in the Wine prefix alone. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T size) {
    while (size) {
        ULONG piece = size > 65536 ? 65536 : (ULONG)size;
        if (!SystemFunction036(buffer, piece)) return FALSE;
        buffer += piece;
        size -= piece;
    }
    return TRUE;
}
