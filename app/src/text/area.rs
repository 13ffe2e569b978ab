//! How an area of wording is written down: both languages side by side, so that the compiler keeps both complete.

/// Declares one area: each line is a place on screen with its Chinese and its English words.
macro_rules! area {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name {
            $(pub $field: &'static str,)+
        }

        impl $name {
            pub const ZH: $name = $name { $($field: $zh,)+ };
            pub const EN: $name = $name { $($field: $en,)+ };

            /// The same in an estate's words.
            pub(crate) fn of_estate(&self) -> $name {
                $name { $($field: crate::text::idiom::said_at(stringify!($field), self.$field),)+ }
            }

            /// Every place with its words in both languages: what the checks walk.
            #[cfg(test)]
            pub(crate) fn places() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((concat!(stringify!($name), ".", stringify!($field)), $zh, $en),)+]
            }
        }
    };
}

pub(crate) use area;
