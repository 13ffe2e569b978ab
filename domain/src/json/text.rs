//! The text of a JSON value, from its beginning to its end: what no type to be read has a say in.

use std::borrow::Cow;

use super::fault::Fault;

/// Values within values; deeper ones are nobody's.
const DEPTH: u8 = 128;

/// Where reading stands.
pub(super) struct Text<'json> {
    text: &'json str,
    at: usize,
    deeper: u8,
}

impl<'json> Text<'json> {
    pub fn new(text: &'json str) -> Self {
        Text {
            text,
            at: 0,
            deeper: DEPTH,
        }
    }

    /// How many bytes were read.
    pub fn at(&self) -> usize {
        self.at
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that counts; it is not read by this.
    pub fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    fn expect(&mut self, wanted: u8) -> Result<(), Fault> {
        if self.peek() != Some(wanted) {
            return Err(Fault);
        }
        self.at += 1;
        Ok(())
    }

    /// Nothing stands after the value.
    pub fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Fault),
        }
    }

    pub fn enter(&mut self, opening: u8) -> Result<(), Fault> {
        self.expect(opening)?;
        self.deeper = self.deeper.checked_sub(1).ok_or(Fault)?;
        Ok(())
    }

    pub fn leave(&mut self, closing: u8) -> Result<(), Fault> {
        self.deeper = self.deeper.saturating_add(1);
        self.expect(closing)
    }

    /// Whether another item or member comes before the closing.
    pub fn another(&mut self, first: &mut bool, closing: u8) -> Result<bool, Fault> {
        if self.peek() == Some(closing) {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',')?;
            // What follows a comma is a value: a closing is none, and fails where it is read.
        }
        Ok(true)
    }

    /// The name of the next member, up to its value.
    pub fn name(&mut self, first: &mut bool) -> Result<Option<Cow<'json, str>>, Fault> {
        if !self.another(first, b'}')? {
            return Ok(None);
        }
        let name = self.string()?;
        self.expect(b':')?;
        Ok(Some(name))
    }

    pub fn null(&mut self) -> Result<(), Fault> {
        self.peek();
        self.word("null")
    }

    pub fn boolean(&mut self) -> Result<bool, Fault> {
        if self.peek() == Some(b't') {
            self.word("true").map(|()| true)
        } else {
            self.word("false").map(|()| false)
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(Fault);
        }
        self.at += word.len();
        Ok(())
    }

    /// A number as it stands.
    pub fn number(&mut self) -> Result<&'json str, Fault> {
        self.peek();
        let from = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        // A number begins with a nought only where nothing else stands before its point.
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(from..self.at).ok_or(Fault)
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let from = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == from { Err(Fault) } else { Ok(()) }
    }

    /// A string; its own bytes unless something in it is escaped.
    pub fn string(&mut self) -> Result<Cow<'json, str>, Fault> {
        self.expect(b'"')?;
        let plain = self.stretch()?;
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        let mut whole = plain.to_owned();
        loop {
            if self.byte() == Some(b'"') {
                self.at += 1;
                return Ok(Cow::Owned(whole));
            }
            self.at += 1;
            whole.push(self.escaped()?);
            whole.push_str(self.stretch()?);
        }
    }

    /// Up to the end of the string, or to what is escaped.
    fn stretch(&mut self) -> Result<&'json str, Fault> {
        let rest = self.text.as_bytes().get(self.at..).ok_or(Fault)?;
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
            .ok_or(Fault)?;
        let from = self.at;
        self.at += length;
        match self.byte() {
            Some(b'"' | b'\\') => self.text.get(from..self.at).ok_or(Fault),
            _ => Err(Fault),
        }
    }

    /// What stands after a backslash.
    fn escaped(&mut self) -> Result<char, Fault> {
        let byte = self.byte().ok_or(Fault)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unit(),
            _ => return Err(Fault),
        })
    }

    /// A character by its number; those beyond the first plane are two numbers.
    fn unit(&mut self) -> Result<char, Fault> {
        let first = self.four()?;
        let number = if (0xd800..0xdc00).contains(&first) {
            self.word("\\u")?;
            let second = self.four()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(Fault);
            }
            0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(number).ok_or(Fault)
    }

    fn four(&mut self) -> Result<u32, Fault> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            number = number * 16 + digit.ok_or(Fault)?;
            self.at += 1;
        }
        Ok(number)
    }

    /// A whole value as it stands, read by nobody.
    pub fn value(&mut self) -> Result<&'json str, Fault> {
        self.peek();
        let from = self.at;
        self.pass()?;
        self.text.get(from..self.at).ok_or(Fault)
    }

    fn pass(&mut self) -> Result<(), Fault> {
        match self.peek().ok_or(Fault)? {
            b'{' => {
                self.enter(b'{')?;
                let mut first = true;
                while self.another(&mut first, b'}')? {
                    self.pass_string()?;
                    self.expect(b':')?;
                    self.pass()?;
                }
                self.leave(b'}')
            }
            b'[' => {
                self.enter(b'[')?;
                let mut first = true;
                while self.another(&mut first, b']')? {
                    self.pass()?;
                }
                self.leave(b']')
            }
            b'"' => self.pass_string(),
            b't' | b'f' => self.boolean().map(|_| ()),
            b'n' => self.null(),
            _ => self.number().map(|_| ()),
        }
    }

    fn pass_string(&mut self) -> Result<(), Fault> {
        self.expect(b'"')?;
        loop {
            self.stretch()?;
            let byte = self.byte();
            self.at += 1;
            if byte == Some(b'"') {
                return Ok(());
            }
            // Whether two numbers make one character only whoever reads it has to know.
            if self.byte() == Some(b'u') {
                self.at += 1;
                self.four()?;
            } else {
                self.escaped()?;
            }
        }
    }
}
