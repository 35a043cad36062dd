//! Input that is endless, huge, nested or no file at all ends soon, with a clear error, in little memory.
