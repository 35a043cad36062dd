//! Commands that are killed or interrupted at any moment: what was acknowledged is there, nothing half done is, nothing is left behind.
