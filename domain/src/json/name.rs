//! The name of a member or a variant, and a word of its own: what a map is keyed by.

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::fault::Fault;

pub(super) struct Name<'name>(pub &'name str);

/// Numbers a map is keyed by: JSON writes them as words.
macro_rules! numbers {
    ($($method:ident, $visit:ident;)+) => {$(
        fn $method<V: Visitor<'json>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.$visit(self.0.parse().map_err(|_| Fault)?)
        }
    )+};
}

impl<'json> Deserializer<'json> for Name<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'json>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str(self.0)
    }

    numbers! {
        deserialize_u8, visit_u8;
        deserialize_u16, visit_u16;
        deserialize_u32, visit_u32;
        deserialize_u64, visit_u64;
        deserialize_i8, visit_i8;
        deserialize_i16, visit_i16;
        deserialize_i32, visit_i32;
        deserialize_i64, visit_i64;
    }

    fn deserialize_option<V: Visitor<'json>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'json>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'json>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let name: StrDeserializer<'_, Fault> = self.0.into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'json>>
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
