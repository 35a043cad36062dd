//! What the flags say about printing and asking.

use std::str::FromStr;

/// When to use colour. Colour is never the only sign of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`; elsewhere only with `CLICOLOR_FORCE`.
    #[default]
    Auto,
    /// Always, whatever the environment says.
    Always,
    /// Never, whatever the environment says.
    Never,
}

impl FromStr for ColorChoice {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err("write auto, always or never"),
        }
    }
}

/// What the flags say about printing and asking.
#[derive(Debug, Clone, Copy, Default)]
pub struct TerminalOptions {
    /// Print no notes and no hints; warnings and errors remain.
    pub quiet: bool,
    /// Print details too.
    pub verbose: bool,
    /// Never ask.
    pub no_input: bool,
    /// Long text is printed as it is, without a pager.
    pub no_pager: bool,
    /// Every question of yes or no is answered with yes.
    pub yes: bool,
    /// When to use colour.
    pub color: ColorChoice,
    /// The data of this command is JSON; a caller prints its errors as JSON too.
    pub json: bool,
}
