//! People with an account, and partnerships of them, all by the real forms and letters.

use crate::app::TestApp;
use crate::device::Device;

impl TestApp {
    /// Signs a person in by the form and the letter. `Rosa Medina` has the address `rosa@example.org`.
    pub async fn sign_in(&mut self, name: &str) -> Device {
        let mut device = self.device();
        let form = device.get("/sign-in").await.form("/sign-in").set("email", &address_of(name));
        device.submit(form).await.expect_status(200);
        let link = self.link_to(&address_of(name), "/sign-in/").await;
        let form = device.get(&link).await.expect_status(200).form(end_of(&link)).set("name", name);
        device.submit(form).await.expect_status(200);
        device
    }

    /// The link in the newest letter to an address whose path starts so.
    pub async fn link_to(&mut self, address: &str, start: &str) -> String {
        self.run_jobs().await;
        let letters = self.mails();
        let letter = letters.iter().rev().find(|letter| letter.to.as_str() == address);
        let letter = letter.unwrap_or_else(|| panic!("no letter to {address}"));
        let found = letter.letter.text.lines().find(|line| line.starts_with("http") && line.contains(start));
        found.unwrap_or_else(|| panic!("no link {start} to {address}")).to_owned()
    }

    /// Starts a partnership by the form. Gives its id.
    pub async fn partnership(&mut self, steward: &mut Device, name: &str) -> String {
        let form = steward.get("/partnerships/new").await.form("/partnerships").set("name", name);
        let home = steward.submit(form).await.expect_status(200);
        home.url.rsplit('/').next().expect("an id").to_owned()
    }

    /// Invites a person by mail, who signs in and joins. `role` is `viewer`, `member` or `steward`.
    pub async fn join(&mut self, steward: &mut Device, partnership: &str, name: &str, role: &str) -> Device {
        let people = format!("/p/{partnership}/people");
        let form = steward.get(&people).await.form("/invitations");
        steward.submit(form.set("to", &address_of(name)).set("role", role)).await.expect_status(200);
        let link = self.link_to(&address_of(name), "/join/").await;
        let mut device = self.sign_in(name).await;
        let form = device.get(&link).await.expect_status(200).form(end_of(&link));
        device.submit(form).await.expect_status(200);
        device
    }
}

/// The token at the end of a link.
pub fn end_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or(link)
}

/// `Rosa Medina`: `rosa@example.org`.
pub fn address_of(name: &str) -> String {
    format!("{}@example.org", name.split(' ').next().unwrap_or(name).to_lowercase())
}
