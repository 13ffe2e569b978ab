//! The table's place in the README, between two marks.

use crate::failure::{Failure, Outcome};

const BEGIN: &str = "<!-- measured by `cargo xtask bench` -->";
const END: &str = "<!-- end of what was measured -->";

/// The same text with another table.
pub fn with_table(text: &str, table: &str) -> Outcome<String> {
    let missing = || {
        Failure::new(format!(
            "README.md lacks the lines `{BEGIN}` and `{END}`: put them where the table belongs."
        ))
    };
    let (before, rest) = text.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    Ok(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, with_table};

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let text = with_table(&text, "new\n").unwrap();
        assert_eq!(text, format!("before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"));
        assert!(with_table("no marks", "new").is_err());
    }
}
