//! Checklists as people have them, read and turned into content.

mod any_bytes;
mod content;
mod csv_files;
mod html_pages;
mod limits;
mod markdown_files;
mod page;
mod show;
mod texts;
mod workbooks;
