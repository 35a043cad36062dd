//! Which names a source file uses, read from its tokens: comments, documentation and texts do not count.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as the code names it.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words. Of a path inside the crate, from the crate's root: `super::Store` in `src/store/mod.rs` is `Store`.
    pub path: Vec<String>,
    /// Whether it began with `crate`, `self` or `super`.
    pub inside: bool,
    /// What follows and so says what it is.
    pub role: Role,
    /// The line, from 1.
    pub line: usize,
}

/// How a path is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `path!`
    Macro,
    /// `path(…)`
    Call,
    /// `.path`, or the name of a function that is defined here.
    Member,
    /// Anything else.
    Mention,
}

/// Every path that the file names, in the order of the text. Imports count once per leaf of their tree.
///
/// # Panics
/// The text is not Rust.
pub fn names(file: &str, text: &str) -> Vec<Name> {
    let tokens = TokenStream::from_str(text)
        .unwrap_or_else(|error| panic!("{file} cannot be read: {error}"));
    let mut reader = Reader {
        module: module_of(file),
        names: Vec::new(),
    };
    reader.read(tokens);
    reader.names
}

/// The module that a file of `src/` is: `letters::letter` for `src/letters/letter.rs`.
pub fn module_of(file: &str) -> Vec<String> {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    let words = inner
        .split('/')
        .filter(|word| !matches!(*word, "mod" | "lib" | "main"));
    words.map(str::to_owned).collect()
}

struct Reader {
    module: Vec<String>,
    names: Vec<Name>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += match token {
                TokenTree::Ident(word) if word == "use" && !is_punct(tokens.get(at + 1), '<') => {
                    self.read_use(&tokens, at)
                }
                TokenTree::Ident(word) if word == "mod" => self.read_module(&tokens, at),
                TokenTree::Ident(_) => self.read_path(&tokens, at),
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    1
                }
                _ => 1,
            };
        }
    }

    /// `mod name { … }`: inside, `super` means one step less.
    fn read_module(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
            (tokens.get(at + 1), tokens.get(at + 2))
        else {
            return 1;
        };
        self.module.push(name.to_string());
        self.read(body.stream());
        self.module.pop();
        3
    }

    fn read_use(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let length = tokens[at..]
            .iter()
            .take_while(|token| !is_punct(Some(*token), ';'))
            .count();
        self.read_tree(&[], &tokens[at + 1..at + length]);
        length
    }

    /// One branch after another of `a::{b, c::{d, e as f}, *}`.
    fn read_tree(&mut self, prefix: &[String], tokens: &[TokenTree]) {
        for branch in tokens.split(|token| is_punct(Some(token), ',')) {
            let mut path = prefix.to_vec();
            for token in branch {
                match token {
                    TokenTree::Ident(word) if word == "as" => break,
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push(word.to_string()),
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                        self.read_tree(&path, &group.stream().into_iter().collect::<Vec<_>>());
                        path.clear();
                    }
                    _ => {}
                }
            }
            if let Some(first) = branch.first().filter(|_| !path.is_empty()) {
                self.add(path, Role::Mention, first.span().start().line);
            }
        }
    }

    fn read_path(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let mut path = Vec::new();
        let mut end = at;
        while let Some(TokenTree::Ident(word)) = tokens.get(end) {
            path.push(word.to_string());
            end += 1;
            let goes_on = is_punct(tokens.get(end), ':') && is_punct(tokens.get(end + 1), ':');
            match tokens.get(end + 2) {
                Some(TokenTree::Ident(_)) if goes_on => end += 2,
                _ => break,
            }
        }
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let role = role(before, tokens.get(end));
        // A lone `crate`, `self` or `super` is a visibility or a value, not a path.
        if path.len() > 1 || !is_root(&path[0]) {
            self.add(path, role, tokens[at].span().start().line);
        }
        end - at
    }

    fn add(&mut self, path: Vec<String>, role: Role, line: usize) {
        let inside = is_root(&path[0]);
        let path = if inside { self.resolve(&path) } else { path };
        self.names.push(Name {
            path,
            inside,
            role,
            line,
        });
    }

    fn resolve(&self, path: &[String]) -> Vec<String> {
        let mut resolved = self.module.clone();
        for word in path {
            match word.as_str() {
                "crate" => resolved.clear(),
                "self" => {}
                "super" => drop(resolved.pop()),
                _ => resolved.push(word.clone()),
            }
        }
        resolved
    }
}

