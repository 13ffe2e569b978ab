//! Prints the table of rights.

fn main() {
    print!("{}", rules::right_table::page());
}
