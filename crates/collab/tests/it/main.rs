//! The live document as a room and its people use it, and as those who mean harm do.

mod common;
mod converge;
mod hostile;
mod load;
mod mutants;
mod rules;
mod servers;