fn is_root(word: &str) -> bool {
    matches!(word, "crate" | "self" | "super")
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn role(before: Option<&TokenTree>, after: Option<&TokenTree>) -> Role {
    match (before, after) {
        (Some(TokenTree::Ident(word)), _) if word == "fn" => Role::Member,
        (Some(TokenTree::Punct(dot)), _) if dot.as_char() == '.' => Role::Member,
        (_, Some(TokenTree::Punct(bang))) if bang.as_char() == '!' => Role::Macro,
        (_, Some(TokenTree::Group(group))) if group.delimiter() == Delimiter::Parenthesis => {
            Role::Call
        }
        _ => Role::Mention,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(file: &str, text: &str) -> Vec<String> {
        names(file, text)
            .into_iter()
            .filter(|name| name.inside)
            .map(|name| name.path.join("::"))
            .collect()
    }

    #[test]
    fn a_tree_of_imports_is_read_to_its_leaves() {
        let text = "use crate::{model::{self, Case, date::{full_day as day}}, store::*};";
        let expected = ["model", "model::Case", "model::date::full_day", "store"];
        assert_eq!(inside("src/a/b.rs", text), expected);
    }

    #[test]
    fn the_root_itself_is_seen() {
        for text in [
            "use crate::*;",
            "use crate as root;",
            "use crate::{self as root};",
            "use super::super::*;",
        ] {
            assert_eq!(inside("src/a/b.rs", text), [""], "{text}");
        }
    }

    #[test]
    fn super_counts_from_the_module_it_stands_in() {
        assert_eq!(
            inside("src/a/b.rs", "use super::super::store::Store;"),
            ["store::Store"]
        );
        assert_eq!(
            inside("src/a/mod.rs", "fn f() { super::store::open() }"),
            ["store::open"]
        );
        assert_eq!(
            inside(
                "src/a/b.rs",
                "mod tests { use super::*; fn f(c: super::super::c::D) {} }"
            ),
            ["a::b", "a::c::D"]
        );
        assert_eq!(inside("src/a/b/c.rs", "use super::d;"), ["a::b::d"]);
    }

    #[test]
    fn paths_in_types_macros_and_attributes_are_seen() {
        assert_eq!(
            inside(
                "src/a.rs",
                "fn f(x: Vec<crate::b::C>) -> <crate::d::E as Iterator>::Item;"
            ),
            ["b::C", "d::E"]
        );
        assert_eq!(
            inside("src/a.rs", "macro_rules! m { ($x:ty) => { $crate::b::C } }"),
            ["b::C"]
        );
        assert_eq!(
            inside(
                "src/a.rs",
                "pub(in crate::a) fn f() {} pub(crate) fn g() {}"
            ),
            ["a"]
        );
    }

    #[test]
    fn comments_and_texts_do_not_count() {
        let text = "/// See [`crate::b::C`].\n// crate::b\nfn f() -> &'static str { /* crate::b::C */ \"crate::b::C\" }";
        assert_eq!(inside("src/a.rs", text), Vec::<String>::new());
    }

    #[test]
    fn lines_and_roles_are_told() {
        let names = names(
            "src/a.rs",
            "fn f() {\n    print!(\"\");\n    io::stdout();\n    x.stdout();\n}",
        );
        let told: Vec<_> = names
            .iter()
            .map(|name| (name.path.join("::"), name.role, name.line))
            .collect();
        for expected in [
            ("print", Role::Macro, 2),
            ("io::stdout", Role::Call, 3),
            ("stdout", Role::Member, 4),
        ] {
            assert!(
                told.contains(&(expected.0.to_owned(), expected.1, expected.2)),
                "{told:?}"
            );
        }
    }
}
