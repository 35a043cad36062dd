//! One file = one command = one line of `cases --help`.
