//! Outlets and their authorisations.

mod authorise;
mod records;
mod register;
