//! A Rust source as the compiler sees it: without comments, with or without its tests.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A Rust file.
pub struct Source {
    /// Its path from the top level.
    pub path: String,
    tokens: Vec<TokenTree>,
}

/// One word, sign or literal of a source.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// As it stands there.
    pub text: String,
    /// The line it stands on.
    pub line: usize,
    /// Whether it is a literal, such as a string.
    pub literal: bool,
}

/// Which parts are read.
#[derive(Clone, Copy)]
struct Reading {
    tests: bool,
    attributes: bool,
}

impl Source {
    /// Reads the file at a path from the top level.
    ///
    /// # Panics
    /// When it cannot be read as Rust; the compiler would not take it either.
    #[must_use]
    pub fn read(path: &str) -> Self {
        Self::of(path, &crate::text(path))
    }

    /// A source of that name with that text.
    fn of(path: &str, text: &str) -> Self {
        let tokens = TokenStream::from_str(text);
        assert!(tokens.is_ok(), "{path} cannot be read as Rust");
        Self {
            path: path.to_owned(),
            tokens: tokens.into_iter().flatten().collect(),
        }
    }

    /// What runs in the product: no comments, no attributes, nothing under `#[cfg(test)]`.
    #[must_use]
    pub fn product(&self) -> Vec<Leaf> {
        self.leaves(Reading {
            tests: false,
            attributes: false,
        })
    }

    /// The same with the attributes, `derive` among them.
    #[must_use]
    pub fn product_with_attributes(&self) -> Vec<Leaf> {
        self.leaves(Reading {
            tests: false,
            attributes: true,
        })
    }

    /// Everything but comments.
    #[must_use]
    pub fn everything(&self) -> Vec<Leaf> {
        self.leaves(Reading {
            tests: true,
            attributes: true,
        })
    }

    /// Where the words `path` follow each other (`["Utc", "::", "now"]`), as "file:line".
    #[must_use]
    pub fn places_of(&self, path: &[&str]) -> Vec<String> {
        self.product()
            .windows(path.len())
            .filter(|leaves| {
                leaves
                    .iter()
                    .zip(path)
                    .all(|(leaf, word)| !leaf.literal && leaf.text == *word)
            })
            .filter_map(|leaves| leaves.first())
            .map(|leaf| format!("{}:{} {}", self.path, leaf.line, path.concat()))
            .collect()
    }

    /// The names of the functions marked `#[test]` (or another attribute that ends in `test`).
    #[must_use]
    pub fn tests(&self) -> Vec<String> {
        let leaves = self.everything();
        let mut names = Vec::new();
        let mut marked = false;
        for three in leaves.windows(3) {
            let [before, word, after] = three else {
                continue;
            };
            let is_mark = matches!(before.text.as_str(), "[" | "::") && after.text == "]";
            if is_mark && (word.text == "test" || word.text.ends_with("_test")) {
                marked = true;
            } else if marked && before.text == "fn" {
                names.push(word.text.clone());
                marked = false;
            }
        }
        names
    }

    /// The variants of `enum name`, in order.
    #[must_use]
    pub fn variants(&self, name: &str) -> Vec<String> {
        let mut tokens = self.tokens.iter();
        while let Some(token) = tokens.next() {
            if token.to_string() != "enum" {
                continue;
            }
            if tokens.next().is_some_and(|it| it.to_string() == name)
                && let Some(TokenTree::Group(body)) = tokens.next()
            {
                return variants_of(body.stream());
            }
        }
        Vec::new()
    }

    /// The names of all its enums.
    #[must_use]
    pub fn enums(&self) -> Vec<String> {
        self.product()
            .windows(2)
            .filter_map(|pair| match pair {
                [word, name] if word.text == "enum" => Some(name.text.clone()),
                _ => None,
            })
            .collect()
    }

    fn leaves(&self, reading: Reading) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        flatten(&self.tokens, reading, &mut leaves);
        leaves
    }
}

/// Whether a text has Chinese characters or punctuation in it.
#[must_use]
pub fn has_chinese(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character,
            '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    })
}

