//! The power goes at any moment: replayed from the system calls of a command, with writes that were not synced lost, torn or reordered.
