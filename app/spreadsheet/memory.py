"""A ceiling on the memory of the process that reads a file from outside."""

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _PROCESS_MEMORY = 0x00000100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", _Basic),
            ("IoCounters", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def limit_memory(most: int) -> bool:
        """Put this process in a Job Object that may commit ``most`` bytes.

        Returns whether Windows agreed; where it does not, the clock of the parent
        process is the only limit. Not yet run on real office equipment.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _Extended(ProcessMemoryLimit=most)
        limits.Basic.LimitFlags = _PROCESS_MEMORY
        is_set = kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        process = wintypes.HANDLE(kernel.GetCurrentProcess())
        return bool(is_set and kernel.AssignProcessToJobObject(job, process))

else:
    import resource

    def limit_memory(most: int) -> bool:
        """Let this process take no more than ``most`` bytes of address space.

        Nor may it leave its memory behind as a file when it dies. Returns whether the
        system agreed.
        """
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _, ceiling = resource.getrlimit(resource.RLIMIT_AS)
            if ceiling != resource.RLIM_INFINITY:
                most = min(most, ceiling)
            resource.setrlimit(resource.RLIMIT_AS, (most, ceiling))
        except (OSError, ValueError):
            return False
        return True
