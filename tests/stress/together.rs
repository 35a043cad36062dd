//! Several commands at once: every change that was acknowledged is there, every id is one person’s, the history is complete.
