//! From the text to the types: serde's side of the reader.
//!
//! A structure is an object and nothing else, an enum's value has one form of access, a fault has no words: whatever
//! there is a second of is compiled once more for each type of the log.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::fault::Fault;
use super::name::Name;
use super::text::Text;

/// What `serde_json` calls a value that is kept as it stands.
const AS_IT_STANDS: &str = "$serde_json::private::RawValue";

type Read<T> = Result<T, Fault>;

pub(super) struct Reader<'json>(pub Text<'json>);

impl<'json> Reader<'json> {
    fn object<V: Visitor<'json>>(&mut self, visitor: V) -> Read<V::Value> {
        self.0.enter(b'{')?;
        let members = Members {
            reader: self,
            first: true,
        };
        let value = visitor.visit_map(members)?;
        self.0.leave(b'}')?;
        Ok(value)
    }

    fn list<V: Visitor<'json>>(&mut self, visitor: V) -> Read<V::Value> {
        self.0.enter(b'[')?;
        let items = Items {
            reader: self,
            first: true,
        };
        let value = visitor.visit_seq(items)?;
        self.0.leave(b']')?;
        Ok(value)
    }

    fn string<V: Visitor<'json>>(&mut self, visitor: V) -> Read<V::Value> {
        match self.0.string()? {
            std::borrow::Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            std::borrow::Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn natural(&mut self) -> Read<u64> {
        self.0.number()?.parse().map_err(|_| Fault)
    }

    fn integer(&mut self) -> Read<i64> {
        self.0.number()?.parse().map_err(|_| Fault)
    }
}

/// Whole numbers without a sign, and with one.
macro_rules! numbers {
    ($($method:ident, $read:ident, $visit:ident;)+) => {$(
        fn $method<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
            let number = self.$read()?;
            visitor.$visit(number)
        }
    )+};
}

impl<'json> Deserializer<'json> for &mut Reader<'json> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        match self.0.peek().ok_or(Fault)? {
            b'{' => self.object(visitor),
            b'[' => self.list(visitor),
            b'"' => self.string(visitor),
            b't' | b'f' => visitor.visit_bool(self.0.boolean()?),
            b'n' => {
                self.0.null()?;
                visitor.visit_unit()
            }
            _ => {
                let number = self.0.number()?;
                if let Ok(natural) = number.parse() {
                    visitor.visit_u64(natural)
                } else if let Ok(integer) = number.parse() {
                    visitor.visit_i64(integer)
                } else {
                    visitor.visit_f64(number.parse().map_err(|_| Fault)?)
                }
            }
        }
    }

    numbers! {
        deserialize_u8, natural, visit_u64;
        deserialize_u16, natural, visit_u64;
        deserialize_u32, natural, visit_u64;
        deserialize_u64, natural, visit_u64;
        deserialize_i8, integer, visit_i64;
        deserialize_i16, integer, visit_i64;
        deserialize_i32, integer, visit_i64;
        deserialize_i64, integer, visit_i64;
    }

    fn deserialize_f32<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_f64(self.0.number()?.parse().map_err(|_| Fault)?)
    }

    fn deserialize_bool<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.0.boolean()?)
    }

    fn deserialize_char<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.string(visitor)
    }

    fn deserialize_str<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.string(visitor)
    }

    fn deserialize_string<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_str(&self.0.string()?)
    }

    /// Nothing in the log is bytes.
    fn deserialize_bytes<V: Visitor<'json>>(self, _: V) -> Read<V::Value> {
        Err(Fault)
    }

    fn deserialize_byte_buf<V: Visitor<'json>>(self, _: V) -> Read<V::Value> {
        Err(Fault)
    }

    fn deserialize_option<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        if self.0.peek() == Some(b'n') {
            self.0.null()?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.0.null()?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'json>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'json>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        if name == AS_IT_STANDS {
            let text = self.0.value()?;
            visitor.visit_map(AsItStands(Some(text)))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'json>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'json>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.object(visitor)
    }

    fn deserialize_struct<V: Visitor<'json>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.object(visitor)
    }

    fn deserialize_enum<V: Visitor<'json>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let bare = self.0.peek() == Some(b'"');
        let name = if bare {
            self.0.string()?
        } else {
            self.0.enter(b'{')?;
            self.0.name(&mut true)?.ok_or(Fault)?
        };
        let value = visitor.visit_enum(Variant {
            name: &name,
            bare,
            reader: self,
        })?;
        if !bare {
            self.0.leave(b'}')?;
        }
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        self.0.value()?;
        visitor.visit_unit()
    }
}

struct Members<'of, 'json> {
    reader: &'of mut Reader<'json>,
    first: bool,
}

impl<'json> MapAccess<'json> for Members<'_, 'json> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'json>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        match self.reader.0.name(&mut self.first)? {
            Some(name) => seed.deserialize(Name(&name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'json>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(&mut *self.reader)
    }
}

struct Items<'of, 'json> {
    reader: &'of mut Reader<'json>,
    first: bool,
}

impl<'json> SeqAccess<'json> for Items<'_, 'json> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'json>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.reader.0.another(&mut self.first, b']')? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// A variant by its name: bare where it holds nothing, else the only member of an object.
struct Variant<'of, 'json> {
    name: &'of str,
    bare: bool,
    reader: &'of mut Reader<'json>,
}

impl Variant<'_, '_> {
    fn holds(&self) -> Read<()> {
        if self.bare { Err(Fault) } else { Ok(()) }
    }
}

impl<'json> EnumAccess<'json> for Variant<'_, 'json> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'json>>(self, seed: V) -> Read<(V::Value, Self)> {
        Ok((seed.deserialize(Name(self.name))?, self))
    }
}

impl<'json> VariantAccess<'json> for Variant<'_, 'json> {
    type Error = Fault;

    fn unit_variant(self) -> Read<()> {
        if self.bare {
            Ok(())
        } else {
            self.reader.0.null()
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'json>>(self, seed: T) -> Read<T::Value> {
        self.holds()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'json>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.holds()?;
        self.reader.list(visitor)
    }

    fn struct_variant<V: Visitor<'json>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.holds()?;
        self.reader.object(visitor)
    }
}

/// A value that is kept as it stands, told as `serde_json` tells it: under its name, its text.
struct AsItStands<'json>(Option<&'json str>);

impl<'json> MapAccess<'json> for AsItStands<'json> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'json>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if self.0.is_some() {
            seed.deserialize(Name(AS_IT_STANDS)).map(Some)
        } else {
            Ok(None)
        }
    }

    fn next_value_seed<V: DeserializeSeed<'json>>(&mut self, seed: V) -> Read<V::Value> {
        let text = self.0.take().ok_or(Fault)?;
        seed.deserialize(Words(text))
    }
}

struct Words<'json>(&'json str);

impl<'json> Deserializer<'json> for Words<'json> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'json>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_borrowed_str(self.0)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'json>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
