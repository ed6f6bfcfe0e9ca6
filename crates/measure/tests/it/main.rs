//! What a round shows, from outside: worked rounds, laws, and somebody who wants to know more than is shown.

mod adversary;
mod laws;
mod showings;
mod sketch;
mod solver;
mod worked;
