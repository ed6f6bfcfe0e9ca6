//! People with an account: how they sign in, on which devices they are, and what is kept about them.
//!
//! There are no passwords. A link by mail, a passkey or the instance's `OpenID` provider show who somebody is; a session
//! of our own, whose token is in a cookie and whose hash is in the store, remembers it. Nothing here tells a stranger
//! who has an account: asking for a link always looks the same, and nobody types an address to use a passkey.

pub mod ceremony;
pub mod passkeys;
pub mod provider;
pub mod queries;
pub mod sessions;
pub mod sign_in;
