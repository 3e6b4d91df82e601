//! Outlets and their authorisations.

mod authorise;
mod display;
mod moved;
mod records;
mod register;
