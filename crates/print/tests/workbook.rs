//! The PDF of a workbook, looked at from outside: by poppler and by a PDF/UA checker.