fn flatten(tokens: &[TokenTree], reading: Reading, into: &mut Vec<Leaf>) {
    let mut position = 0;
    while let Some(token) = tokens.get(position) {
        position += 1;
        if is_hash(token) {
            // `#[…]` or `#![…]`
            let bang = usize::from(tokens.get(position).is_some_and(is_bang));
            if let Some(TokenTree::Group(attribute)) = tokens.get(position + bang)
                && attribute.delimiter() == Delimiter::Bracket
            {
                position += bang + 1;
                let words = attribute.stream().to_string().replace(' ', "");
                if words == "cfg(test)" && !reading.tests {
                    position = end_of_item(tokens, position);
                } else if reading.attributes && !words.starts_with("doc") {
                    push(token, into);
                    flatten_group(attribute, reading, into);
                }
                continue;
            }
        }
        match token {
            TokenTree::Group(group) => flatten_group(group, reading, into),
            // `::`, `->` and `=>` come as two signs and are read as one.
            TokenTree::Punct(_) => match into.last_mut() {
                Some(last) if is_joined(last, token) => last.text.push_str(&token.to_string()),
                _ => push(token, into),
            },
            _ => push(token, into),
        }
    }
}

fn flatten_group(group: &proc_macro2::Group, reading: Reading, into: &mut Vec<Leaf>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    let sign = |text: &str, line: usize| Leaf {
        text: text.to_owned(),
        line,
        literal: false,
    };
    into.push(sign(open, group.span_open().start().line));
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    flatten(&inner, reading, into);
    into.push(sign(close, group.span_close().start().line));
}

fn push(token: &TokenTree, into: &mut Vec<Leaf>) {
    into.push(Leaf {
        text: token.to_string(),
        line: token.span().start().line,
        literal: matches!(token, TokenTree::Literal(_)),
    });
}

fn is_joined(last: &Leaf, token: &TokenTree) -> bool {
    matches!(
        (last.text.as_str(), token.to_string().as_str()),
        (":", ":") | ("-" | "=", ">")
    ) && !last.literal
}

/// Where the item that an attribute belongs to ends: after its body or its semicolon.
fn end_of_item(tokens: &[TokenTree], from: usize) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    let end = rest.iter().position(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    });
    end.map_or(tokens.len(), |end| from + end + 1)
}

fn variants_of(body: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let mut names = Vec::new();
    let mut at_start = true;
    for token in &tokens {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => at_start = true,
            TokenTree::Ident(name) if at_start => {
                names.push(name.to_string());
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn is_hash(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == '#')
}

fn is_bang(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == '!')
}

#[cfg(test)]
mod tests {
    use super::{Source, has_chinese};

    fn texts(source: &str) -> Vec<String> {
        Source::of("a.rs", source)
            .product()
            .into_iter()
            .map(|leaf| leaf.text)
            .collect()
    }

    #[test]
    fn comments_documentation_and_tests_are_no_part_of_the_product() {
        let source = "/// 回访\nfn kept() {} // 回访\n#[cfg(test)]\nmod tests { fn gone() {} }\nfn also_kept() {}";
        let texts = texts(source);
        assert!(texts.contains(&"kept".to_owned()) && texts.contains(&"also_kept".to_owned()));
        assert!(!texts.iter().any(|text| text == "gone" || has_chinese(text)));
    }

    #[test]
    fn a_call_is_found_where_it_stands_and_not_in_a_string() {
        let source = Source::of("a.rs", "fn f() {\n  Utc::now();\n  say(\"Utc::now\");\n}");
        assert_eq!(source.places_of(&["Utc", "::", "now"]), ["a.rs:2 Utc::now"]);
    }

    #[test]
    fn tests_are_known_by_their_mark_and_not_by_a_word_in_brackets() {
        let source = Source::of(
            "a.rs",
            "#[test] fn one_is_one() {} fn helper() { let [a, test] = x; } fn prefix() {}",
        );
        assert_eq!(source.tests(), ["one_is_one"]);
    }

    #[test]
    fn variants_are_named_in_order_whatever_they_hold() {
        let source = Source::of(
            "a.rs",
            "enum Fact { /// first\n One { a: u8, b: u8 }, #[serde(rename = \"x\")] Two(Vec<u8>), Three }",
        );
        assert_eq!(source.variants("Fact"), ["One", "Two", "Three"]);
    }
}
