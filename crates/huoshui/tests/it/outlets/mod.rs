//! Outlets and their authorisations.

mod authorise;
mod moved;
mod records;
mod register;
