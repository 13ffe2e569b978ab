//! That something could not be read. Why is not told in words: each of the log's types would bring its own along, and a
//! tablet has to load them.

use std::fmt::{self, Display, Formatter};

use serde::de::{Error, Expected, Unexpected};

/// Not the JSON that was to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

impl Display for Fault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("not the JSON that is read here")
    }
}

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: Display>(_: T) -> Self {
        Fault
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Fault
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Fault
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Fault
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Fault
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Fault
    }

    fn missing_field(_: &'static str) -> Self {
        Fault
    }

    fn duplicate_field(_: &'static str) -> Self {
        Fault
    }
}
