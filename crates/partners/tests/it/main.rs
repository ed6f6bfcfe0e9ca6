//! Lists of organizations, into files and out of them.

mod any_bytes;
mod csv_files;
mod lists;
mod merging;
mod round_trip;
mod workbooks;
